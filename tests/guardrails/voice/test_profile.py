"""What a profile says of an author, for whoever writes in their voice."""

import pytest

from guardrails.authenticity.voice.profile import Sample, VoiceProfile, build_profile
from guardrails.authenticity.voice.style import Range, Style


def test_an_empty_profile_answers_every_question_a_writer_asks():
    profile = VoiceProfile.empty("fr")

    assert (profile.language, profile.posts, profile.exemplars, profile.habits) == ("fr", 0, (), {})
    assert profile.style == Style()


def test_samples_in_the_other_language_blank_or_repeated_do_not_count():
    samples = [Sample("Bonjour à tous.", "fr"), Sample("Hello all.", "en"), Sample("  ", "fr")]

    profile = build_profile([*samples, Sample(" Bonjour à tous.\n", "fr")], "fr")

    assert profile.posts == 1
    assert profile.exemplars == ("Bonjour à tous.",)


def test_no_usable_sample_is_an_empty_profile():
    assert not build_profile([Sample("Hello all.", "en")], "fr").known


@pytest.mark.parametrize("language", ["fr", "en"])
def test_tells_a_warm_author_from_a_terse_one(voices, make_profile, language):
    warm = make_profile(voices["warm", language], language).style
    terse = make_profile(voices["terse", language], language).style

    assert warm.emoji_rate >= 1 > terse.emoji_rate == 0
    assert warm.exclamation_rate > 2 > terse.exclamation_rate == 0
    assert warm.question_posts >= 4 > terse.question_posts == 0
    assert (warm.paragraph_break, terse.paragraph_break) == ("blank", "none")
    assert warm.hashtags_per_post.median >= 1 > terse.hashtags_per_post.high == 0
    assert terse.sentence_length.median < 9
    assert warm.length.low < warm.length.median < warm.length.high
    assert "🎉" in warm.emoji


def test_hashtags_keep_their_most_frequent_spelling():
    texts = [f"Sujet {i} du jour. #Énergie #énergie{i}" for i in range(3)] + ["Encore un sujet. #énergie"]

    style = build_profile([Sample(text, "fr") for text in texts], "fr").style

    assert style.hashtags == ("#Énergie",)
    assert not style.hashtags_inline


def test_hashtags_inside_sentences_are_noticed():
    texts = ["Le #climat change et nous aussi.", "Parlons de #climat avec la ville."]

    assert build_profile([Sample(text, "fr") for text in texts], "fr").style.hashtags_inline


@pytest.mark.parametrize(
    ("texts", "address"),
    [
        (("Tu connais ce livre ?", "Dis-moi ce que t'en penses."), "tu"),
        (("Vous connaissez ce livre ?", "Dites-moi ce qu’en pense votre équipe."), "vous"),
        (("Je lis.", "Elle lit."), ""),
    ],
    ids=["tu", "vous", "neither"],
)
def test_how_french_readers_are_addressed(texts, address):
    assert build_profile([Sample(text, "fr") for text in texts], "fr").style.address == address


def test_english_has_no_tu_or_vous(voices, make_profile):
    assert make_profile(voices["warm", "en"], "en").style.address == ""


@pytest.mark.parametrize(
    ("texts", "apostrophe"),
    [(("C’est l’été.",), "’"), (("C'est l'hiver.", "C'est l’été."), "'"), (("Bonjour.",), "")],
    ids=["curly", "mostly straight", "none"],
)
def test_which_apostrophe_the_author_types(texts, apostrophe):
    assert build_profile([Sample(text, "fr") for text in texts], "fr").style.apostrophe == apostrophe


@pytest.mark.parametrize(
    ("text", "language", "attribution"),
    [
        ("Emissions fell by 4 % (Example Institute, March 2024). Good.", "en", "parentheses"),
        ("Emissions fell by 4 %.\nhttps://example.com/report", "en", "link"),
        ("According to the Example Institute, emissions fell.", "en", "prose"),
        ("Selon l’institut Exemple, les émissions baissent.", "fr", "prose"),
        ("Les émissions (toutes) baissent.", "fr", ""),
    ],
)
def test_how_the_author_names_sources(text, language, attribution):
    assert build_profile([Sample(text, language)], language).style.attribution == attribution


def test_lists_links_openings_closings_and_connectives():
    text = "Three things today {}:\n- sleep\n- food\n- a walk\n\nHowever, it's late.\nhttps://example.com/{}\n#health"
    other = "Three things today again, but shorter."

    style = build_profile(
        [Sample(t, "en") for t in (text.format(1, 1), text.format(2, 2), other)], "en"
    ).style

    assert (round(style.list_share, 2), style.list_marker) == (0.67, "-")
    assert (round(style.link_share, 2), style.link_at_end) == (0.67, True)
    assert style.openings == ("three things today",)
    assert style.closings == ("However, it's late.",)
    assert list(style.connectives) == ["however", "but"]


def test_first_person_is_told_from_the_plural():
    samples = [Sample("I moved my desk.", "en"), Sample("We moved our desks, i.e. all of them.", "en")]

    style = build_profile(samples, "en").style

    assert (style.first_person_share, style.we_share) == (0.5, 0.5)


def test_the_most_typical_post_comes_first(voices, make_profile):
    odd = "REALLY?!\n\n1) yes\n2) no\n3) https://example.com 🎉🎉🎉 #one #two #three"

    profile = make_profile((odd, *voices["terse", "en"]), "en")

    assert profile.exemplars[-1] == odd


def test_habits_say_how_often(voices, make_profile):
    habit = make_profile((*voices["terse", "en"][:9], "Wow!! That was fast! Nobody saw it."), "en").habits[
        "exclamation"
    ]

    assert (habit.usual, habit.posts_with, habit.low, habit.high) == (0.2, 1, 0, 0)
    assert habit.shares == (0.9, 0.0, 0.1, 0.0)


def test_ranges_are_percentiles():
    samples = [Sample("word " * n, "en") for n in range(1, 12)]

    assert build_profile(samples, "en").style.sentence_length == Range(3, 6, 9)
