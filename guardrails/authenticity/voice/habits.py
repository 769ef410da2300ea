"""The habits a voice is made of: how each is measured on one text, and the bins of the population."""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from guardrails.authenticity.voice import measures
from guardrails.authenticity.voice.anatomy import Anatomy, Span, dissect
from guardrails.authenticity.voice.lexicon import (
    ATTRIBUTION,
    CONNECTIVE_PATTERNS,
    CONTRACTION,
    FIRST_PERSON,
    ON,
    TU,
    VOUS,
    WE,
    YOU,
)


class Side(StrEnum):
    """Surface habits are easily imitated; wording habits are not."""

    SURFACE = "surface"
    WORDING = "wording"


class Unit(StrEnum):
    """What a value counts: things per post or per 100 words, words, code points; or a 0..1 share, a
    ratio to the usual, or the code of a kind.
    """

    COUNT = "count"
    PER_100_WORDS = "per_100_words"
    SHARE = "share"
    WORDS = "words"
    CHARACTERS = "characters"
    RATIO = "ratio"
    CODE = "code"


Find = Callable[[Anatomy, str], tuple[Span, ...]]
Point = Callable[[Anatomy, str], tuple[Span, ...]]
Measure = Callable[[Anatomy, str], float]


def _nothing(_anatomy: Anatomy, _language: str) -> tuple[Span, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class HabitKind:
    """One habit. `edges` cut its values into bins: bin i holds edges[i-1] <= value < edges[i].

    `find` names the spans that are counted, in text order; `measured` replaces the count where the
    value is something else, and `points`, given "more" or "less", names the spans to show then.
    `language` limits a habit to one language. A habit that is not `told` counts in the score but is
    never given as a reason.
    """

    name: str
    side: Side
    unit: Unit
    edges: tuple[float, ...]
    find: Find = _nothing
    measured: Measure | None = None
    points: Point | None = None
    language: str = ""
    told: bool = True

    def measure(self, text: str, language: str) -> float:
        """The value of this habit in one text."""
        return self.value(dissect(text), language)

    def value(self, anatomy: Anatomy, language: str) -> float:
        """The same, on a text already cut."""
        if self.measured is not None:
            return self.measured(anatomy, language)
        found = len(self.find(anatomy, language))
        return 100 * found / max(len(anatomy.words), 25) if self.unit is Unit.PER_100_WORDS else float(found)

    def concerned(self, anatomy: Anatomy, language: str, direction: str) -> tuple[Span, ...]:
        """The places that make the value higher ("more") or lower ("less") than usual, in text order."""
        if self.points is not None:
            return self.points(anatomy, direction)
        return self.find(anatomy, language) if direction == "more" else ()

    def bin(self, value: float) -> int:
        return bisect_right(self.edges, value)

    @property
    def bins(self) -> int:
        return len(self.edges) + 1


def habits_of(language: str) -> tuple[HabitKind, ...]:
    """The habits that exist in a language, in a fixed order."""
    return _BY_LANGUAGE[language]


def habit(name: str) -> HabitKind:
    """A habit by its name; KeyError when there is none."""
    return _BY_NAME[name]


def measure_all(text: str, language: str) -> dict[str, float]:
    """The value of every habit of a language in one text."""
    anatomy = dissect(text)
    return {kind.name: kind.value(anatomy, language) for kind in habits_of(language)}


def _matches(pattern: str | re.Pattern[str]) -> Find:
    compiled = re.compile(pattern) if isinstance(pattern, str) else pattern
    return lambda anatomy, _language: tuple(m.span() for m in compiled.finditer(anatomy.prose))


def _by_language(patterns: Mapping[str, re.Pattern[str]]) -> Find:
    return lambda anatomy, language: tuple(m.span() for m in patterns[language].finditer(anatomy.prose))


def _breaks(pattern: str) -> Find:
    compiled = re.compile(pattern)
    return lambda anatomy, _language: tuple(m.span() for m in compiled.finditer(anatomy.text.rstrip()))


def _part(name: str) -> Find:
    def find(anatomy: Anatomy, _language: str) -> tuple[Span, ...]:
        spans: tuple[Span, ...] = getattr(anatomy, name)
        return spans

    return find


_SURFACE, _WORDING = Side.SURFACE, Side.WORDING
_COUNTS = (1.0, 2.0, 4.0)
_RATES = (0.01, 1.0, 2.0, 4.0)

HABITS: tuple[HabitKind, ...] = (
    HabitKind("exclamation", _SURFACE, Unit.COUNT, _COUNTS, _matches(r"!+")),
    HabitKind("question", _SURFACE, Unit.COUNT, _COUNTS, _matches(r"\?+")),
    HabitKind("ellipsis", _SURFACE, Unit.COUNT, (1.0, 2.0), _matches(r"…|\.{2,}")),
    HabitKind("emoji", _SURFACE, Unit.COUNT, _COUNTS, _part("emoji")),
    HabitKind("hashtags", _SURFACE, Unit.COUNT, _COUNTS, _part("hashtags")),
    HabitKind("mentions", _SURFACE, Unit.COUNT, (1.0, 2.0), _part("mentions")),
    HabitKind("links", _SURFACE, Unit.COUNT, (1.0, 2.0), _part("links")),
    HabitKind("list_items", _SURFACE, Unit.COUNT, (1.0, 3.0), _part("list_items")),
    HabitKind("capitals", _SURFACE, Unit.COUNT, (1.0, 2.0), measures.capitals),
    HabitKind("blank_lines", _SURFACE, Unit.COUNT, (1.0, 3.0, 6.0), _breaks(r"\n[ \t\u00a0]*\n\s*")),
    HabitKind("line_breaks", _SURFACE, Unit.COUNT, (1.0, 3.0, 6.0), _breaks(r"(?<!\n)\n(?![ \t\u00a0]*\n)")),
    HabitKind("apostrophe", _SURFACE, Unit.SHARE, (0.34, 0.67),
              measured=measures.curly, points=measures.apostrophes_to_blame),
    HabitKind("spaced_marks", _SURFACE, Unit.SHARE, (0.34, 0.67),
              measured=measures.spaced_marks, points=measures.marks_to_blame),
    HabitKind("ending", _SURFACE, Unit.CODE, tuple(map(float, range(1, 8))),
              measured=measures.ending, told=False),
    HabitKind("length", _SURFACE, Unit.CHARACTERS, (150.0, 250.0, 400.0, 700.0, 1100.0),
              measured=lambda anatomy, _language: float(len(anatomy.text))),
    HabitKind("paragraph_length", _SURFACE, Unit.COUNT, (1.5, 2.5, 4.5),
              measured=measures.paragraph_length, points=measures.longest_paragraphs),
    HabitKind("first_line", _SURFACE, Unit.CHARACTERS, (40.0, 80.0, 140.0, 220.0),
              measured=measures.first_line, points=measures.first_line_to_blame),
    HabitKind("sentence_length", _WORDING, Unit.WORDS, (8.0, 12.0, 16.0, 21.0, 28.0),
              measured=measures.sentence_length, points=measures.sentences_to_blame),
    HabitKind("sentence_spread", _WORDING, Unit.RATIO, (1.2, 1.6, 2.2),
              measured=measures.sentence_spread, told=False),
    HabitKind("word_length", _WORDING, Unit.CHARACTERS, (4.2, 4.6, 5.0, 5.5),
              measured=measures.word_length, told=False),
    HabitKind("variety", _WORDING, Unit.SHARE, (0.7, 0.78, 0.86),
              measured=measures.lexical_variety, told=False),
    HabitKind("commas", _WORDING, Unit.PER_100_WORDS, (0.01, 3.0, 5.0, 8.0), _matches(",")),
    HabitKind("colons", _WORDING, Unit.COUNT, (1.0, 2.0), _matches(r":(?!\d)")),
    HabitKind("semicolons", _WORDING, Unit.COUNT, (1.0,), _matches(";")),
    HabitKind("dashes", _WORDING, Unit.COUNT, (1.0, 2.0), _matches(r"[–—]|(?<=\s)-(?=\s)(?<!\n-)")),
    HabitKind("parentheses", _WORDING, Unit.COUNT, (1.0, 2.0), _matches(r"\([^()\n]{1,300}\)")),
    HabitKind("quotes", _WORDING, Unit.COUNT, (1.0, 3.0), _matches(r"[\"“”«»]")),
    HabitKind("numbers", _WORDING, Unit.PER_100_WORDS, _RATES, _matches(r"\d+(?:[.,  ]\d+)*")),
    HabitKind("first_person", _WORDING, Unit.PER_100_WORDS, _RATES, _by_language(FIRST_PERSON)),
    HabitKind("we", _WORDING, Unit.PER_100_WORDS, _RATES, _by_language(WE)),
    HabitKind("you", _WORDING, Unit.PER_100_WORDS, _RATES, _matches(YOU), language="en"),
    HabitKind("contractions", _WORDING, Unit.PER_100_WORDS, _RATES, _matches(CONTRACTION), language="en"),
    HabitKind("tu", _WORDING, Unit.COUNT, (1.0, 2.0), _matches(TU), language="fr"),
    HabitKind("vous", _WORDING, Unit.PER_100_WORDS, _RATES, _matches(VOUS), language="fr"),
    HabitKind("on", _WORDING, Unit.PER_100_WORDS, _RATES, _matches(ON), language="fr"),
    HabitKind("connectives", _WORDING, Unit.PER_100_WORDS, _RATES, _by_language(CONNECTIVE_PATTERNS)),
    HabitKind("attribution", _WORDING, Unit.COUNT, (1.0,), _by_language(ATTRIBUTION)),
)  # fmt: skip

_BY_NAME = {kind.name: kind for kind in HABITS}
_BY_LANGUAGE = {
    language: tuple(kind for kind in HABITS if kind.language in {"", language}) for language in ("fr", "en")
}
