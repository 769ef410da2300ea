# ruff: noqa: E501  (a table of wordings reads better unbroken)
"""What a word shows of being part of a person's name: its form, the lists it is on, and its neighbours."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from guardrails.normalisation import fold
from guardrails.words import read_words

_TOKEN = re.compile(
    r"https?://\S{1,300}|[\w-]{1,60}(?:\.[\w-]{1,60}){1,5}/\S{0,300}|www\.\S{1,300}|[\w.+-]{1,64}@[\w-]{1,60}\.[\w.-]{1,60}"
    r"|(?:[DLNSJMTCdlnsjmtc]|[Qq]u)'(?=[^\W\d_])|'s\b|[^\W\d_][^\W_]*(?:'(?!s\b)[^\W\d_]+|-[^\W\d_]+)*|\d+|\n|[^\w\s]"
)
_ENDS = frozenset('.!?…\n:•|–—*"«»()[]✅👉➡🎉🙏-')
"""Signs after which a capital may be no more than the beginning of a sentence."""
_NAME_SHAPED = re.compile(
    r"(?:(?:Mac|Mc|De|Di|Da|La|Le|Du|El|Al|Van|Von|O'|D'|L')?\w[^\W\dA-Z]*|[^\W\da-z]+)(?:[-'].*)?$"
)
"""All but "iPhone", "YouTube" and "B2B"."""
REACH = 3
"""Words on either side of a capital that are read with it."""
TITLES = frozenset(
    ["archbishop", "bishop", "pope", "king", "queen", "prince", "princess", "senateur", "depute", "deputee", "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "rev", "father", "sister", "captain", "president", "minister", "senator", "judge", "m", "mme", "mlle", "mm", "docteur", "professeur", "maitre", "me", "monsieur", "madame", "mademoiselle", "pr", "president", "presidente", "ministre", "general", "colonel", "capitaine", "abbe"]
)  # fmt: skip
PARTICLES = frozenset(
    [
        "de",
        "du",
        "des",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "da",
        "di",
        "dos",
        "del",
        "della",
        "el",
        "al",
        "bin",
        "ben",
        "ibn",
        "mac",
        "mc",
        "st",
        "saint",
        "te",
        "ter",
        "ten",
        "d",
        "l",
        "o",
    ]
)
_TIMES = frozenset(
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"]
)  # fmt: skip
_COMPANY = frozenset(
    ["inc", "ltd", "llc", "plc", "gmbh", "sa", "sas", "sarl", "sasu", "group", "groupe", "company", "corp", "corporation", "bank", "banque", "capital", "partners", "consulting", "holding", "industries", "labs", "lab", "studio", "studios", "agency", "agence", "university", "universite", "school", "ecole", "institute", "institut", "foundation", "fondation", "hospital", "hopital", "street", "road", "avenue", "rue", "hotel", "college", "lycee", "station", "stade", "aeroport", "airport", "church", "eglise", "prize", "prix", "award", "associates", "associes", "sons", "fils", "brothers", "freres", "media", "news", "times", "journal", "review", "magazine", "party", "union", "club", "association", "city", "county", "river", "lake", "mount", "mont", "mountain", "bay", "island", "beach", "bridge", "tower", "center", "centre", "park", "museum", "musee", "conference", "summit", "salon", "festival", "forum", "awards", "week", "day", "league", "cup", "project", "projet", "programme", "program", "act", "law", "loi", "tempete", "hurricane"]
)  # fmt: skip


class Token(NamedTuple):
    start: int
    end: int
    text: str


class Lists(NamedTuple):
    """The lists that words are looked up in; training hides a part of them, so that context counts too."""

    given: Collection[str]
    surnames: Collection[str]
    ordinary: Collection[str]
    places: Collection[str]
    companies: Collection[str]


@cache
def shipped_lists() -> Lists:
    places = read_words("places") | read_words("known_places")
    return Lists(
        read_words("given_names"),
        read_words("surnames"),
        read_words("ordinary_words"),
        places,
        read_words("known_companies"),
    )


def read_tokens(text: str) -> list[Token]:
    return [Token(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(text)]


def windows(tokens: Sequence[Token], lists: Lists) -> Iterator[range]:
    """Yield the stretches worth reading: those around a capital or a given name, a line at a time."""
    begun = ended = 0
    for at, token in enumerate(tokens):
        if not _may_be_name(token.text, lists):
            continue
        left, right = _reach(tokens, at)
        if left <= ended and ended:
            ended = max(ended, right)
            continue
        if ended:
            yield range(begun, ended)
        begun, ended = left, right
    if ended:
        yield range(begun, ended)


def _reach(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    left, right = at, at + 1
    while left > 0 and at - left < REACH and tokens[left - 1].text != "\n":
        left -= 1
    while right < len(tokens) and right - at <= REACH and tokens[right].text != "\n":
        right += 1
    return left, right


def _may_be_name(text: str, lists: Lists) -> bool:
    if not text[0].isalpha() or not _NAME_SHAPED.match(text):
        return False
    form = fold(text)
    if text[0].isupper():
        return form not in lists.ordinary or form in lists.given or form in lists.surnames
    return form in lists.given and form not in lists.ordinary


class _Profile(NamedTuple):
    """The features that a word gives to itself and to its neighbours."""

    own: tuple[str, ...]
    to_next: tuple[str, ...]
    to_previous: tuple[str, ...]
    shape: str
    kinds: str
    form: str


def features(tokens: Sequence[Token], window: range, lists: Lists) -> list[list[str]]:
    """Return the features of each token of a window."""
    profile = _profiles(lists)
    first, last = max(0, window.start - 2), min(len(tokens), window.stop + 2)
    profiles = [profile(token.text) for token in tokens[first:last]]
    rows = []
    for at in window:
        place = at - first
        before = profiles[place - 1] if place > 0 else _EDGE
        after = profiles[place + 1] if place + 1 < len(profiles) else _EDGE
        own = profiles[place]
        row = [
            *own.own,
            *before.to_next,
            *after.to_previous,
            f"k3={before.kinds}|{own.kinds}|{after.kinds}",
            f"s3={before.shape}|{own.shape}|{after.shape}",
            f"sk={own.shape}|{own.kinds}|{after.kinds}|{after.shape}",
        ]
        if place > 1:
            row.append(f"--{profiles[place - 2].form}")
        if place + 2 < len(profiles):
            row.append(f"++{profiles[place + 2].form}")
            row.append(f"++{profiles[place + 2].kinds}")
        if place == 0 or before.form in _ENDS:
            row.append(f"first={own.kinds}")
        rows.append(row)
    return rows


def _profiles(lists: Lists) -> Callable[[str], _Profile]:
    if lists is shipped_lists():
        return _shipped_profile
    return lambda text: _profile(text, lists)


@lru_cache(maxsize=16_384)
def _shipped_profile(text: str) -> _Profile:
    return _profile(text, shipped_lists())


def _profile(text: str, lists: Lists) -> _Profile:
    form, shape = fold(text), _shape(text)
    kinds = _kinds(form, lists) if text[0].isalpha() else ""
    # Names themselves are not learned by heart: their lists and forms must do.
    word = form if "G" not in kinds and "S" not in kinds and (kinds or not text[0].isalnum()) else "?"
    own = (
        f"w={word}",
        f"s={shape}",
        f"k={kinds}",
        f"e={form[-3:]}",
        f"e2={form[-2:]}",
        f"b={form[:2]}",
        f"l={min(len(form), 12)}",
    )
    shared = (word, f"s={shape}", f"k={kinds}")
    return _Profile(
        own, tuple(f"-{one}" for one in shared), tuple(f"+{one}" for one in shared), shape, kinds, word
    )


_EDGE = _Profile((), ("-edge",), ("+edge",), "", "", "edge")


def _kinds(form: str, lists: Lists) -> str:
    """The lists that hold a word; "jean-marc" is known by its first half, "o'neill" without its sign."""
    plain = form.replace("'", "")
    first = form.partition("-")[0]
    given = first in lists.given
    return "".join(
        letter
        for letter, on_it in (
            ("G", given), ("S", plain in lists.surnames), ("O", form in lists.ordinary), ("P", form in lists.places),
            ("N", form in lists.companies), ("T", form in TITLES), ("M", form in _TIMES), ("C", form in _COMPANY),
            ("K", form in PARTICLES),
        )
        if on_it
    )  # fmt: skip


def is_given_name(text: str) -> bool:
    """Whether a capitalised word is on the list of given names and means nothing else."""
    return text[0].isupper() and _shipped_profile(text).kinds in {"G", "GS"}


def _shape(text: str) -> str:
    if not text[0].isalnum():
        return text if len(text) <= 2 else "url"
    if text[0].isdigit():
        return "d"
    if len(text) == 1:
        return "X" if text.isupper() else "x"
    if text.islower():
        return "x"
    if text.isupper():
        return "XX"
    inner = "Xx" if text[0].isupper() and text[1:].islower() else "XxX" if text[0].isupper() else "xX"
    return inner + ("-" if "-" in text else "'" if "'" in text else "")
