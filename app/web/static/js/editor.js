// The editor: what is typed is kept, checked, painted, and never lost on the way.

import { keepCopies } from "./editor/copies.js";
import { shiftSpans } from "./editor/offsets.js";
import { openPainter } from "./editor/painting.js";
import { openPanel } from "./editor/panel.js";
import { showPreview } from "./editor/preview.js";
import { openSaver } from "./editor/saving.js";
import { openSurroundings } from "./editor/surroundings.js";

const form = document.getElementById("editor");
const text = document.getElementById("text");

// What the server sent: words may have been typed before this module arrived.
const state = { spans: JSON.parse(form.dataset.spans), value: text.defaultValue };
const painter = openPainter(text, form.querySelector(".editor__mirror"));
const around = openSurroundings(form, text);
const copies = keepCopies(form.dataset.draft);
const panel = openPanel(document.getElementById("panel"), text, () => state.spans);

const saver = openSaver(form, {
  read: () => text.value,
  stored: () => text.defaultValue,
  saving: around.showSaving,
  saved(answer, sent) {
    state.spans = shiftSpans(answer.spans, sent, text.value);
    painter.paint(state.spans);
    panel.show(answer.panel);
    around.showAnswer(answer);
    if (sent === text.value) copies.drop();
  },
  failed: around.showTrouble,
});

function changed() {
  state.spans = shiftSpans(state.spans, state.value, text.value);
  state.value = text.value;
  painter.follow(state.spans);
  showPreview(text.value);
  copies.keep(text.value);
  saver.schedule();
}

text.addEventListener("input", changed);
painter.paint(state.spans);
showPreview(text.value);
if (text.value !== text.defaultValue) changed();
else around.offerRescue(copies.find(text.value), changed);

document.addEventListener("keydown", (event) => {
  if (event.key === "F8") {
    event.preventDefault();
    panel.step(event.shiftKey ? -1 : 1);
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    document.querySelector("[data-when]:not([hidden]) [data-primary]")?.click();
  } else if (event.key === "Escape" && document.getElementById("panel").contains(document.activeElement)) {
    text.focus();
  }
});

// Whatever leads away from the text first brings it home.
document.addEventListener("submit", async (event) => {
  if (event.target === form || !event.target.matches("[data-after-save]") || !saver.dirty()) return;
  event.preventDefault();
  if (await saver.flush()) event.target.submit();
});
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-after-save]");
  if (!link || !saver.dirty()) return;
  event.preventDefault();
  if (await saver.flush()) location.assign(link.href);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  saver.flush();
});
addEventListener("pagehide", () => saver.leave());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") saver.leave();
});
