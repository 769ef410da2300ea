"""The company file: clear about what is wrong in it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.company import Company, Term, read_company
from app.errors import Misconfigured
from app.watched import watched


def test_without_a_file_the_company_is_unnamed() -> None:
    assert read_company(None) == Company()


def test_names_products_and_terms_are_read(tmp_path: Path) -> None:
    path = tmp_path / "company.toml"
    path.write_text(
        'name = "Brindille"\nproducts = ["Râteau"]\ncompetitors = ["Fourche"]\n[disclosure]\n'
        'fr = ["Je travaille chez Brindille"]\n'
        '[[terms]]\nterm = "Projet Houx"\nkind = "code_name"\nends = 2027-01-15\n',
        "utf-8",
    )

    company = read_company(path)

    assert company.name == "Brindille"
    assert company.products == ("Râteau",)
    assert company.competitors == ("Fourche",)
    assert company.disclosures == {"fr": ("Je travaille chez Brindille",)}
    assert company.terms == (Term("Projet Houx", "code_name", ends=date(2027, 1, 15)),)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('name = "Brindille', "company file"),
        ("products = []", "name"),
        ('name = "B"\nproducts = "Râteau"', "products must be a list"),
        ('name = "B"\n[[terms]]\nterm = "Houx"\nkind = "secret"', "must be one of"),
        ('name = "B"\n[[terms]]\nterm = "Houx"\nkind = "embargo"\nends = "soon"', "must be a date"),
        ('name = "B"\n[[terms]]\nterm = "Houx"\nkind = "embargo"\nannounced = 1', "must be true or false"),
    ],
    ids=["not TOML", "no name", "products not a list", "unknown kind", "not a date", "not a yes or no"],
)
def test_a_wrong_company_file_says_what_is_wrong(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "company.toml"
    path.write_text(content, "utf-8")

    with pytest.raises(Misconfigured, match=told):
        read_company(path)


def test_a_company_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"nowhere\.toml"):
        read_company(tmp_path / "nowhere.toml")


def test_a_term_has_other_names_and_a_date_that_may_be_told(tmp_path: Path) -> None:
    path = tmp_path / "company.toml"
    path.write_text(
        'name = "B"\n[[terms]]\nterm = "Houx"\nkind = "embargo"\nothers = ["Holly"]\nannounced = true\n'
        "ends = 2027-01-15",
        "utf-8",
    )
    company = read_company(path)

    (term,) = watched(company, [], now=datetime(2027, 1, 14, 12, tzinfo=UTC), zone=UTC).terms
    over = watched(company, [], now=datetime(2027, 1, 15, tzinfo=UTC), zone=UTC)

    assert (term.others, term.announced) == (("Holly",), date(2027, 1, 15))
    assert over.terms == ()
