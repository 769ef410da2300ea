"""What a score tells an author, and what it keeps to itself."""

import gc
import time
from concurrent.futures import ThreadPoolExecutor
from statistics import fmean

import pytest

from guardrails.authenticity.voice import score as score_module
from guardrails.authenticity.voice.background import Background, generic_background
from guardrails.authenticity.voice.prepared import PreparedReferences
from guardrails.authenticity.voice.profile import VoiceProfile
from guardrails.authenticity.voice.reading import read_text
from guardrails.authenticity.voice.score import Confidence, VoiceScore, borrow_hint, score_voice

LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


@LANGUAGES
@pytest.mark.parametrize(("own", "other"), [("terse", "warm"), ("warm", "terse")])
def test_an_unseen_post_of_the_author_scores_above_any_of_a_colleague(
    voices, make_profile, language, own, other
):
    *known, unseen = voices[own, language]
    profile = make_profile(tuple(known), language)

    mine = score_voice(profile, unseen)
    theirs = [score_voice(profile, text) for text in voices[other, language] if len(text) >= 80]

    assert mine.value > 60
    assert fmean(score.value for score in theirs) < 35
    assert all(score.value < mine.value for score in theirs)


@LANGUAGES
@pytest.mark.parametrize("posts", [0, 1, 4])
def test_below_five_posts_there_is_no_number(voices, make_profile, language, posts):
    profile = make_profile(voices["warm", language][:posts], language)

    score = score_voice(profile, voices["warm", language][-1])

    assert (score.value, score.missing, score.confidence) == (None, "too_few_samples", Confidence.NONE)
    assert score.reasons == ()


@LANGUAGES
def test_a_very_short_text_gets_no_number(voices, make_profile, language):
    profile = make_profile(voices["warm", language], language)

    score = score_voice(profile, "   Oui, bonjour !   " + " " * 80)

    assert (score.value, score.missing) == (None, "too_short")


@pytest.mark.parametrize(
    ("posts", "confidence"),
    [(5, Confidence.LOW), (9, Confidence.LOW), (10, Confidence.FAIR), (20, Confidence.GOOD)],
)
def test_confidence_grows_with_the_posts_brought(voices, make_profile, posts, confidence):
    texts = tuple(f"{text} ({i})" for i, text in enumerate(voices["terse", "en"] * 2))

    score = score_voice(make_profile(texts[:posts], "en"), voices["terse", "en"][-1] + " And so on.")

    assert score.confidence is confidence


@LANGUAGES
def test_the_interval_holds_the_value(voices, make_profile, language):
    profile = make_profile(voices["warm", language], language)

    for text in (*voices["warm", language], *voices["terse", language][:3]):
        score = score_voice(profile, text + " " * 3)
        if score.value is not None:
            assert 0 <= score.low <= score.value <= score.high <= 100


@LANGUAGES
def test_the_score_is_placed_among_the_authors_own_posts(voices, make_profile, language):
    *known, unseen = voices["warm", language]
    profile = make_profile(tuple(known), language)

    mine, theirs = score_voice(profile, unseen), score_voice(profile, voices["terse", language][1] * 2)

    assert mine.own_low <= mine.own_high
    assert theirs.value < mine.own_low
    assert theirs.standing < 0.2 < mine.standing


def test_borrowed_marks_lift_the_surface_and_not_the_wording(voices, make_profile):
    profile = make_profile(voices["warm", "en"], "en")
    plain = voices["terse", "en"][1]
    dressed = plain.replace(". ", "! 🎉\n\n") + "\n\n#community #together"

    before, after = score_voice(profile, plain), score_voice(profile, dressed)

    assert after.surface > before.surface + 30
    assert abs(after.wording - before.wording) <= 5


def test_the_same_text_always_gets_the_same_score(voices, make_profile):
    text = voices["terse", "fr"][0]

    scores = {score_voice(make_profile(voices["warm", "fr"], "fr"), text) for _ in range(3)}

    assert len(scores) == 1


def test_a_habit_all_colleagues_share_proves_less(voices, make_profile):
    *known, unseen = voices["warm", "fr"]
    profile = make_profile(tuple(known), "fr")
    colleagues = Background.of((read_text(text, "fr") for text in voices["warm", "fr"] * 5), "fr")
    alike = generic_background("fr").plus(colleagues)

    assert score_voice(profile, unseen, background=alike).surface < score_voice(profile, unseen).surface


def test_a_post_in_the_other_language_is_not_an_error(voices, make_profile):
    score = score_voice(make_profile(voices["warm", "fr"], "fr"), voices["terse", "en"][2])

    assert score.value < 30


@pytest.mark.parametrize(
    "text",
    [
        "\ud800" * 100, "\x00" * 100, "e\u0301" * 200, "👨‍👩‍👧‍👦" * 60, "א" * 100, "!" * 30_000, "(" * 30_000,
        "@a." * 9_000, " \n\t" * 9_000 + "x" * 100, "a\n" * 15_000, "'" * 9_000, "https://" * 5_000,
        "- " * 9_000, "(2024 " + "a" * 19_000,
    ],
    ids=["surrogates", "nul", "combining", "family", "hebrew", "!", "(",
         "@", "blank", "lines", "quotes", "links", "list", "parenthesis"],
)  # fmt: skip
def test_odd_texts_are_scored_quickly_and_without_an_error(voices, make_profile, text):
    profile = make_profile(voices["warm", "en"], "en")
    score_voice(profile, "warm up " * 20)

    start = time.process_time()
    score_voice(profile, text)
    make_profile((text,), "en")

    assert time.process_time() - start < 1


@pytest.fixture
def prepared(monkeypatch):
    """The store that scores use, empty."""
    store = PreparedReferences(most=3)
    monkeypatch.setattr(score_module, "_PREPARED", store)
    return store


def test_nothing_of_a_deleted_profile_stays_prepared(voices, make_profile, prepared):
    profile = make_profile(voices["warm", "fr"], "fr")
    score_voice(profile, voices["warm", "fr"][0])
    borrow_hint(VoiceScore(None, Confidence.NONE, "too_few_samples"), profile, voices["warm", "en"][0])

    assert len(prepared) == 2
    del profile
    gc.collect()
    assert len(prepared) == 0


def test_the_voices_asked_for_last_stay_prepared_and_no_more_than_fit(voices, make_profile, prepared):
    text = voices["warm", "en"][0]
    first, second, third, fourth = (make_profile(voices["warm", "en"], "en") for _ in range(4))
    background = generic_background("en")

    def kept(profile):
        return prepared.reference(profile, background, switched_off=profile.switched_off)

    before = [kept(profile) for profile in (first, second, third)]
    score_voice(first, text)
    score_voice(fourth, text)

    assert len(prepared) == 3
    assert kept(first) is before[0]
    assert kept(third) is before[2]
    assert kept(second) is not before[1]


def test_a_hint_is_prepared_once(voices, make_profile, prepared, monkeypatch):
    french = make_profile(voices["warm", "fr"], "fr")
    missing = VoiceScore(None, Confidence.NONE, "too_few_samples")

    first = borrow_hint(missing, french, voices["warm", "en"][0])
    monkeypatch.setattr("guardrails.authenticity.voice.prepared.Reference", None)
    again = borrow_hint(missing, french, voices["warm", "en"][0])

    assert first.hint is not None
    assert again == first
    assert len(prepared) == 1


def test_many_may_ask_at_once(voices, make_profile, prepared):
    profiles = [make_profile(voices["warm", "en"], "en") for _ in range(6)]
    text = voices["warm", "en"][0]
    alone = score_voice(profiles[0], text)

    with ThreadPoolExecutor(4) as pool:
        scores = list(pool.map(lambda profile: score_voice(profile, text), profiles * 3))

    assert set(scores) == {alone}
    assert len(prepared) == 3


def test_an_author_who_brought_nothing_has_a_profile_all_the_same():
    profile = VoiceProfile.empty("fr")

    assert not profile.known
    assert score_voice(profile, "x" * 200).missing == "too_few_samples"


def test_the_other_language_lends_a_hint_of_layout_and_marks_and_no_number(voices, make_profile):
    few = make_profile(voices["warm", "en"][:2], "en")
    french = make_profile(voices["warm", "fr"], "fr")
    dressed, bare = voices["warm", "en"][-1], voices["terse", "en"][0] * 2

    alike, unlike = (borrow_hint(score_voice(few, text), french, text) for text in (dressed, bare))

    assert (alike.value, alike.missing, alike.borrowed) == (None, "too_few_samples", "fr")
    assert alike.confidence is Confidence.LOW
    assert alike.reasons == ()
    assert alike.hint > unlike.hint + 20


def test_nothing_is_borrowed_from_few_posts_nor_where_there_are_enough(voices, make_profile):
    text = voices["warm", "en"][-1]
    few, enough = (make_profile(voices["warm", "en"][:size], "en") for size in (2, 8))
    thin, french = (make_profile(voices["warm", "fr"][:size], "fr") for size in (9, 10))

    assert borrow_hint(score_voice(few, text), thin, text).hint is None
    assert borrow_hint(score_voice(enough, text), french, text).hint is None
