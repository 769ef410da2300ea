# ruff: noqa: E501  (a table of sentences reads better unbroken)
"""Slogans, dashes, lone lines and questions that answer themselves: told where they are, and only there."""

import pytest

from guardrails.authenticity.tone import ToneCheck
from tests.support.posts import seen_by

CHECK = ToneCheck.of((), hashtags=12, emoji_per_100=4.0)
LINES_EN = (
    "I quit my job.",
    "No plan.",
    "No savings.",
    "Everyone laughed.",
    "I kept going.",
    "Every single day.",
    "Today I bake bread.",
)
LINES_FR = (
    "J’ai tout quitté.",
    "Sans plan.",
    "Sans argent.",
    "On a ri.",
    "J’ai continué.",
    "Chaque jour.",
    "Aujourd’hui je fais du pain.",
)


@pytest.mark.parametrize(
    ("text", "language", "rule", "words"),
    [
        ("Our new mill is here. Faster. Smarter. Greener. Come and see.", "en", "slogan", "Faster. Smarter. Greener."),
        ("Notre moulin est là. Plus vite. Plus loin. Plus fort. Venez.", "fr", "slogan", "Plus vite. Plus loin. Plus fort."),
        ("We changed the flour. The result? A better crust.", "en", "answered_question", "The result? A better crust."),
        ("On a changé la farine. Le résultat ? Une meilleure croûte.", "fr", "answered_question", "Le résultat ? Une meilleure croûte."),
        ("Why? Because we care. More bread. My plan? None at all.", "en", "answered_question", "My plan? None at all."),
        ("The mill — old, damp — turns again — at last — and we — all of us — cheered.", "en", "dashes", "—"),
        ("Le moulin — vieux, humide — tourne — enfin — et nous — tous — avons applaudi.", "fr", "dashes", "—"),
        ("\n\n".join(LINES_EN), "en", "lone_lines", "\n\n".join(LINES_EN)),
        ("\n\n".join(LINES_FR), "fr", "lone_lines", "\n\n".join(LINES_FR)),
        ("Spoiler: it rained.", "en", "machine_pattern", "Spoiler:"),
        ("Spoiler : il a plu.", "fr", "machine_pattern", "Spoiler :"),
        ("The cloud is no longer an option. Bread isn't just food, it's a promise. A mill isn't a machine, it's a home.", "en",
         "machine_pattern", "mill isn't a machine, it's"),
        ("Un moulin n’est pas une machine, c’est une maison. Un four n’est plus un outil, c’est un ami.", "fr",
         "machine_pattern", "n’est plus un outil, c’est"),
    ],
)  # fmt: skip
def test_a_worn_turn_is_told_with_its_words(text, language, rule, words):
    found = seen_by(CHECK, text, language=language)

    assert rule in [name for name, _ in found]
    assert any(words.casefold() in seen.casefold() for name, seen in found if name == rule)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wow. Just wow. Thanks.", "en"),
        ("Merci. Bravo. Merci.", "fr"),
        ("Where? In Exmere, at the back of the mill, near the river and the old oak.", "en"),
        ("Who wants the last loaf? Tell me before six.", "en"),
        ("Qui veut le dernier pain ? Dites-le-moi avant six heures.", "fr"),
        ("The mill — our mill — turns again, and we all came to see it.", "en"),
        ("- flour\n\n- water\n\n- salt\n\n- yeast\n\n- time\n\n- heat\n\n- luck", "en"),
        ("One line.\n\nAnother line.\n\nThat is all.", "en"),
        ("This isn't my mill, it's my sister's.", "en"),
    ],
    ids=["moved", "thankful", "real question", "asks readers", "asks readers fr", "two dashes", "a list", "three lines", "not but once"],
)  # fmt: skip
def test_what_people_write_anyway_is_left_alone(text, language):
    assert seen_by(CHECK, text, language=language) == []
