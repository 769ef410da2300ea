"""What a model is told: the voice in figures and posts, cut to its room, the same first for every task."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from app.cocreate.composition import AuthorVoice
from app.cocreate.masking import Masking
from app.cocreate.model.conditioning import EVERYTHING, Conditioning, choose_exemplars, tell_voice
from app.cocreate.model.material import ANSWER_TOKENS, TASK_TOKENS, Material, ModelTooSmall, fitted, gather
from app.domain.briefs import Brief
from app.domain.channels import Channel
from app.domain.people import Language
from app.domain.voice import Tone, VoiceWishes
from app.domain.voice_rules import WordRule
from guardrails.authenticity.voice.priors import Aspect, Prior, with_priors
from guardrails.authenticity.voice.profile import Sample, VoiceProfile, build_profile
from prompts.loader import load_prompt
from tests.support.model_drafts import BRIEFS, PASSAGES, find_personal_data, voice

LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
POSTS = {
    "en": "I changed the tyres of bus {n} today. It took me {n} minutes, and nobody noticed.",
    "fr": "J'ai changé les pneus du bus {n} aujourd'hui. Cela m'a pris {n} minutes, et personne n'a rien vu.",
}


def speaker(language: str, posts: int = 12, **given: object) -> AuthorVoice:
    samples = [Sample(POSTS[language].format(n=n), language) for n in range(10, 10 + posts)]
    return replace(voice(language, profile=build_profile(samples, language)), **given)


def material(
    language: str, author: AuthorVoice | None = None, conditioning: Conditioning = EVERYTHING, **brief: object
) -> Material:
    asked = replace(BRIEFS[language], **brief)
    return gather(asked, PASSAGES, author or speaker(language), Masking(find_personal_data), conditioning)


def shared_by(texts: Sequence[str]) -> str:
    """What all of them begin with."""
    first, last = min(texts), max(texts)
    return first[: next((at for at, sign in enumerate(first) if last[at : at + 1] != sign), len(first))]


def prompts(told: Material) -> Iterator[str]:
    """The whole text of each task on this material, as a server sees it."""
    tasks = {
        "plan_drafts": {},
        "write_variant": {
            "angle": "own_take", "point": "p", "evidence": (11,), "exclusions": (), "other_angles": (),
            "wrong_language": False,
        },
        "revise_variant": {"angle": "own_take", "paragraphs": [], "problems": []},
        "rework_selection": {
            "action": "condense", "before": "", "selection": "s", "following": "", "lost": (),
        },
    }  # fmt: skip
    for name, said in tasks.items():
        messages = told.messages(load_prompt(f"{name}.{told.language}"), **said)
        yield "\n".join(message.text for message in messages)


@LANGUAGES
def test_two_authors_with_two_briefs_share_the_rules_so_that_servers_can_cache_them(language: str) -> None:
    mine = material(language)
    theirs = material(language, voice(language), topic="Bread", answers=(), channel=Channel.X)

    rules = load_prompt(f"give_material.{language}").render_system()
    shared = shared_by([*prompts(mine), *prompts(theirs)])
    assert shared.startswith(rules)
    assert len(rules) > 2900


@LANGUAGES
def test_all_tasks_on_one_brief_share_everything_but_the_task(language: str) -> None:
    told = material(language)

    texts = list(prompts(told))
    shared = shared_by(texts)
    for text in texts:
        assert len(shared) > len(text) - 2600
    assert PASSAGES[1].text in shared
    assert POSTS[language].format(n=10) in shared


@LANGUAGES
def test_a_voice_is_told_in_ranges_and_nevers(language: str) -> None:
    text = next(prompts(material(language)))

    voice_told = text.partition("<voice>")[2].partition("</voice>")[0]
    assert {"en": "- never: emoji", "fr": "- jamais : un émoji"}[language] in voice_told
    assert {"en": " words in a sentence", "fr": " mots par phrase"}[language] in voice_told


@LANGUAGES
def test_wishes_and_learned_rules_are_told(language: str) -> None:
    wishes = VoiceWishes(refusals=("my family",), avoided=("synergy",), tones={Channel.LINKEDIN: Tone.WARM})
    author = speaker(language, wishes=wishes, rules=(WordRule("utiliser", "prendre"), WordRule("zap", "")))

    text = next(prompts(material(language, author)))

    for words in (
        "my family",
        "synergy",
        "prendre",
        "zap",
        {"en": "close to people", "fr": "proche des gens"}[language],
    ):
        assert words in text


def test_a_voice_known_from_an_interview_alone_is_told() -> None:
    profile = with_priors(VoiceProfile.empty("en"), [Prior((Aspect.EXCLAMATION,), "So it goes. It works.")])

    told = tell_voice(voice("en", profile=profile), BRIEFS["en"], EVERYTHING, str)

    assert not profile.known
    assert told is not None
    assert "exclamation" in told.nevers


def test_nothing_is_told_of_a_voice_nobody_knows() -> None:
    assert tell_voice(voice("en"), BRIEFS["en"], EVERYTHING, str) is None
    assert "</voice>" not in next(prompts(material("en", voice("en"))))


@pytest.mark.parametrize("part", ["exemplars", "ranges", "nevers", "wishes", "rules"])
def test_each_part_of_a_voice_can_be_switched_off(part: str) -> None:
    wishes = VoiceWishes(avoided=("synergy",))
    author = speaker("en", wishes=wishes, rules=(WordRule("use", "take"),))
    signs = {
        "exemplars": "<past_post>\n",
        "ranges": "- usually",
        "nevers": "- never:",
        "wishes": "synergy",
        "rules": "instead of “use”",
    }

    off = next(prompts(material("en", author, replace(EVERYTHING, **{part: False}))))

    assert signs.pop(part) not in off
    assert all(sign in off for sign in signs.values())


def test_exemplars_are_two_typical_ones_and_those_near_the_brief() -> None:
    near = "Snow chains or winter tyres: I tell everybody to choose before the first snow."
    posts = tuple(f"Today I baked bread number {n} and gave it to the neighbours." for n in range(20))
    author = replace(voice("en"), exemplars=(*posts, near))

    chosen = choose_exemplars(author, BRIEFS["en"])

    assert chosen[:2] == posts[:2]
    assert chosen[2] == near
    assert len(chosen) == 8


@LANGUAGES
def test_material_is_cut_to_the_room_a_model_has(language: str) -> None:
    long_passages = tuple(
        replace(PASSAGES[0], id=n, text="Il a neigé hier sur la ville. " * 200) for n in range(12)
    )
    told = gather(BRIEFS[language], long_passages, speaker(language), Masking(find_personal_data), EVERYTHING)

    cut = fitted(told, context_tokens=8_000)

    assert told.tokens > 8_000
    assert cut.tokens <= 8_000 - TASK_TOKENS - ANSWER_TOKENS
    assert cut.takes == told.takes
    assert [one.id for one in cut.passages] == [one.id for one in told.passages][: len(cut.passages)]
    assert all(one.text.endswith(".") for one in cut.passages)


def test_words_of_an_author_that_are_too_many_are_never_cut_in_silence() -> None:
    told = gather(
        Brief(topic="x", language=Language.ENGLISH, idea="word " * 1000), (), voice("en"),
        Masking(find_personal_data), EVERYTHING,
    )  # fmt: skip

    with pytest.raises(ModelTooSmall):
        fitted(told, context_tokens=4_000)
