"""The writer's own inspection: does every word of a draft come from where its pieces say?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from app.cocreate.attribution import frames, source_name
from app.cocreate.facts import Fact
from app.cocreate.lexicon import figures, lexicon
from app.cocreate.openings import runs_on
from app.cocreate.pieces import ITEM, Kind, Piece, render
from app.cocreate.shorten import cleaned, is_guarded, shorter_forms
from app.cocreate.takes import sayable
from app.cocreate.typography import plain, quote
from app.domain.briefs import Brief
from guardrails.authenticity.voice.style import Style
from guardrails.sentences import split_sentences
from knowledge_base.passages import Origin, Passage

_TOKEN = re.compile(r"\d+(?:[.,  ]\d+)*|\w+|[%€$£+]")
_URL = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Fault:
    """A piece that does not answer for itself. `code` is one of not_own, not_in_source, guarded_cut,
    not_verbatim, not_named, figure, frame, tag, text."""

    code: str
    text: str


def verify(
    text: str,
    pieces: Sequence[Piece],
    brief: Brief,
    passages: Sequence[Passage],
    style: Style,
    *,
    joiner: str,
) -> tuple[Fault, ...]:
    """Check a draft against its inputs; an empty result means that each word is accounted for.

    Own words must be the author's, verbatim but for typography; source text an ordered subsequence
    of one sentence of a given passage, with nothing guarded cut and quotation marks only around
    verbatim words; every figure must be in an input, and every source named but the author's own house.
    """
    known = {passage.id: passage for passage in passages}
    faults = [] if plain(text) == plain(render(pieces, joiner)) else [Fault("text", text)]
    for piece in pieces:
        faults += _piece_faults(piece, brief, known, style)
    faults += _unnamed(text, pieces, brief)
    return (*faults, *_unknown_figures(text, brief, passages))


def _piece_faults(piece: Piece, brief: Brief, known: dict[int, Passage], style: Style) -> Iterator[Fault]:
    match piece.kind:
        case Kind.OWN if piece.style == ITEM and _is_item(piece.text, brief, style):
            return
        case Kind.OWN if not _is_own(piece.text, brief, style):
            yield Fault("not_own", piece.text)
        case Kind.TAGS if not set(piece.text.split()) <= set(style.hashtags):
            yield Fault("tag", piece.text)
        case Kind.FACT | Kind.LINE:
            fact = piece.fact
            if fact is None or known.get(fact.passage.id) != fact.passage:
                yield Fault("not_in_source", piece.text)
            elif piece.kind is Kind.LINE:
                yield from _line_faults(piece, fact.passage, brief)
            else:
                yield from _fact_faults(piece, fact, brief)
        case _:
            return


def _is_own(text: str, brief: Brief, style: Style) -> bool:
    """Whether the text is a take, or its first sentences, but for a capital, a full stop and an emoji.

    Of a note to self it is what follows the opener ("say that").
    """
    said = _without_emoji(plain(text), style).casefold()
    for take in brief.takes:
        typed = _without_emoji(plain(sayable(take, brief.language)), style).casefold()
        if said in (typed, f"{typed}.") or (typed.startswith(f"{said} ") and said[-1:] in '.!?…"»)'):
            return True
    return False


def _is_item(text: str, brief: Brief, style: Style) -> bool:
    """Whether the text is one sentence of a take behind the author's own list sign."""
    said = plain(text.removeprefix(style.list_marker).strip()).casefold()
    return any(
        said in (sentence := plain(take[start:end]).casefold(), f"{sentence}.")
        for take in brief.takes
        for start, end in split_sentences(take)
    )


def _without_emoji(text: str, style: Style) -> str:
    """The text without the emoji at its end, whoever put it there."""
    while (ends := next((e for e in style.emoji if text.endswith(e)), None)) is not None:
        text = text.removesuffix(ends).rstrip()
    return text


def _fact_faults(piece: Piece, fact: Fact, brief: Brief) -> Iterator[Fault]:
    inner, quoted = _unframed(piece, fact, brief)
    if not inner:
        yield Fault("frame", piece.text)
        return
    problems = {_derivation(inner, sentence, fact.language) for sentence in _sentences(fact.passage)}
    if "" not in problems:
        yield Fault("guarded_cut" if "guarded_cut" in problems else "not_in_source", piece.text)
    if quoted and plain(inner) not in plain(fact.passage.text):
        yield Fault("not_verbatim", piece.text)


def _unframed(piece: Piece, fact: Fact, brief: Brief) -> tuple[str, bool]:
    """The source's words in a piece, and whether they are quoted; ("", False) for no known frame."""
    name, said = source_name(fact.passage, brief.language), plain(piece.text)
    for style, several in frames(brief.language)["fact"].items():
        for frame in several if style == piece.style else ():
            quoted = quote("{text}", language=brief.language)
            filled = frame.replace("{name}", name).replace("{quoted}", quoted).replace("{run_on}", "{text}")
            before, after = (plain(part) for part in filled.split("{text}"))
            if said.startswith(before) and said.endswith(after):
                inner = said[len(before) : len(said) - len(after) or None].strip()
                return _with_capital(inner, fact) if "{run_on}" in frame else inner, "{quoted}" in frame
    return "", False


def _with_capital(inner: str, fact: Fact) -> str:
    """The sentence as its page writes it, where its capital was lowered as it may be; else as it is."""
    run_on = runs_on(fact.text, page=fact.passage.text, language=fact.language)
    return plain(fact.text) if run_on is not None and inner == plain(run_on) else inner


def _sentences(passage: Passage) -> list[str]:
    return [cleaned(passage.text[start:end]) for start, end in split_sentences(passage.text)]


def _derivation(inner: str, sentence: str, language: str) -> str:
    """Why `inner` is no safe shortening of `sentence`: "not_in_source" or "guarded_cut"; "" when it is."""
    source, kept = _tokens(plain(sentence)), _tokens(plain(inner))
    if [t.casefold() for t in kept] == [t.casefold() for t in source]:
        return "" if _same_case(kept, source) else "not_in_source"
    matcher = SequenceMatcher(
        None, [t.casefold() for t in source], [t.casefold() for t in kept], autojunk=False
    )
    cut = ""
    for what, start, end, _, _ in matcher.get_opcodes():
        if what in ("insert", "replace"):
            return "not_in_source"
        if what == "delete":
            cut += " " + " ".join(source[start:end])
    if is_guarded(cut, lexicon(language)):
        return "guarded_cut"
    forms = {plain(form) for form in shorter_forms(sentence, language)}
    return "" if plain(inner) in forms else "not_in_source"


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _same_case(kept: Sequence[str], source: Sequence[str]) -> bool:
    return list(kept[1:]) == list(source[1:])


def _line_faults(piece: Piece, passage: Passage, brief: Brief) -> Iterator[Fault]:
    name = source_name(passage, brief.language)
    allowed = {
        plain(frame.format(name=name, url=passage.url))
        for several in frames(brief.language)["line"].values()
        for frame in several
    }
    if plain(piece.text) not in allowed:
        yield Fault("frame", piece.text)


def _unnamed(text: str, pieces: Sequence[Piece], brief: Brief) -> Iterator[Fault]:
    for piece in pieces:
        if piece.kind is Kind.FACT and piece.fact is not None:
            passage = piece.fact.passage
            name = source_name(passage, brief.language)
            house = passage.origin is Origin.COMPANY
            if not house and name not in text and not (passage.url and passage.url in text):
                yield Fault("not_named", piece.text)


def _unknown_figures(text: str, brief: Brief, passages: Sequence[Passage]) -> Iterator[Fault]:
    inputs = (*brief.takes, *(f"{p.text} {p.publisher} {p.title}" for p in passages))
    known = {figure for source in inputs for figure in figures(source)}
    for figure in figures(_URL.sub(" ", text)):
        if figure not in known:
            yield Fault("figure", figure)
