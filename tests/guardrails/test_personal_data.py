import socket

import pytest

from guardrails.confidentiality import checksums
from guardrails.confidentiality.personal_data import PersonalDataCheck
from tests.support.posts import seen_by

CHECK = PersonalDataCheck()


def with_luhn(digits: str) -> str:
    """The digits with the last one replaced so that they prove themselves."""
    return next(digits[:-1] + last for last in "0123456789" if checksums.passes_luhn(digits[:-1] + last))


def with_key(body: str) -> str:
    """A social security number with its key: 97 minus the body modulo 97, Corsica's 2A read as 19."""
    return f"{body} {97 - int(body.replace('2A', '19').replace(' ', '')) % 97:02}"


SIREN = with_luhn("987650000")
SIRET = with_luhn(f"{SIREN}00010")
NIR = with_key("2 55 08 14 168 025")
CARD = with_luhn("4000123400001230")


def grouped(digits: str, *sizes: int) -> str:
    groups, at = [], 0
    for size in sizes:
        groups.append(digits[at : at + size])
        at += size
    return " ".join(groups)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Écrivez à ana.ruiz+blog@mail.example.com !", [("email", "ana.ruiz+blog@mail.example.com")]),
        ("Write to ana[at]example.com or ana (at) example (dot) com", [
            ("email", "ana[at]example.com"), ("email", "ana (at) example (dot) com")]),
        ("ana arobase exemple point test", [("email", "ana arobase exemple point test")]),
        ("ana at example dot test", [("email", "ana at example dot test")]),
        ("a\u200bna@exam\u200bple.com", [("email", "a\u200bna@exam\u200bple.com")]),
        ("Appelez le 01 99 00 11 22 ou le 06.39.98.01.02.", [
            ("phone", "01 99 00 11 22"), ("phone", "06.39.98.01.02")]),
        ("Depuis l'étranger : +33 6 39 98 01 02", [("phone", "+33 6 39 98 01 02")]),
        ("Call (555) 010-1234 or 555-010-9999.", [("phone", "(555) 010-1234"), ("phone", "555-010-9999")]),
        ("London: 020 7946 0958, or +44 20 7946 0958", [
            ("phone", "020 7946 0958"), ("phone", "+44 20 7946 0958")]),
        ("０６ ３９ ９８ ０１ ０２", [("phone", "０６ ３９ ９８ ０１ ０２")]),
        ("0️⃣6️⃣ 39 98 01 02", [("phone", "0️⃣6️⃣ 39 98 01 02")]),
        ("IBAN FR14 2004 1010 0505 0001 3M02 606 merci", [("iban", "FR14 2004 1010 0505 0001 3M02 606")]),
        ("GB82WEST12345698765432", [("iban", "GB82WEST12345698765432")]),
        (f"Carte {grouped(CARD, 4, 4, 4, 4)}", [("card", grouped(CARD, 4, 4, 4, 4))]),
        (f"NIR {NIR}", [("nir", NIR)]),
        (f"SIRET {grouped(SIRET, 3, 3, 3, 5)}", [("siret", grouped(SIRET, 3, 3, 3, 5))]),
        (f"SIREN : {grouped(SIREN, 3, 3, 3)}", [("siren", grouped(SIREN, 3, 3, 3))]),
        ("Mon numéro : zéro six 39 98 53 10, laissez sonner", [("phone", "zéro six 39 98 53 10")]),
        ("zéro un, quatre-vingt-dix-neuf, zéro zéro, vingt-deux, trente et un", [
            ("phone", "zéro un, quatre-vingt-dix-neuf, zéro zéro, vingt-deux, trente et un")]),
        ("Ring oh two oh, seven nine four six, oh nine double five", [
            ("phone", "oh two oh, seven nine four six, oh nine double five")]),
        ("Call 07700 900123 or 01632 960 123 or +44 7700 900456.", [
            ("phone", "07700 900123"), ("phone", "01632 960 123"), ("phone", "+44 7700 900456")]),
        ("Appelez le 06 39 98 01 02 24h/24, 7j/7", [("phone", "06 39 98 01 02")]),
        ("We moved it from 10.2.3.4 to 10.2.3.5.", [("ip", "10.2.3.4"), ("ip", "10.2.3.5")]),
        ("The server 10.2.3.4 and fe80::1ff:fe23:4567:890a", [
            ("ip", "10.2.3.4"), ("ip", "fe80::1ff:fe23:4567:890a")]),
        ("La voiture AB-123-CD", [("plate", "AB-123-CD")]),
    ],
    ids=[
        "e-mail", "e-mail spelled en", "e-mail spelled fr", "e-mail in words", "e-mail with hidden signs",
        "phone fr", "phone from abroad", "phone us", "phone uk", "phone full width", "phone in keycaps",
        "phone half in words", "phone in words fr", "phone in words en", "phone of a film",
        "phone day and night", "ip moved",
        "iban fr", "iban uk", "card", "nir", "siret", "siren", "ip", "plate",
    ],
)  # fmt: skip
def test_personal_data_is_pointed_at_exactly(text, seen):
    assert seen_by(CHECK, text) == seen


@pytest.mark.parametrize(
    "text",
    [
        "En 2019-2020, 1 200 000 000 euros pour 12 345 678 habitants.",
        "123 456 789 people, 10:30-12:45, 2031-03-04, 04/03/2031.",
        "Version 1.2.3.4 and v10.0.0.1; ping 127.0.0.1, mask 255.255.255.0.",
        "FR76 3000 6000 0112 3456 7890 188 has a wrong digit.",
        "Card 4000 1234 0000 1234? No.",
        "The race was 1-2-3, we won 555 010 times.",
        "We meet at some point, on the dot.",
        "Look at example.com and @ana.",
        "Order 12345678901234567890123456789.",
        "Ma grille : 04 05 07 11 12 18 21 26 30 33 41 44.",
        "Les six : 01 02 03 04 05 06",
        "Moving from 3.11.2.1 to 3.12.0.4 cost me a Sunday, see § 4.1.2.3.",
        "On passe de 3.11.2.1 à 3.12.0.4, article 4.1.2.3, firmware 2.4.8.1.",
        "Oh, two of us and one of them: zero regrets, five, six, seven.",
        "zéro six fois",
    ],
    ids=[
        "figures fr", "dates and times", "versions", "bad iban", "bad card", "score", "words", "site",
        "long number", "pairs", "six pairs", "releases en", "releases fr", "counting", "too short",
    ],
)  # fmt: skip
def test_ordinary_figures_and_words_are_not_personal_data(text):
    assert seen_by(CHECK, text) == []


def test_the_company_s_own_addresses_and_numbers_pass():
    check = PersonalDataCheck(domains=frozenset({"Example.com"}), phones=frozenset({"+33 1 99 00 11 22"}))

    text = "press@example.com, jobs@eu.example.com, ana@notexample.com, 01 99 00 11 22, 01 99 00 11 23"

    assert seen_by(check, text) == [("email", "ana@notexample.com"), ("phone", "01 99 00 11 23")]


def test_reading_personal_data_never_reaches_for_the_network(monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("somebody wants the network")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)

    assert seen_by(CHECK, "ana@example.com, +33 6 39 98 01 02")


@pytest.mark.parametrize(
    ("proof", "good", "bad"),
    [
        (checksums.is_nir, with_key("2 55 08 14 168 025"), "2 55 08 14 168 025 00"),
        (checksums.is_nir, with_key("1 85 05 2A 123 456"), with_key("1 85 05 2A 123 456").replace("A", "B")),
        (checksums.is_siren, SIREN, SIREN[:-1] + str((int(SIREN[-1]) + 1) % 10)),
        (checksums.is_siret, SIRET, SIRET[:-1] + str((int(SIRET[-1]) + 1) % 10)),
        (checksums.is_card, CARD, "0" + CARD[1:]),
        (checksums.is_iban, "NL91 ABNA 0417 1643 00", "NL91 ABNA 0417 1643 000"),
    ],
    ids=["nir", "nir of Corsica", "siren", "siret", "card", "iban"],
)
def test_check_digits_decide(proof, good, bad):
    assert proof(good)
    assert not proof(bad)
