"""French text in English words, for an embedder that reads English."""

import numpy as np
import pytest

from knowledge_base.gloss import Bilingual, gloss
from tests.support.library import WordEmbedder


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Les salariés réduisent leurs déchets.", "employee reduce waste ."),
        ("L’intelligence artificielle et la mise à jour", "artificial intelligence update"),
        ("Le four de Vierzon : 12 pièces.", "oven Vierzon : 12 part ."),
        ("Nos équipes utilisent ces outils", "team use tool"),
        ("de la", "de la"),
        ("", ""),
    ],
)
def test_known_words_are_put_into_english_and_others_left(french: str, english: str) -> None:
    assert gloss(french) == english


def test_both_languages_share_one_space() -> None:
    vectors = Bilingual(WordEmbedder()).embed(
        [
            "Les salariés réduisent leurs déchets dans l'usine.",
            "employee waste factory",
            "train river mountain",
        ]
    )

    assert vectors.shape == (3, 64)
    assert np.dot(vectors[0], vectors[1]) > 2 * np.dot(vectors[0], vectors[2])


def test_english_is_left_alone() -> None:
    texts = ["We have repaired the oven and it heats again."]

    assert np.array_equal(Bilingual(WordEmbedder()).embed(texts), WordEmbedder().embed(texts))
