"""Keys, tokens and passwords that stand in a text, bare or in quotes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guardrails.confidentiality.secrets.randomness import (
    is_drawn,
    is_drawn_small,
    is_placeholder,
    is_public,
)
from guardrails.confidentiality.secrets.said_secrets import find_said
from guardrails.confidentiality.secrets.secret_forms import Form, form_finder
from guardrails.confidentiality.taken import Taken
from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding
from guardrails.sentences import Span

_Found = tuple[int, int, str]

_CHUNK = re.compile(r"(?<![A-Za-z0-9+/_~.@#-])[A-Za-z0-9+/_~-][A-Za-z0-9+/_~.-]{18,4000}={0,2}(?![@\w])")
_DISCORD = re.compile(r"[MNO][A-Za-z\d_-]{22,26}\.[\w-]{6}\.[\w-]{25,40}")
_MARKED = re.compile(
    r"(?:.{0,40}[_-])?(?:key|tok(?:en)?|secret|pat|live|test|prod|sk|pk|rk|api|auth|oauth|access)[_-]"
    r"([a-z0-9]{20,200}|[A-Z0-9]{20,200})"
)
_SEPARATORS = re.compile(r"[_.~-]")
_ADDRESS = re.compile(r"://|www\.|[a-z0-9-]\.[a-z]{2,12}/", re.IGNORECASE)
_LONGEST_ADDRESS = 2_000
_SHORTEST = 20
_SURE = 24


@dataclass(frozen=True, slots=True)
class SecretsCheck:
    """Vendors' token forms, private keys, connection strings, random keys, and passwords that are told."""

    name: str = "confidentiality.secret"

    def __call__(self, doc: Doc) -> list[RawFinding]:
        candidates = (*_in_form(doc), *_drawn(doc), *_told(doc))
        return [self._report(doc, *one) for one in sorted(_apart(candidates))] if candidates else []

    def _report(self, doc: Doc, start: int, end: int, kind: str) -> RawFinding:
        words = _KINDS.get(kind, (kind, kind))[doc.language == "fr"]
        # What is only drawn by chance gives way to numbers that prove themselves, and to addresses.
        evidence = Evidence.PATTERN if kind == "random" else Evidence.STRUCTURE
        return doc.finding(self.name, start, end, evidence=evidence, details={"kind": words})


_KINDS = {
    "password": ("password", "mot de passe"),
    "key": ("key", "clé"),
    "random": ("random key", "clé aléatoire"),
    "private key": ("private key", "clé privée"),
    "connection": ("connection string", "chaîne de connexion"),
}


def _apart(candidates: Sequence[_Found]) -> Iterator[_Found]:
    """Those that share no character with one before them: a vendor's form says more than chance."""
    taken = Taken(max(end for _, end, _ in candidates))
    for candidate in candidates:
        if taken.free(*candidate[:2]):
            taken.add([candidate])
            yield candidate


def _in_form(doc: Doc) -> Iterator[_Found]:
    for last, (length, forms) in form_finder().iter(doc.folded):
        start = last + 1 - length
        for form in forms:
            match = _match(form, doc.text, start)
            if match is not None and not _is_example(form, match):
                yield match.start(), match.end(), form.kind


def _match(form: Form, text: str, start: int) -> re.Match[str] | None:
    if not form.back:
        return form.pattern.match(text, start)
    match = form.pattern.search(text, max(0, start - form.back), start + 400)
    return match if match is not None and match.start() <= start else None


def _is_example(form: Form, match: re.Match[str]) -> bool:
    """ "sk-learn-…" is a library; "postgres://user:password@…" is a manual's."""
    if form.kind == "OpenAI":
        tail = match.group()[3:]
        return sum(map(str.isdigit, tail)) < 3 or tail.count("-") >= len(tail) / 4
    return form.kind == "connection" and is_placeholder(match.group("password"))


def _drawn(doc: Doc) -> Iterator[_Found]:
    for match in _CHUNK.finditer(doc.text):
        end = match.start() + len(match.group().rstrip("."))
        value = doc.text[match.start() : end]
        if _DISCORD.fullmatch(value):
            yield match.start(), end, "Discord"
        elif _looks_like_a_key(value) and not is_public(value) and not _in_address(doc.text, match.span()):
            yield match.start(), end, "random"


def _looks_like_a_key(value: str) -> bool:
    marked = _MARKED.fullmatch(value)
    if marked is not None and is_drawn_small(marked.group(1)):
        return True
    longest = max(_SEPARATORS.split(value), key=len)
    return any(
        size >= _SHORTEST and is_drawn(piece, fewest_digits=2 if size >= _SURE else 3)
        for piece in (value, longest)
        if (size := sum(map(str.isalnum, piece)))
    )


def _in_address(text: str, span: Span) -> bool:
    before = text[max(0, span[0] - _LONGEST_ADDRESS) : span[1]]
    return bool(_ADDRESS.search(before.split()[-1]))


def _told(doc: Doc) -> Iterator[_Found]:
    for said in find_said(doc):
        yield said.start, said.end, "password" if said.is_password else "key"
