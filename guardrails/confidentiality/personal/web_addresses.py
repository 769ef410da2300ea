# ruff: noqa: E501  (a table of wordings reads better unbroken)
"""Addresses of pages and of machines."""

import ipaddress
import re
from collections.abc import Iterator

from guardrails.confidentiality.personal.datum import Datum, Taken
from guardrails.words import read_words

_SCHEME = re.compile(
    r"(?<![a-z0-9])(?:(?:https?|ftps?|sftp|wss?)://|hxxps?://|www\d?\.)(?=[^\s.])", re.IGNORECASE
)
_REST = re.compile(r"[^\s<>\"'`|\\^«»…]{1,2000}")
_DOT = re.compile(r"(?<=[^\W_])\.(?=[^\W\d_])")
_HOST_LEFT = re.compile(r"(?<![\w@./:-])[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,62}(?:\.[a-zA-Z0-9-]{1,63}){0,4})?$")
_HOST_RIGHT = re.compile(r"(?:\.[a-zA-Z0-9-]{1,63}){1,5}")
_DEFANGED = re.compile(
    r"(?<![\w@.-])(?:\w{2,5}://)?(?:[a-z0-9-]{1,63}\.){0,3}[a-z0-9-]{1,63}(?:\[\.\]|\(\.\)|\[dot\])[a-z0-9.-]{2,63}(?:/[^\s<>\"']{0,500})?",
    re.IGNORECASE,
)
_PATH = re.compile(r"(?::\d{2,5})?(?:[/?#][^\s<>\"'`|\\^«»…]{0,2000})?")
_LEFT = 80
_TOPS = read_words("top_level_domains")
_ALSO_WORDS = frozenset(
    [
        "it",
        "is",
        "in",
        "me",
        "so",
        "to",
        "no",
        "my",
        "at",
        "be",
        "am",
        "us",
        "as",
        "de",
        "la",
        "se",
        "ma",
        "ne",
        "pas",
        "do",
        "mr",
        "ms",
        "st",
        "id",
        "py",
        "sh",
        "md",
        "rs",
        "js",
        "ts",
        "vs",
        "pm",
        "ps",
    ]
)
"""Domains of countries that also end a sentence or a file's name: they need a path, or more than one dot."""
_CLOSERS = {")": "(", "]": "[", "}": "{"}

# Four numbers with dots count releases and paragraphs as well as machines.
_VERSION = re.compile(
    r"(?:\b(?:versions?|release|build|rev|revision|firmware|update|patch|section|article|chapter|chapitre|"
    r"paragraph(?:e)?|clause|annexe?|norme?|python|java|node|macos|windows|android|ios|v)|§)\W{0,3}$"
)
_MOVE = re.compile(r"\b(?:from|to|than|de|a|vers|depuis|en|que)\W{1,2}$")
_IP4 = re.compile(r"(?<![\w.§-])(?<!\d/)\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d)")
_IP4_HIDDEN = re.compile(
    r"(?<![\w.§-])\d{1,3}(?: ?[\[({<] ?(?:\.|dot|point) ?[\])}>] ?\d{1,3}| (?:dot|point) \d{1,3}|\.\d{1,3}){3}(?![\w-]|\.\d)"
)
_IP6 = re.compile(
    r"(?<![\w:.])(?:[0-9a-f]{1,4}:|:(?=:))[0-9a-f:]{1,40}(?:(?<=:)\d{1,3}(?:\.\d{1,3}){3})?(?![\w:])",
    re.IGNORECASE,
)
_PRIVATE = ("10.", "192.168.", *(f"172.{second}." for second in range(16, 32)))
_NOBODY = ("0.0.0.0", "127.0.0.1", "::", "::1")  # noqa: S104  (read, not bound)
"""Addresses that are the same in every machine."""


def find_pages(text: str) -> Iterator[Datum]:
    """Yield the addresses of pages, in order, without the punctuation that ends a sentence."""
    read = 0
    for start, end in sorted(_with_scheme(text)):
        if start >= read:
            yield Datum("URL", start, end)
            read = end


def find_bare_pages(text: str, taken: Taken) -> Iterator[Datum]:
    """Yield "example.com/a" and the like, where nothing else is: no e-mail address, no other page."""
    read = 0
    for dot in _DOT.finditer(text):
        if dot.start() < read or taken.touches(dot.start(), dot.end()):
            continue
        span = _bare(text, dot.start())
        if span and not taken.touches(*span):
            yield Datum("URL", *span)
            read = span[1]


def _with_scheme(text: str) -> Iterator[tuple[int, int]]:
    if any(dot in text for dot in ("[.]", "(.)", "[dot]")):
        yield from (match.span() for match in _DEFANGED.finditer(text))
    if "://" not in text and "www" not in text.lower():
        return
    for match in _SCHEME.finditer(text):
        rest = _REST.match(text, match.end())
        if rest:
            yield match.start(), _without_ending(text, match.start(), rest.end())


def _without_ending(text: str, start: int, end: int) -> int:
    """Leave out what belongs to the sentence: full stops, commas, and brackets opened before."""
    while end > start:
        last = text[end - 1]
        if last in ".,;:!?*_~" or (last in _CLOSERS and _unopened(text[start:end], last)):
            end -= 1
        else:
            break
    return end


def _unopened(url: str, closer: str) -> bool:
    return url.count(closer) > url.count(_CLOSERS[closer])


def _bare(text: str, dot: int) -> tuple[int, int] | None:
    left = _HOST_LEFT.search(text[max(0, dot - _LEFT) : dot])
    right = _HOST_RIGHT.match(text, dot)
    if not left or not right or text[right.end() : right.end() + 1] in {"@", "_", "("}:
        return None
    start, host = dot - len(left.group()), left.group() + right.group()
    top = host.rpartition(".")[2]
    end = _without_ending(text, start, _PATH.match(text, right.end()).end())  # type: ignore[union-attr]
    has_path = end > right.end()
    if top.lower() not in _TOPS or not (top.islower() or host.isupper()):
        return None
    if top in _ALSO_WORDS and not has_path and host.count(".") < 2:
        return None
    return start, end


def find_machines(text: str, folded: str) -> Iterator[Datum]:
    """Yield IPv4 and IPv6 addresses, but no releases, no paragraphs and no machine's own name for itself."""
    yield from _plain_machines(text, folded)
    if any(dot in folded for dot in (" dot ", " point ", "[.", "(.", "dot]", "dot)", "point]", "point)")):
        for match in _IP4_HIDDEN.finditer(folded):
            hidden = not match.group().replace(".", "").isdigit()
            if hidden and _is_machine(".".join(re.findall(r"\d+", match.group()))):
                yield Datum("IP", *match.span())
    if text.count(":") > 1:
        for match in _IP6.finditer(text):
            if match.group().count(":") > 1 and _is_machine(match.group()):
                yield Datum("IP", *match.span())


def _plain_machines(text: str, folded: str) -> Iterator[Datum]:
    """A release tells what the numbers are that begin like it, a few words on."""
    release, release_at = "", 0
    for match in _IP4.finditer(text):
        family = ".".join(match.group().split(".")[:2])
        if _counts_releases(folded, match) or (family == release and match.start() - release_at < _LEFT):
            release, release_at = family, match.end()
        elif _is_machine(match.group()):
            yield Datum("IP", *match.span())


def _is_machine(written: str) -> bool:
    if written in _NOBODY or written.startswith("255.255."):
        return False
    try:
        ipaddress.ip_address(written)
    except ValueError:
        return False
    return True


def _counts_releases(folded: str, match: re.Match[str]) -> bool:
    before = folded[max(0, match.start() - 20) : match.start()]
    if _VERSION.search(before):
        return True
    return bool(_MOVE.search(before)) and _looks_like_a_release(match.group())


def _looks_like_a_release(written: str) -> bool:
    """ "From 3.11.2.1 to 3.12.0.4": small numbers only, and no private network."""
    return not written.startswith(_PRIVATE) and all(int(part) < 30 for part in written.split("."))
