// Around the text: the count, the state of saving, what can be done next, and what went wrong.

import { announce } from "../page.js";

export function openSurroundings(form, text) {
  const state = document.getElementById("state");
  const count = document.getElementById("count");
  const trouble = document.getElementById("trouble");
  const rescue = document.getElementById("rescue");
  const number = new Intl.NumberFormat(document.documentElement.lang);
  let nearlyFull = false;

  function showCount({ used, limit, fits }) {
    count.textContent = count.dataset.words.replace("{used}", number.format(used)).replace("{limit}", number.format(limit));
    count.classList.toggle("said", !fits);
    count.classList.toggle("said--block", !fits);
    const full = used > 0.9 * limit;
    if (full && !nearlyFull) announce(count.textContent);
    nearlyFull = full;
  }

  function showNext(answer) {
    const waiting = ["submitted", "proposed"].includes(answer.stage);
    const next = waiting ? "waiting" : !text.value.trim() ? "empty" : answer.may_share ? "share" : answer.blocked ? "blocked" : "review";
    for (const block of document.querySelectorAll("[data-when]")) block.hidden = block.dataset.when !== next;
  }

  document.addEventListener("click", (event) => {
    const back = event.target.closest("[data-put-back]");
    if (!back) return;
    text.focus();
    text.select();
    document.execCommand("insertText", false, back.closest("details").querySelector("[data-version]").textContent);
    text.scrollIntoView({ block: "start" });
  });
  trouble.querySelector("[data-trouble='reload']").addEventListener("click", () => location.reload());

  return {
    showSaving() {
      state.textContent = form.dataset.saving;
    },
    showAnswer(answer) {
      state.textContent = form.dataset.saved;
      delete state.dataset.trouble;
      trouble.hidden = true;
      if (answer.stage !== form.dataset.stage) document.getElementById("stage").hidden = true;
      text.setAttribute("aria-invalid", String(answer.blocked));
      showCount(answer.count);
      showNext(answer);
    },
    showTrouble({ status, message }) {
      state.textContent = form.dataset.unsaved;
      state.dataset.trouble = "";
      announce(message || form.dataset.unsaved);
      if (!message) return;
      trouble.hidden = false;
      trouble.querySelector("[data-message]").textContent = message;
      trouble.querySelector("[data-trouble='reload']").hidden = status !== 409;
      trouble.querySelector("[data-trouble='sign-in']").hidden = status !== 401;
    },
    /** `kept` is a text that never reached the server; `changed` is told once it is back in the editor. */
    offerRescue(kept, changed) {
      if (kept === null) return;
      rescue.hidden = false;
      rescue.querySelector("[data-rescue='back']").addEventListener("click", () => {
        rescue.hidden = true;
        text.focus();
        text.select();
        document.execCommand("insertText", false, kept);
        changed();
      });
      rescue.querySelector("[data-rescue='drop']").addEventListener("click", () => {
        rescue.hidden = true;
        changed();
      });
    },
  };
}
