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


# Visa, Mastercard, American Express, Diners, Discover, JCB and UnionPay, each with its lengths.
_CARD = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]|2[2-6]|27(?=[01]))\d{14}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}"
    r"|6(?:011|4[4-9]\d|5\d\d)\d{12}|35\d{14}|62\d{14,17}"
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
    if len(compact) != _IBAN_LENGTHS.get(compact[:2], len(compact)):
        return False
    return int("".join(str(int(character, 36)) for character in compact[4:] + compact[:4])) % 97 == 1


_IBAN_LENGTHS = {
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20,
    "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27,
    "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25,
    "RO": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24, "TR": 26,
}  # fmt: skip


def is_nir(text: str) -> bool:
    """French social security number: 97 minus the first thirteen digits modulo 97 is the key.

    Corsica's departments 2A and 2B count as 19 and 18 (INSEE).
    """
    compact = re.sub(r"[\s.\-]", "", text).upper()
    if not re.fullmatch(r"[12378]\d{2}(?:0[1-9]|1[0-2]|[2-4]\d|[5-9]\d)(?:\d{2}|2[AB])\d{8}", compact):
        return False
    body = compact[:13].replace("2A", "19").replace("2B", "18")
    return 97 - int(body) % 97 == int(compact[13:])


def is_siren(text: str) -> bool:
    digits = digits_of(text)
    return len(digits) == 9 and len(set(digits)) > 1 and passes_luhn(digits)


def is_siret(text: str) -> bool:
    """Fourteen digits with Luhn's sum; sites of the French post office sum theirs to a multiple of 5."""
    digits = digits_of(text)
    if len(digits) != 14 or len(set(digits)) == 1:
        return False
    return passes_luhn(digits) or (digits.startswith("356000000") and sum(map(int, digits)) % 5 == 0)
