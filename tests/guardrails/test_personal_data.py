# ruff: noqa: E501  (tables of cases read better unbroken)
import socket
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrails.confidentiality.personal import checksums, personal_data
from guardrails.confidentiality.personal.data_reader import read_data
from guardrails.confidentiality.personal.personal_data import PersonalDataCheck
from guardrails.confidentiality.personal.persons import read_persons
from guardrails.normalisation import normalise
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


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("My SSN is 536-90-4399, keep it.", [("ssn", "536-90-4399")]),
        ("NI number: JG 12 13 16 D", [("nino", "JG 12 13 16 D")]),
        ("Passeport n° 12AB34567, à renouveler", [("passport", "12AB34567")]),
        ("My passport number is 123456789.", [("passport", "123456789")]),
        ("Ma CNI : 880692310285", [("id_card", "880692310285")]),
        ("Garé devant, plaque AB 123 CD", [("plate", "AB 123 CD")]),
        ("J'habite 12 rue de la Paix, 75002 Paris depuis mai.", [("address", "12 rue de la Paix, 75002 Paris")]),
        ("3, chemin des Écoliers\n44000 Nantes", [("address", "3, chemin des Écoliers\n44000 Nantes")]),
        ("I live at 221B Baker Street, London NW1 6XE.", [("address", "221B Baker Street, London NW1 6XE")]),
        ("123 Main St, Springfield, IL 62704", [("address", "123 Main St, Springfield, IL 62704")]),
        ("PO Box 123, Albany, NY 12201", [("address", "PO Box 123, Albany, NY 12201")]),
        ("BP 123, 59000 Lille", [("address", "BP 123, 59000 Lille")]),
        ("Elle est née le 12 février 1985 à Lyon", [("birth_date", "12 février 1985")]),
        ("DOB: 04/12/1988", [("birth_date", "04/12/1988")]),
        ("born on March 12, 1985 in Leeds", [("birth_date", "March 12, 1985")]),
        ("Call 555-123-4567 x89 or 001-555-123-4567", [
            ("phone", "555-123-4567 x89"), ("phone", "001-555-123-4567")]),
        ("Ring (08) 9123 4567, or +61 412 345 678", [("phone", "(08) 9123 4567"), ("phone", "+61 412 345 678")]),
        (f"RCS de Lyon, numéro {grouped(SIREN, 3, 3, 3)}", [("siren", grouped(SIREN, 3, 3, 3))]),
        ("Mail it: bob@example.com/bob", [("email", "bob@example.com")]),
    ],
    ids=[
        "ssn", "nino", "passport fr", "passport en", "id card", "plate with spaces", "address fr", "address on two lines",
        "address uk", "address us", "box us", "box fr", "birth fr", "birth short", "birth en", "extension", "australia",
        "siren after words", "mail before a slash",
    ],
)  # fmt: skip
def test_papers_addresses_and_births_are_pointed_at_exactly(text, seen):
    assert seen_by(CHECK, text) == seen


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("Read https://example.com/a?b=c(d), then www.example.org.", ["https://example.com/a?b=c(d)", "www.example.org"]),
        ("(voir exemple.fr/page)", ["exemple.fr/page"]),
        ("ana@example.com is mine", []),
        ("We met.It was fine. Node.js, README.md, e.g. this.", []),
    ],
    ids=["with scheme", "bare", "none in a mail address", "no sentence and no file"],
)  # fmt: skip
def test_pages_are_read_and_raise_nothing(text, pages):
    found = [text[d.start : d.end] for d in personal_data.find_personal_data(text) if d.entity == "URL"]

    assert found == pages
    assert all(rule != "url" for rule, _ in seen_by(CHECK, text))


@pytest.mark.parametrize(
    "text",
    [
        "Nous avons 2 places de cinéma et 12 cours de français.",
        "Our company was born on March 12, 1985.",
        "ISBN 978-2-07-036822-8, ISSN 0028-0836",
        "Order 123456782 is late; ticket 20240315123.",
        "Invoice 2031-0042-77 for 1 250 000 €",
        "10 Great Ideas, 5 Best Ways, 3 Quick Wins, 1 Better Place",
        "The fracture at some point after 50",
        "On se voit chez Paul, au point du jour.",
        "Scores: 10-12-14-16, 3.5/5, 4,5 étoiles, 24h/24",
        "01/02/2031 10:30 - 02/02/2031 18:45",
        "Be 10 years ahead, de 12 à 45 personnes",
        "He ran 5 000 000 000 requests over 1 000 000 users.",
        "Population: 67 813 396 in 2021, 68 042 591 in 2022",
    ],
    ids=[
        "places", "company", "books", "orders", "invoice", "lists", "fracture", "chez", "scores", "dates", "words",
        "thousands", "populations",
    ],
)  # fmt: skip
def test_figures_of_every_day_stay_figures(text):
    assert seen_by(CHECK, text) == []


ANYTHING = st.text(st.characters(exclude_categories=()), max_size=8)
DATA = ["ana@example.com", "06 39 98 01 02", "jean arobase exemple point fr", "0️⃣6️⃣39980102", NIR, "４０００ １２３４ ００００ １２３８",
        "fr14 2004 1010 0505 0001 3m02 606", "a\u200bna@exam\u200bple.com", "e\u0301", "🎉", "\u202e", "\ufb03", "zéro six"]  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(st.lists(st.one_of(st.sampled_from(DATA), ANYTHING), max_size=8).map(" ".join))
def test_a_span_in_the_original_reads_as_what_was_found(text):
    plain = normalise(text).text

    found = read_data(plain)
    placed = [one for one in personal_data.find_personal_data(text) if one.entity != "PERSON"]

    assert [normalise(text[one.start : one.end]).text for one in placed] == [
        plain[one.start : one.end] for one in found
    ]


@pytest.mark.parametrize(
    "marks", ["e\u0301" * 40, "👩‍👩‍👧" * 20, "\u200b\u2060" * 30, "ﬃ" * 20, "\u202eabc\u202c"]
)
def test_marks_emoji_and_hidden_signs_before_it_do_not_shift_a_span(marks):
    text = f"{marks} ana@example.com {marks} 06 39 98 01 02"

    assert seen_by(CHECK, text) == [("email", "ana@example.com"), ("phone", "06 39 98 01 02")]


BOMBS = [
    "0", "1 ", "01 ", "0-", "06 ", "+3", "+", "(", "((0", "1.", "1,2", "4000 ", "9 9 ", "a@", "@a", "a@a.", "@ ", "a at ", " at a dot ",
    " [at] ", "(at)", " dot ", " point ", ".a", "a.", "a.b", "www.", "http://", "http://a.b/(", "/", "[.]", "::", "1:", "fr14", "fr", "f r 1 4 ",
    "AB-123-", "AB12", "12AB", "né le ", "né le 1/", "born in a ", "dob ", "1 rue ", "1 rue de la ", "1 Main ", "1 A ", "12 A St, A ", "BP 1 ",
    "po box ", "zero ", "zero six ", "o", "0o", "double ", "quatre-vingt-", "Mr ", "A. ", "Marie ", "MARIE ", "d'", "Jean-", "de la ", "O'",
    "Patient ", "has cancer ", "Marie a un cancer ", "@Marie ", "x", "é", "\u0301", "\u200b", "🎉", "\ud800", "\n", "\u202e", "a-", "_at_", "&#64;", "moc.a@",
]  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS, ids=repr)
def test_no_reader_of_personal_data_explodes(bomb):
    def seconds(length: int) -> float:
        text = normalise((bomb * length)[:length]).text
        start = time.thread_time()
        read_data(text)
        read_persons(text)
        return time.thread_time() - start

    # Five times the text may cost five times as much and some noise, never twenty-five times.
    short = long = float("inf")

    assert any(
        (long := min(long, seconds(20_000))) < 11 * max(short := min(short, seconds(4_000)), 0.002)
        for _ in range(5)
    )


def test_one_line_of_fifty_thousand_characters_is_read():
    line = ("mot word 12 rue, 3.5 a@b " * 2_000)[:49_950] + " et ana@example.com"

    assert [line[d.start : d.end] for d in read_data(line) if d.entity == "EMAIL"] == ["ana@example.com"]
