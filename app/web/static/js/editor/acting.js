// Actions and one-click fixes: looked at beside the text, made in it as an edit that Ctrl + Z takes back.

import { announce } from "../page.js";

const HIGH = /[\uD800-\uDBFF]$/;
const LOW = /^[\uDC00-\uDFFF]/;

/** Replace what differs and no more, as one edit of the undo history. */
export function rewrite(text, after) {
  const before = text.value;
  if (before === after) return;
  const shortest = Math.min(before.length, after.length);
  let head = 0;
  while (head < shortest && before[head] === after[head]) head += 1;
  if (HIGH.test(before.slice(0, head))) head -= 1;
  let tail = 0;
  while (tail < shortest - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  if (tail && LOW.test(before.slice(before.length - tail))) tail -= 1;
  const words = after.slice(head, after.length - tail);
  text.focus({ preventScroll: true });
  text.setSelectionRange(head, before.length - tail);
  document.execCommand(words ? "insertText" : "delete", false, words);
}

/** The stretch that is selected in `text`, as forms name it: in code points, which is what the server counts. */
function selected(text) {
  const points = (end) => [...text.value.slice(0, end)].length;
  return `${points(text.selectionStart)}:${points(text.selectionEnd)}`;
}

/** Offer what is selected instead of a list of sentences, which would be those of the page as it came. */
function followSelection(part, text) {
  const option = part.querySelector('option[value="selection"]');
  for (const one of [...part.options]) if (one.value.includes(":")) one.remove();
  function follow() {
    const any = text.selectionStart < text.selectionEnd;
    option.hidden = option.disabled = !any;
    part.value = any ? "selection" : "";
  }
  for (const kind of ["select", "keyup", "pointerup", "input"]) text.addEventListener(kind, follow);
  follow();
}

function edited(value, edits) {
  return [...edits].reverse().reduce((text, { start, end, replacement }) => text.slice(0, start) + replacement + text.slice(end), value);
}

export function openActing(form, text, saver, showWhy) {
  const result = document.getElementById("act");
  const trouble = result?.closest("[data-act-trouble]").dataset.actTrouble ?? "";

  const part = document.querySelector("[data-act-part]");
  if (part) followSelection(part, text);

  /** Said where the change would have stood, since a page that stays as it was tells nothing. */
  function tell(message) {
    announce(message);
    if (!result) return;
    const said = document.createElement("p");
    said.className = "field__error";
    said.textContent = message;
    result.replaceChildren(said);
    said.scrollIntoView({ block: "nearest" });
  }

  async function ask(asking, button) {
    // What is acted on is what the server has.
    if (!(await saver.flush())) return showWhy();
    const body = new FormData(asking, button);
    if (body.get("part") === "selection") body.set("part", selected(text));
    const sent = text.value;
    text.readOnly = true;
    try {
      const response = await fetch(asking.getAttribute("action"), { method: "POST", body, headers: { Accept: "application/json" } });
      const told = await response.json();
      text.readOnly = false;
      if (!response.ok) return tell(told.message ?? trouble);
      take(told, sent);
    } catch {
      tell(trouble);
    } finally {
      text.readOnly = false;
    }
  }

  function take(told, sent) {
    if (told.go) return location.assign(told.go);
    if (told.html !== undefined) show(told.html);
    if (told.edits) rewrite(text, edited(sent, told.edits));
    if (told.text === undefined) return;
    form.elements.revision.value = told.revision;
    rewrite(text, told.text);
  }

  function show(html) {
    result.innerHTML = html;
    const first = result.querySelector("textarea") ?? result;
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("submit", (event) => {
    const asking = event.target.closest("form[data-act]");
    if (!asking) return;
    event.preventDefault();
    ask(asking, event.submitter);
  });
  result?.addEventListener("click", (event) => {
    if (!event.target.closest("[data-act-leave]")) return;
    event.preventDefault();
    result.replaceChildren();
    text.focus();
  });
}
