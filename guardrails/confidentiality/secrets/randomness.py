"""Whether a run of characters was drawn by a machine, and whether it is one that everybody may see."""

import re
from collections.abc import Callable
from hashlib import sha256
from itertools import pairwise

_KINDS: tuple[Callable[[str], bool], ...] = (
    str.isdigit, str.isupper, str.islower, lambda character: not character.isalnum()
)  # fmt: skip
_FEWEST_CHANGES = 0.4
"""Of neighbours, that differ in kind (capital, small letter, digit): .62 by chance, .1 to .3 in words."""

# A public key, a content address, a wallet's address, a checksum of a package: made to be shown.
_PUBLIC = re.compile(
    r"AAAA[BCE][23]Nz.*|Qm[1-9A-HJ-NP-Za-km-z]{44}|0x[0-9a-fA-F]{40}|0x[0-9a-fA-F]{64}|sha\d{3}[-:].*|urn:.*"
)
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_PLACEHOLDER = re.compile(
    r"\*+|[x•●.…_#?-]+|(?:\$?[\[{(<%]|\$[A-Za-z_]).*|(?:your|votre|insert|example|exemple|sample|dummy|redacted|changeme"
    r"|placeholder|process\.env|os\.environ).{0,60}|(?:my|mon|the|some|ton|a|un)[_-].{0,60}"
    r"|secret|passw(?:or)?d|pass|motdepasse|mdp|token|api_?key|user|admin|null|none|true|false|undefined",
    re.IGNORECASE | re.DOTALL,
)


def kinds_in(value: str) -> int:
    """How many of the four kinds it holds: digits, capitals, small letters, signs."""
    return sum(any(map(test, value)) for test in _KINDS)


def is_drawn(value: str, *, fewest_digits: int = 2) -> bool:
    """Capitals, small letters and digits that follow each other without the order of words."""
    digits = sum(map(str.isdigit, value))
    letters = [_kind(character) for character in value if character.isalnum()]
    if digits < fewest_digits or len(set(letters)) < 3:
        return False
    changes = sum(one != other for one, other in pairwise(letters))
    return changes >= _FEWEST_CHANGES * (len(letters) - 1)


def is_drawn_small(value: str) -> bool:
    """The same of tokens in small letters, or capitals, and digits: hexadecimal and base 32."""
    digits = sum(map(str.isdigit, value))
    letters = sum(map(str.isalpha, value))
    changes = sum(one.isdigit() != other.isdigit() for one, other in pairwise(value))
    return digits >= 3 and letters >= 3 and changes >= 0.2 * len(value)


def is_public(value: str) -> bool:
    """Identifiers that are no secret, however random they look."""
    return bool(_UUID.fullmatch(value) or _PUBLIC.fullmatch(value)) or _is_wallet(value)


def is_placeholder(value: str) -> bool:
    """ "********", "<your key>", "your_password1": what stands in an example."""
    return bool(_PLACEHOLDER.fullmatch(value))


def _kind(character: str) -> int:
    return 0 if character.isdigit() else 1 if character.isupper() else 2


def _is_wallet(value: str) -> bool:
    """Base58Check (the Bitcoin wiki): the last four bytes are those of the double SHA-256 of the others."""
    if not 26 <= len(value) <= 35 or value[0] not in "13DL" or any(sign not in _BASE58 for sign in value):
        return False
    number = 0
    for sign in value:
        number = number * 58 + _BASE58.index(sign)
    if number.bit_length() > 200:
        return False
    raw = number.to_bytes(25)
    return sha256(sha256(raw[:21]).digest()).digest()[:4] == raw[21:]
