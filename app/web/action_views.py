"""What pages show of an action on a draft: the change word by word, the question, or why it cannot be."""

from dataclasses import dataclass, field, replace

from app.cocreate.actions.language import other_language
from app.cocreate.actions.outcome import BY_MODEL, Action, Asked, Change, NotPossible, Outcome
from app.domain.briefs import Brief, Question
from app.domain.drafts import Draft, hash_text
from app.domain.people import Language
from app.web.diff import word_diff
from app.workflows.act_on_draft import Wanted


@dataclass(frozen=True, slots=True)
class ActView:
    """`kind` is "change", "question" or "no"; `code` says which change, mistake or reason.

    `diff` is the change as `word_diff` tells it, empty where the text is another draft's; `seen` the
    hash of the new text, `base` that of the text it was made from; `language` the one it is in.
    """

    kind: str
    code: str
    wanted: Wanted
    language: Language
    text: str = ""
    seen: str = ""
    base: str = ""
    diff: list[tuple[str, str]] = field(default_factory=list)
    left_out: tuple[str, ...] = ()
    others: int = 0
    question: Question | None = None
    part: str = ""
    """The stretch meant, as forms name it; "" for the whole text."""
    by_model: bool = False
    said: tuple[str, ...] = ()


def act_view(draft: Draft, wanted: Wanted, outcome: Outcome) -> ActView:
    language = draft.brief.language
    match outcome:
        case Change(brief=Brief() as brief):
            view = _change(outcome, wanted, brief.language, [])
            return replace(view, base=draft.text_hash)
        case Change():
            view = _change(outcome, wanted, language, word_diff(draft.text, outcome.text))
            return replace(view, base=draft.text_hash)
        case Asked(question=question, mistake=mistake, said=said):
            asked_in = other_language(language) if wanted.action is Action.LANGUAGE else language
            return ActView("question", mistake, wanted, asked_in, question=question, said=said)
        case NotPossible(reason=reason):
            return ActView("no", reason, wanted, language, part=_named(wanted))


def _change(change: Change, wanted: Wanted, language: Language, diff: list[tuple[str, str]]) -> ActView:
    return ActView(
        "change",
        change.what,
        wanted,
        language,
        text=change.text,
        seen=hash_text(change.text),
        diff=diff,
        left_out=change.left_out,
        others=change.others,
        part=_named(wanted),
        by_model=wanted.action in BY_MODEL,
    )


def _named(wanted: Wanted) -> str:
    return "{}:{}".format(*wanted.part) if wanted.part else ""
