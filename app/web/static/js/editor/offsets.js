// Spans are half-open, in UTF-16 units, which is what textarea offsets and JavaScript strings count.

/** Move spans made for `before` to where their words are in `after`, by the one stretch that changed. */
export function shiftSpans(spans, before, after) {
  if (before === after) return spans;
  const shortest = Math.min(before.length, after.length);
  let head = 0;
  while (head < shortest && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shortest - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const grown = after.length - before.length;
  const end = before.length - tail;
  const move = (offset) => (offset <= head ? offset : offset >= end ? offset + grown : Math.min(offset, after.length - tail));
  // A span whose words are gone stays, empty: the panel counts on the order until the next answer.
  return spans.map((span) => ({ ...span, start: move(span.start), end: Math.max(move(span.start), move(span.end)) }));
}

/** Cut `text` at every edge of a span: [{text, names}] in order. */
export function slices(text, spans) {
  const edges = new Set([0, text.length]);
  for (const span of spans) edges.add(span.start).add(span.end);
  const order = [...edges].filter((edge) => edge <= text.length).sort((a, b) => a - b);
  return order.slice(1).map((end, index) => ({
    text: text.slice(order[index], end),
    names: spans.filter((span) => span.start <= order[index] && span.end >= end).map(nameOf),
  }));
}

export const nameOf = (span) => (span.kind === "finding" ? span.severity : span.label);
