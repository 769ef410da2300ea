"""The company file: who the employer is, what it sells, and the names it keeps to itself."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.errors import Misconfigured

TERM_KINDS = ("code_name", "embargo", "client", "person")


@dataclass(frozen=True, slots=True)
class Term:
    """A name the company watches. `kind` is one of TERM_KINDS; dates are inclusive, None is open."""

    term: str
    kind: str
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Company:
    name: str = ""
    products: tuple[str, ...] = ()
    own_domains: tuple[str, ...] = ()
    disclosures: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()


def read_company(path: Path | None) -> Company:
    """Read the file, or answer an unnamed company when there is none. Raises Misconfigured."""
    if path is None:
        return Company()
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        return _company(data)
    except OSError as error:
        raise Misconfigured("TANDEM_COMPANY_FILE cannot be read: %(path)s.", path=path) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise Misconfigured("%(path)s is not a company file: %(reason)s.", path=path, reason=error) from error


def _company(data: dict[str, object]) -> Company:
    company = data.get("company", {})
    if not isinstance(company, dict):
        raise TypeError("[company] must be a table")
    terms = data.get("terms", [])
    if not isinstance(terms, list):
        raise TypeError("[[terms]] must be a list of tables")
    return Company(
        name=str(company.get("name", "")),
        products=_texts(company, "products"),
        own_domains=_texts(company, "own_domains"),
        disclosures=_texts(company, "disclosures"),
        terms=tuple(_term(entry) for entry in terms),
    )


def _texts(table: dict[str, object], key: str) -> tuple[str, ...]:
    values = table.get(key, [])
    if not isinstance(values, list):
        raise TypeError(f"{key} must be a list of texts")
    return tuple(str(value) for value in values)


def _term(entry: dict[str, object]) -> Term:
    kind = str(entry["kind"])
    if kind not in TERM_KINDS:
        raise ValueError(f"kind {kind!r} must be one of {', '.join(TERM_KINDS)}")
    starts, ends = entry.get("starts"), entry.get("ends")
    return Term(
        term=str(entry["term"]),
        kind=kind,
        starts=starts if isinstance(starts, date) else None,
        ends=ends if isinstance(ends, date) else None,
    )
