"""Finding a rule among many, where there is no JavaScript."""

import re
from urllib.parse import quote

import pytest

from app.web.rule_filter import LONGEST, RuleFilter
from tests.app.web.conftest import Site, Visitor

MAIL = "confidentiality.email"


def shown(page: str) -> set[str]:
    """The rules that are in sight."""
    return set(re.findall(r'<li class="ruling[^>]*"(?: data-kept)?>\s*<label[^>]*for="do-([\w.]+)"', page))


@pytest.mark.parametrize(
    "typed",
    ["adresse e-mail", "E-MAIL adresse", "confidentiality.email", "  robots   ADRESSE "],
    ids=["its title", "in any order", "its code", "its reason"],
)
def test_a_rule_is_found_by_its_words(reviewer: Visitor, typed: str) -> None:
    page = reviewer.get(f"/policy/edit?q={quote(typed)}").text

    assert MAIL in shown(page)
    assert "confidentiality.iban" not in shown(page)
    assert re.search(r"Règles trouvées\s: [1-9]\n?<", page)


def test_nothing_typed_hides_nothing(reviewer: Visitor) -> None:
    assert len(shown(reviewer.get("/policy/edit").text)) > 40


def test_nothing_found_is_said(reviewer: Visitor) -> None:
    page = reviewer.get("/policy/edit?q=zzzz%20%3Cb%3E").text

    assert shown(page) == set()
    assert "Aucune règle ne contient tous ces mots." in page
    assert "zzzz &lt;b&gt;" in page


def test_looking_for_a_rule_loses_nothing_typed(reviewer: Visitor) -> None:
    typed = {f"action:{MAIL}": "block", "reason": "Pour la foire.", "based_on": "0"}

    page = reviewer.post("/policy/edit", q="iban", **typed).text

    assert shown(page) == {"confidentiality.iban", MAIL}, "what is changed stays in sight"
    assert "Pour la foire." in page


def test_a_rule_out_of_sight_is_saved_with_the_others(reviewer: Visitor, site: Site) -> None:
    sent = {"q": "iban", f"action:{MAIL}": "block", "reason": "Pour la foire.", "based_on": "0"}

    assert reviewer.post("/policy", **sent).url.path == "/policy/history"
    assert site.services.policy.action(MAIL) == "block"


def test_the_bench_can_be_narrowed_down_too(reviewer: Visitor) -> None:
    page = reviewer.post("/policy/try", q="iban", text="Bonjour.").text

    assert shown(page) == {"confidentiality.iban"}


@pytest.mark.parametrize(
    ("typed", "text", "fits"),
    [
        ("ete", "L’été", True),
        ("l’ete", "L'ÉTÉ arrive", True),
        ("oeuvre", "Œuvre", True),
        ("hiver", "L’été", False),
        ("", "L’été", True),
        ("\u202e ", "L’été", True),
        ("a" * 100_000, "a" * LONGEST, True),
    ],
    ids=["accents", "apostrophes", "ligatures", "another", "nothing", "signs", "endless"],
)
def test_words_are_compared_as_people_read_them(typed: str, text: str, fits: bool) -> None:
    assert RuleFilter.of(typed)(text) is fits
