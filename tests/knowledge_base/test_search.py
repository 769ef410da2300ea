"""What somebody finds, and in which order."""

from datetime import date

from knowledge_base.passages import Scope
from knowledge_base.search import hybrid_search
from tests.support.library import NOW, FakeVectors, FakeWords, WordEmbedder, make_passage

SCOPE = Scope(now=NOW)


def ids_found(words: FakeWords, vectors: FakeVectors | None, **options: int) -> list[int]:
    hits = hybrid_search(
        "ovens", words=words, vectors=vectors, embedder=WordEmbedder(), scope=SCOPE, **options
    )
    return [hit.passage.id for hit in hits]


def test_words_weigh_more_than_meaning() -> None:
    passages = [make_passage(number, document_id=number) for number in (1, 2, 3)]

    hits = hybrid_search(
        "ovens",
        words=FakeWords({1: 8.0, 2: 4.0}, passages),
        vectors=FakeVectors({2: 0.9, 3: 0.8, 1: 0.4}),
        embedder=WordEmbedder(),
        scope=SCOPE,
    )

    assert [(hit.passage.id, round(hit.score, 2), hit.words_score) for hit in hits] == [
        (1, 0.77, 1.0),
        (2, 0.62, 0.5),
        (3, 0.18, 0.0),
    ]


def test_words_alone_answer_without_vectors_and_when_the_index_is_gone() -> None:
    words = FakeWords({1: 8.0, 2: 4.0}, [make_passage(1), make_passage(2)])

    assert ids_found(words, None) == ids_found(words, FakeVectors(broken=True)) == [1, 2]


def test_rows_have_the_last_word_over_what_the_indexes_say() -> None:
    words = FakeWords({1: 8.0, 2: 4.0}, [make_passage(2)])

    assert ids_found(words, FakeVectors({1: 0.9, 2: 0.8})) == [2]


def test_one_document_does_not_fill_the_page() -> None:
    passages = [*(make_passage(number) for number in range(1, 6)), make_passage(6, document_id=2)]
    words = FakeWords({passage.id: 9.0 - passage.id for passage in passages}, passages)

    assert ids_found(words, None) == [1, 2, 3, 6]
    assert ids_found(words, None, per_document=1) == [1, 6]
    assert ids_found(words, None, limit=2) == [1, 2]


def test_the_same_text_is_shown_once() -> None:
    passages = [
        make_passage(1, "We repair ovens."),
        make_passage(2, "we repair the ovens!", document_id=2),
        make_passage(3, "We sell ovens.", document_id=3),
    ]

    assert ids_found(FakeWords({1: 3.0, 2: 2.0, 3: 1.0}, passages), None) == [1, 3]


def test_newer_comes_first_among_equals_only() -> None:
    passages = [
        make_passage(1, document_id=1, published_on=date(2025, 1, 1)),
        make_passage(2, document_id=2, published_on=date(2026, 1, 1)),
        make_passage(3, document_id=3, published_on=date(2026, 6, 1)),
    ]

    assert ids_found(FakeWords({1: 10.0, 2: 9.99, 3: 7.0}, passages), None) == [2, 1, 3]


def test_a_passage_that_shares_nothing_is_not_found() -> None:
    assert ids_found(FakeWords({}, [make_passage(1)]), FakeVectors({1: 0.15})) == []


def test_an_empty_query_finds_nothing() -> None:
    words = FakeWords({1: 1.0}, [make_passage(1)])

    assert hybrid_search(" ", words=words, vectors=None, embedder=None, scope=SCOPE) == []
