"""Made-up personal data that passes every public check, so that nobody's own is ever written down."""

from collections.abc import Callable, Mapping
from random import Random

Maker = Callable[[Random], str]

_NAMES = ("lea", "marc.dubreuil", "s_okafor", "ines-t", "jo.hall", "contact", "a.b.carver", "li_wei92")
_HOSTS = (
    "galet.example",
    "mail.example.fr",
    "atelier-neuf.test",
    "oakandlime.example.co.uk",
    "kern.example.com",
)


def _digits(random: Random, count: int) -> str:
    return "".join(random.choices("0123456789", k=count))


def _luhn(digits: str) -> str:
    """The digit that completes `digits` (ISO/IEC 7812-1)."""
    total = sum(
        sum(divmod(int(digit) * (2 if place % 2 == 0 else 1), 10))
        for place, digit in enumerate(reversed(digits))
    )
    return str(-total % 10)


def _grouped(text: str, *sizes: int, by: str = " ") -> str:
    groups, at = [], 0
    for size in sizes:
        groups.append(text[at : at + size])
        at += size
    return by.join(groups)


def _email(random: Random) -> str:
    return f"{random.choice(_NAMES)}@{random.choice(_HOSTS)}"


def _iban(random: Random) -> str:
    country, body = random.choice(
        [("FR", _digits(random, 23)), ("DE", _digits(random, 18)), ("BE", _digits(random, 12)),
         ("GB", "WEST" + _digits(random, 14)), ("ES", _digits(random, 20)),
         ("NL", "ABNA" + _digits(random, 10))]
    )  # fmt: skip
    number = "".join(str(int(character, 36)) for character in f"{body}{country}00")
    iban = f"{country}{98 - int(number) % 97:02d}{body}"
    return iban if random.random() < 0.4 else " ".join(iban[at : at + 4] for at in range(0, len(iban), 4))


def _card(random: Random) -> str:
    prefix, length = random.choice([("4", 16), ("51", 16), ("55", 16), ("2221", 16), ("37", 15)])
    body = prefix + _digits(random, length - len(prefix) - 1)
    number = body + _luhn(body)
    if length == 15:
        return random.choice([number, _grouped(number, 4, 6, 5)])
    return random.choice([number, _grouped(number, 4, 4, 4, 4), _grouped(number, 4, 4, 4, 4, by="-")])


def _nir(random: Random) -> str:
    body = (
        f"{random.choice('12')}{_digits(random, 2)}{random.randint(1, 12):02d}{random.randint(1, 95):02d}"
        f"{random.randint(1, 700):03d}{random.randint(1, 800):03d}"
    )
    department = body[5:7]
    body = body if department != "20" else body[:5] + "21" + body[7:]
    number = f"{body}{97 - int(body) % 97:02d}"
    return random.choice([number, _grouped(number, 1, 2, 2, 2, 3, 3, 2)])


def _siren_plain(random: Random) -> str:
    body = random.choice("3456789") + _digits(random, 7)
    return body + _luhn(body)


def _siren(random: Random) -> str:
    number = _siren_plain(random)
    return random.choice([number, _grouped(number, 3, 3, 3)])


def _siret(random: Random) -> str:
    body = f"{_siren_plain(random)}{random.randint(1, 99):04d}"
    number = body + _luhn(body)
    return random.choice([number, _grouped(number, 3, 3, 3, 5)])


def _ssn(random: Random) -> str:
    return f"{random.randint(100, 665):03d}-{random.randint(10, 99)}-{random.randint(1000, 9999)}"


def _ip(random: Random) -> str:
    parts = [random.choice([10, 37, 81, 92, 145, 172, 185, 212]), *(random.randint(1, 250) for _ in range(3))]
    if random.random() < 0.2:
        return (
            f"2a01:{random.randrange(16**4):x}:{random.randrange(1, 16**4):x}::{random.randrange(1, 16**4):x}"
        )
    return ".".join(map(str, parts))


def _phone_fr(random: Random) -> str:
    lead, rest = random.choice("1234567679"), _digits(random, 8)
    pairs = _grouped(rest, 2, 2, 2, 2)
    return random.choice(
        [f"0{lead} {pairs}", f"0{lead}{rest}", f"0{lead}.{pairs.replace(' ', '.')}", f"+33 {lead} {pairs}",
         f"+33{lead}{rest}", f"0033 {lead} {pairs}", f"+33 (0){lead} {pairs}",
         f"0{lead}-{pairs.replace(' ', '-')}"]
    )  # fmt: skip


def _phone_en(random: Random) -> str:
    area, middle, last = (
        random.choice(("212", "415", "617", "303")),
        f"{random.randint(200, 999)}",
        _digits(random, 4),
    )
    return random.choice(
        [f"({area}) {middle}-{last}", f"{area}-{middle}-{last}", f"+1 {area} {middle} {last}",
         f"{area}.{middle}.{last}",
         f"+1-{area}-{middle}-{last}", f"+44 20 7{_digits(random, 3)} {_digits(random, 4)}",
         f"020 7{_digits(random, 3)} {_digits(random, 4)}",
         f"07{random.randint(700, 999)} {_digits(random, 6)}",
         f"+44 7{random.randint(700, 999)} {_digits(random, 6)}", f"+49 30 {_digits(random, 8)}",
         f"+353 1 {_digits(random, 3)} {_digits(random, 4)}"]
    )  # fmt: skip


MADE_UP: Mapping[str, Maker] = {
    "email": _email,
    "iban": _iban,
    "card": _card,
    "nir": _nir,
    "siren": _siren,
    "siren_plain": _siren_plain,
    "siret": _siret,
    "ssn": _ssn,
    "ip": _ip,
    "phone_fr": _phone_fr,
    "phone_en": _phone_en,
}
"""Name of a placeholder in a context → what fills it. Its kind is the part before "_"."""
