"""A colleague's unseen draft is told to be close, by keyed prints alone, and cannot be fished for."""

import numpy as np
import pytest

from evals.case import DATASETS, Row, Side, read_cases
from guardrails.authenticity.draft_prints import DraftPrint
from guardrails.authenticity.sameness import SamenessCheck, SamenessIndex
from guardrails.checks import CheckSkipped
from guardrails.decisions import Action
from guardrails.policy import load_policy
from tests.support.posts import KEY, make_doc, seen_by

ANN, BOB = 7, 8


class AlikeRow(Row):
    id: str
    language: Side
    text: str
    reworded: tuple[str, ...]
    same_topic: tuple[str, ...]
    why: str


ROWS = read_cases([DATASETS / "sameness_groups.jsonl"], AlikeRow)
INDEX = SamenessIndex.build([], key=KEY)
DRAFT = ROWS[0].text


def check_of(*texts: str, author: int = BOB) -> SamenessCheck:
    prints = (DraftPrint.of(text, owner=ANN, key=KEY) for text in texts)
    return SamenessCheck(INDEX, author=author, drafts=[one for one in prints if one])


EVERYBODY = check_of(*(row.text for row in ROWS))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_rewording_is_told_and_the_same_subject_is_not(row):
    found = [seen_by(EVERYBODY, text, language=row.language) for text in row.reworded]

    assert found == [[("same_as_draft", "")]] * len(row.reworded)
    assert all(seen_by(EVERYBODY, text, language=row.language) == [] for text in row.same_topic)


def test_a_colleague_s_shared_post_is_told_first():
    index = SamenessIndex.build([("colleague", ANN, DRAFT)], key=KEY)
    prints = [DraftPrint.of(DRAFT, owner=9, key=KEY)]

    found = seen_by(SamenessCheck(index, author=BOB, drafts=prints), DRAFT)

    assert found == [("same_as_colleague", "")]


def test_nothing_is_told_but_that_it_is_close():
    [finding] = check_of(DRAFT, DRAFT)(make_doc(DRAFT))

    assert (finding.start, finding.end, finding.details) == (0, 0, {})
    assert load_policy().action(finding.rule) is Action.ADVISE


def test_nobody_is_told_of_their_own_draft():
    assert seen_by(check_of(DRAFT, author=ANN), DRAFT) == []


@pytest.mark.parametrize(
    "probe",
    [
        DRAFT[:150],
        f"{DRAFT[:60]} and then something else entirely: I went home, I slept, and in the morning I planted "
        "beans, called my mother about the roof, and forgot the street where the tailor used to live.",
        " ".join(row.text for row in ROWS),
    ],
    ids=["too short", "a phrase tried out", "everything at once"],
)
def test_drafts_cannot_be_fished_for(probe):
    assert seen_by(check_of(DRAFT), probe) == []


def test_a_print_holds_no_word_and_means_nothing_under_another_key():
    one, same, other = (DraftPrint.of(DRAFT, owner=ANN, key=key) for key in (KEY, KEY, b"another key"))

    assert one
    assert same
    assert other
    assert "warehouse" not in repr(one)
    assert one.shared_with(same) == 1.0
    assert one.shared_with(other) == 0.0
    assert one.cosine(other, np.ones(1 << 20)) < 0.1


def test_without_anything_to_compare_with_it_says_so():
    with pytest.raises(CheckSkipped):
        SamenessCheck(INDEX)(make_doc(DRAFT))
