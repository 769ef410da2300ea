"""What a reworked stretch of text may neither lose nor bring in: figures, names, quotations."""

from collections.abc import Iterator

from app.cocreate.actions.cited import bare
from guardrails.candidate import Candidate
from guardrails.doc import Doc
from guardrails.grounding.figures import KnownFigures, find_figures, known_figures
from guardrails.grounding.names import find_names
from guardrails.grounding.quotes import find_quotations
from guardrails.normalisation import fold
from guardrails.tokens import WORD


def unfaithful(
    before: str, after: str, around: str, *, language: str, into: str | None = None
) -> tuple[str, ...]:
    """The words of `before` that `after` lacks, and those of `after` that stand in neither of the others.

    `around` is the whole text with its material: a name that is known there is a name at the start of a
    sentence too, and a name of it may be said. `into` is the language of `after`, where it is another. Empty
    when all is well.
    """
    old = Doc.of(Candidate(before, language=language))
    new = Doc.of(Candidate(after, language=into or language))
    known = _names_of(Doc.of(Candidate(around, language=language)))
    found = (*_lost(old, new, known), *_brought_in(old, new, known))
    return tuple(dict.fromkeys(found))


def _lost(old: Doc, new: Doc, known: frozenset[str]) -> Iterator[str]:
    yield from _figures_beyond(old, known_figures(new.folded))
    held = _words(new)
    for name in _names_of(old) | (known & _capitalised(old)):
        if name not in held:
            yield _as_written(old, name)
    said = bare(new.text).casefold()
    for start, end in find_quotations(old.text):
        if bare(old.text[start + 1 : end - 1]).strip().casefold() not in said:
            yield old.text[start:end]


def _brought_in(old: Doc, new: Doc, known: frozenset[str]) -> Iterator[str]:
    yield from _figures_beyond(new, known_figures(old.folded))
    held = _words(old) | known
    for name in _names_of(new):
        if name not in held:
            yield _as_written(new, name)


def _figures_beyond(doc: Doc, held: KnownFigures) -> Iterator[str]:
    # In its own language only: the French "four" is no number.
    for figure in find_figures(doc.folded, spelled=True, languages=(doc.language,)):
        if not held.hold(figure):
            yield doc.text[slice(*figure.span)]


def _names_of(doc: Doc) -> frozenset[str]:
    return frozenset(form for name in find_names(doc) for form in name.forms)


def _capitalised(doc: Doc) -> frozenset[str]:
    return frozenset(fold(match.group()) for match in WORD.finditer(doc.text) if match.group()[:1].isupper())


def _words(doc: Doc) -> frozenset[str]:
    return frozenset(match.group() for match in WORD.finditer(doc.folded))


def _as_written(doc: Doc, form: str) -> str:
    return next((m.group() for m in WORD.finditer(doc.text) if fold(m.group()) == form), form)
