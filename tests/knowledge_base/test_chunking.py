"""Passages: whole sentences of even length that never cross a heading."""

from time import process_time

import pytest

from knowledge_base.chunking import LONGEST, chunk
from knowledge_base.passages import Chunk
from knowledge_base.sentences import split_sentences

SENTENCE = "Une phrase de longueur moyenne, ni trop courte ni trop longue, pour remplir un passage."


def test_long_text_becomes_even_passages_of_whole_sentences() -> None:
    passages = chunk([Chunk(" ".join([SENTENCE] * 40))])

    assert all(400 <= len(passage.text) <= LONGEST for passage in passages)
    assert all(passage.text.startswith("Une") and passage.text.endswith("passage.") for passage in passages)
    assert sum(passage.text.count("Une phrase") for passage in passages) == 40


def test_passages_never_cross_a_heading_or_a_page() -> None:
    passages = chunk(
        [
            Chunk("Un.", heading="A", page=1),
            Chunk("Deux.", heading="A", page=1),
            Chunk("Trois.", heading="B", page=1),
            Chunk("Quatre.", heading="B", page=2),
        ]
    )

    assert passages == (
        Chunk("Un.\nDeux.", heading="A", page=1),
        Chunk("Trois.", heading="B", page=1),
        Chunk("Quatre.", heading="B", page=2),
    )


@pytest.mark.parametrize(
    "line",
    [
        "mot " * 12_500,
        "a" * 50_000,
        "Une phrase. " * 4_200,
        "." * 50_000,
        "« " * 25_000,
        "M. " * 16_000,
        "[" * 50_000,
    ],
    ids=["no stop", "no space", "sentences", "dots", "open quotes", "abbreviations", "brackets"],
)
def test_an_endless_line_is_cut_in_good_time(line: str) -> None:
    started = process_time()

    passages = chunk([Chunk(line)])

    assert process_time() - started < 2
    assert max(len(passage.text) for passage in passages) <= LONGEST
    assert sum(len(passage.text.replace(" ", "")) for passage in passages) == len(line.replace(" ", ""))


def test_nothing_makes_no_passage() -> None:
    assert chunk([]) == chunk([Chunk(" \n ")]) == ()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Il pleut. Elle sort !", ["Il pleut.", "Elle sort !"]),
        ("It rains. She goes out!", ["It rains.", "She goes out!"]),
        ("M. Roche est là. Il attend.", ["M. Roche est là.", "Il attend."]),
        ("Mr. Lee is here. He waits.", ["Mr. Lee is here.", "He waits."]),
        ("En hausse de 7 %. Les fours aussi.", ["En hausse de 7 %.", "Les fours aussi."]),
        ("Il dit « Bonjour. Entrez. » et part. Fin.", ["Il dit « Bonjour. Entrez. » et part.", "Fin."]),
        ("Le prix est de 3.5 euros. C'est peu.", ["Le prix est de 3.5 euros.", "C'est peu."]),
        ("Voir l'art. 5 du code. Puis signer.", ["Voir l'art. 5 du code.", "Puis signer."]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences
