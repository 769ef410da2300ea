"""What edits teach: seen in two drafts it counts, and the newest draft decides."""

from datetime import timedelta

import pytest

from app.domain.draft_lessons import lessons_of
from app.domain.people import Language
from app.domain.voice_rules import (
    KEPT,
    Example,
    Lesson,
    RuleKind,
    RuleState,
    VoiceRule,
    WordRule,
    learned_habits,
    offends,
    reworded,
    weighed,
    word_rules,
)
from guardrails.authenticity.voice.corrections import Stance
from tests.conftest import NOW

FILLER = "La presse a tenu jusqu’au soir. Tout le monde est rentré à pied."


def taught(first: str, final: str, language: str = "fr", **more: object) -> dict[str, str]:
    return {lesson.name: lesson.after for lesson in lessons_of(first, final, language, **more)}


def make_rule(
    name: str, *afters: str, kind: RuleKind = RuleKind.WORDS, day: int = 0, number: int = 1
) -> VoiceRule:
    """A rule taught by one draft a day, the newest first; `day` is that of the newest."""
    examples = tuple(
        Example(10 * number + place, after, "", "", NOW + timedelta(days=day - place))
        for place, after in enumerate(afters)
    )
    return VoiceRule(number, Language.FRENCH, kind, name, True, examples)


@pytest.mark.parametrize(
    ("first", "final", "expected"),
    [
        ("Cependant, le four est froid.", "Mais le four est froid.", {"cependant": "mais"}),
        ("Le four est froid, cependant.", "Le four est froid, pourtant.", {"cependant": "pourtant"}),
        ("D’après Keighley, le four est froid.", "Selon Keighley, le four est froid.", {"d'après": "selon"}),
        ("Le four est très froid ce soir.", "Le four est froid ce soir.", {"très": ""}),
        ("Le four a coûté 12 euros hier.", "Le four a coûté 15 euros hier.", {}),
        ("Le four de Bourges est froid.", "Le four de Nantes est froid.", {}),
        ("Le four de la cour est froid.", "Le four dans la cour est froid.", {}),
        ("le four est froid.", "Le four est froid.", {}),
        (f"{FILLER} Le four est froid.", FILLER, {}),
        (f"Une phrase entière et bien à elle. {FILLER}", f"Une autre, sans aucun rapport. {FILLER}", {}),
    ],
    ids=[
        *("replaced", "inside a sentence", "the name of a source", "removed", "a figure", "a place"),
        *("grammar", "a capital", "a sentence less", "rewritten"),
    ],
)
def test_words_that_were_changed_are_told_from_facts(
    first: str, final: str, expected: dict[str, str]
) -> None:
    assert {name: after for name, after in taught(first, final).items() if after != KEPT} == expected


@pytest.mark.parametrize(
    ("first", "final", "expected"),
    [
        ("However, it held.", "But it held.", {"however": "but"}),
        ("We do not wait for the van.", "We don’t wait for the van.", {"do not": "don't"}),
        ("I think that it held all night.", "It held all night.", {"I think that": ""}),
    ],
    ids=["replaced", "contracted", "removed"],
)
def test_english_words_are_learned_as_well(first: str, final: str, expected: dict[str, str]) -> None:
    assert taught(first, final, "en") == expected


@pytest.mark.parametrize(
    ("first", "final", "expected"),
    [
        (f"{FILLER}\n\n#four #pain", FILLER, {"hashtags": "never"}),
        (FILLER, f"{FILLER}\n\n#four", {"hashtags": "sometimes"}),
        (f"{FILLER} 🙂", FILLER, {"emoji": "never"}),
        (f"{FILLER} 🙂 🙂", f"{FILLER} 🙂", {"emoji": "kept"}),
        (f"Quel soir ! {FILLER}", f"Quel soir. {FILLER}", {"exclamation": "never"}),
        (f"{FILLER} Et chez vous ?", FILLER, {"question": "never"}),
        (
            f"{FILLER} Selon Keighley, tout va.",
            f"{FILLER} Tout va.",
            {"attribution": "never"},
        ),
    ],
    ids=["hashtags out", "hashtags in", "emoji", "one emoji less", "exclamation", "question", "attribution"],
)
def test_habits_that_were_changed(first: str, final: str, expected: dict[str, str]) -> None:
    assert taught(first, final) == expected


def test_sentences_cut_in_two_are_a_wish_for_short_ones() -> None:
    long = "La presse a tenu jusqu’au soir et tout le monde est rentré à pied car la navette ne venait pas."
    short = "La presse a tenu jusqu’au soir. Tout le monde est rentré à pied. La navette ne venait pas."

    lessons = lessons_of(" ".join([long] * 3), " ".join([short] * 3), "fr")

    (lesson,) = [each for each in lessons if each.name == "sentence_length"]
    assert (lesson.after, lesson.was, lesson.became) == ("short", "20", "6")


@pytest.mark.parametrize(
    ("first", "final"), [(FILLER, FILLER), ("", FILLER), (FILLER, ""), ("a " * 3000, "b " * 3000)]
)
def test_a_draft_left_as_it_was_or_begun_anew_says_nothing(first: str, final: str) -> None:
    assert lessons_of(first, final, "fr") == ()


def test_an_example_shows_the_two_sentences() -> None:
    (lesson,) = lessons_of(f"{FILLER} Cependant, il gèle.", f"{FILLER} Mais il gèle.", "fr")

    assert lesson == Lesson(RuleKind.WORDS, "cependant", "mais", "Cependant, il gèle.", "Mais il gèle.")


@pytest.mark.parametrize(
    ("words", "typed"),
    [("cependant", "Cependant,"), ("en effet", "En\u00a0effet,"), ("en effet", "En\neffet,")],
    ids=["a word", "hard space", "line break"],
)
def test_words_that_are_put_in_speak_against_taking_them_out(words: str, typed: str) -> None:
    found = lessons_of("Il gèle ce soir.", f"{typed} il gèle ce soir.", "fr", removed=[words])

    assert (words, words) in [(each.name, each.after) for each in found]


@pytest.mark.parametrize(
    ("afters", "state"),
    [
        (["never"], RuleState.SEEN_ONCE),
        (["never", "never"], RuleState.IN_FORCE),
        (["sometimes", "never", "never"], RuleState.RESTING),
        (["sometimes", "sometimes", "never", "never"], RuleState.IN_FORCE),
        (["kept", "never", "never"], RuleState.RESTING),
        (["never", "kept", "never"], RuleState.RESTING),
    ],
    ids=["once", "twice", "turned once", "turned twice", "kept", "not always"],
)
def test_the_newest_drafts_decide_on_a_habit(afters: list[str], state: RuleState) -> None:
    assert make_rule("emoji", *afters, kind=RuleKind.HABIT).state is state


def test_emoji_removed_and_then_added_become_a_wish_for_emoji() -> None:
    turned = make_rule("emoji", "sometimes", "sometimes", "never", "never", kind=RuleKind.HABIT)

    assert learned_habits(weighed([turned])) == {"emoji": Stance.SOMETIMES}
    assert turned.before_that == "never"


def test_one_newer_draft_to_the_contrary_puts_a_rule_to_rest() -> None:
    old = make_rule("cependant", "mais", "mais", number=1)
    new = make_rule("mais", "cependant", day=3, number=2)

    states = {rule.name: rule.state for rule in weighed([old, new])}

    assert states == {"cependant": RuleState.RESTING, "mais": RuleState.SEEN_ONCE}
    assert word_rules(weighed([old, new])) == ()


def test_two_newer_drafts_to_the_contrary_turn_a_rule_around() -> None:
    old = make_rule("cependant", "mais", "mais", number=1)
    new = make_rule("mais", "cependant", "cependant", day=3, number=2)

    assert word_rules(weighed([old, new])) == (WordRule("mais", "cependant"),)


def test_a_writer_says_its_own_words_as_the_author_does() -> None:
    rules = (WordRule("d'après", "selon"), WordRule("however", "but"), WordRule("très", ""))

    assert reworded("D’après Keighley, il gèle.", rules) == "Selon Keighley, il gèle."
    assert reworded("It held, however.", rules) == "It held, but."
    assert reworded("Il fait très froid.", rules) == "Il fait très froid."
    assert reworded("Rien à changer.", ()) == "Rien à changer."


@pytest.mark.parametrize(
    ("text", "held"), [("Il fait TRÈS froid.", True), ("Il fait froid.", False), ("Traître !", False)]
)
def test_a_writer_can_ask_which_words_an_author_avoids(text: str, held: bool) -> None:
    assert offends(text, (WordRule("très", ""),)) is held


@pytest.mark.parametrize(
    ("before", "text"), [("in", "İn the oven"), ("İstanbul", "from istanbul")], ids=["text", "rule"]
)
def test_letters_that_fold_otherwise_stay_as_they_are(before: str, text: str) -> None:
    assert reworded(text, (WordRule(before, "x"),)) == text
