"""What an author asked for holds in every draft, in both languages."""

from dataclasses import replace

import pytest

from app.cocreate.built_in import BuiltInWriter
from app.cocreate.facts import Fact
from app.cocreate.wishes import Bounds
from app.domain.channels import Channel
from app.domain.voice import Tone, VoiceWishes
from guardrails.authenticity.voice.style import Style
from tests.support.briefings import TAKES, make_brief, make_passage, make_passages, make_voice

LANGUAGES = ("fr", "en")
AVOIDED = [
    ("fr", "étal", "Un étal de fromage réalise la moitié de ses ventes.", False),
    ("fr", "étal", "La halle a perdu 38 étals en douze ans.", False),
    ("fr", "étal", "La halle a perdu 38 clients en douze ans.", True),
    ("fr", "mise en avant", "La mise en avant des fraises coûte cher.", False),
    ("fr", "mise en avant", "La mise en bouche des fraises coûte cher.", True),
    ("en", "stakeholder", "Stakeholders met at the market in June.", False),
    ("en", "going forward, synergy", "The market sells more bread going forward.", False),
    ("en", "!", "The market sells more bread!", False),
]
REFUSED = [
    ("fr", "la politique", "Le maire a défendu une politique du marché.", False),
    ("fr", "chiffres de vente", "Les chiffres de la vente sont publiés.", False),
    ("fr", "chiffres de vente", "Le marché publie ses chiffres.", True),
    ("en", "my family", "A family of greengrocers runs the stall.", False),
    ("en", "politics", "The market sells more bread.", True),
]


def write(language, *, wishes=None, style=None, channel=Channel.LINKEDIN, takes=None, seed=1, **voice):
    brief = make_brief(language, channel=channel, takes=takes, seed=seed)
    author = replace(make_voice(language, style), wishes=wishes or VoiceWishes(), **voice)
    return BuiltInWriter().write(brief, make_passages(language), author).variants


@pytest.mark.parametrize(
    ("language", "word", "text", "allowed"), AVOIDED, ids=[f"{a[1]} {a[3]}" for a in AVOIDED]
)
def test_a_fact_with_a_word_that_the_author_hates_is_left_out(language, word, text, allowed):
    bounds = Bounds.of(VoiceWishes(avoided=(word,)))

    assert bounds.allow(Fact(text, make_passage(text, language), 0)) is allowed


@pytest.mark.parametrize(
    ("language", "subject", "text", "allowed"), REFUSED, ids=[f"{r[1]} {r[3]}" for r in REFUSED]
)
def test_a_fact_on_a_subject_that_the_author_refuses_is_left_out(language, subject, text, allowed):
    bounds = Bounds.of(VoiceWishes(refusals=(subject,)))

    assert bounds.allow(Fact(text, make_passage(text, language), 0)) is allowed


def test_what_stands_under_a_refused_title_is_left_out():
    passage = make_passage("A stall sells bread to 40 people.", "en", title="Strikes at the market")

    assert not Bounds.of(VoiceWishes(refusals=("strikes",))).allow(Fact(passage.text, passage, 0))


@pytest.mark.parametrize(
    ("language", "words"), [("fr", ("selon", "d'après", "source")), ("en", ("according", "source"))]
)
@pytest.mark.parametrize("seed", range(6))
def test_no_draft_names_its_source_with_an_avoided_word(language, words, seed):
    variants = write(language, wishes=VoiceWishes(avoided=words), seed=seed)

    assert variants
    assert not any(
        word in variant.text.casefold().replace("’", "'") for variant in variants for word in words
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sober_author_gets_no_emoji_and_a_warm_one_always_theirs(language):
    style = Style(emoji=("🧀",), emoji_rate=0.5)
    of = {tone: VoiceWishes(tones={Channel.LINKEDIN: tone}) for tone in Tone}

    sober = write(language, wishes=of[Tone.SOBER], style=style)
    warm = write(language, wishes=of[Tone.WARM], style=style)

    assert not any("🧀" in variant.text for variant in sober)
    assert all("🧀" in variant.text for variant in warm)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_direct_author_gets_short_drafts_with_one_block_of_theirs(language):
    usual = write(language)
    direct = write(language, wishes=VoiceWishes(tones={Channel.LINKEDIN: Tone.DIRECT}))

    assert len(direct) == len(usual)
    assert sum(len(v.text) for v in direct) < sum(len(v.text) for v in usual)
    for variant in direct:
        held = variant.text.replace("\u00a0", " ")
        assert sum(take in held for take in TAKES[language]) == 1


@pytest.mark.parametrize(
    ("language", "thanks"),
    [("fr", "Merci à Odile pour la balance."), ("en", "Thank you Odile for the scale.")],
)
def test_a_warm_author_thanks_first(language, thanks):
    wishes = VoiceWishes(tones={Channel.LINKEDIN: Tone.WARM})

    (first, *_) = write(language, wishes=wishes, takes=(*TAKES[language], thanks))

    assert first.angle == "thanks"
    assert first.text.startswith(thanks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_tone_holds_on_its_own_channel_only(language):
    wishes = VoiceWishes(tones={Channel.X: Tone.SOBER, Channel.LINKEDIN: Tone.WARM})

    variants = write(language, wishes=wishes, style=Style(emoji=("🧀",), emoji_rate=1.0))

    assert any("🧀" in variant.text for variant in variants)
