// Bringing files in: what was chosen, how much of it is sent, and an error that leaves the choice in place.

const form = document.getElementById("add");
const words = form.querySelector("[data-files]").dataset;
const files = form.elements.files;
const chosen = document.getElementById("chosen");
const mistake = form.querySelector("[data-mistake]");
const sent = form.querySelector("[data-sent]");
const send = form.querySelector("[data-send]");
const MEGABYTE = 1024 * 1024;

function fill(pattern, values) {
  return Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), pattern);
}

function inMegabytes(bytes) {
  const rounded = Math.max(bytes / MEGABYTE, 0.1);
  return new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(rounded);
}

function tellChoice() {
  const size = [...files.files].reduce((sum, file) => sum + file.size, 0);
  const tooLarge = size > Number(words.largest);
  const values = { count: files.files.length, size: inMegabytes(size) };
  chosen.textContent = files.files.length ? fill(tooLarge ? words.tooLarge : words.sum, values) : "";
  chosen.className = tooLarge ? "field__error" : "field__hint";
  files.setAttribute("aria-invalid", tooLarge);
  return !tooLarge;
}

function show(sending) {
  sent.hidden = !sending;
  send.hidden = sending;
}

function tellMistake(text) {
  const line = document.createElement("p");
  line.className = "field__error";
  line.textContent = text;
  mistake.replaceChildren(line);
  mistake.scrollIntoView({ block: "center" });
}

/** What the answer says went wrong: the form's own error, or else the page's sentence. */
function mistakeIn(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return (page.getElementById("error") ?? page.querySelector("main p"))?.textContent.trim() || words.broken;
}

function arrived(request) {
  const address = new URL(request.responseURL || location.href);
  if (request.status < 400 && address.pathname !== "/sources/add") return location.assign(address);
  show(false);
  tellMistake(mistakeIn(request.responseText));
}

function upload() {
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    const percent = Math.round((100 * loaded) / total);
    sent.querySelector("progress").value = percent;
    sent.querySelector("[role=status]").textContent = fill(words.sending, { percent });
  });
  request.addEventListener("load", () => arrived(request));
  request.addEventListener("abort", () => show(false));
  request.addEventListener("error", () => {
    show(false);
    tellMistake(words.broken);
  });
  sent.querySelector("[data-stop]").onclick = () => request.abort();
  request.open("POST", form.action);
  request.send(new FormData(form));
}

files.addEventListener("change", tellChoice);
form.addEventListener("submit", (event) => {
  if (!files.files.length) return; // nothing to wait for: the browser does it
  event.preventDefault();
  mistake.replaceChildren();
  if (!tellChoice()) return files.focus();
  show(true);
  upload();
});
