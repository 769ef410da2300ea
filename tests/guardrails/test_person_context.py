import pytest

from guardrails.confidentiality.personal.personal_data import PersonalDataCheck
from tests.support.posts import seen_by

CHECK = PersonalDataCheck(people=frozenset({"Ada Lindqvist"}))


def people_asked_about(text: str) -> list[str]:
    return [words for rule, words in seen_by(CHECK, text) if rule == "person_in_context"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Call Marie Dupont on 06 39 98 01 02.", ["Marie Dupont"]),
        ("Pour le devis : Paul Martin, paul at exemple dot fr", ["Paul Martin"]),
        ("Paul Martin has been diagnosed with cancer.", ["Paul Martin"]),
        ("Marie est enceinte !", ["Marie"]),
        ("Our client Jane Doe refused the quote.", ["Jane Doe"]),
        ("J'ai reçu la patiente Jeanne Morel hier.", ["Jeanne Morel"]),
        ("Le dossier de Karim Benali est refusé.", ["Karim Benali"]),
        ("Marie Dupont habite 12 rue des Lilas, 75011 Paris.", ["Marie Dupont"]),
        ("Julie Ferrand, née le 3 mars 1991", ["Julie Ferrand"]),
    ],
    ids=["phone", "e-mail", "illness", "pregnancy", "client", "patient", "file", "home", "birth"],
)
def test_a_name_beside_something_private_is_asked_about(text, named):
    assert people_asked_about(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "Merci à Marie Dupont et à Paul Martin pour cette belle semaine !",
        "Thanks to Jane Doe for her talk on cancer research.",
        "Merci à notre cliente Jeanne Morel pour sa confiance.",
        "Ada Lindqvist answers the press: 06 39 98 01 02.",
        "My cancer taught me patience. Thank you Marie.",
        "Write to ana@example.com about the job.",
        "Julie Ferrand est en burn-out, la direction ne fait rien.",
        "Retrouvez Paul Martin au 12 rue des Lilas, 75011 Paris, pour notre fête.",
    ],
    ids=[
        "thanks",
        "talk",
        "thanked client",
        "spokesperson",
        "own illness",
        "no name",
        "working conditions",
        "event",
    ],
)
def test_people_may_be_thanked_announced_and_spoken_for(text):
    assert people_asked_about(text) == []
