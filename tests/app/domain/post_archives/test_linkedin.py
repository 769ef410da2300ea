"""LinkedIn's Shares.csv, in every form it has had."""

from datetime import date

import pytest

from app.domain.post_archives import DropReason
from app.errors import BadInput
from tests.support.archives import make_archive
from tests.support.bringing import bring, kept_texts, reasons
from tests.support.post_archives import ENGLISH, FRENCH, HEADER, PRIVATE, make_shares


def test_keeps_each_post_with_its_date_and_language_the_newest_first():
    preview = bring(make_shares(ENGLISH, FRENCH).encode())

    assert [(p.text, p.language, p.posted_on, p.source) for p in preview.kept] == [
        (FRENCH, "fr", date(2023, 1, 2), "linkedin"),
        (ENGLISH, "en", date(2023, 1, 1), "linkedin"),
    ]
    assert preview.left_out == ()


@pytest.mark.parametrize(
    "data",
    [
        make_shares(FRENCH).encode("utf-8"),
        make_shares(FRENCH).encode("utf-8-sig"),
        make_shares(FRENCH).encode("utf-16"),
        make_shares(FRENCH).encode("utf-16-le"),
        make_shares(FRENCH).replace(",", "\t").encode("utf-16"),
        make_shares(FRENCH).replace(",", ";").encode("cp1252"),
        make_shares(FRENCH, header=HEADER.replace("Url", "URL")).encode(),
        make_shares(FRENCH).replace("\r\n", "\n").encode(),
    ],
    ids=["utf-8", "BOM", "utf-16", "utf-16, no BOM", "2018: utf-16, tabs", "Excel", "URL", "newlines"],
)
def test_reads_every_form_linkedin_has_used(data):
    assert kept_texts(bring(data)) == [FRENCH]


def test_gives_back_the_line_breaks_of_a_post():
    commentary = 'We opened the shop at nine.""\n""""\n""The first customer said ""hello"" in Breton.'

    kept = kept_texts(bring(make_shares(commentary).encode()))

    assert kept == ['We opened the shop at nine.\n\nThe first customer said "hello" in Breton.']


def test_of_a_whole_archive_only_the_shares_are_opened():
    """The other members are broken: opening them would fail."""
    archive = make_archive(
        ("Complete/messages.csv", PRIVATE.encode()), ("Complete/Shares.csv", make_shares(ENGLISH).encode())
    )
    broken = archive.replace(archive[:30], archive[:14] + b"\xff" * 4 + archive[18:30], 1)

    assert kept_texts(bring(broken)) == [ENGLISH]


def test_an_archive_without_shares_says_which_one_to_ask_for():
    with pytest.raises(BadInput, match="larger archive"):
        bring(make_archive(("Connections.csv", b"First Name,Last Name"), ("messages.csv", b"x")))


def test_nul_bytes_and_control_characters_are_removed():
    data = make_shares("\x00" + ENGLISH.replace("backup", "back\x00up\x07")).encode()

    assert kept_texts(bring(data)) == [ENGLISH]


@pytest.mark.parametrize(
    "row",
    [
        "2023-05-04\r\n",
        '2022-05-04,x,"never closed\r\n',
        "yesterday,x,y\r\n",
        '"""",""",",\r\n',
        "\r\n\r\n,,,,,,,,,\r\n",
    ],
    ids=["cut short", "open quote", "no date", "quotes", "nothing"],
)
def test_a_broken_row_does_not_cost_the_rows_before_it(row):
    assert kept_texts(bring((make_shares(ENGLISH) + row).encode()))[0] == ENGLISH


def test_a_formula_in_a_post_stays_text():
    text = "=HYPERLINK is a formula, and this post about spreadsheets begins with it."

    assert kept_texts(bring(make_shares(text).encode())) == [text]


def test_a_reshare_has_no_commentary():
    assert reasons(bring(make_shares("", ENGLISH).encode())) == {DropReason.RESHARE: 1}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (HEADER.encode() + b"2023-05-01,x," + b"a" * 200_000 + b",,,\r\n", "damaged near line 2"),
        (HEADER.encode() + b'2023-05-01,x,"' + b"a" * 200_000 + b'",,,\r\n', "damaged near line 2"),
        (HEADER.encode() + b",,x,,,\n" * 200_001, "200000"),
        (HEADER.encode() + b"a" * (25 * 1024 * 1024 + 1), "25 MB"),
    ],
    ids=["one field", "quoted field", "endless", "huge"],
)
def test_shares_beyond_reason_get_a_clear_sentence(data, words):
    with pytest.raises(BadInput, match=words):
        bring(data)
