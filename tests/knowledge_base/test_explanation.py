"""Why a passage was found, for whoever asks."""

from dataclasses import replace

import pytest

from knowledge_base.explanation import Explanation, explain
from knowledge_base.glossary import Entry
from knowledge_base.passages import Scope
from tests.support.library import NOW, FakeVectors, FakeWords, WordEmbedder, make_passage

OVENS = make_passage(1, "We repair ovens in Vierzon.")
BOATS = make_passage(2, "Boats.")


def why(query: str, words: FakeWords, vectors: FakeVectors | None = None) -> Explanation:
    found = explain(query, 1, words=words, vectors=vectors, embedder=WordEmbedder(), scope=Scope(NOW))
    assert found is not None
    return found


def test_words_are_told_with_what_stood_for_them() -> None:
    found = why("repair the boilers of Vierzon", FakeWords([OVENS, BOATS]))

    assert [(one.word, one.through) for one in found.words] == [
        ("repair", ("repair",)),
        ("boilers", ()),
        ("vierzon", ("vierzon",)),
    ]
    assert not found.other_language


def test_a_translation_and_a_synonym_are_named() -> None:
    words = FakeWords([OVENS, BOATS], [Entry(english=("hearthling", "oven"))])

    assert why("réparer les fours de la ville", words).words[0].through == ("repair",)
    assert why("réparer les fours de la ville", words).other_language
    assert why("the hearthling of our town", words).words[0].through == ("oven",)


def test_parts_add_up_to_the_score() -> None:
    vectors = FakeVectors(held={1: WordEmbedder().embed(["repair ovens"])[0]})

    found = why("repair ovens and boats", FakeWords([OVENS, BOATS]), vectors)

    assert found.score == pytest.approx(sum(found.parts.values()))
    assert 0 < found.cosine < 1
    assert set(found.parts) == {"words", "sentence", "near", "close", "meaning"}
    assert found.parts["words"] > 0 < found.parts["meaning"]


def test_words_explain_alone_while_the_vector_index_is_gone() -> None:
    assert why("repair ovens", FakeWords([OVENS, BOATS]), FakeVectors(broken=True)).parts["meaning"] == 0


def test_what_may_not_be_cited_is_not_explained() -> None:
    words = FakeWords([OVENS], out_of_scope=frozenset({1}))

    assert explain("ovens", 1, words=words, vectors=None, embedder=None, scope=Scope(NOW)) is None
    assert explain(" ", 1, words=FakeWords([OVENS]), vectors=None, embedder=None, scope=Scope(NOW)) is None


def test_a_passage_in_french_is_explained_to_whoever_asks_in_english() -> None:
    french = replace(make_passage(1, "Nous réparons les fours."), language="fr")

    found = why("how are the ovens repaired", FakeWords([french, BOATS]))

    assert {one.word: one.through for one in found.words}["ovens"] == ("four",)
