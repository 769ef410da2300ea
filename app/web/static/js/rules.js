// Finding a rule while typing. Without it, the button beside the field sends the form and the page comes back filtered.

import { announce } from "./page.js";

const field = document.querySelector("[data-rule-filter]");
const button = document.querySelector("[data-rule-filter-go]");
const told = document.querySelector("[data-rule-filter-told]");
const folds = [...document.querySelectorAll(".fold")];
const wasOpen = new Map(folds.map((fold) => [fold, fold.open && !field.defaultValue]));
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("’", "'").replaceAll("œ", "oe").trim();

function narrow() {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  let rules = 0;
  for (const fold of folds) {
    let found = 0;
    for (const item of fold.querySelectorAll("[data-words]")) {
      const fits = item.hasAttribute("data-kept") || words.every((word) => item.dataset.words.includes(word));
      item.hidden = !fits;
      found += fits;
      if (fits && item.matches(".ruling")) rules += 1;
    }
    fold.hidden = found === 0;
    fold.open = words.length ? found > 0 : wasOpen.get(fold);
  }
  told.textContent = !words.length ? "" : (rules ? told.dataset.some : told.dataset.none).replace("{n}", rules);
  announce(told.textContent);
}

button.hidden = true;
let later = 0;
field.addEventListener("input", () => {
  clearTimeout(later);
  later = setTimeout(narrow, 120);
});
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault();
  if (event.key === "Escape" && field.value) {
    event.preventDefault();
    field.value = "";
    narrow();
  }
});
