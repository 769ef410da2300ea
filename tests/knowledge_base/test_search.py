"""What somebody finds, and in which order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from knowledge_base.glossary import Entry
from knowledge_base.passages import Origin, Passage, Scope
from knowledge_base.search import hybrid_search
from tests.support.library import NOW, PUBLIC, FakeVectors, FakeWords, WordEmbedder, make_passage

SCOPE = Scope(now=NOW)


def found(
    query: str,
    passages: Sequence[Passage],
    vectors: FakeVectors | None = None,
    *,
    words: FakeWords | None = None,
    scope: Scope = SCOPE,
    **options: int,
) -> list[int]:
    hits = hybrid_search(
        query,
        words=words or FakeWords(passages),
        vectors=vectors,
        embedder=WordEmbedder(),
        scope=scope,
        **options,
    )
    return [hit.passage.id for hit in hits]


def vectors_of(texts: dict[int, str]) -> FakeVectors:
    return FakeVectors(held=dict(zip(texts, WordEmbedder().embed(list(texts.values())), strict=True)))


def test_more_of_the_words_come_first() -> None:
    passages = [
        make_passage(1, "Ovens.", document_id=1),
        make_passage(2, "Repairs of ovens.", document_id=2),
        make_passage(3, "Boats.", document_id=3),
    ]

    assert found("repair ovens", passages) == [2, 1]


def test_words_in_one_sentence_come_before_the_same_words_apart() -> None:
    apart = "The oven is old. Flour is white. Bread is warm. We repair the roof."
    together = "The roof is old. Flour is white. Bread is warm. We repair the oven."

    assert found("repair the oven", [make_passage(1, apart), make_passage(2, together)]) == [2, 1]


def test_a_relative_of_a_missing_word_is_better_than_nothing() -> None:
    passages = [
        make_passage(1, "Bakers warm the ovens.", document_id=1),
        make_passage(2, "Bakeries warm the ovens.", document_id=2),
    ]

    assert found("ovens of a bakery", [*passages, make_passage(3, "Boats.", document_id=3)])[0] == 2


def test_meaning_finds_what_shares_no_word() -> None:
    passages = [make_passage(1, "Quiet trains.", document_id=1), make_passage(2, "Ovens.", document_id=2)]

    assert found("railways", passages, vectors_of({1: "railways", 2: "ovens"})) == [1]


def test_words_alone_answer_without_vectors_and_when_the_index_is_gone() -> None:
    passages = [make_passage(1, "Repairs of ovens.", document_id=1), make_passage(2, "Ovens.", document_id=2)]

    assert (
        found("oven repair", passages) == found("oven repair", passages, FakeVectors(broken=True)) == [1, 2]
    )


def test_rows_have_the_last_word_over_what_the_indexes_say() -> None:
    passages = [make_passage(number, "Ovens.", document_id=number) for number in (1, 2)]
    words = FakeWords(passages, out_of_scope=frozenset({1}))

    assert found("ovens", passages, vectors_of({1: "ovens", 2: "ovens"}), words=words) == [2]


@pytest.mark.parametrize("hidden", [100, 300, 1_000])
def test_what_is_out_of_scope_starves_nothing_that_is_in_scope(hidden: int) -> None:
    near = dict.fromkeys(range(1, hidden + 1), "railways")
    passages = [*(make_passage(number, "Secret.") for number in near), make_passage(5_000, "Trains.")]
    vectors = vectors_of(near | {5_000: "railways north"})
    vectors.cleared = {
        number: (replace(PUBLIC, embargo_until=NOW + timedelta(days=1)), 1) for number in near
    } | {5_000: (PUBLIC, 1)}
    words = FakeWords(passages, out_of_scope=frozenset(near))

    assert found("railways", passages, vectors, words=words) == [5_000]


def test_one_document_does_not_fill_the_page() -> None:
    texts = ["ovens " * (9 - number) for number in range(1, 6)]
    passages = [make_passage(number, text) for number, text in enumerate(texts, start=1)]
    passages.append(make_passage(6, "An oven among many other things that are no such thing.", document_id=2))

    assert len(found("ovens", passages)) == 4
    assert found("ovens", passages)[-1] == 6
    assert len(found("ovens", passages, per_document=1)) == 2
    assert len(found("ovens", passages, limit=2)) == 2


def test_the_same_text_is_shown_once() -> None:
    passages = [
        make_passage(1, "We repair ovens."),
        make_passage(2, "we repair the ovens!", document_id=2),
        make_passage(3, "We sell ovens.", document_id=3),
    ]

    assert found("repair ovens", passages) == [1, 3]


def test_newer_comes_first_among_equals_only() -> None:
    passages = [
        make_passage(1, "Ovens are warm.", document_id=1, published_on=date(2025, 1, 1)),
        make_passage(2, "Ovens are hot.", document_id=2, published_on=date(2026, 1, 1)),
        make_passage(
            3,
            "Boats sail, trains run, planes fly, ships sink, oven doors close.",
            document_id=3,
            published_on=date(2026, 6, 1),
        ),
    ]

    assert found("ovens", passages) == [2, 1, 3]


def test_a_passage_that_shares_nothing_is_not_found() -> None:
    assert found("ovens", [make_passage(1, "Boats.")], vectors_of({1: "boats"})) == []


@pytest.mark.parametrize("query", [" ", "", "the of and", "?!"])
def test_a_query_without_words_finds_nothing(query: str) -> None:
    assert found(query, [make_passage(1, "Ovens.")]) == []


FRENCH = replace(make_passage(1, "Les fours réparés partent vers une deuxième boulangerie."), language="fr")
ENGLISH = make_passage(2, "Repaired ovens go to another bakery.", document_id=2)


def test_a_query_finds_what_is_written_in_the_other_language() -> None:
    assert found("comment réparer les fours de la boulangerie", [ENGLISH]) == [2]
    assert found("how do we repair the ovens of a bakery", [FRENCH]) == [1]


def test_the_company_s_own_words_lead_across_languages_and_to_synonyms() -> None:
    passages = [
        make_passage(1, "The hearthling has a new door."),
        replace(make_passage(2, "Le petit feu a une porte neuve.", document_id=2), language="fr"),
    ]
    entry = Entry(french=("petit feu",), english=("hearthling", "desk oven"))

    assert found("desk oven for schools", passages, words=FakeWords(passages, [entry])) == [1, 2]
    assert 1 in found("prix du petit feu pour les écoles", passages, words=FakeWords(passages, [entry]))
    assert found("desk oven for schools", passages) == []


def test_passages_in_the_other_language_are_not_crowded_out() -> None:
    own = [
        make_passage(number, f"Ovens of kind {number} can be repaired in any bakery.", document_id=number)
        for number in range(10, 40)
    ]

    assert FRENCH.id in found("repaired ovens in a bakery", [*own, FRENCH], limit=4)


def test_company_and_industry_are_mixed_when_both_have_something_to_say() -> None:
    company = [make_passage(number, f"Oven {number} repair.", document_id=number) for number in range(10, 40)]
    industry = replace(make_passage(1, "Oven repairs are late."), origin=Origin.INDUSTRY)
    beside = replace(make_passage(2, "Boats are late.", document_id=2), origin=Origin.INDUSTRY)
    passages = [*company, industry, beside]

    assert industry.id in found("oven repair", passages, limit=3, mix=True)
    assert beside.id not in found("oven repair", passages, limit=40, mix=True)


def test_news_comes_first_when_drafting() -> None:
    passages = [
        make_passage(1, "Ovens are warm, and so are we.", document_id=1, published_on=date(2019, 1, 1)),
        make_passage(
            2, "Ovens are warm, and then they are not warm.", document_id=2, published_on=date(2026, 11, 1)
        ),
    ]

    assert found("warm ovens", passages, mix=True)[0] == 2


def test_one_document_alone_can_be_searched() -> None:
    passages = [make_passage(number, "Ovens.", document_id=number) for number in (1, 2)]

    assert found("ovens", passages, vectors_of({1: "ovens"}), scope=Scope(NOW, document_id=2)) == [2]


def test_the_query_s_own_wording_settles_between_equal_words() -> None:
    as_asked = make_passage(1, "The oven was built in the town.", document_id=1)
    otherwise = make_passage(2, "An oven builder left his town.", document_id=2)

    assert found("when was the oven built in the town", [otherwise, as_asked]) == [1, 2]
