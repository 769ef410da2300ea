"""An author learns when hardly a word of the text is theirs."""

import pytest

from guardrails.authenticity.own_words import OwnWordsCheck
from guardrails.candidate import Source
from guardrails.checks import CheckSkipped
from tests.support.posts import make_doc, seen_by

CHECK = OwnWordsCheck()
TAKE = "My first foreman said that you judge an oven by ear, and it took me ten years to hear what he meant."
FACTS = (
    "The new oven burns a third less gas than the old one. It was built in Lindale by a team of nine. "
    "The first one went to a school, and the next forty will go to bakers who open their first shop in town."
)
TIP = [("few_own_words", "")]


@pytest.mark.parametrize(
    ("own", "offered", "text", "found"),
    [
        ([], FACTS, FACTS, TIP),
        (["ovens"], FACTS, FACTS, TIP),
        ([TAKE], f"{TAKE} {FACTS}", f"{TAKE} {FACTS}", []),
        ([FACTS], FACTS, FACTS, TIP),
        ([], FACTS, f"{TAKE} {FACTS}", []),
        ([], FACTS, FACTS[:120], []),
        ([], "", FACTS, []),
    ],
    ids=["no take", "a word", "a take", "only pasted", "typed since", "short", "no draft was offered"],
)
def test_few_own_words_are_told(own, offered, text, found):
    source = Source(1, FACTS)

    assert seen_by(CHECK, text, own_words=own, offered=offered, sources=[source]) == found


def test_the_share_is_told():
    [finding] = CHECK(make_doc(FACTS, offered=FACTS))

    assert finding.details == {"share": "0"}


def test_where_nobody_knows_of_a_draft_nothing_is_said():
    with pytest.raises(CheckSkipped):
        CHECK(make_doc(FACTS))
