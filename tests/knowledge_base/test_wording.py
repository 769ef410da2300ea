"""A query's own wording, down to its endings and small words."""

import pytest

from knowledge_base.wording import Wording

OTHERS = ("Les moulins tournent au vent.", "On a construit peu de fours.", "Le pain est chaud.")


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("quand le four a été construit", "Le four a été construit ici.", "La construction des fours va."),
        ("who was trained in the town", "She was trained in the town.", "A town trains and retrains."),
        ("l'année du moulin", "L'année du moulin à vent.", "Le moulin des années et du vent."),
    ],
    ids=["small words", "English", "apostrophes"],
)
def test_what_is_worded_like_the_query_is_better(query: str, better: str, worse: str) -> None:
    good, bad, *_ = Wording(query, [better, worse, *OTHERS]).values()

    assert good > bad


def test_what_all_share_tells_nothing_apart_and_what_none_has_is_not_expected() -> None:
    texts = ["The oven is warm."] * 9 + ["The oven is cold."]

    assert Wording("oven", texts).ideal < 0.1
    assert Wording("zeppelin", texts).ideal == 0
    assert Wording("cold", texts).ideal > 1


@pytest.mark.parametrize("query", ["", "?!", "ovens"], ids=["empty", "no word", "no text"])
def test_nothing_to_compare_is_worth_nothing(query: str) -> None:
    assert not Wording(query, [] if query == "ovens" else OTHERS).values().any()
