"""The weighted length of a post on X, as its counting rules publish it (280 fits)."""

import re
import unicodedata

import regex

_ADDRESS_LENGTH = 23
# Endings that make a bare name an address, besides any two letters of a country.
_ENDINGS = (
    "academy|agency|app|biz|blog|cafe|cloud|club|com|community|coop|design|dev|digital|edu|email|energy|events|"
    "finance|global|gov|group|guide|info|jobs|life|live|media|mil|mobi|museum|name|net|network|news|online|org|"
    "page|paris|pro|school|science|services|shop|site|social|software|solutions|store|studio|support|team|tech|test|"
    "today|tools|top|travel|video|website|wiki|work|works|world|xyz|zone"
)
_COUNTRIES = (
    "a[cdefgilmoqrstuwxz]|b[abdefghijlmnoqrstvwyz]|c[acdfghiklmnoruvwxyz]|d[ejkmoz]|e[ceghrstu]|f[ijkmor]|"
    "g[abdefghilmnpqrstuwy]|h[kmnrtu]|i[delmnoqrst]|j[emop]|k[eghimnprwyz]|l[abcikrstuvy]|"
    "m[acdeghklmnopqrstuvwxyz]|n[acefgilopruz]|om|p[aefghklmnrstwy]|qa|r[eosuw]|s[abcdeghijklmnorstuvxyz]|"
    "t[cdfghjklmnoprtvwz]|u[agksyz]|v[aceginu]|w[fs]|y[et]|z[amw]"
)
_ADDRESS = re.compile(
    r"(?<![\w@#$./-])(?:https?://)?"
    r"(?:[a-z0-9à-öø-ÿ](?:[a-z0-9à-öø-ÿ_-]{0,62})\.){1,10}"
    rf"(?:{_ENDINGS}|{_COUNTRIES})(?![0-9a-z@+_-])"
    r"(?::\d{1,5})?(?:/(?:[^\s<>\"«»]{0,2000}[^\s<>\"«».,;:!?')\]])?)?(?:\?[^\s<>\"«»]{0,2000}[\w=&/#-])?",
    re.IGNORECASE,
)
_EMOJI = regex.compile(r"\p{Emoji_Presentation}|\p{Extended_Pictographic}|\p{RI}{2}|[0-9#*]\ufe0f?\u20e3")
_GRAPHEME = regex.compile(r"\X")


def weighted_length(text: str) -> int:
    """Return the weighted length: 23 an address, 2 an emoji or a character outside the light ranges."""
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    length = position = 0
    for address in _ADDRESS.finditer(plain):
        length += _weigh(plain[position : address.start()]) + _ADDRESS_LENGTH
        position = address.end()
    return length + _weigh(plain[position:])


def _weigh(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(
        2 if _EMOJI.match(grapheme) and not grapheme.isascii() else sum(map(_weight, grapheme))
        for grapheme in _GRAPHEME.findall(text)
    )


def _weight(character: str) -> int:
    code = ord(character)
    light = code <= 0x10FF or 0x2000 <= code <= 0x200D or 0x2010 <= code <= 0x201F or 0x2032 <= code <= 0x2037
    return 1 if light else 2
