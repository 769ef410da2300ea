// Words that never reached the server, offered again: all that this browser still has, newest first.

/** `replace` puts a text into the editor; the copies are those that openCopies lists. */
export function offerRescue(box, offered, { text, server, copies, replace }) {
  const list = box.querySelector("ul");
  const pattern = box.querySelector("[data-rescue='item']");
  const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });

  function show(copy) {
    const item = pattern.cloneNode(true);
    item.hidden = false;
    list.append(item);
    fill(item, copy);
    item.querySelector("[data-rescue='back']").addEventListener("click", () => putBack(item, copy));
    item.querySelector("[data-rescue='drop']").addEventListener("click", () => {
      copies.drop(copy.key);
      close(item);
    });
  }

  function fill(item, copy) {
    const title = item.querySelector("[data-rescue='when']");
    title.textContent = copy.replaced ? title.dataset.before : title.dataset.words.replace("{when}", when.format(copy.at));
    item.querySelector("[data-rescue='words']").textContent = copy.text;
  }

  /** What is replaced takes the place of what replaces it, unless it is what the words were typed upon. */
  function putBack(item, copy) {
    const [words, before] = [copy.text, text.value];
    replace(words);
    if ((copy.base === server.revision && before === server.text) || !before.trim()) {
      copies.drop(copy.key);
      return close(item);
    }
    Object.assign(copy, { text: before, replaced: true, at: Date.now() });
    copies.keep(before, { base: -1, key: copy.key });
    fill(item, copy);
  }

  function close(item) {
    item.remove();
    box.hidden = list.children.length === 0;
    text.focus();
  }

  pattern.remove();
  offered.forEach(show);
  box.hidden = offered.length === 0;
}
