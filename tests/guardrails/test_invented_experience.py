"""Nobody is made to have lived what they never told; what they told, typed or vouched for is theirs."""

from typing import Literal

import pytest

from evals.case import DATASETS, Row, Side, read_cases
from guardrails.authenticity.invented_experience import InventedExperienceCheck
from guardrails.candidate import Candidate, Source
from guardrails.checks import CheckSkipped
from guardrails.doc import Doc
from tests.support.posts import make_doc, seen_by

CHECK = InventedExperienceCheck()
TAKE = "The kiln opened on Tuesday. It burns a third less gas."
LIVED = "I was moved to see the kiln open on Tuesday."


class LivedRow(Row):
    id: str
    language: Side
    label: Literal["invented", "told"]
    own_words: tuple[str, ...]
    sources: tuple[str, ...]
    text: str
    why: str

    def doc(self) -> Doc:
        sources = tuple(Source(number, text) for number, text in enumerate(self.sources))
        return Doc.of(Candidate(self.text, self.language, own_words=self.own_words, sources=sources))


ROWS = read_cases([DATASETS / "invented_experience.jsonl"], LivedRow)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_experience_is_asked_about_where_nobody_told_it(row):
    assert bool(CHECK(row.doc())) is (row.label == "invented")


def test_the_words_concerned_are_shown_and_the_sentence_is_marked():
    doc = make_doc(f"The kiln burns less gas. {LIVED}", own_words=[TAKE])

    [finding] = CHECK(doc)

    assert doc.text[finding.start : finding.end] == LIVED
    assert finding.details["words"].startswith("I was moved to see")


def test_what_its_author_typed_into_the_draft_is_theirs():
    text = f"The kiln burns less gas. {LIVED}"

    assert seen_by(CHECK, text, own_words=[TAKE], offered="The kiln burns less gas.") == []
    assert seen_by(CHECK, text, own_words=[TAKE], offered=text) == [("invented_experience", LIVED)]


def test_a_comma_added_does_not_make_a_sentence_one_s_own():
    text = "I was moved, truly, to see the kiln open on Tuesday!"

    assert seen_by(CHECK, text, own_words=[TAKE], offered=f"Hello. {LIVED}")


def test_a_sentence_its_author_vouched_for_is_theirs():
    assert seen_by(CHECK, LIVED, own_words=[TAKE, LIVED], offered=LIVED) == []


def test_pasting_a_source_is_not_telling_one_s_life():
    told = "I was moved to see the kiln open on Tuesday, says the report of the potters."

    assert seen_by(CHECK, LIVED, own_words=[told], sources=[Source(1, told)], offered=LIVED)


@pytest.mark.parametrize(
    "text",
    [
        "I saw my colleagues faint in the heat of the workshop.",
        "J’ai vu des collègues faire un malaise dans la chaleur de l’atelier.",
    ],
)
def test_speech_about_work_is_left_alone(text):
    assert seen_by(CHECK, text, own_words=["Something else."], offered=text) == []


def test_a_text_typed_into_an_empty_page_is_not_judged():
    with pytest.raises(CheckSkipped):
        CHECK(make_doc(LIVED))
