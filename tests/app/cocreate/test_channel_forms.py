"""A letter, a thread, a disclosure and a fold: what each channel asks for beside its limit."""

from dataclasses import replace

import pytest

from app.cocreate.arrange import FOLD
from app.cocreate.built_in import BuiltInWriter
from app.cocreate.fit import fits
from app.cocreate.threads import as_thread, writes_threads
from app.domain.channels import Channel
from guardrails.candidate import Candidate
from guardrails.compliance.disclosure import DisclosureCheck
from guardrails.doc import Doc
from guardrails.threads import thread_parts
from tests.support.briefings import TAKES, TOPICS, make_brief, make_passages, make_voice

LANGUAGES = ("fr", "en")
LONG = {language: " ".join(TAKES[language] * 3) for language in LANGUAGES}
PRAISE = {
    "fr": "Galbrune fait les meilleurs fours du monde et je le dis à tous mes voisins.",
    "en": "Galbrune makes the best ovens in the world and I tell all my neighbours.",
}
DISCLOSED = {"fr": "je travaille chez galbrune.", "en": "i work at galbrune."}


def write(language, *, channel=Channel.LINKEDIN, takes=None, seed=1, **voice):
    brief = make_brief(language, channel=channel, takes=takes, seed=seed)
    author = replace(make_voice(language), **voice)
    return BuiltInWriter().write(brief, make_passages(language), author).variants


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_e_mail_has_a_subject_a_greeting_and_a_name(language):
    variants = write(language, channel=Channel.EMAIL)

    assert variants
    for variant in variants:
        subject, greeting, *_, name = variant.text.split("\n\n")
        assert subject.replace("\u00a0", " ").split(": ")[1].casefold() == TOPICS[language].casefold()
        assert greeting in ("Bonjour,", "Hello,")
        assert name == "Odile"


def test_a_greeting_that_the_author_typed_is_not_doubled():
    (first, *_) = write("fr", channel=Channel.EMAIL, takes=("Bonjour à tous, je tiens la caisse le samedi.",))

    assert first.text.count("onjour") == 1


@pytest.mark.parametrize("channel", [Channel.X, Channel.BLUESKY, Channel.MASTODON])
@pytest.mark.parametrize("language", LANGUAGES)
def test_who_writes_threads_gets_all_of_their_words_in_numbered_parts(language, channel):
    variants = write(language, channel=channel, takes=(LONG[language],), exemplars=("1/2 Encore. 🧵",))

    texts = [variant.text.replace("\u00a0", " ") for variant in variants]
    parts = [thread_parts(text) for text in texts]
    assert any(parts)
    for text, spans in zip(texts, parts, strict=True):
        assert all(fits(text[start:end], channel) for start, end in spans)
        assert text.count(TAKES[language][0].split(".")[0]) == 3 or not spans


def test_who_never_wrote_a_thread_gets_none():
    variants = write("en", channel=Channel.X, takes=(LONG["en"],))

    assert variants
    for variant in variants:
        assert not thread_parts(variant.text)


@pytest.mark.parametrize(
    ("posts", "threads"),
    [
        (("1/4 Bread", "2/4 More bread"), True),
        (("Bread 1/4", "More bread 2/4"), True),
        (("A thread 🧵 on bread",), True),
        (("1/ Bread", "2/ Butter"), True),
        (("1/2 of the bread is gone",), False),
        (("We open 24/7", "Half of it, 1/2, is gone"), False),
        ((), False),
    ],
)
def test_a_thread_writer_is_known_by_past_posts(posts, threads):
    assert writes_threads(posts) is threads


def test_a_sentence_too_long_for_a_part_makes_no_thread():
    assert as_thread("bread " * 80, Channel.X) == ""


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("language", LANGUAGES)
def test_praise_of_the_employer_says_above_the_fold_who_praises(language, seed):
    check = DisclosureCheck.of("Galbrune")

    variants = write(language, takes=(PRAISE[language],), employer="Galbrune", seed=seed)

    assert variants
    for variant in variants:
        assert DISCLOSED[language] in variant.text.casefold()
        assert not check(Doc.of(Candidate(variant.text, language=language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_disclosed_where_nothing_is_praised(language):
    variants = write(language, employer="Galbrune")

    assert variants
    for variant in variants:
        assert "Galbrune" not in variant.text


def test_an_author_s_own_words_for_it_come_before_ours():
    own = "Moi je bosse chez Galbrune."

    (first, *_) = write(
        "fr", takes=(PRAISE["fr"],), employer="Galbrune", exemplars=(f"Un four froid. {own} Bon.",)
    )

    assert own in first.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_short_sentence_opens_where_the_channel_folds(language):
    long = "pain ".join(["Le marché du samedi vend du"] * 9) + "pain et je compte."

    for channel in (Channel.LINKEDIN, Channel.FACEBOOK):
        (first, *_) = write(language, channel=channel, takes=(long, *TAKES[language]))
        assert first.text.index(".") <= FOLD
