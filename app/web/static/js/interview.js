// One question at a time: what was asked stays on the page, what comes next waits for its turn. Without
// this module all questions stand on the page at once.

const form = document.querySelector("[data-answers]");
const questions = [...form.querySelectorAll(".question")];
const onward = form.querySelector("[data-onward]");
const buttons = { next: onward?.querySelector("[data-next]"), skip: onward?.querySelector("[data-skip]") };
const write = form.querySelector("[data-write]");
const field = (question) => question.querySelector("textarea");
let reached = 0;

function show() {
  const asking = questions[reached];
  const more = reached < questions.length - 1;
  questions.forEach((question, place) => {
    question.hidden = place > reached;
    question.classList.toggle("question--past", place < reached);
  });
  if (more) asking.append(onward);
  onward.hidden = !more;
  write.classList.toggle("button--quiet", more);
  choose();
}

function choose() {
  const said = field(questions[reached]).value.trim() !== "";
  buttons.next.hidden = !said;
  buttons.skip.hidden = said;
}

function goOn() {
  reached += 1;
  show();
  field(questions[reached]).focus();
}

// Up to the last question answered before, nothing is hidden; nor is anything where it has to be mended.
if (onward && !form.hasAttribute("data-all") && questions.length > 1) {
  const answered = questions.findLastIndex((question) => field(question).value.trim() !== "");
  reached = Math.max(answered, 0);
  show();
  form.addEventListener("input", choose);
  for (const button of Object.values(buttons)) button.addEventListener("click", goOn);
}
