"""What an author sees when they bring their past posts."""

from datetime import date

import pytest

from app.domain.post_archives import DropReason, read_pasted, read_shares_csv
from app.errors import BadInput

ENGLISH = "We moved the nightly backup to noon, and nobody has lost a file since."
FRENCH = "J’ai passé la matinée à l’atelier : le nouveau four chauffe enfin comme prévu."
HEADER = "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\r\n"


def detect(text: str) -> str:
    return "fr" if "é" in text else "en"


def make_csv(*commentaries: str, header: str = HEADER) -> str:
    rows = (
        f'2023-05-{day:02} 07:12:33,https://example.com/{day},"{text}",,,MEMBER_NETWORK\r\n'
        for day, text in enumerate(commentaries, start=1)
    )
    return header + "".join(rows)


def test_keeps_each_post_with_its_date_and_language():
    preview = read_shares_csv(make_csv(ENGLISH, FRENCH).encode(), detect=detect)

    assert [(p.text, p.language, p.posted_on, p.source) for p in preview.kept] == [
        (ENGLISH, "en", date(2023, 5, 1), "linkedin"),
        (FRENCH, "fr", date(2023, 5, 2), "linkedin"),
    ]
    assert preview.dropped == ()


@pytest.mark.parametrize(
    "data",
    [
        make_csv(FRENCH).encode("utf-8"),
        make_csv(FRENCH).encode("utf-8-sig"),
        make_csv(FRENCH).encode("utf-16"),
        make_csv(FRENCH).encode("utf-16-le"),
        make_csv(FRENCH).replace(",", "\t").encode("utf-16"),
        make_csv(FRENCH).replace(",", ";").encode("cp1252"),
        make_csv(FRENCH, header=HEADER.replace("Url", "URL")).encode(),
        make_csv(FRENCH).replace("\r\n", "\n").encode(),
    ],
    ids=[
        "utf-8",
        "with BOM",
        "utf-16",
        "utf-16 without BOM",
        "2018: utf-16 and tabs",
        "Excel",
        "URL",
        "newlines",
    ],
)
def test_reads_every_form_linkedin_has_used(data):
    preview = read_shares_csv(data, detect=detect)

    assert [post.text for post in preview.kept] == [FRENCH]


def test_gives_back_the_line_breaks_of_a_post():
    commentary = 'We opened the shop at nine.""\n""""\n""The first customer said ""hello"" in Breton.'

    preview = read_shares_csv(make_csv(commentary).encode(), detect=detect)

    assert preview.kept[0].text == 'We opened the shop at nine.\n\nThe first customer said "hello" in Breton.'


@pytest.mark.parametrize(
    ("commentary", "reason"),
    [
        ("", DropReason.RESHARE),
        ("   ", DropReason.RESHARE),
        ("Great news!", DropReason.TOO_SHORT),
        ("https://example.com/" + "a" * 60, DropReason.ONLY_LINKS),
        ("👏👏👏 🎉🎉🎉 " * 10, DropReason.NO_WORDS),
        ("Look https://example.com/" + "a" * 60, DropReason.TOO_SHORT),
        (ENGLISH.upper() + "  ", DropReason.DUPLICATE),
        ("word " * 5000, DropReason.TOO_LONG),
    ],
    ids=["reshare", "blank", "short", "only a link", "only emoji", "a word and a link", "repeat", "a book"],
)
def test_says_why_a_post_was_left_out(commentary, reason):
    preview = read_shares_csv(make_csv(ENGLISH, commentary).encode(), detect=detect)

    assert [post.text for post in preview.kept] == [ENGLISH]
    assert [dropped.reason for dropped in preview.dropped] == [reason]


def test_shows_only_the_beginning_of_what_was_left_out():
    preview = read_shares_csv(make_csv("word " * 5000).encode(), detect=detect)

    assert len(preview.dropped[0].excerpt) <= 80
    assert preview.dropped[0].excerpt.startswith("word word")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04rest of the archive", "upload only the file Shares.csv"),
        (b"", "empty"),
        (b"  \r\n ", "empty"),
        (b"First Name,Last Name\r\nAda,Example\r\n", "ShareCommentary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "ShareCommentary"),
        (b"\xff\xfe\x00", "ShareCommentary"),
        (b"{" * 10_000, "ShareCommentary"),
        (b"a" * (25 * 1024 * 1024 + 1), "25 MB"),
        (HEADER.encode() + b'2023-05-01,x,"' + b"a" * 200_000 + b'",,,\r\n', "damaged"),
        (HEADER.encode() + b",,x,,,\n" * 50_001, "50000"),
    ],
    ids=[
        "zip",
        "nothing",
        "blank",
        "other csv",
        "picture",
        "half a character",
        "no csv",
        "huge",
        "bomb",
        "endless",
    ],
)
def test_a_file_that_cannot_be_read_gets_a_clear_sentence(data, words):
    with pytest.raises(BadInput, match=words):
        read_shares_csv(data, detect=detect)


def test_nul_bytes_and_control_characters_are_removed():
    data = make_csv("\x00" + ENGLISH.replace("backup", "back\x00up\x07")).encode()

    assert read_shares_csv(data, detect=detect).kept[0].text == ENGLISH


@pytest.mark.parametrize(
    "row",
    [
        "2023-05-04\r\n",
        '2023-05-04,x,"never closed\r\n',
        "yesterday,x,y\r\n",
        '"""",""",",\r\n',
        "\r\n\r\n,,,,,,,,,\r\n",
    ],
    ids=["cut short", "open quote", "no date", "quotes", "nothing"],
)
def test_a_broken_row_does_not_cost_the_rows_before_it(row):
    preview = read_shares_csv((make_csv(ENGLISH) + row).encode(), detect=detect)

    assert preview.kept[0].text == ENGLISH


def test_a_formula_in_a_post_stays_text():
    text = "=HYPERLINK is a formula, and this post about spreadsheets begins with it."

    assert read_shares_csv(make_csv(text).encode(), detect=detect).kept[0].text == text


@pytest.mark.parametrize(
    ("pasted", "texts"),
    [
        (ENGLISH, [ENGLISH]),
        (f"{ENGLISH}\n---\n{FRENCH}", [ENGLISH, FRENCH]),
        (f"---\n{ENGLISH}\r\n-----\r\n\r\n{FRENCH}\n---\n", [ENGLISH, FRENCH]),
        (f"{ENGLISH}\n\n\n{FRENCH}", [ENGLISH, FRENCH]),
        (f"{ENGLISH}\n \n\t\n\n\n{FRENCH}", [ENGLISH, FRENCH]),
        (f"{ENGLISH}\n\n{FRENCH}", [f"{ENGLISH}\n\n{FRENCH}"]),
        (f"{ENGLISH}\n\n\n{FRENCH}\n---\n{FRENCH}", [f"{ENGLISH}\n\n\n{FRENCH}", FRENCH]),
        (f"{ENGLISH} --- {FRENCH}", [f"{ENGLISH} --- {FRENCH}"]),
    ],
    ids=[
        "one",
        "hyphens",
        "more hyphens",
        "two blank",
        "more blank",
        "one blank",
        "hyphens win",
        "inside a line",
    ],
)
def test_splits_pasted_posts_where_their_author_did(pasted, texts):
    preview = read_pasted(pasted, detect=detect)

    assert [post.text for post in preview.kept] == texts
    assert {post.source for post in preview.kept} == {"pasted"}


@pytest.mark.parametrize("pasted", ["", " \n\n ", "---\n---"], ids=["nothing", "blank", "only separators"])
def test_pasting_nothing_says_what_to_do(pasted):
    with pytest.raises(BadInput, match="Paste at least one"):
        read_pasted(pasted, detect=detect)


def test_a_pasted_novel_is_refused():
    with pytest.raises(BadInput, match="too long"):
        read_pasted("a" * 2_000_001, detect=detect)
