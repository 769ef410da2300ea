// Copies of what is typed stay in this browser until the server has them. Every page that is open has
// a copy of its own, so that no window deletes another's words; `tab` tells those of one tab apart.

const PREFIX = "tandem-copy-";

function attempt(step) {
  try {
    return step();
  } catch {
    return null; // storage may be full or forbidden: the page goes on without a copy
  }
}

function newName() {
  return Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join("");
}

function nameOfTab() {
  const known = attempt(() => sessionStorage.getItem("tandem-tab"));
  if (known) return known;
  const name = newName();
  attempt(() => sessionStorage.setItem("tandem-tab", name));
  return name;
}

const keysFrom = (start) => attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(start))) ?? [];
const drop = (key) => attempt(() => localStorage.removeItem(key));

/** Copies of one text, `name`; {key, own, text, base, sent, at}, where `own` is of this very tab. */
export function openCopies(name) {
  const start = `${PREFIX}${name}.`;
  const tab = nameOfTab();
  // A duplicated tab inherits the tab's name, so each page adds one.
  const mine = `${start}${tab}.${newName()}`;

  function read(key) {
    const kept = attempt(() => JSON.parse(localStorage.getItem(key)));
    return kept && { ...kept, key, own: key.startsWith(`${start}${tab}.`) };
  }
  const list = () => keysFrom(start).map(read).filter(Boolean).sort((a, b) => b.at - a.at);

  return {
    /** `base` is what the text was typed upon; `sent` what is on its way to the server, if anything. */
    keep(text, { base, sent = null, key = mine }) {
      attempt(() => localStorage.setItem(key, JSON.stringify({ text, base, sent, at: Date.now() })));
    },
    /** Newest first. */
    list,
    drop,
    /** The server has this text now, so nobody needs a copy of it. */
    settle(text) {
      for (const copy of list()) if (copy.text === text) drop(copy.key);
    },
    dropAll: () => keysFrom(start).forEach(drop),
  };
}

/** Leave no words behind on a machine that somebody else may use next. */
export function forgetCopies() {
  keysFrom(PREFIX).forEach(drop);
}
