import re
from dataclasses import replace

import numpy as np
import pytest

from app.cocreate.built_in import BuiltInWriter
from app.cocreate.fit import fits
from app.cocreate.ranking import MAX_EMBEDDED
from app.cocreate.verify import Fault
from app.domain.briefs import Answer, Brief, Question
from app.domain.channels import Channel
from app.domain.people import Language
from guardrails.authenticity.voice.style import Range, Style
from knowledge_base.passages import Origin
from tests.support.briefings import SENTENCES, TAKES, make_brief, make_passage, make_passages, make_voice

LANGUAGES = ("fr", "en")


def write(brief, passages=None, *, style=None, embedder=None, posts=()):
    language = brief.language.value
    passages = make_passages(language) if passages is None else passages
    voice = replace(make_voice(language, style), exemplars=posts)
    return BuiltInWriter(embedder).write(brief, passages, voice)


def words_of(text):
    return set(re.findall(r"[^\W_]+", text.casefold()))


class CountingEmbedder:
    """Vectors of letters: enough to prove that meaning is asked for, in one call."""

    name, dimensions = "letters", 26

    def __init__(self):
        self.calls = []

    def embed(self, texts):
        self.calls.append(list(texts))
        rows = np.array(
            [[text.casefold().count(chr(97 + i)) for i in range(26)] for text in texts], np.float32
        )
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_answers_and_enough_facts_give_three_drafts_resting_on_different_facts(language):
    composition = write(make_brief(language))

    variants = composition.variants
    assert len({variant.angle for variant in variants}) == 3
    assert len({variant.text.split("\n")[0] for variant in variants}) == 3
    rested = [{s for s in SENTENCES[language] if s[:25] in v.text.replace("\u00a0", " ")} for v in variants]
    assert all(len(one) == 1 for one in rested)
    assert len(set.union(*rested)) == 3
    assert composition.writer == "built-in"
    assert composition.question is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_author_s_words_stand_as_they_were_typed(language):
    composition = write(make_brief(language))

    first = composition.variants[0].text.replace("\u00a0", " ")
    assert all(take in first for take in TAKES[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_inputs_give_the_same_drafts(language):
    brief = make_brief(language, seed=7)

    assert write(brief) == write(brief)


@pytest.mark.parametrize("language", LANGUAGES)
def test_colleagues_with_the_same_words_still_get_different_drafts(language):
    drafts = {tuple(v.text for v in write(make_brief(language, seed=seed)).variants) for seed in range(6)}

    assert len(drafts) >= 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_colleagues_with_their_own_words_share_only_what_the_source_says(language):
    one = write(make_brief(language, takes=TAKES[language][:1], seed=1)).variants[0].text
    other = write(make_brief(language, takes=TAKES[language][1:], seed=2)).variants[0].text

    lines = [set(text.split("\n\n")) for text in (one, other)]
    assert not lines[0] & lines[1] or len(lines[0] & lines[1]) == 1
    assert one.split("\n")[0] != other.split("\n")[0]


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_draft_fits_its_channel(language, channel):
    long = " ".join(TAKES[language]) + " " + TAKES[language][0]

    composition = write(make_brief(language, takes=(*TAKES[language], long), channel=channel))

    assert composition.variants
    assert all(fits(variant.text, channel) for variant in composition.variants)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_tight_channel_keeps_whole_sentences_of_the_author(language):
    take = " ".join([*TAKES[language], *TAKES[language]])

    composition = write(make_brief(language, takes=(take,), channel=Channel.X), ())

    text = composition.variants[0].text.replace("\u00a0", " ")
    assert take.startswith(text)
    assert text.endswith(".")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_source_gives_one_draft_in_the_author_s_words_alone_and_a_question(language):
    composition = write(make_brief(language), ())

    assert [v.angle for v in composition.variants] == ["own_take"]
    assert words_of(composition.variants[0].text) == words_of(" ".join(TAKES[language]))
    assert composition.question is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_take_gives_one_attributed_draft_and_asks_for_the_author_s_view(language):
    composition = write(make_brief(language, takes=()))

    (variant,) = composition.variants
    assert variant.angle == "sourced"
    assert "Gazette" in variant.text or "gazette.example" in variant.text
    assert composition.question is not None
    assert composition.question.id.startswith("take-")


@pytest.mark.parametrize("language", LANGUAGES)
def test_neither_source_nor_take_gives_no_draft_but_a_question(language):
    composition = write(make_brief(language, takes=()), ())

    assert composition.variants == ()
    assert composition.question is not None


@pytest.mark.parametrize(("language", "word"), [("fr", "Fraises"), ("en", "Strawberries")])
def test_a_one_word_answer_is_asked_about_and_not_posted(language, word):
    composition = write(make_brief(language, takes=(word,)))

    assert composition.question is not None
    assert word in composition.question.text
    assert all(word not in words_of(v.text) for v in composition.variants)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_answer_and_two_facts_give_two_drafts_and_one_question_more(language):
    brief = make_brief(language, takes=TAKES[language][:1])

    composition = write(brief, make_passages(language, sentences=SENTENCES[language][:3]))

    assert len(composition.variants) == 2
    assert composition.question is not None


def test_a_reply_that_needs_its_question_only_follows_the_sentence_it_replies_to():
    question = Question("q", "« La halle de Vernoy a perdu 38 étals » : où est-ce que cela se voit ?")
    reply = Answer(question, "Oui, surtout du côté de la fontaine, où il ne reste qu'un banc.")
    brief = replace(make_brief("fr", takes=TAKES["fr"][:1]))
    brief = replace(brief, answers=(*brief.answers, reply))

    variants = write(brief).variants

    assert any("Oui, surtout" in variant.text for variant in variants)
    for variant in variants:
        before, found, _ = variant.text.partition("Oui, surtout")
        assert not found or "38 étals" in before.replace("\u00a0", " ").rstrip().split("\n\n")[-1]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("fr", SENTENCES["en"][0]), ("en", SENTENCES["fr"][0])],
    ids=["english source", "french source"],
)
def test_a_foreign_source_is_neither_quoted_nor_translated_but_asked_about(language, sentence):
    other = "en" if language == "fr" else "fr"
    passage = make_passage(sentence, other, title="Vernoy, le marché, the market")
    brief = make_brief(language, takes=TAKES[language][:1])

    composition = write(brief, (passage,))

    assert all(sentence not in variant.text for variant in composition.variants)
    assert composition.question is not None


@pytest.mark.parametrize("seed", range(8))
def test_french_typography_is_set_in_what_the_writer_frames(seed):
    variants = write(make_brief("fr", seed=seed)).variants

    assert variants
    for variant in variants:
        assert not re.search(r"\w:(?=\s|$)|(?<=[^\u00a0\s]) [:;?!»]|«(?!\u00a0)|(?<!\u00a0)»", variant.text)


def test_habits_of_the_author_show_line_breaks_hashtags_and_apostrophes():
    style = Style(
        paragraph_break="single",
        hashtags_per_post=Range(1, 1, 2),
        hashtags=("#Marché", "#Velo"),
        apostrophe="'",
    )

    text = write(make_brief("fr"), style=style).variants[0].text

    assert "\n\n" not in text
    assert text.endswith("#Marché")
    assert "’" not in text


def test_an_author_without_emoji_or_hashtags_gets_none():
    for seed in range(10):
        variants = write(make_brief("en", seed=seed), style=Style()).variants
        assert variants
        for variant in variants:
            assert "#" not in variant.text
            assert variant.text.isascii() or not re.search("[\U0001f300-\U0001faff]", variant.text)


def test_emoji_only_follow_the_author_s_own_words_where_they_put_them_before():
    style = Style(emoji_rate=1.0, emoji=("🧀",))
    posts = ("Three customers bought the same cheese 🧀", "It rained.", "No strawberries left.")

    texts = [v.text for v in write(make_brief("en"), style=style, posts=posts).variants]

    dressed = [text.partition(" 🧀")[0] for text in texts if "🧀" in text]
    assert dressed
    assert all(text.endswith(TAKES["en"][0][-20:]) for text in dressed)


def test_no_emoji_is_put_after_trouble_whatever_the_author_does_elsewhere():
    style = Style(emoji_rate=1.0, emoji=("💀",))
    posts = ("The stall is closed 💀", "The stall smells of goat 💀", "I dropped a stall 💀")
    take = "My neighbour cut her hand at the stall. She was hurt and nobody helped her."

    texts = [v.text for v in write(make_brief("en", takes=(take,)), style=style, posts=posts).variants]

    assert texts
    assert all("💀" not in text for text in texts)


def test_the_writer_asks_no_question_of_its_own():
    for language in LANGUAGES:
        assert all("?" not in variant.text for variant in write(make_brief(language)).variants)


def test_the_author_s_question_comes_last_where_it_does_not_open():
    question = "Who decides how many stalls a market needs?"

    variants = write(make_brief("en", takes=(TAKES["en"][0], TAKES["en"][1], question))).variants

    assert variants[0].text.split("\n\n")[-1] == question


def test_each_draft_s_fact_is_the_one_closest_to_the_words_it_opens_with():
    variants = write(make_brief("en")).variants

    alone = next(v.text for v in variants if TAKES["en"][0] not in v.text)
    assert "strawberries)" in alone


def test_no_two_drafts_open_alike_even_when_two_answers_do():
    start = "Every other Saturday I stand behind the till of the Vernoy market"
    takes = (
        f"{start} and count the people who leave.",
        f"{start} and count strawberries until noon comes round.",
    )

    openings = [variant.text[:40] for variant in write(make_brief("en", takes=takes)).variants]

    assert len(set(openings)) == len(openings)


def test_a_draft_that_cannot_account_for_a_word_is_dropped(monkeypatch):
    def suspicious(text, *rest, **named):
        return (Fault("figure", "991"),) if "2,600" in text else ()

    monkeypatch.setattr("app.cocreate.variants.verify", suspicious)

    texts = [variant.text for seed in range(5) for variant in write(make_brief("en", seed=seed)).variants]

    assert texts
    assert not any("2,600" in text for text in texts)


def test_a_company_may_say_we_and_another_publisher_may_not():
    sentence = "We weighed the fruit of 12 Vernoy market stalls for a year."
    brief = make_brief("en", takes=TAKES["en"][:1])

    company = write(brief, (make_passage(sentence, "en", origin=Origin.COMPANY),)).variants[0]
    industry = write(brief, (make_passage(sentence, "en"),)).variants[0]

    assert "We weighed" in company.text
    assert "We weighed" not in industry.text


def test_a_sentence_about_something_else_is_left_out_rather_than_used_as_padding():
    passage = make_passage(
        "A new tram line opened in Brestelle in 2021.", "en", title="Trams", publisher="Rails"
    )

    variants = write(make_brief("en"), (passage,)).variants

    assert all("tram" not in variant.text for variant in variants)


def test_an_embedder_is_asked_once_and_for_a_bounded_number_of_sentences():
    embedder = CountingEmbedder()
    many = [f"Stall number {n} of the Vernoy market sold {n} kilos of pears." for n in range(10, 90)]

    write(make_brief("en"), make_passages("en", sentences=many), embedder=embedder)

    assert len(embedder.calls) == 1
    assert len(embedder.calls[0]) <= 2 + 1 + 1 + MAX_EMBEDDED


def test_progress_says_what_is_read_and_written():
    seen = []
    BuiltInWriter().write(
        make_brief("en"), make_passages("en"), make_voice("en"), progress=lambda step, what: seen.append(step)
    )

    assert seen[0] == "read"
    assert {"read", "write", "check"} == set(seen)


def test_a_very_long_idea_with_no_topic_is_drafted_without_trouble():
    brief = Brief(
        topic="", idea="I count stalls. " * 400, language=Language.ENGLISH, channel=Channel.MASTODON
    )

    composition = write(brief)

    assert all(fits(v.text, Channel.MASTODON) for v in composition.variants)
    assert composition.variants
