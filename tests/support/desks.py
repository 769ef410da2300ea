"""Drafts of the invented market as actions are given them: the writer's text, its material, an author."""

from dataclasses import replace

from app.cocreate.actions.outcome import Sheet
from app.cocreate.built_in import BuiltInWriter
from tests.support.briefings import make_brief, make_passages, make_voice

OTHER = {"fr": "en", "en": "fr"}


def make_sheet(language: str = "fr", *, draft: int = 0, **changes: object) -> Sheet:
    """One of the drafts that the built-in writer makes of the briefing, with all it was made from."""
    brief, passages = make_brief(language), make_passages(language)
    voice = make_voice(language)
    text = BuiltInWriter().write(brief, passages, voice).variants[draft].text
    return replace(Sheet(text, brief, passages, voice, offered=text), **changes)  # type: ignore[arg-type]


def abroad(sheet: Sheet) -> Sheet:
    """The same with the passages of the other language too, and the author's voice in it."""
    other = OTHER[sheet.brief.language]
    foreign = (replace(passage, id=passage.id + 100) for passage in make_passages(other))
    return replace(sheet, passages=(*sheet.passages, *foreign), voice=make_voice(other))
