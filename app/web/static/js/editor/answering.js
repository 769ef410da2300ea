// Answering a finding: the panel comes back without the page, so that the text keeps its undo history.

import { announce } from "../page.js";

export function openAnswering(panel, saver, text, settled) {
  function tell(form, message) {
    const mistake = form.querySelector("[data-mistake]");
    announce(message);
    if (!mistake) return;
    mistake.textContent = message;
    mistake.hidden = false;
  }

  async function answer(form, trouble) {
    // A finding is known by the words it was found in: those must be what the server has.
    if (!(await saver.flush())) return tell(form, trouble);
    const sent = text.value;
    let response;
    try {
      response = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
    } catch {
      return tell(form, trouble);
    }
    const told = await response.json().catch(() => ({}));
    if (!response.ok) return tell(form, told.message ?? trouble);
    settled(told, sent);
    panel.querySelector("#findings").focus();
  }

  panel.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-answer]");
    if (!form) return;
    event.preventDefault();
    answer(form, panel.dataset.trouble);
  });
}
