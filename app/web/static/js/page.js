// What every page may use: the theme switch, copying, questions before deleting, opened shares.

import { forgetCopies } from "./editor/copies.js";

const root = document.documentElement;

function currentTheme() {
  if (root.dataset.theme) return root.dataset.theme;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

for (const button of document.querySelectorAll("[data-theme-toggle]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    root.dataset.theme = currentTheme() === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("tandem-theme", root.dataset.theme);
    } catch {
      // Kept for this page only.
    }
  });
}

export function announce(words) {
  const region = document.getElementById("announce");
  if (region.textContent !== words) region.textContent = words;
}

async function copyFrom(field) {
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    // No clipboard on plain http or by refusal: select, so that Ctrl+C does it.
    field.focus();
    field.select();
    return document.execCommand("copy");
  }
  return true;
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const label = button.querySelector("[data-copy-label]");
  const before = label.textContent;
  button.addEventListener("click", async () => {
    const copied = await copyFrom(document.getElementById(button.dataset.copy));
    label.textContent = copied ? button.dataset.copied : button.dataset.selected;
    announce(label.textContent);
    setTimeout(() => (label.textContent = before), 4000);
  });
}

document.addEventListener("submit", (event) => {
  const question = event.target.dataset.ask;
  if (question && !confirm(question)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);

document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-forget]") && !event.defaultPrevented) forgetCopies();
});

for (const link of document.querySelectorAll("a[data-opened]")) {
  link.addEventListener("click", () => {
    const form = link.closest("[data-channel]").querySelector("form");
    fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, keepalive: true });
    // Back from the other site, the page asks whether the post went out.
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") location.reload();
    });
  });
}
