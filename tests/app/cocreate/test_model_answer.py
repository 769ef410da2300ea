"""What a model writes is plain text by the time a person sees it."""

import json

import pytest

from app.cocreate.model.answer import PlanAnswer
from app.cocreate.model.arriving import Arrived, ArrivingSentences
from app.cocreate.model.plain import clean
from app.llm.answers import read_answer


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**Bold** and *slanted* and __loud__.", "Bold and slanted and loud."),
        ("## Title", "Title"),
        ("> quoted", "quoted"),
        ("Use `make`.", "Use make."),
        ("2 * 3 * 4 = 24", "2 * 3 * 4 = 24"),
        ("snake_case_name stays", "snake_case_name stays"),
        ("<b>Bold</b><script>x()</script><!-- hidden -->", "Boldx()"),
        ("5 < 7 and 7 > 5", "5 < 7 and 7 > 5"),
        ("5 ＜ 7", "5 < 7"),
        ("＜script＞x", "x"),
        ("Tom &amp; Ida", "Tom & Ida"),
        ("&lt;script&gt;x", "x"),
        ("zero\u200bwidth\ufeff\u202e\U000e0041", "zerowidth"),
        ("👩\u200d🔧 stays, a\u200db goes", "👩\u200d🔧 stays, ab goes"),
        ("Déjà vu : « oui »", "Déjà vu : « oui »"),
        ("Read https://evil.test/x?y=1.", "Read ."),
        ("Read [this](https://evil.test).", "Read this."),
        ("![pixel](https://evil.test/a.png)", "pixel"),
        ("See www.evil.test now", "See now"),
        ("See https://known.test/a, it helps.", "See https://known.test/a, it helps."),
        ("See [it](https://known.test/a).", "See it https://known.test/a."),
        ("- one\n- two", "- one\n- two"),
    ],
)
def test_a_sentence_is_stripped_of_what_is_not_text(written: str, shown: str) -> None:
    assert clean(written, links=frozenset({"https://known.test/a"})) == shown


def test_sentences_are_seen_as_soon_as_they_are_finished() -> None:
    text = json.dumps(
        {"paragraphs": [{"sentences": [{"text": 'He said "no".'}, {"passage_ids": [1, 22], "text": "Été."}]}]}
    )
    arriving = ArrivingSentences()

    seen = [(end, new) for end in range(len(text) + 1) if (new := arriving.new(text[:end]))]

    assert [new for _, new in seen] == [[Arrived('He said "no".')], [Arrived("Été.", (1, 22))]]
    assert seen[0][0] < text.index("passage_ids")


def test_sentences_are_seen_again_when_the_model_starts_again() -> None:
    arriving = ArrivingSentences()

    seen = [arriving.new(text) for text in ('{"text": "One."}', "{", '{"text": "Two."}')]

    assert seen == [[Arrived("One.")], [], [Arrived("Two.")]]


def test_a_plan_with_an_angle_nobody_knows_is_still_a_plan() -> None:
    told = '{"variants": [{"angle": "thought leadership", "evidence": [3]}, {"angle": ["x"]}]}'

    plan = read_answer(told, PlanAnswer)

    assert [one.angle for one in plan.variants] == ["own_take", "own_take"]
