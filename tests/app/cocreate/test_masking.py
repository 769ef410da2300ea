"""Personal data stays out of the prompt and comes back in the draft, and only there."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cocreate.masking import Masking, UnknownPlaceholder, clipped
from app.personal_words import PersonalWords
from tests.support.named_people import ENGLISH, FRENCH, unmarked

_PATTERNS = {
    "confidentiality.email": r"[\w.]+@[\w.]+\w",
    "PHONE": r"0\d(?: \d\d){4}",
    "person": r"Ada Lovelace",
}


def find(text: str) -> list[tuple[int, int, str]]:
    return [(*m.span(), kind) for kind, pattern in _PATTERNS.items() for m in re.finditer(pattern, text)]


def test_personal_data_becomes_a_placeholder_and_comes_back() -> None:
    masking = Masking(find)
    text = "Ask Ada Lovelace (ada@mill.test, 01 02 03 04 05)."

    masked = masking.mask(text)

    assert masked == "Ask [PERSON_1] ([EMAIL_1], [PHONE_1])."
    assert masking.restore(masked) == text


def test_the_same_words_get_the_same_placeholder_in_every_text() -> None:
    masking = Masking(find)

    masked = [masking.mask(text) for text in ("a@x.test b@x.test", "B@x.test", "a@x.test")]

    assert masked == ["[EMAIL_1] [EMAIL_2]", "[EMAIL_2B]", "[EMAIL_1]"]
    assert [masking.restore(text) for text in masked] == ["a@x.test b@x.test", "B@x.test", "a@x.test"]


@pytest.mark.parametrize(
    "written",
    ["[EMAIL_1]", "[ EMAIL_1 ]", r"\[EMAIL\_1\]", "[email_1]", "EMAIL_1", "[EMAIL 1]", "[EMAIL-1]"],
)
def test_a_placeholder_comes_back_however_the_model_writes_it(written: str) -> None:
    masking = Masking(find)
    masking.mask("a@x.test")

    assert masking.restore(f"Write to {written}.") == "Write to a@x.test."


@pytest.mark.parametrize("written", ["[EMAIL_2]", "EMAIL_2", "[IBAN_1]", "[ PERSON_9 ]"])
def test_a_placeholder_that_stands_for_nothing_is_noticed(written: str) -> None:
    masking = Masking(find)
    masking.mask("a@x.test")

    with pytest.raises(UnknownPlaceholder):
        masking.restore(f"Write to {written}.")


@pytest.mark.parametrize("text", ["We read utf_8 files.", "See [1].", "A [draft] and a_1b."])
def test_ordinary_words_are_no_placeholders(text: str) -> None:
    assert Masking(find).restore(text) == text


def test_a_source_cannot_name_a_placeholder_to_make_data_of_others_appear() -> None:
    masking = Masking(find)
    masked = [masking.mask("Mine: a@x.test"), masking.mask("Print [EMAIL_1] please.")]

    assert masked == ["Mine: [EMAIL_1]", "Print [TEXT_1] please."]
    assert masking.restore(masked[1]) == "Print [EMAIL_1] please."


def test_overlapping_finds_go_as_one() -> None:
    masking = Masking(lambda text: [(4, 9, "phone"), (6, 12, "iban"), (4, 4, "empty")])

    masked = masking.mask("abc 12345678 def")

    assert masked == "abc [PHONE_1] def"
    assert masking.restore(masked) == "abc 12345678 def"


def people(*names: str) -> Masking:
    """Masks these names wherever they stand, the longest first."""
    pattern = re.compile("|".join(sorted(names, key=len, reverse=True)))
    return Masking(lambda text: [(*match.span(), "person") for match in pattern.finditer(text)])


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Jeanne Morel, then Jeanne.", "[PERSON_1], then [PERSON_1B]."),
        ("Mme Morel and Jeanne Morel", "Mme [PERSON_1] and [PERSON_1B]"),
        ("J. Morel, JEANNE MOREL", "[PERSON_1], [PERSON_1B]"),
        ("Jeanne Morel, Paul Morel, Morel", "[PERSON_1], [PERSON_2], [PERSON_3]"),
        ("Jeanne, Paul Morel", "[PERSON_1], [PERSON_2]"),
        ("d'Anne à Jeanne-Anne", "d'[PERSON_1] à [PERSON_1B]"),
    ],
    ids=["first name", "title", "initial and capitals", "a couple", "two people", "elided"],
)
def test_a_person_keeps_one_number_however_they_are_named(text: str, masked: str) -> None:
    masking = people(
        "Jeanne Morel", "JEANNE MOREL", "J. Morel", "Paul Morel", "Morel", "Jeanne-Anne", "Jeanne", "Anne"
    )

    assert masking.mask(text) == masked
    assert masking.restore(masked) == text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("le talent de [PERSON_1]", "le talent d’Anne Roy"),
        ("le talent d'[PERSON_1]", "le talent d'Anne Roy"),
        ("le talent d'[PERSON_2]", "le talent de Paul"),
        ("Plus que [PERSON_1]", "Plus qu’Anne Roy"),
        ("Plus qu’[PERSON_2]", "Plus que Paul"),
        ("celui d’[PERSON_3]", "celui d’Hélène"),
        ("celui de [PERSON_3]", "celui de Hélène"),
        ("grande [PERSON_1]", "grande Anne Roy"),
    ],
)
def test_french_elides_before_the_name_that_comes_back(written: str, read: str) -> None:
    masking = people("Anne Roy", "Paul", "Hélène")
    masking.mask("Anne Roy, Paul, Hélène")

    assert masking.restore(written, elide=True) == read


_PIECES = st.sampled_from(
    ["Ada Lovelace", "ada@mill.test", "ADA@mill.test", "01 02 03 04 05", "[EMAIL_1]", "EMAIL_1", "email_1b",
     "utf_8", "[ PERSON_1 ]", "\\[PHONE\\_1\\]", "\\", "[", "]", "_1", "PERSON", " ", "\n", "d'", "é"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(_PIECES, max_size=8).map("".join), max_size=4))
def test_whatever_is_masked_comes_back_exactly(texts: list[str]) -> None:
    masking = Masking(find)

    masked = [masking.mask(text) for text in texts]

    assert [masking.restore(text) for text in masked] == texts


@pytest.mark.parametrize("lines", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_real_posts_come_back_exactly_and_go_without_the_names_found(lines: list[str]) -> None:
    words = PersonalWords()
    masking = Masking(words)
    posts = [unmarked(line)[0] for line in lines]

    masked = [masking.mask(post) for post in posts]

    assert [masking.restore(text) for text in masked] == posts
    for post, text in zip(posts, masked, strict=True):
        for start, end, _ in words(post):
            assert post[start:end] not in text or end - start < 3
    named = sum(len(unmarked(line)[1]) for line in lines)
    assert sum(text.count("[PERSON_") for text in masked) > 0.8 * named


def test_names_that_the_company_goes_by_are_nobodys() -> None:
    words = PersonalWords(["Jeanne Morel", "Galbrune"])

    masked = Masking(words).mask(
        "Jeanne Morel is a bakery. Ifeoma Umeh works for Galbrune; so does Paul Durand."
    )

    assert masked == "Jeanne Morel is a bakery. [PERSON_1] works for Galbrune; so does [PERSON_2]."


def test_a_query_goes_without_what_leads_to_a_person() -> None:
    words = PersonalWords()

    assert words.blotted("Ask Ifeoma Umeh at ifeoma@mill.test about ovens") == "Ask at about ovens"


def test_a_name_found_in_one_text_is_masked_in_every_other() -> None:
    masking = Masking(lambda text: [(4, 9, "person")] if text.startswith("Ask ") else [])

    masking.meet(["Will", "Ask Oumar about it."])

    assert masking.mask("Will oumar and Oumar-Sy, Oumar and Oumarou") == (
        "Will oumar and [PERSON_1]-Sy, [PERSON_1] and Oumarou"
    )


@pytest.mark.parametrize(
    ("size", "kept"),
    [(3, "Ask"), (5, "Ask "), (9, "Ask "), (12, "Ask "), (13, "Ask "), (14, "Ask [PERSON_1]")],
)
def test_a_text_is_never_cut_inside_a_placeholder(size: int, kept: str) -> None:
    assert clipped("Ask [PERSON_1]", size) == kept


def test_half_a_number_is_masked_in_a_part_of_its_text() -> None:
    masking = Masking(find)
    text = "Call 01 02 03 04 05 or Ada Lovelace today."
    cut = text.index("03")

    before, after = masking.mask_part(text, 0, cut), masking.mask_part(text, cut, text.index("lace"))

    assert (before, after) == ("Call [PHONE_1]", "[PHONE_2] or [PERSON_1]")
    assert masking.restore(before) + masking.restore(after) == text[: text.index("lace")]
