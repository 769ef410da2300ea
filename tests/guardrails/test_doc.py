import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrails.normalisation import fold, normalise
from guardrails.sentences import split_sentences
from tests.support.posts import make_doc

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=120)
TRICKY = st.text(
    st.sampled_from("aeé'’“”«»œﬁ…\u200b\u202e\u0301\u00a0\u202f\ufe0f\u20e3\ud800🎉1２.\n !"), max_size=80
)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("l’œuvre “finie”", "l'oeuvre \"finie\""),
        ("7\u202f%\u00a0!", "7 % !"),
        ("mot\u200bde\u00adpas\u2060se", "motdepasse"),
        ("\u202eabc\u202c", "abc"),
        ("０６ ①", "06 1"),
        ("0\ufe0f\u20e3", "0"),
        ("e\u0301te\u0301", "été"),
        ("12 m²", "12 m²"),
        ("𝗯𝗼𝗹𝗱", "bold"),
        ("a\ud800b", "a\ufffdb"),
        ("« oui »", "« oui »"),
    ],
    ids=[
        "curly and ligature", "narrow spaces", "hidden", "bidi", "full width", "keycap", "combining",
        "exponent kept", "fancy letters", "broken surrogate", "guillemets kept",
    ],
)  # fmt: skip
def test_what_looks_the_same_is_read_the_same(text, normal):
    assert normalise(text).text == normal


@given(st.one_of(ANY_TEXT, TRICKY))
def test_every_span_leads_back_into_the_original_text(text):
    doc = make_doc(text)

    for word in doc.words:
        start, end = doc.original_span(word.start, word.end)
        assert 0 <= start < end <= len(text)
        assert fold(normalise(text[start:end]).text).find(word.form) >= 0


@given(st.one_of(ANY_TEXT, TRICKY))
def test_neighbouring_spans_never_cross_in_the_original(text):
    doc = make_doc(text)

    spans = [doc.original_span(at, at + 1) for at in range(len(doc.text))]

    assert all(one[0] <= other[0] and one[1] <= other[1] for one, other in itertools.pairwise(spans))


@given(st.one_of(ANY_TEXT, TRICKY))
def test_folding_keeps_the_length(text):
    doc = make_doc(text)

    assert len(doc.folded) == len(doc.text)


def test_a_finding_behind_an_emoji_and_a_hidden_character_points_at_its_words():
    text = "🎉 voi\u200bci ma ＣＡＲＴＥ"
    doc = make_doc(text)

    last = doc.words[-1]

    assert text[slice(*doc.original_span(last.start, last.end))] == "ＣＡＲＴＥ"


def test_a_span_stops_before_the_hidden_characters_that_follow_it():
    text = "\u200bab\u200b\u200b cd"

    [first, _] = make_doc(text).words

    assert make_doc(text).original_span(first.start, first.end) == (1, 3)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Une hausse de 7 %. Nous en sommes fiers.", ["Une hausse de 7 %.", "Nous en sommes fiers."]),
        ("M. Duval l'a dit. Cf. l'art. 3 du texte.", ["M. Duval l'a dit.", "Cf. l'art. 3 du texte."]),
        ("Dr. Smith met J. Doe. They spoke.", ["Dr. Smith met J. Doe.", "They spoke."]),
        ("« On y va. Demain. » dit-il. Et voilà.", ["« On y va. Demain. » dit-il.", "Et voilà."]),
        ('He said "Go. Now." and left. Fine.', ['He said "Go. Now." and left.', "Fine."]),
        ("Un « guillemet jamais fermé. Deux.", ["Un « guillemet jamais fermé.", "Deux."]),
        ("It grew 3.5 m. e.g. here. Wow!! Really?", ["It grew 3.5 m. e.g. here.", "Wow!!", "Really?"]),
        ("One line\nanother line\n\nthird.", ["One line", "another line", "third."]),
        ("Des pommes, des poires, etc. Puis rien.", ["Des pommes, des poires, etc.", "Puis rien."]),
        ("Oui… Enfin. 🎉 Bravo !", ["Oui…", "Enfin.", "🎉 Bravo !"]),
        ("", []),
        ("   \n  ", []),
        ("Six jours sur sept. Les durées varient.", ["Six jours sur sept.", "Les durées varient."]),
        ("Le 3 sept. Léa part. En sept. 2031 aussi.", ["Le 3 sept. Léa part.", "En sept. 2031 aussi."]),
        ("Back on Sept. 3 and Dec. 12. Good.", ["Back on Sept. 3 and Dec. 12.", "Good."]),
        ("He called me. I said no. Then he left.", ["He called me.", "I said no.", "Then he left."]),
        ("Tel qu'il est. Au max. Merci.", ["Tel qu'il est.", "Au max.", "Merci."]),
        ("See no. 12 and St. Mary.", ["See no. 12 and St. Mary."]),
    ],
    ids=[
        "percent", "abbreviations fr", "abbreviations en", "guillemets", "quotes", "open quote", "figures",
        "lines", "etc", "ellipsis and emoji", "empty", "blank", "seven is no month", "months fr", "months en",
        "words that look abbreviated en", "words that look abbreviated fr", "really abbreviated",
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_would_end_them(text, sentences):
    normal = normalise(text).text

    assert [normal[start:end] for start, end in split_sentences(normal)] == [
        normalise(sentence).text for sentence in sentences
    ]


@given(st.one_of(ANY_TEXT, TRICKY))
def test_sentences_are_in_order_and_hold_every_word(text):
    doc = make_doc(text)
    spans = list(doc.sentences)

    assert all(start < end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
    assert all(any(start <= word.start < end for start, end in spans) for word in doc.words)


@pytest.mark.parametrize(
    "piece",
    ["word ", "a.", ". ", "M. ", "«", '"a" ', "e\u0301", "\u0301", "🎉", "l’", "…", "\u200b", "\ud800"],
    ids=repr,
)
def test_reading_a_text_twice_as_long_takes_about_twice_the_time(piece):
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        return min(_timed(text) for _ in range(3))

    def _timed(text: str) -> float:
        start = time.process_time()
        make_doc(text)
        return time.process_time() - start

    assert seconds(50_000) < 12 * max(seconds(12_500), 0.002)
