"""Saying where a fact comes from, in as many ways as people do."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import regex

from app.cocreate.choices import pick, rotated
from app.cocreate.facts import Fact
from app.cocreate.lexicon import lexicon
from app.cocreate.openings import runs_on
from app.cocreate.pieces import Kind, Piece
from app.cocreate.typography import QUOTES, quote, typeset
from app.domain.briefs import Brief
from app.domain.voice_rules import WordRule, offends
from guardrails.authenticity.voice.style import Style
from knowledge_base.passages import Origin, Passage

STYLES = ("lead_in", "link", "quote", "prose")
_HABITS = {"parentheses": "quote", "link": "link", "prose": "prose"}
_LONGEST_NAME = 60
_HARDLY = 0.1
"""Share of posts with a link, below which an author puts none."""
_DECORATION = regex.compile(r"(?<!\w)#\w+|(?:\p{Extended_Pictographic}|\p{RI})[\ufe0f\u200d\p{EMod}]*")
_EXPLAINED = re.compile(r"\s?: | [|–—] ")


@cache
def frames(language: str) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """The frames of a language: `fact` by style, and `line` by what the line has to say."""
    text = (Path(__file__).parent / "frames.toml").read_text(encoding="utf-8")
    table: Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]] = tomllib.loads(text)
    return table[language]


def frames_for(language: str, group: str, kind: str, rules: Sequence[WordRule]) -> Sequence[str]:
    """The frames without a word that the author replaces or takes out; all of them where none is."""
    every = frames(language)[group][kind]
    return [frame for frame in every if not offends(frame, rules)] or every


def styles_for(
    style: Style, *, seed: int, language: str = "", rules: Sequence[WordRule] = ()
) -> tuple[str, ...]:
    """Four ways to name a source: the author's own first where one is known, the rest turned by the seed,
    and last those that their `rules` speak against in the `language`.
    """
    turned = rotated(STYLES, seed=seed, key="attribution")
    habit = _HABITS.get(style.attribution) or ("link" if style.link_share >= 0.5 else "")
    ordered = sorted(turned, key=lambda name: name != habit)
    if rules:
        ordered.sort(key=lambda name: all(offends(frame, rules) for frame in frames(language)["fact"][name]))
    return tuple(ordered)


def source_name(passage: Passage, language: str) -> str:
    """Who to name: the publisher, else the title in quotation marks, else the site."""
    site, title = urlsplit(passage.url).netloc, _spoken_title(passage.title)
    if passage.publisher or (site and len(title) > _LONGEST_NAME):
        return passage.publisher or site
    return quote(title, language=language) if title else site


def _spoken_title(title: str) -> str:
    """A title as one says it: without emoji and hashtags, and a long one without what its colon explains."""
    said = " ".join(_DECORATION.sub(" ", title).split())
    head = _EXPLAINED.split(said, maxsplit=1)[0]
    return head if len(said) > _LONGEST_NAME and len(head.split()) > 1 else said


def cite(
    fact: Fact, style: str, brief: Brief, habits: Style, *, rules: Sequence[WordRule] = ()
) -> tuple[Piece, ...]:
    """The fact with its attribution: one piece, or the bare sentence and a line saying where to read it.

    Of the words around it, those that hold what `rules` replace or take out give way to others.
    """
    style = _possible(fact, style, brief, habits)
    frame = pick(frames_for(brief.language, "fact", style, rules), seed=brief.seed, key=f"frame|{style}")
    piece = Piece(Kind.FACT, _framed(fact, frame, brief, habits), fact, style)
    unlinked = _is_house(fact) and never_links(habits)
    line = _line(fact, brief, rules) if style == "link" and not unlinked else ""
    return (piece, Piece(Kind.LINE, line, fact, "line")) if line else (piece,)


def _is_house(fact: Fact) -> bool:
    """Whether the author's own company says it: nobody quotes the house they work in."""
    return fact.passage.origin is Origin.COMPANY


def never_links(habits: Style) -> bool:
    """Whether the author's posts are known, and hold next to no link."""
    return habits.length.high > 0 and habits.link_share < _HARDLY


def _possible(fact: Fact, style: str, brief: Brief, habits: Style) -> str:
    """The style, or the nearest one that this fact allows: only verbatim words go between quotation marks,
    and brackets after them only where a paragraph ends there.
    """
    name = source_name(fact.passage, brief.language)
    if fact.language != brief.language:
        return "foreign"
    if not fact.passage.publisher or name in fact.text or _is_house(fact):
        return "link"
    if style == "quote" and habits.paragraph_break == "none":
        style = "lead_in"
    quotable = fact.verbatim and not QUOTES.search(fact.text)
    if style in ("lead_in", "quote") and not quotable:
        style = "prose"
    if style == "prose" and not _can_run_on(fact):
        return "quote" if quotable else "link"
    return style


def _can_run_on(fact: Fact) -> bool:
    """Whether "According to X," can open it: it names no source, says no "we", and its capital is clear."""
    words, straight = lexicon(fact.language), fact.text.replace("’", "'")
    speaks = words.attributes.match(straight) or words.we.search(straight)
    return speaks is None and run_on(fact) is not None


def run_on(fact: Fact) -> str | None:
    """The sentence as it stands after words that name its source; None when that is in doubt."""
    return runs_on(fact.text, page=fact.passage.text, language=fact.language)


def _framed(fact: Fact, frame: str, brief: Brief, habits: Style) -> str:
    language, apostrophe = brief.language, habits.apostrophe
    text = typeset(fact.text, language=fact.language, apostrophe=apostrophe)
    framed = typeset(frame, language=language, apostrophe=apostrophe)
    name = source_name(fact.passage, language)
    after_name = typeset(run_on(fact) or fact.text, language=fact.language, apostrophe=apostrophe)
    return framed.format(name=name, quoted=quote(text, language=language), text=text, run_on=after_name)


def read_more(passages: Sequence[Passage], brief: Brief, habits: Style) -> Piece | None:
    """Where to read the source that the author started from, what their own words alone are about; None for
    who never puts a link.
    """
    if never_links(habits):
        return None
    chosen = (p for p in passages if p.document_id == brief.document_id and p.url)
    passage = next(chosen, None)
    return Piece(Kind.LINE, passage.url, Fact("", passage, 0), "line") if passage else None


def _line(fact: Fact, brief: Brief, rules: Sequence[WordRule]) -> str:
    name, url = source_name(fact.passage, brief.language), fact.passage.url
    if not url and (not name or _is_house(fact)):
        return ""
    nameless = "nameless" if fact.passage.publisher else "titled"
    unnamed = not name or name in fact.text or _is_house(fact)
    kind = nameless if not url else "bare" if unnamed else "named"
    frame = pick(frames_for(brief.language, "line", kind, rules), seed=brief.seed, key=f"line|{kind}")
    return typeset(frame, language=brief.language).format(name=name, url=url)
