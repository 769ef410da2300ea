import threading

import pytest

from guardrails.confidentiality.personal.personal_data import find_personal_data
from guardrails.confidentiality.personal.persons import MODEL, find_persons
from tests.support.named_people import ENGLISH, ENGLISH_NOBODY, FRENCH, FRENCH_NOBODY, Span, unmarked


def f1(lines: list[str]) -> float:
    """Of names whose found span and own span share at least half of what they cover together."""
    right = found_in_all = named_in_all = 0
    for line in lines:
        text, named = unmarked(line)
        found = find_persons(text)
        right += sum(any(overlap(one, other) >= 0.5 for other in found) for one in named)
        found_in_all += len(found)
        named_in_all += len(named)
    return 2 * right / (found_in_all + named_in_all)


def overlap(one: Span, other: Span) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / (max(one[1], other[1]) - min(one[0], other[0]))


@pytest.mark.parametrize(
    ("lines", "floor"),
    [(ENGLISH + ENGLISH_NOBODY, 0.85), (FRENCH + FRENCH_NOBODY, 0.9)],
    ids=["english", "french"],
)
def test_most_people_are_recognised_and_few_things_are_taken_for_people(lines, floor):
    assert f1(lines) >= floor


@pytest.mark.parametrize(
    "line",
    [
        "Thank you ‹Marie Dupont›, and thank you ‹Kofi›!",
        "Merci à ‹Jean-Baptiste de la Tour› et à ‹Aïcha Benali› pour l'accueil.",
        "🎉🎉 e\u0301te\u0301 avec ‹He\u0301lène Caron› 👩‍👩‍👧",
        "Here is ‹M\u200barie Dupont› again.",
        "merci ‹camille› pour les photos",
        "The desk of ‹Mary O'Neill› is on fire.",
    ],
    ids=[
        "english",
        "particles",
        "marks and emoji before",
        "hidden sign inside",
        "small letters",
        "apostrophe",
    ],
)
def test_a_name_is_pointed_at_exactly(line):
    text, named = unmarked(line)

    assert find_persons(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "We use Excel and Jira in Lyon.",
        "#Marie #Paul",
        "Monday, June 3rd",
        "12 34",
        "\ud800 \u202e",
        "🎉",
    ],
    ids=["empty", "letter", "products", "hashtags", "dates", "figures", "broken", "emoji"],
)
def test_nobody_is_seen_where_nobody_is(text):
    assert find_persons(text) == []


def test_people_are_told_with_the_other_data_and_never_inside_it():
    text = "Marie Dupont, marie.dupont@example.com, 06 39 98 01 02"

    assert [(d.entity, text[d.start : d.end]) for d in find_personal_data(text)] == [
        ("PERSON", "Marie Dupont"),
        ("EMAIL", "marie.dupont@example.com"),
        ("PHONE", "06 39 98 01 02"),
    ]


def test_several_threads_may_ask_at_once():
    text, named = unmarked("Thanks ‹Marie Dupont› and ‹Paul Martin›.")
    answers: list[list[Span]] = []

    threads = [threading.Thread(target=lambda: answers.append(find_persons(text))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [named] * 8


def test_the_model_stays_small():
    assert MODEL.stat().st_size < 1_000_000
