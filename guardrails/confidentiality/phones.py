"""Telephone numbers: how they are written, in digits and in words, and what proves one."""

import re

import phonenumbers

from guardrails.normalisation import fold
from guardrails.numerals import find_numerals

_UNITS_FR = "une?|deux|trois|quatre|cinq|six|sept|huit|neuf"
_TEENS_FR = r"dix(?:[ -](?:sept|huit|neuf))?|onze|douze|treize|quatorze|quinze|seize"
_TENS_FR = "vingt|trente|quarante|cinquante|soixante|septante|huitante|nonante|quatre[ -]vingts?"
_ZERO = r"(?:z[eé]ro|oh|0(?=\d?[ -]?[^\W\d]))"
_PAIR = (
    rf"(?:\d{{2}}|z[eé]ro[ -](?:{_UNITS_FR}|z[eé]ro)"
    rf"|(?:{_TENS_FR})(?:[ -](?:et[ -])?(?:{_TEENS_FR}|{_UNITS_FR}))?|{_TEENS_FR})"
)
_DIGIT_EN = "(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple)"

PATTERNS = (
    r"(?<![\w+])(?:\+|00)[1-9](?:[ .()/-]{0,2}\d){7,14}(?!\d)",
    # A pair too many, before or after, and it is a list of numbers.
    r"(?<![\w+.,/-])(?<!\W\d\d[ .-])0[1-9](?:[ .-]?\d{2}){4}(?![\d-]|[ .]\d\d(?![\w/]))",
    r"(?<![\w+.,/-])(?:1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\d-])",
    r"(?<![\w+.,/-])\(?0\d{2,4}\)? ?\d{3,4}[ -]?\d{3,4}(?![\d-])",
    rf"(?<![\w+.,/-]){_ZERO}[ -]?(?:{_UNITS_FR}|[1-9])(?:[ .,-]{{1,2}}{_PAIR}){{4}}(?!\w)",
    rf"(?<![\w+.,/-]){_ZERO}(?:[ ,.-]{{1,2}}(?:{_DIGIT_EN}|\d{{1,6}})){{3,11}}(?!\w)",
)
_CERTAIN = re.compile(
    r"(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-.]\d{4}|(?:0|(?:\+|00)33 ?(?:\(0\) ?)?)[1-9](?:[ .-]\d{2}){4}"
)
# Ofcom sets these aside for drama: nobody answers, and yet each is written as somebody's number.
_DRAMA = re.compile(
    r"(?:0|44)(?:7700900|1632960|3069990|8081570|9098790|2079460|2890180|2920180"
    r"|1(?:13|14|15|16|17|18|21|31|41|51|61|91)4960)\d{3}"
)
_IN_WORDS = re.compile(r"0[1-9]\d{8,9}")


def is_phone(text: str) -> bool:
    """A number that its plan holds, or one written as only phone numbers are."""
    if _CERTAIN.fullmatch(text):
        return True
    if any(map(str.isalpha, text)):
        return bool(_IN_WORDS.fullmatch(_in_digits(text)))
    plain = re.sub(r"^00", "+", text).replace("(0)", "")
    if _DRAMA.fullmatch(re.sub(r"\D", "", plain)):
        return True
    regions = ("FR", "GB", "US") if not plain.startswith("+") else (None,)
    return any(_in_plan(plain, region) for region in regions)


def _in_plan(text: str, region: str | None) -> bool:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.is_valid_number(number))


def _in_digits(text: str) -> str:
    """The digits that words and digits spell: "zéro six 39" is 0639, "oh double seven" is 077."""
    folded = re.sub(r"\b(?:zero|oh)\b", "0", fold(text))
    for start, end, value in reversed(find_numerals(folded)):
        folded = f"{folded[:start]}{value}{folded[end:]}"
    folded = re.sub(r"\b(?:une?|one)\b", "1", folded)
    folded = re.sub(r"\bdouble (\d)", r"\1\1", folded)
    folded = re.sub(r"\btriple (\d)", r"\1\1\1", folded)
    return re.sub(r"\D", "", folded)
