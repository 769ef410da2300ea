"""What a query is taken to ask for."""

import pytest

from knowledge_base.glossary import Entry, Glossary
from knowledge_base.queries import understand

AI = Glossary([Entry(french=("intelligence artificielle", "IA"), english=("artificial intelligence", "AI"))])


def forms(query: str, language: str, glossary: Glossary = AI) -> list[set[tuple[str, ...]]]:
    return [set(term.forms) for term in understand(query, glossary).terms[language]]


def test_a_word_stands_for_itself_and_its_translations() -> None:
    assert forms("réparer les fours de la ville", "fr")[:2] == [{("repar",)}, {("four",)}]
    assert {("repair",), ("fix",)} <= forms("réparer les fours de la ville", "en")[0]
    assert ("oven",) in forms("réparer les fours de la ville", "en")[1]


def test_names_are_sought_as_they_are_in_both_languages() -> None:
    asked = understand("les fours de Vierzon et leur prix")

    assert asked.languages == ("fr",)
    assert "vierzon" in asked.stems("fr")
    assert "vierzon" in asked.stems("en")


def test_the_company_s_phrases_stand_for_each_other() -> None:
    assert forms("que pense la ville de l'IA ?", "fr")[-1] == {("ia",), ("intelligent", "artificiel")}
    assert ("artifici", "intellig") in forms("que pense la ville de l'IA ?", "en")[-1]
    assert all(("ai",) in one for one in forms("l'intelligence artificielle dans le monde", "en")[:2])


def test_a_longer_phrase_wins_over_its_words() -> None:
    glossary = Glossary([Entry(("four",), ("oven",)), Entry(("four à soles",), ("deck oven",))])

    assert forms("le four à soles de la boulangerie", "en", glossary)[0] == {("four",), ("deck", "oven")}


def test_general_words_are_no_synonyms_in_their_own_language() -> None:
    assert forms("les prix des clients de la ville", "fr")[0] == {("prix",)}


@pytest.mark.parametrize("query", ["cms", "CMS", "the cms of our site"])
def test_an_acronym_is_found_however_it_is_typed(query: str) -> None:
    assert ("cms",) in forms(query, "en")[0]


def test_either_language_is_searched_when_a_query_could_be_in_either() -> None:
    asked = understand("data")

    assert asked.languages == ("fr", "en")
    assert {"donne"} & set(asked.stems("fr")) or {"don"} & set(asked.stems("fr"))
    assert "data" in asked.stems("en")


def test_a_text_is_cut_to_its_beginning() -> None:
    text = " ".join(f"word{number}" for number in range(500))

    assert len(understand(text).terms["en"]) == 64


@pytest.mark.parametrize("query", ["", "   ", "?!", "le la les", "\0", "a" * 2_000])
def test_nothing_to_ask_for_is_no_error(query: str) -> None:
    assert understand(query).terms["fr"] == () or query.startswith("a")
