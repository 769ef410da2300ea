// The editor: what is typed is kept, checked, painted, and never lost on the way.

import { openActing } from "./editor/acting.js";
import { openAnswering } from "./editor/answering.js";
import { openCopies } from "./editor/copies.js";
import { shiftSpans } from "./editor/offsets.js";
import { openPainter } from "./editor/painting.js";
import { openPanel } from "./editor/panel.js";
import { showPreview } from "./editor/preview.js";
import { offerRescue } from "./editor/rescue.js";
import { openSaver } from "./editor/saving.js";
import { openSurroundings } from "./editor/surroundings.js";

const form = document.getElementById("editor");
const text = document.getElementById("text");

// What the server sent: words may have been typed before this module arrived.
const server = { text: text.defaultValue, revision: Number(form.elements.revision.value) };
const state = { spans: JSON.parse(form.dataset.spans), value: text.defaultValue };
const painter = openPainter(text, form.querySelector(".editor__mirror"));
const around = openSurroundings(form, text);
const copies = openCopies(`draft-${form.dataset.draft}`);
const panel = openPanel(document.getElementById("panel"), text, () => state.spans);

/** What the server makes of the text it was `sent`. */
function judged(answer, sent) {
  state.spans = shiftSpans(answer.spans, sent, text.value);
  painter.paint(state.spans);
  panel.show(answer.panel);
  around.showAnswer(answer);
}

const saver = openSaver(form, {
  read: () => text.value,
  stored: () => text.defaultValue,
  saving: around.showSaving,
  saved(answer, sent) {
    judged(answer, sent);
    copies.settle(sent);
    if (sent !== text.value) copies.keep(text.value, saver.place());
  },
  failed: around.showTrouble,
});

function changed() {
  state.spans = shiftSpans(state.spans, state.value, text.value);
  state.value = text.value;
  painter.follow(state.spans);
  showPreview(text.value);
  copies.keep(text.value, saver.place());
  around.showTyping();
  saver.schedule();
}

openActing(form, text, saver, around.showWhy);
openAnswering(document.getElementById("panel"), saver, text, judged);

text.addEventListener("input", changed);
painter.paint(state.spans);
showPreview(text.value);

function replace(words) {
  text.focus();
  text.select();
  document.execCommand("insertText", false, words);
  changed();
}

/** What this tab was about to send when it was loaded again belongs where it was typed. */
function comesHome(copy) {
  return copy.own && (copy.base === server.revision || copy.sent === server.text);
}

function bringHome() {
  copies.settle(server.text);
  const kept = copies.list();
  const home = text.value === server.text ? kept.find(comesHome) : undefined;
  if (home) text.value = home.text;
  if (text.value !== server.text) {
    changed();
    // At once: the same words may be on their way from the page before, and only the same are no conflict.
    saver.run();
  }
  if (home) copies.drop(home.key);
  const lost = kept.filter((copy) => copy !== home);
  offerRescue(document.getElementById("rescue"), lost, { text, server, copies, replace });
}
bringHome();

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

// Whatever leads away from the text, or takes it along, first brings it home. A draft that is deleted needs no saving.
let leaving = false;
document.addEventListener("submit", async (event) => {
  const away = event.target;
  if (away.dataset.ask) return copies.dropAll();
  if (leaving || !away.matches("[data-after-save], [data-forget]") || !saver.dirty()) return;
  event.preventDefault();
  event.stopPropagation();
  const saved = await saver.flush();
  leaving = saved || (away.matches("[data-forget]") && confirm(away.dataset.forget));
  if (leaving) away.requestSubmit();
  else around.showWhy();
}, true);
document.addEventListener("click", async (event) => {
  const way = event.target.closest("a[data-after-save], #actions [data-copy]");
  if (!way || !saver.dirty()) return;
  event.preventDefault();
  event.stopPropagation();
  const saved = await saver.flush();
  // Saved and judged, the text may need something else first: then that is shown instead.
  if (!saved) around.showWhy();
  else if (!way.closest("[hidden]")) way.click();
}, true);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  saver.flush();
});
const go = document.querySelector("[data-channel-go]");
go.hidden = true;
document.getElementById("channel").addEventListener("change", (event) => {
  go.hidden = event.target.selectedOptions[0].defaultSelected;
});
addEventListener("pagehide", () => saver.leave());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") saver.leave();
});
