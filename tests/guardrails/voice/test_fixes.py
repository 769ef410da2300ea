"""Mechanical fixes of a habit: what they change, and what they leave alone."""

import re
import time
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrails.authenticity.voice.edits import apply_edits
from guardrails.authenticity.voice.fixes import find_fix
from guardrails.authenticity.voice.habits import habit
from guardrails.authenticity.voice.profile import VoiceProfile
from guardrails.authenticity.voice.reasons import Reason
from guardrails.authenticity.voice.style import Style


def make_reason(name, direction="more", *, usual=0.0):
    kind = habit(name)
    return Reason(name, usual, 9.0, (), direction, kind.unit.value, 1, 20)


def make_profile(language="fr", **style):
    return VoiceProfile(language, posts=20, style=Style(**style))


def fixed(text, name, direction="more", *, usual=0.0, language="fr", keep=(), **style):
    reason = make_reason(name, direction, usual=usual)
    return apply_edits(text, find_fix(reason, text, make_profile(language, **style), keep=keep))


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Quelle journée !\nMerci à tous !!", "Quelle journée.\nMerci à tous."),
        ("Great news! We won! 🎉", "Great news. We won. 🎉"),
        ("Vraiment ?! On y va !", "Vraiment ? On y va."),
        ("Enfin (oui !) la pluie.", "Enfin (oui) la pluie."),
        ("Oh ! quelle idée.", "Oh ! quelle idée."),
        ("Il a dit « Bravo ! » hier !", "Il a dit « Bravo ! » hier."),
        ("Lisez ! https://a.example/!x", "Lisez. https://a.example/!x"),
        ("Le code `a != b` marche !", "Le code `a != b` marche."),
        ("C'est fini. !", "C'est fini."),
    ],
    ids=["lines", "english", "question", "bracket", "inside", "quote", "link", "code", "after a stop"],
)
def test_exclamation_marks_become_full_stops(text, after):
    assert fixed(text, "exclamation") == after


def test_only_the_marks_beyond_the_usual_number_go_and_the_last_ones_first():
    assert fixed("Un ! Deux ! Trois !", "exclamation", usual=1.2) == "Un ! Deux. Trois."


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Et puis… Rien. (…) Voilà...", "Et puis. Rien. (…) Voilà."),
        ("Je me demande… peut-être.", "Je me demande… peut-être."),
    ],
    ids=["ends", "inside a sentence"],
)
def test_suspension_points_that_end_a_sentence_become_full_stops(text, after):
    assert fixed(text, "ellipsis") == after


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("🔥 Bonjour 🎉🎉 à tous 👋", "Bonjour à tous"),
        ("Bonjour.\n\n🎉 🎉\n\nÀ demain.", "Bonjour.\n\nÀ demain."),
        ("🎉\n\nÀ demain.", "À demain."),
        ("À demain.\n\n👋", "À demain."),
        ("abc 🔥🎉 x", "abc x"),
    ],
    ids=["inside", "own line", "first line", "last line", "side by side"],
)
def test_emoji_go_with_the_room_they_took(text, after):
    assert fixed(text, "emoji") == after


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("On plante demain.\n\n#Nature #Vélo", "On plante demain."),
        ("Le #vélo avance. #Nature", "Le vélo avance."),
        ("On aime tous le #vélo", "On aime tous le vélo"),
        ("Voir https://a.example/#tag", "Voir https://a.example/#tag"),
    ],
    ids=["last line", "both", "last word", "link"],
)
def test_hashtags_go_or_become_words_again(text, after):
    assert fixed(text, "hashtags") == after


@pytest.mark.parametrize(
    ("text", "direction", "usual", "after"),
    [
        ("J’ai dit « l’été ».", "more", 0.0, "J'ai dit « l’été »."),
        ("J'ai dit qu'il vient.", "less", 1.0, "J’ai dit qu’il vient."),
        ("J'ai dit.", "less", 0.5, "J'ai dit."),
    ],
    ids=["straight", "curly", "an author who types both"],
)
def test_apostrophes_follow_the_author(text, direction, usual, after):
    assert fixed(text, "apostrophe", direction, usual=usual) == after


@pytest.mark.parametrize(
    ("text", "direction", "usual", "after"),
    [
        ("Quoi ? Oui !", "more", 0.0, "Quoi? Oui!"),
        ("Quoi? À 12:30: oui! https://a.example", "less", 1.0, "Quoi\u00a0? À 12:30\u00a0: oui\u00a0! https://a.example"),
    ],
    ids=["without", "with"],
)  # fmt: skip
def test_spaces_before_marks_follow_the_author(text, direction, usual, after):
    assert fixed(text, "spaced_marks", direction, usual=usual) == after


@pytest.mark.parametrize(
    ("name", "direction", "style", "text", "after"),
    [
        ("blank_lines", "more", "single", "Un.\n\nDeux.\n \nTrois.", "Un.\nDeux.\nTrois."),
        ("line_breaks", "more", "blank", "Un.\nDeux.\n\nTrois.", "Un.\n\nDeux.\n\nTrois."),
        ("line_breaks", "more", "blank", "Liste :\n- un\n- deux\nFin.", "Liste :\n- un\n- deux\n\nFin."),
        ("blank_lines", "more", "none", "Un.\n\nDeux.", "Un.\n\nDeux."),
    ],
    ids=["blank to single", "single to blank", "a list stays together", "one block takes a person"],
)
def test_breaks_between_paragraphs_follow_the_author(name, direction, style, text, after):
    assert fixed(text, name, direction, paragraph_break=style) == after


def test_list_markers_go_where_the_author_makes_no_lists():
    assert fixed("Vu :\n- un\n• deux\n1. trois", "list_items") == "Vu :\nun\ndeux\n1. trois"


def test_shouted_words_are_lowered_only_where_somebody_writes_them_small():
    text = "JAMAIS sans l'ADEME. Mon jardin, notre JARDIN, notre RGPD."

    assert fixed(text, "capitals") == "Jamais sans l'ADEME. Mon jardin, notre jardin, notre RGPD."


def test_a_sentence_of_a_source_keeps_its_marks():
    text = "La halle ferme ! Je reste !"

    assert fixed(text, "exclamation", keep=((0, 16),)) == "La halle ferme ! Je reste."


def test_what_takes_a_person_has_no_fix():
    assert find_fix(make_reason("sentence_length"), "Un texte.", make_profile()) == ()
    assert find_fix(make_reason("exclamation", "less"), "Un texte !", make_profile()) == ()


PIECES = st.sampled_from(
    [*"!?.…,:;()«»\"'’ \n#@-•`0 ", "!!", "...", "\n\n", "🎉", "✅", "👩‍🚒", "#vélo", "#Nature", "mot", "Mot",
     "JAMAIS", "l'été", "l’été", "https://a.example/#x!", "a@b.example", "12:30", "\u00a0!", " ?", "- ",
     "1. ", "le "]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join)
CASES = [
    *((name, "more") for name in ("exclamation", "ellipsis", "emoji", "hashtags", "capitals", "list_items")),
    *((name, "more") for name in ("apostrophe", "spaced_marks", "blank_lines", "line_breaks")),
    *((name, "less") for name in ("apostrophe", "spaced_marks", "blank_lines", "line_breaks")),
]  # fmt: skip
EMOJI = "[🎉✅👩\u200d🚒]"
TOUCHED = {
    "exclamation": r"[!.\s]",
    "ellipsis": r"[….\s]",
    "emoji": rf"{EMOJI}|\s",
    "hashtags": r"#|\s|\w",
    "capitals": "(?!)",
    "list_items": r"[-•]|\s",
    "apostrophe": "['’]",
    "spaced_marks": r"\s",
    "blank_lines": r"\n\s*",
    "line_breaks": r"\n\s*",
}
"""What the fix of a habit may take away or put in."""


@pytest.mark.parametrize(("name", "direction"), CASES, ids=lambda value: value)
@given(text=TEXTS, usual=st.sampled_from([0.0, 1.0]), layout=st.sampled_from(["blank", "single", "none"]))
@settings(max_examples=60, deadline=None)
def test_a_fix_is_done_once_and_changes_nothing_else(name, direction, text, usual, layout):
    reason = make_reason(name, direction, usual=usual)
    profile = make_profile(paragraph_break=layout)
    edits = find_fix(reason, text, profile)

    after = apply_edits(text, edits)

    assert find_fix(reason, after, profile) == ()
    assert all(a.end <= b.start for a, b in pairwise(edits))
    untouched = [re.sub(TOUCHED[name], "", one) for one in (text, after)]
    if name == "capitals":
        assert untouched[0].casefold() == untouched[1].casefold()
    else:
        assert untouched[0] == untouched[1]


@pytest.mark.parametrize("name", sorted({name for name, _ in CASES}))
@pytest.mark.parametrize("piece", ["! ", "«", "🎉", "#a ", "JAMAIS ", "\n", "- a\n", "'", "1,", "a@", "... "])
def test_a_hostile_text_takes_no_time(name, piece):
    text = piece * (20_000 // len(piece))
    profile = make_profile(paragraph_break="single")
    begun = time.thread_time()

    find_fix(make_reason(name), text, profile)

    assert time.thread_time() - begun < 1.0


def test_the_author_s_own_posts_say_which_words_are_written_small():
    profile = replace(make_profile(), exemplars=("Le compost du quartier.",))

    edits = find_fix(make_reason("capitals"), "Du COMPOST pour tous.", profile)

    assert apply_edits("Du COMPOST pour tous.", edits) == "Du compost pour tous."
