"""The model's hand in a text that its author edits: a stretch of it, reworked and held to what it said."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from app.cocreate.actions.cited import bare
from app.cocreate.actions.language import other_language
from app.cocreate.actions.outcome import Action, Change, NotPossible, Outcome, Sheet
from app.cocreate.actions.stretch import is_whole, new_sentences
from app.cocreate.disarm import disarm_brief, disarm_passages, disarmed
from app.cocreate.fit import fits
from app.cocreate.masking import Detect, Masking, UnknownPlaceholder
from app.cocreate.model.answer import ReworkAnswer
from app.cocreate.model.cleaner import Cleaner
from app.cocreate.model.conditioning import EVERYTHING
from app.cocreate.model.faithful import unfaithful
from app.cocreate.model.material import CONTEXT_TOKENS, Material, fitted, gather
from app.domain.people import Language
from app.llm.answers import looks_like_refusal
from app.llm.chat_model import ChatModel
from app.llm.deadline import Deadline
from app.llm.errors import ModelCancelled, ModelError, ModelTimedOut
from prompts.loader import load_prompt

LONGEST_PART = 4000
"""Code points: more is a text of its own, and nobody can look such a change over."""
SHORTER = 0.9
"""The most of its length that a stretch may keep to be called shorter."""
SURROUNDINGS = 600
"""Code points on either side of a stretch that the model sees, so that it fits between them."""
TRIES = 2
SECONDS = 45.0
"""For all tries: somebody is looking at the button."""

_WHAT = {
    Action.CONDENSE: "condensed",
    Action.REPHRASE: "rephrased",
    Action.REOPEN: "reopened",
    Action.TRANSLATE: "translated",
}
_ENDS = re.compile(r"^(\s*)(.*?)(\s*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reworker:
    """See `DraftActions`. `language_of` names the language of a text, "" when unsure.

    Figures, names and quotations of the stretch must come back and no others may: what does not hold to
    that after `TRIES` is not offered. Every failure is a `NotPossible` with the code of the error.
    """

    model: ChatModel
    detect: Detect
    language_of: Callable[[str], str]
    may_leave: Callable[[str], bool] = lambda _: True
    context_tokens: int = CONTEXT_TOKENS
    seconds: float = SECONDS

    def __call__(self, action: Action, sheet: Sheet) -> Outcome:
        task = _Task.of(action, sheet, self.detect, self.may_leave)
        if not task.words.strip():
            return NotPossible("no_selection")
        if len(task.words) > LONGEST_PART:
            return NotPossible("selection_too_long")
        questions = (answer.question.text for answer in sheet.brief.answers)
        if not self.may_leave("\n".join((sheet.text, sheet.brief.topic, *sheet.brief.takes, *questions))):
            return NotPossible("kept_from_model")
        try:
            return self._reworked(task)
        except ModelError as error:
            return NotPossible(error.code)

    def _reworked(self, task: "_Task") -> Outcome:
        material = fitted(task.material, context_tokens=self.context_tokens)
        deadline = Deadline(self.seconds)
        lost: tuple[str, ...] = ()
        reason = "nothing_new"
        for _ in range(TRIES):
            words = task.read(self._ask(task, material, lost, deadline))
            reason = self._objection(task, words)
            lost = task.unfaithful(words)
            if not reason and not lost:
                return task.change(words)
        return NotPossible("not_faithful" if lost else reason)

    def _ask(
        self, task: "_Task", material: Material, lost: tuple[str, ...], deadline: Deadline
    ) -> ReworkAnswer:
        prompt = load_prompt(f"rework_selection.{task.sheet.brief.language.value}")
        call = task.sheet.call
        bounded = replace(
            call, prompt_ref=prompt.ref, cancelled=lambda: deadline.remaining <= 0 or call.cancelled()
        )
        try:
            return self.model.complete(
                material.messages(prompt, **task.told(lost)),
                ReworkAnswer,
                temperature=prompt.temperature,
                call=bounded,
            )
        except ModelCancelled:
            raise ModelTimedOut("The model did not finish in time.") from None

    def _objection(self, task: "_Task", words: str) -> str:
        """Why these words cannot be offered, as a code; "" where they can."""
        if not words or looks_like_refusal(words) or bare(words) == bare(task.words):
            return "nothing_new"
        if self.language_of(words) not in {task.language.value, ""}:
            return "wrong_language"
        if task.action is Action.CONDENSE and len(words) > SHORTER * len(task.words):
            return "not_shorter"
        return (
            "" if fits(task.with_words(words), task.sheet.brief.channel) or task.was_too_long else "no_room"
        )


@dataclass(frozen=True, slots=True)
class _Task:
    """The stretch [start, end) of the sheet's text without the white space at its ends, and what is asked."""

    action: Action
    sheet: Sheet
    start: int
    end: int
    masking: Masking
    material: Material
    cleaner: Cleaner

    @classmethod
    def of(cls, action: Action, sheet: Sheet, detect: Detect, may_leave: Callable[[str], bool]) -> "_Task":
        start, end = sheet.part or (0, len(sheet.text))
        lead, words, _ = _split(sheet.text[start:end])
        masking = Masking(detect)
        masking.meet([sheet.text])  # a name that was only typed in the editor
        brief, passages = disarm_brief(sheet.brief, disarmed), disarm_passages(sheet.passages)
        cleaner = Cleaner.for_draft(
            masking,
            replace(brief, idea=f"{brief.idea}\n{sheet.text}"),  # its links may stay
            passages,
            apostrophe=sheet.voice.profile.style.apostrophe,
        )
        material = gather(brief, passages, sheet.voice, masking, EVERYTHING, may_leave=may_leave)
        at = start + len(lead)
        cleaner = replace(cleaner, language=_language_after(action, sheet).value)
        return cls(action, sheet, at, at + len(words), masking, material, cleaner)

    @property
    def words(self) -> str:
        return self.sheet.text[self.start : self.end]

    @property
    def language(self) -> Language:
        return _language_after(self.action, self.sheet)

    @property
    def was_too_long(self) -> bool:
        return not fits(self.sheet.text, self.sheet.brief.channel)

    def told(self, lost: tuple[str, ...]) -> dict[str, object]:
        part, text = self.masking.mask_part, self.sheet.text
        return {
            "action": self.action.value,
            "before": part(text, max(0, self.start - SURROUNDINGS), self.start),
            "selection": part(text, self.start, self.end),
            "following": part(text, self.end, min(len(text), self.end + SURROUNDINGS)),
            "lost": tuple(map(self._masked, lost)),
        }

    def _masked(self, word: str) -> str:
        """A word as it is masked where it stands: a surname by itself is not always taken for a name."""
        whole = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
        others = (*self.sheet.brief.takes, *(passage.text for passage in self.sheet.passages))
        for text, since in ((self.sheet.text, self.start), *((other, 0) for other in others)):
            if match := whole.search(text, since):
                return self.masking.mask_part(text, *match.span())
        return self.masking.mask(word)

    def read(self, answer: ReworkAnswer) -> str:
        """The words as they may be shown, line by line; "" where they hold a code that stands for nothing."""
        try:
            lines = [self.cleaner.clean(line) for line in answer.text.strip().splitlines()]
        except UnknownPlaceholder:
            return ""
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

    def unfaithful(self, words: str) -> tuple[str, ...]:
        sheet = self.sheet
        around = "\n".join((sheet.text, *sheet.brief.takes, *(one.publisher for one in sheet.passages)))
        language = sheet.brief.language.value
        return unfaithful(self.words, words, around, language=language, into=self.language.value)

    def with_words(self, words: str) -> str:
        return self.sheet.text[: self.start] + words + self.sheet.text[self.end :]

    def change(self, words: str) -> Change:
        """In its place; a whole text that was translated begins a second draft, in that language."""
        if self.action is Action.TRANSLATE and is_whole(self.sheet.text, (self.start, self.end)):
            said = replace(self.sheet.brief, language=self.language, brought_in=(words,))
            cited = tuple(passage.id for passage in self.sheet.passages)
            return Change(_WHAT[self.action], words, cited, brief=said)
        new = new_sentences(words, self.sheet.text)
        return Change(_WHAT[self.action], self.with_words(words), brought_in=new)


def _language_after(action: Action, sheet: Sheet) -> Language:
    language = sheet.brief.language
    return other_language(language) if action is Action.TRANSLATE else language


def _split(text: str) -> tuple[str, str, str]:
    """The white space before, the words, and the white space after."""
    match = _ENDS.match(text)
    return (match[1], match[2], match[3]) if match else ("", text, "")
