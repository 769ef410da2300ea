// Painting spans in a textarea: real ranges where the browser has them, a mirror behind it elsewhere.

import { nameOf, slices } from "./offsets.js";

// Findings are drawn over labels, the gravest on top.
const LAYERS = ["own", "sourced", "unsupported", "tip", "review", "block"];

export function openPainter(text, mirror) {
  const native = "createValueRange" in HTMLTextAreaElement.prototype && "highlights" in CSS;
  return native ? paintedByRanges(text) : paintedByMirror(text, mirror);
}

function paintedByRanges(text) {
  const paint = (spans) => {
    LAYERS.forEach((name, layer) => {
      const ranges = spans
        .filter((span) => nameOf(span) === name && span.end > span.start && span.end <= text.value.length)
        .map((span) => text.createValueRange(span.start, span.end));
      const highlight = new Highlight(...ranges);
      highlight.priority = layer;
      CSS.highlights.set(name, highlight);
    });
  };
  return { paint, follow: () => {} }; // the ranges follow the typing by themselves
}

function paintedByMirror(text, mirror) {
  mirror.hidden = false;
  const paint = (spans) => {
    mirror.replaceChildren(
      ...slices(text.value, spans).map((slice) => {
        const piece = document.createElement("span");
        piece.textContent = slice.text;
        piece.className = slice.names.map((name) => `paint--${name}`).join(" ");
        return piece;
      }),
    );
    mirror.append("\n");
    if (!CSS.supports("field-sizing", "content")) {
      text.style.height = "auto";
      text.style.height = `${text.scrollHeight}px`;
    }
  };
  return { paint, follow: paint };
}
