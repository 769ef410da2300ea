# ruff: noqa: E501  (a table of wordings reads better unbroken)
"""Telephone numbers: how they are grouped, what the plans of countries hold, and the words around them."""

import re
from functools import lru_cache

from guardrails.confidentiality.personal.digit_runs import Number
from guardrails.confidentiality.personal.surroundings import Surroundings

_WORDS = re.compile(
    r"(?:\b(?:tel|phones?|telephon\w*|mobiles?|cells?|call(?:s|ed|ing|me)?|ring|rang|dial|text(?:ed)?|sms|whatsapp|signal|fax|"
    r"hotline|landline|contact\w*|reach|numero|number|portable|fixe|gsm|appel\w*|joindre|joignable|rappel\w*|"
    r"composez|standard|num|ligne directe|line|desk|office|voicemail|extension|ext)\b|☎|📞|📱|\btel\.|\b[tmpf]\.? ?:)"
)
_OTHER = re.compile(
    r"\b(?:order|commande|invoice|facture|ticket|tracking|colis|suivi|ref|reference|isbn|issn|doi|account|compte|"
    r"routing|serial|serie|lot|batch|case|dossier|patent|brevet|version|part|sku|id|licen[cs]e|permis|passports?|passeport|"
    r"policy|contrat|contract|iban|vat|tva|zip|imei|siren|siret|rcs)\b[^.!?\n]{0,25}$"
)
_COUNTED = re.compile(
    r"\W{0,2}(?:[%€$£°]|(?:euros?|dollars?|eur|usd|gbp|habitants?|people|users?|utilisateurs?|views?|vues|personnes|"
    r"inhabitants|tonnes?|tons?|kg|km|members|membres|downloads|requests|requetes|followers|abonnes|lines|lignes)\b)"
)
_EXTENSION = re.compile(r" ?(?:x|ext\.?|extension|poste|#) ?\d{1,5}(?!\w)")
_DAYS_AND_NIGHTS = re.compile(r" ?/ ?|h\b| ?(?:heures|hours|jours|days)\b")
_REGIONS_IN_DOUBT = (
    "FR", "GB", "US", "DE", "BE", "CH", "ES", "IT", "NL", "AU", "IN", "IE", "SE", "PL", "PT", "BR", "AT", "DK", "NO",
    "FI", "ZA", "NZ", "JP", "MX", "IL", "SG", "LU", "MA", "TN", "DZ", "SN", "CI",
)  # fmt: skip
# Ofcom sets these aside for drama: nobody answers, and yet each is written as somebody's number.
_DRAMA = re.compile(
    r"(?:0|44)(?:7700900|1632960|3069990|8081570|9098790|2079460|2890180|2920180"
    r"|1(?:13|14|15|16|17|18|21|31|41|51|61|91)4960)\d{3}"
)
_OPENING = re.compile(r"(?:(?:\( ?)?\+ ?\(?|\()$")
_DATES = {(2, 2, 4), (4, 2, 2), (1, 1, 4), (1, 2, 4), (2, 1, 4)}
_GLUE = frozenset("#=$€£*@&")


def span_of(number: Number, text: str, around: Surroundings) -> tuple[int, int] | None:
    """The span of the telephone number that the groups are, with its signs and extension; or None."""
    start, end = _opening(text, number.start), number.end
    if text[max(0, start - 1) : start] in _GLUE or not _is_phone(number, text[start:end], text, around):
        return None
    if text[end : end + 1] == ")" and text.count("(", start, end) > text.count(")", start, end):
        end += 1
    extension = _EXTENSION.match(text, end)
    return start, extension.end() if extension else end


def _opening(text: str, start: int) -> int:
    """Back over "(", "+" and "(+" before the first digit."""
    opened = _OPENING.search(text[max(0, start - 4) : start])
    return start - len(opened.group()) if opened else start


def _is_phone(number: Number, written: str, text: str, around: Surroundings) -> bool:
    if not _is_whole(number, text) or around.follows(_COUNTED, number.end):
        return False
    if "+" in written[:3] or written.startswith("00"):
        return _is_from_abroad(number, written, around)
    if _has_usual_shape(number, written):
        return not around.precedes(_OTHER, number.start) or around.names(_WORDS, number.start, number.end)
    return _is_in_doubt(number, around)


def _is_whole(number: Number, text: str) -> bool:
    """A group too many, before or after and joined in the same way, and it is a list or a longer number."""
    if (number.shape[:3] in _DATES and number.between[0] in {"/", "-", "."}) or any(
        len(sign.strip()) > 1 and not re.fullmatch(r"[ ()./-]{1,4}", sign) for sign in number.between
    ):
        return False
    if number.before and _goes_on(number, text[number.before.end : number.start], number.before.digits):
        return False
    if number.after and _goes_on(number, text[number.end : number.after.start], number.after.digits):
        return bool(_DAYS_AND_NIGHTS.match(text, number.after.end))
    return True


def _goes_on(number: Number, sign: str, digits: str) -> bool:
    if not number.between:
        return sign in {".", ",", "-", "/"}
    return sign.strip() in {"", ".", "-", ","} and sign in number.between and len(digits) <= 4


def _has_usual_shape(number: Number, written: str) -> bool:
    """Grouped as only telephone numbers are, or held by the plan of France, Britain or the United States."""
    shape, digits = number.shape, number.digits
    if _is_french(number) or _is_american(number, written) or _DRAMA.fullmatch(digits):
        return True
    if digits[0] == "0" and digits[1] != "0" and 9 <= len(digits) <= 11:
        grouped = 2 <= len(shape) <= 5 and min(shape) > 1 and 2 <= shape[0] <= 5 and _simple(number)
        return grouped or any(_in_plan(digits, region) for region in ("FR", "GB"))
    area = re.match(r"\(\d{1,5}\)", written)
    return (bool(area) and 8 <= len(digits) <= 12) or (digits[0] in "23456789" and _is_bare_american(number))


def _is_french(number: Number) -> bool:
    shape, digits = number.shape, number.digits
    if not re.fullmatch(r"0[1-9]\d{8}", digits):
        return False
    return (
        shape in {(10,), (2, 2, 2, 2, 2), (1, 3, 3, 3), (4, 3, 3), (4, 2, 2, 2), (2, 4, 4), (2, 8)}
        or number.spaced_out
    )


def _is_american(number: Number, written: str) -> bool:
    shape, digits = number.shape, number.digits
    if shape == (1, 3, 3, 4):
        return digits[0] == "1"
    return shape == (3, 3, 4) and (number.even or written.startswith("(")) and digits[0] != "0"


def _is_bare_american(number: Number) -> bool:
    return number.shape in {(10,), (3, 7)} and _in_plan(number.digits, "US")


def _simple(number: Number) -> bool:
    """Only the signs that people put into telephone numbers, and none of those of dates and figures."""
    return all(sign.strip() in {"", "-", ".", "(", ")", ")-"} for sign in number.between)


def _is_from_abroad(number: Number, written: str, around: Surroundings) -> bool:
    digits = re.sub(r"\(0\)", "", written)
    digits = re.sub(r"\D", "", digits).removeprefix("00")
    if not 8 <= len(digits) <= 15:
        return False
    if _in_plan(f"+{digits}", None) or _DRAMA.fullmatch(digits):
        return True
    thousands = set(number.shape[1:]) == {3}
    if thousands and not around.names(_WORDS, number.start, number.end):
        return False
    return len(digits) >= 10 and _is_possible(f"+{digits}")


def _is_in_doubt(number: Number, around: Surroundings) -> bool:
    """Nothing but the words around tell: "call 555-0199", "my number is 98765 43210"."""
    thousands = len(number.shape) > 1 and set(number.shape[1:]) == {3} and number.shape[0] <= 3
    if thousands and number.digits[0] != "0" and len(number.digits) != 9:
        return False
    if not 7 <= len(number.digits) <= 13 or not (_simple(number) or number.spaced_out):
        return False
    if not around.names(_WORDS, number.start, number.end) or around.precedes(_OTHER, number.start):
        return False
    if number.shape == (3, 4):
        return True
    return any(_in_plan(number.digits, region) for region in _REGIONS_IN_DOUBT)


@lru_cache(maxsize=2048)
def _in_plan(digits: str, region: str | None) -> bool:
    import phonenumbers

    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(digits, region)))
    except phonenumbers.NumberParseException:
        return False


@lru_cache(maxsize=2048)
def _is_possible(digits: str) -> bool:
    import phonenumbers

    try:
        return bool(phonenumbers.is_possible_number(phonenumbers.parse(digits, None)))
    except phonenumbers.NumberParseException:
        return False
