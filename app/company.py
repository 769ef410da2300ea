"""The company file: who the employer is, what it sells, and the names it keeps to itself."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from app.errors import Misconfigured

TermKind = Literal["code_name", "embargo", "client", "person"]
TERM_KINDS = get_args(TermKind)


@dataclass(frozen=True, slots=True)
class Term:
    """A name the company watches. `kind` is one of TERM_KINDS; `ends` is exclusive, None is open.

    `others` are more words for the same; `announced` says that everybody may know when it ends.
    """

    term: str
    kind: TermKind
    starts: date | None = None
    ends: date | None = None
    others: tuple[str, ...] = ()
    announced: bool = False


@dataclass(frozen=True, slots=True)
class Company:
    """`aliases` are other names of the employer; `disclosures` the accepted phrases by language.

    Of `competitors` nobody speaks ill without a reader of comms.
    """

    name: str = ""
    aliases: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    disclosures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    competitors: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What an author may name without a source: the employer and what it sells."""
        return tuple(name for name in (self.name, *self.aliases, *self.products) if name)


def read_company(path: Path | None) -> Company:
    """Read the file, or answer an unnamed company when there is none. Raises Misconfigured."""
    if path is None:
        return Company()
    try:
        return _company(tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        raise Misconfigured("The company file cannot be read: %(path)s.", path=path) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise Misconfigured("%(path)s is not a company file: %(reason)s.", path=path, reason=error) from error


def _company(data: Mapping[str, Any]) -> Company:
    return Company(
        name=str(data["name"]),
        aliases=_texts(data, "aliases"),
        products=_texts(data, "products"),
        domains=_texts(data, "domains"),
        competitors=_texts(data, "competitors"),
        disclosures={
            language: _texts(data["disclosure"], language) for language in data.get("disclosure", {})
        },
        terms=tuple(_term(entry) for entry in data.get("terms", [])),
    )


def _texts(table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError(f"{key} must be a list of texts in quotes")
    return tuple(values)


def _term(entry: Mapping[str, Any]) -> Term:
    kind = entry["kind"]
    if kind not in TERM_KINDS:
        raise ValueError(f"kind {kind!r} must be one of {', '.join(TERM_KINDS)}")
    announced = entry.get("announced", False)
    if not isinstance(announced, bool):
        raise TypeError("announced must be true or false")
    return Term(
        str(entry["term"]),
        kind,
        starts=_day(entry, "starts"),
        ends=_day(entry, "ends"),
        others=_texts(entry, "others"),
        announced=announced,
    )


def _day(entry: Mapping[str, Any], key: str) -> date | None:
    value = entry.get(key)
    if value is not None and not isinstance(value, date):
        raise TypeError(f"{key} must be a date, such as 2027-01-15")
    return value.date() if isinstance(value, datetime) else value
