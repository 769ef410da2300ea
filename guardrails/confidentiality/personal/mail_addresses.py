# ruff: noqa: E501  (a table of wordings reads better unbroken)
"""E-mail addresses, written plainly or so that robots do not see them."""

import re
from collections.abc import Iterator

from guardrails.confidentiality.personal.datum import Datum
from guardrails.words import read_words

_LOCAL = re.compile(r"[^\W_](?:[\w.+%'-]{0,62}[\w+%-])?$|[\w+%][\w+%-]{0,3}$")
_PLAIN = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W\d_]{2,24}(?![\w@])")
_LEFT = 66
_JOIN = r"(?:[._-]|\s(?:point|dot|tiret(?: du bas| bas)?|underscore|dash|hyphen|period)\s)"
_SPELLED_LOCAL = re.compile(rf"(?<![\w@.+-])[\w+%](?:[\w.+%-]{{0,40}})(?:{_JOIN}[\w+%-]{{1,40}}){{0,4}}$")
_OPEN, _SHUT = r"[\[({<|«*_\\/-]{1,2}", r"[\])}>|»*_\\/-]{1,2}"
_DOT = rf"(?: ?{_OPEN} ?(?:dot|point|d0t|period|punto|punkt|\.) ?{_SHUT} ?| (?:dot|d0t|point|period) (?=[^\W_])|\.| \. ?|,(?=[^\W\d_]{{2,4}}\b)| (?=(?:com|net|org|fr|eu)\b))"
_HOST = r"[^\W_](?:[\w-]{0,40}[^\W_])?"
_SPELLED_DOMAIN = re.compile(
    rf"(?P<domain>{_HOST}(?:{_DOT}{_HOST}){{0,3}})(?P<dot>{_DOT})(?P<top>[^\W\d_]{{2,12}})(?!\w)"
)
_PROVIDER = re.compile(
    r"(?:gmail|googlemail|outlook|hotmail|yahoo|icloud|proton(?:mail)?|wanadoo|laposte|orange|free|sfr|gmx|aol|live|msn)\b"
)
_CLEAR_AT = re.compile(
    rf" ?{_OPEN} ?(?:at|arobase|arobas|arrobase|chez|a|@|ät|sign|at sign) ?{_SHUT} ?| (?:arobase|arobas|arrobase|at sign|at-sign) "
    r"|(?:%40|&#64;|&#x40;|&commat;|\\u0040)| ?\(@\) ?|_at_|-at-"
)
_VAGUE_AT = re.compile(r" (?:at|chez) (?=[^\W_])| ?@ ?")
_SPACED_OUT = re.compile(r"(?<![^\W_])(?:[\w.+-] ){2,40}(?:@|at|arobase) (?:[\w.-] ){2,40}[^\W\d_](?![^\W_])")
_BACKWARDS = re.compile(
    r"(?<![\w.@])(?:moc|gro|ten|rf|ude|oi|ku\.oc|ue|vog|eb|hc)\.[\w.-]{2,60}@[\w.+-]{2,60}(?![\w@])"
)
_TOPS = frozenset(
    [
        "com",
        "org",
        "net",
        "fr",
        "eu",
        "io",
        "uk",
        "us",
        "de",
        "be",
        "ch",
        "ca",
        "es",
        "it",
        "info",
        "biz",
        "edu",
        "gov",
        "co",
        "me",
        "dev",
        "app",
        "ai",
        "example",
        "test",
    ]
)
_ALL_TOPS = read_words("top_level_domains")
_ASKED = re.compile(
    r"\b(?:e-?mails?|courriel|mel|mail|adresse|address|contact\w*|ecri\w*|write|reach|joindre|dm|send|envoy\w*)\b[^.!?\n]{0,40}$"
)
_FURTHEST = 60


def find_mail_addresses(text: str, folded: str) -> Iterator[Datum]:
    """Yield e-mail addresses in order of kind, not of place; `folded` is `text` without case and accents."""
    if "@" in text:
        yield from _plain(text)
        yield from (Datum("EMAIL", *match.span()) for match in _BACKWARDS.finditer(folded))
    if _may_be_spelled(folded):
        yield from _spelled(folded)
        yield from (Datum("EMAIL", *match.span()) for match in _SPACED_OUT.finditer(folded))


def _plain(text: str) -> Iterator[Datum]:
    at = text.find("@")
    while at >= 0:
        local = _LOCAL.search(text[max(0, at - _LEFT) : at])
        domain = _PLAIN.match(text, at + 1) if local else None
        if local and domain and ".." not in local.group():
            yield Datum("EMAIL", at - len(local.group()), domain.end())
        at = text.find("@", at + 1)


_SPELLINGS = (
    "aroba",
    "arroba",
    "at sign",
    "at-sign",
    "%40",
    "&#",
    "commat",
    "u0040",
    "_at_",
    "-at-",
    "(a)",
    "[a]",
    "{a}",
    "@ ",
    " @",
    "[at",
    "(at",
    "{at",
    "<at",
    "|at",
    "*at",
    "[ at",
    "( at",
    "{ at",
    "[@",
    "(@",
    "{@",
    " dot ",
    " d0t ",
    " point ",
    " period ",
    "dot]",
    "dot)",
    "point]",
    "point)",
    "[.",
    "(.",
    "chez)",
    "chez]",
    "[chez",
    "(chez",
)
_SPELLED_QUIETLY = (
    re.compile(r" at [\w-]{2,40}(?:\.[a-z]{2}| (?:com|net|org|fr|eu)\b)"),
    re.compile(r" chez [\w-]{2,40}(?:\.[a-z]{2}| (?:com|net|org|fr|eu)\b)"),
    re.compile(r" at (?:gmail|googlemail|outlook|hotmail|yahoo|icloud|proton)"),
    re.compile(r" chez (?:gmail|outlook|hotmail|yahoo|icloud|proton|orange|free|wanadoo|laposte)"),
    re.compile(r"@[^\W_][\w-]{0,40},"),
)  # each begins with a fixed text, which is looked up fast


def _may_be_spelled(folded: str) -> bool:
    return any(spelling in folded for spelling in _SPELLINGS) or any(
        pattern.search(folded) for pattern in _SPELLED_QUIETLY
    )


def _spelled(folded: str) -> Iterator[Datum]:
    for pattern, clear in ((_CLEAR_AT, True), (_VAGUE_AT, False)):
        for at in pattern.finditer(folded):
            if at.group() == "@" and _PLAIN.match(folded, at.end()):
                continue
            local = _SPELLED_LOCAL.search(folded[max(0, at.start() - _FURTHEST) : at.start()])
            if local and (end := _end_of_domain(folded, at, local.group(), clear=clear)):
                yield Datum("EMAIL", at.start() - len(local.group()), end)


def _end_of_domain(folded: str, at: re.Match[str], local: str, *, clear: bool) -> int:
    """Where the address ends, or 0 if what follows is none."""
    domain = _SPELLED_DOMAIN.match(folded, at.end())
    if domain is None:
        named = _PROVIDER.match(folded, at.end())
        asked = clear or _ASKED.search(folded[max(0, at.start() - len(local) - 60) : at.start() - len(local)])
        return named.end() if named and asked else 0
    return domain.end() if clear or _is_meant(folded, at, local, domain) else 0


def _is_meant(folded: str, at: re.Match[str], local: str, domain: re.Match[str]) -> bool:
    """ "At" and a lone "@" also say where somebody is: only a hidden dot or a mail-like beginning decides."""
    sign, dot = at.group().strip(), domain["dot"]
    if sign == "@" and at.group()[0] != " " and at.group()[-1] != " ":
        return dot != "." and (dot.strip() != "," or domain["top"] in _TOPS)
    if dot.strip() not in {".", ",", ""}:
        return domain["top"] in _ALL_TOPS
    if sign == "@":
        attached = at.group()[0] != " " or at.group()[-1] == " "
        return attached and domain["top"] in _TOPS and dot != ","
    if domain["top"] not in _TOPS or dot == ",":
        return False
    before = folded[max(0, at.start() - len(local) - 60) : at.start() - len(local)]
    return bool(_ASKED.search(before) or (dot == "." and re.search(r"[._\d]", local)))
