// Answers stay in this browser until they are sent: a page that is left or turned into the other
// language finds them again. On the pages that follow, they have arrived.

import { openCopies } from "./editor/copies.js";

const TYPED = 0;
const SENT = 1;
const place = document.querySelector("[data-answers]");
const copies = openCopies(`answers-${place.dataset.answers}`);
const fields = [...place.querySelectorAll("textarea[name^=q-]")];

function keep(stage = TYPED) {
  const values = Object.fromEntries(fields.map((field) => [field.name, field.value]));
  copies.keep(JSON.stringify(values), { base: stage });
}

function putBack([newest, ...older]) {
  for (const copy of older) copies.drop(copy.key);
  if (!newest) return;
  const values = JSON.parse(newest.text);
  for (const field of fields) {
    // Words typed before this module arrived are newer still.
    if (field.value === field.defaultValue) field.value = values[field.name] ?? field.value;
  }
  keep(TYPED);
  copies.drop(newest.key);
}

if (fields.length) {
  putBack(copies.list());
  if (fields.some((field) => field.value !== field.defaultValue)) keep();
  place.addEventListener("input", () => keep());
  place.addEventListener("submit", () => keep(SENT));
  // The page may be the answer to a form: its address need not be one to come back to.
  document.querySelector("[data-language]").addEventListener("formdata", ({ formData }) => {
    formData.set("back", `/drafts/${place.dataset.answers}/questions`);
  });
} else {
  for (const copy of copies.list()) if (copy.base === SENT) copies.drop(copy.key);
}
