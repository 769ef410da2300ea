// Around the text: the count, the state of saving, what can be done next, and what went wrong.

import { announce } from "../page.js";

export function openSurroundings(form, text) {
  const state = document.getElementById("state");
  const count = document.getElementById("count");
  const trouble = document.getElementById("trouble");
  const number = new Intl.NumberFormat(document.documentElement.lang);
  // Elsewhere addresses, emoji or mentions count in ways of their own, which only the server knows.
  const countsUnits = ["linkedin", "facebook", "email"].includes(form.dataset.channel);
  let nearlyFull = false;
  let banner = "";

  function showCount({ used, limit, fits }) {
    count.textContent = count.dataset.words.replace("{used}", number.format(used)).replace("{limit}", number.format(limit));
    count.classList.toggle("said", !fits);
    count.classList.toggle("said--block", !fits);
    const full = used > 0.9 * limit;
    if (full && !nearlyFull) announce(count.textContent);
    nearlyFull = full;
  }

  /** The length as far as it is known here, for a text the server has not seen. */
  function showLocalCount() {
    const limit = Number(count.dataset.limit);
    if (countsUnits) return showCount({ used: text.value.length, limit, fits: text.value.length <= limit });
    count.textContent = count.dataset.uncounted;
    count.classList.remove("said", "said--block");
  }

  function showOnly(name) {
    for (const block of document.querySelectorAll("[data-when]")) block.hidden = block.dataset.when !== name;
  }

  /** Where the draft stands with comms; what they suggest is shown against the text as it is now. */
  function showBanner(html) {
    const stage = document.getElementById("stage");
    if (html === banner || stage.contains(document.activeElement)) return;
    banner = html;
    stage.outerHTML = html;
  }

  function showNext(answer) {
    const waiting = ["submitted", "proposed"].includes(answer.stage);
    const next = waiting ? "waiting" : !text.value.trim() ? "empty" : answer.may_share ? "share" : answer.blocked ? "blocked" : "review";
    showOnly(next);
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
      showBanner(answer.banner);
      text.setAttribute("aria-invalid", String(answer.blocked));
      showCount(answer.count);
      showNext(answer);
    },
    /** `final` when nothing will be sent again until somebody does something about it. */
    showTrouble({ status, message, final }) {
      const words = final ? form.dataset.refused : form.dataset.unsaved;
      state.textContent = words;
      state.dataset.trouble = "";
      announce(message || words);
      showLocalCount();
      if (final) showOnly("unsaved");
      if (!message) return;
      trouble.hidden = false;
      trouble.querySelector("[data-message]").textContent = message;
      trouble.querySelector("[data-trouble='reload']").hidden = status !== 409;
      trouble.querySelector("[data-trouble='sign-in']").hidden = status !== 401;
    },
    /** While typing: a length that can be told here is, and one that was refused is told again. */
    showTyping() {
      if (countsUnits || "trouble" in state.dataset) showLocalCount();
    },
    /** Somebody wanted to go on, but the text is not saved. */
    showWhy() {
      announce(state.textContent);
      (trouble.hidden ? state : trouble).scrollIntoView({ block: "center", behavior: "smooth" });
    },
  };
}
