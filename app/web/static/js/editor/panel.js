// The panel: swapped without losing its place, and a way from each finding to its words.

import { announce } from "../page.js";

const SILENCE = 1000;

export function openPanel(panel, text, spans) {
  let summary = panel.querySelector("#summary").textContent;
  let timer = 0;

  function show(html) {
    const open = [...panel.querySelectorAll("details[open][data-key]")].map((one) => one.dataset.key);
    const scroll = panel.scrollTop;
    const focused = placeOf(document.activeElement);
    panel.innerHTML = html;
    for (const one of panel.querySelectorAll("details[data-key]")) one.open = open.includes(one.dataset.key);
    panel.scrollTop = scroll;
    if (focused) panel.querySelector(focused)?.focus();
    clearTimeout(timer);
    timer = setTimeout(tellIfChanged, SILENCE);
  }

  function placeOf(element) {
    const item = panel.contains(element) && element.closest("[data-key], [data-sentence]");
    if (!item) return "";
    return item.dataset.sentence ? `[data-sentence="${item.dataset.sentence}"] button` : `[data-key="${CSS.escape(item.dataset.key)}"] button, [data-key="${CSS.escape(item.dataset.key)}"] summary`;
  }

  function tellIfChanged() {
    const now = panel.querySelector("#summary").textContent;
    if (now !== summary) announce(now);
    summary = now;
  }

  const findings = () => spans().filter((span) => span.kind === "finding");

  function spanOf(item) {
    if (item.dataset.finding) return findings()[Number(item.dataset.finding)];
    const labelled = spans().find((span) => span.kind === "label" && span.key === item.dataset.sentence);
    if (labelled) return labelled;
    const words = item.querySelector("[data-select]").textContent.replace(/…$/, "");
    const start = text.value.indexOf(words);
    return start < 0 ? null : { start, end: start + words.length };
  }

  function select(span) {
    text.focus({ preventScroll: true });
    text.setSelectionRange(span.start, span.end);
    reveal(span);
  }

  /** The textarea is as tall as its text, so the page scrolls, to about where the words stand. */
  function reveal(span) {
    const box = text.getBoundingClientRect();
    const y = box.top + (box.height * span.start) / Math.max(text.value.length, 1);
    if (y < 80 || y > innerHeight - 120) scrollBy({ top: y - innerHeight / 3, behavior: "smooth" });
  }

  function mark(item) {
    for (const one of panel.querySelectorAll("[data-current]")) delete one.dataset.current;
    item.dataset.current = "";
    item.scrollIntoView({ block: "nearest" });
  }

  function step(direction) {
    const order = findings().map((span, index) => ({ span, index })).sort((a, b) => a.span.start - b.span.start);
    if (!order.length) return announce(document.getElementById("editor").dataset.none);
    const caret = text.selectionStart;
    const ahead = order.find(({ span }) => span.start > caret) ?? order[0];
    const behind = order.findLast(({ span }) => span.start < caret) ?? order.at(-1);
    const { span, index } = direction > 0 ? ahead : behind;
    const item = panel.querySelector(`[data-finding="${index}"]`);
    select(span);
    mark(item);
    announce(item.querySelector(".finding__title").textContent);
  }

  function apply(item, replacement) {
    const span = spanOf(item);
    select(span);
    // insertText keeps the undo history; a value set by script would empty it.
    document.execCommand(replacement ? "insertText" : "delete", false, replacement);
  }

  panel.addEventListener("click", (event) => {
    const item = event.target.closest("[data-finding], [data-sentence]");
    const span = item && spanOf(item);
    if (!span) return;
    if (event.target.closest("[data-apply]")) return apply(item, event.target.closest("[data-apply]").dataset.apply);
    if (event.target.closest("[data-select]")) {
      select(span);
      if (item.dataset.finding) mark(item);
    }
  });

  return { show, step };
}
