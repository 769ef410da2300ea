"""The text under judgement, with what the judges may know of its making."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A passage offered to this text as evidence."""

    id: int
    text: str
    publisher: str = ""
    title: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text and its circumstances. `own_words` is everything the author typed for it.

    `offered` is the draft that a writer made and the text began as; None where nobody knows of one.

    `channel` is a channel name such as "linkedin"; `language` is "fr" or "en". `withdrawn` are sources that
    it was offered and that may no longer be cited.
    """

    text: str
    language: str = "en"
    channel: str = "linkedin"
    own_words: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    withdrawn: tuple[Source, ...] = ()
    offered: str | None = None
