# ruff: noqa: E501  (a table of wordings reads better unbroken)
"""Numbers of people, companies, cards and telephones, told apart by check digits, grouping and the words around."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from guardrails.confidentiality.personal import phones
from guardrails.confidentiality.personal.checksums import is_card, is_nir, is_siren, is_siret, is_ssn
from guardrails.confidentiality.personal.datum import Datum, Taken
from guardrails.confidentiality.personal.digit_runs import Number, Run, find_runs
from guardrails.confidentiality.personal.surroundings import Surroundings

_LONG_ROW = 60
"""Groups of digits: more of them, all alike, are a table of figures."""
_GLUED = re.compile(r"(?!x\d|ext)[^\W\d]")
_CARD_SHAPES = {(4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3), (4, 4, 4, 1), (4, 4, 5), (6, 13), (8, 8)}
_SIRET_SHAPES = {(3, 3, 3, 5), (9, 5), (3, 3, 3, 2, 3), (3, 3, 3, 3, 2), (14,)}
_CARD_WORDS = re.compile(
    r"\b(?:carte|card|cb|visa|mastercard|amex|diners|maestro|credit|debit|bancaire|paiement)\b"
)
_SIRET_WORDS = re.compile(r"\b(?:siret|siege|etablissement|insee|facture|kbis)\b")
_SIREN_WORDS = re.compile(
    r"\b(?:siren|rcs|sirene|kbis|insee|tva|vat|registre|registered|registration|immatricul\w+|societe|entreprise|"
    r"company|fournisseur|supplier|client|customer)\b"
)
_NIR_WORDS = re.compile(r"\b(?:nir|secu|securite sociale|social security|insee|carte vitale|assure\w*)\b")
_SSN_WORDS = re.compile(r"\b(?:ssn|ss#|ss number|socials?|social security|itin|tin|tax ?id)\b")
_OTHER_NUMBERS = re.compile(
    r"\b(?:isbn|issn|doi|order|commande|invoice|ticket|tracking|colis|suivi|ref|reference|patent|brevet|"
    r"account|compte|routing|part|serial|serie|lot|batch|activity|status|build|commit|id)\b\W{0,4}(?:n[o°]\W{0,2}|no\.? ?|"
    r"numbers? |is |id )?\W{0,2}$"
)
_COUNTED = re.compile(r"\W{0,2}(?:[%€$£°]|(?:euros?|dollars?|habitants?|people|users?|utilisateurs?|views?|vues|personnes|"
                      r"inhabitants|tonnes?|tons?|kg|km|eur|usd|members|membres|downloads|requests|requetes)\b)")  # fmt: skip


def find_numbers(text: str, folded: str, taken: Taken) -> Iterator[Datum]:
    """Yield the numbers of a text, in order; none of them touches what is `taken`.

    `folded` is the text without case and accents, at the same length.
    """
    around = Surroundings(folded)
    for run in find_runs(text, taken):
        yield from _read(run, around)


def _read(run: Run, around: Surroundings) -> Iterator[Datum]:
    read = run.groups[0].start
    table = len(run.groups) > _LONG_ROW
    for place, group in enumerate(run.groups):
        if group.start < read or (table and run.is_inside_row(place)):
            continue
        found = _recognise(run, place, around)
        if found:
            yield found
            read = found.end


def _recognise(run: Run, place: int, around: Surroundings) -> Datum | None:
    """What begins at a group: what proves itself goes first, whatever its length."""
    numbers = [number for number in run.numbers_from(place) if _stands_alone(number, run.text)]
    for kind in _PROVED:
        for number in numbers:
            if len(number.digits) in kind.lengths and kind.proof(number, around):
                return Datum(kind.entity, number.start, number.end)
    return next(
        (Datum("PHONE", *span) for number in numbers if (span := phones.span_of(number, run.text, around))),
        None,
    )


def _stands_alone(number: Number, text: str) -> bool:
    """Letters that touch it make it a code; a sign that goes on with digits, a part of something longer."""
    if _GLUED.match(text, number.end):
        return False
    return text[number.start - 1 : number.start] not in {"#", "="}


class _Kind(NamedTuple):
    entity: str
    lengths: frozenset[int]
    proof: Callable[[Number, Surroundings], bool]


def _proves_nir(number: Number, around: Surroundings) -> bool:
    if len(number.digits) == 13:
        return bool(
            re.fullmatch(r"[12]\d\d(?:0[1-9]|1[0-2])\d{8}", number.digits)
            and around.names(_NIR_WORDS, number.start, number.end)
        )
    return is_nir(number.digits)


def _proves_siret(number: Number, around: Surroundings) -> bool:
    """Some cards have fourteen digits as well: grouping tells, then the first nine digits, then words."""
    if not is_siret(number.digits) or not (number.even or number.shape in _SIRET_SHAPES):
        return False
    if number.shape == (4, 6, 4):
        return False
    if not is_card(number.digits) or number.shape in _SIRET_SHAPES - {(14,)}:
        return True
    if around.names(_SIRET_WORDS, number.start, number.end):
        return True
    return is_siren(number.digits[:9]) and not around.names(_CARD_WORDS, number.start, number.end)


def _proves_card(number: Number, around: Surroundings) -> bool:
    if not is_card(number.digits):
        return False
    usual = number.shape in _CARD_SHAPES or number.spaced_out or set(number.shape[:-1]) <= {4}
    return usual or around.names(_CARD_WORDS, number.start, number.end)


def _proves_siren(number: Number, around: Surroundings) -> bool:
    if not is_siren(number.digits) or around.follows(_COUNTED, number.end):
        return False
    if around.names(_SIREN_WORDS, number.start, number.end):
        return True
    alone = number.shape == (9,) and number.before is None and number.after is None
    return alone and not around.precedes(_OTHER_NUMBERS, number.start) and not around.signed(number.start)


def _proves_ssn(number: Number, around: Surroundings) -> bool:
    if not is_ssn(number.digits):
        return False
    if number.shape == (3, 2, 4):
        return number.even and number.before is None and number.after is None
    return (number.shape == (9,) or number.spaced_out) and around.names(_SSN_WORDS, number.start, number.end)


_PROVED = (
    _Kind("NIR", frozenset({13, 15}), _proves_nir),
    _Kind("SIRET", frozenset({14}), _proves_siret),
    _Kind("CARD", frozenset(range(12, 20)), _proves_card),
    _Kind("SSN", frozenset({9}), _proves_ssn),
    _Kind("SIREN", frozenset({9}), _proves_siren),
)
