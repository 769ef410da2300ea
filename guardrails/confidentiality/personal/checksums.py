"""Numbers that prove themselves: the check digits of cards, accounts, people and companies."""

import re


def digits_of(text: str) -> str:
    """The decimal digits of `text`, in ASCII."""
    return "".join(str(int(character)) for character in text if character.isdecimal())


def passes_luhn(digits: str) -> bool:
    """Luhn's sum (ISO/IEC 7812-1): cards, SIREN, SIRET."""
    total = 0
    for place, character in enumerate(reversed(digits)):
        value = int(character) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return bool(digits) and total % 10 == 0


# Visa, Mastercard, American Express, Diners, Discover, JCB, UnionPay and Maestro, each with its lengths.
_CARD = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|2[2-6]|27(?=[01]))\d{14}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}"
    r"|6(?:011|4[4-9]\d|5\d\d)\d{12}|35\d{14}|(?:2131|1800)\d{11}|62\d{14,17}"
    r"|(?:50|5[678]|63|67)\d{10,17}"
)


def is_card(text: str) -> bool:
    """A known issuer's first digits and length, with Luhn's sum."""
    digits = digits_of(text)
    return bool(_CARD.fullmatch(digits)) and len(set(digits)) > 1 and passes_luhn(digits)


def is_iban(text: str) -> bool:
    """ISO 13616: rearranged and read in base 36, the remainder by 97 is 1."""
    compact = re.sub(r"[^0-9A-Za-z]", "", text).upper()
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", compact):
        return False
    if len(compact) != IBAN_LENGTHS.get(compact[:2], len(compact)):
        return False
    return int("".join(str(int(character, 36)) for character in compact[4:] + compact[:4])) % 97 == 1


IBAN_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29,
    "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29,
    "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28,
    "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20,
    "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22,
    "MK": 19, "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25,
    "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SC": 31, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "ST": 25,
    "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
}  # fmt: skip


def is_nir(text: str) -> bool:
    """French social security number: 97 minus the first thirteen digits modulo 97 is the key.

    Corsica's departments 2A and 2B count as 19 and 18 (INSEE).
    """
    compact = re.sub(r"[^0-9ABab]", "", text).upper()
    if not re.fullmatch(r"[12378]\d{2}(?:0[1-9]|1[0-2]|[2-4]\d|[5-9]\d)(?:\d{2}|2[AB])\d{8}", compact):
        return False
    body = compact[:13].replace("2A", "19").replace("2B", "18")
    return 97 - int(body) % 97 == int(compact[13:])


def is_ssn(digits: str) -> bool:
    """US social security number: no area 000, 666 or 900 and above, no group 00, no serial 0000 (SSA)."""
    return bool(re.fullmatch(r"(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}", digits)) and len(set(digits)) > 1


def is_siren(text: str) -> bool:
    digits = digits_of(text)
    return len(digits) == 9 and len(set(digits)) > 1 and passes_luhn(digits)


def is_siret(text: str) -> bool:
    """Fourteen digits with Luhn's sum; sites of the French post office sum theirs to a multiple of 5."""
    digits = digits_of(text)
    if len(digits) != 14 or len(set(digits)) == 1:
        return False
    return passes_luhn(digits) or (digits.startswith("356000000") and sum(map(int, digits)) % 5 == 0)
