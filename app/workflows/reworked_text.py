"""A reworked text that its author saw and keeps: what a model wrote is not to be had a second time."""

from dataclasses import replace

from app.cocreate.actions.language import other_language
from app.cocreate.actions.outcome import Action, Change
from app.cocreate.actions.stretch import is_whole, new_sentences
from app.domain.drafts import Draft, check_length, hash_text
from app.errors import NotReady

CHANGED_MEANWHILE = "Your text changed meanwhile, or a source did. Nothing was done: look again first."


def as_seen(draft: Draft, action: Action, text: str, *, part: tuple[int, int] | None, seen: str) -> Change:
    """The change whose text has the hash `seen`, where it leaves all but the stretch as it is in the draft.

    The draft is the one that was looked at. Raises NotReady for another text than the one that was seen;
    BadInput for more than a draft holds.
    """
    if hash_text(text) != seen:
        raise NotReady(CHANGED_MEANWHILE)
    if action is Action.TRANSLATE and is_whole(draft.text, part):
        check_length(text)
        brief = replace(draft.brief, language=other_language(draft.brief.language), brought_in=(text,))
        return Change("translated", text, draft.passage_ids, brief=brief)
    start, end = part or (0, len(draft.text))
    before, after = draft.text[:start], draft.text[end:]
    same = text.startswith(before) and text.endswith(after) and len(text) >= len(before) + len(after)
    if not same:
        raise NotReady(CHANGED_MEANWHILE)
    words = text[start : len(text) - len(after)]
    return Change(action.value, text, brought_in=new_sentences(words, draft.text))
