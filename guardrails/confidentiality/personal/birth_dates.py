# ruff: noqa: E501  (a table of wordings reads better unbroken)
"""Dates of birth: a full date that the words before it call one."""

import re
from collections.abc import Iterator

from guardrails.confidentiality.personal.datum import Datum

_MONTHS = (
    "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|janv|fevr|juil|sept|oct|nov|dec|"
    "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep"
)
_YEAR = r"(?:(?:19|20)\d{2})"
_DATE = (
    rf"(?:\d{{1,2}}(?:er|st|nd|rd|th)?(?: of)?[ -](?:{_MONTHS})\.?,?[ -]{_YEAR}"
    rf"|(?:{_MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}"
    rf"|\d{{1,2}}(?P<s>[ ./-])\d{{1,2}}(?P=s)(?:{_YEAR}|\d{{2}})|{_YEAR}(?P<t>[ ./-])\d{{1,2}}(?P=t)\d{{1,2}})(?!\d)"
)
_CALLED = re.compile(
    r"(?:\bn(?:é|ée|és|ées|ee|é\(e\)|ée?·e|é\.e|e\(e\))(?: (?:à|a) [\w '-]{2,30}?)?,? (?:le |un )(?:\w{5,8} )?"
    r"|\bn(?:é|ée|é\(e\))[ :]{1,3}"
    r"|\b(?:date de naissance|naissance|ddn|date of birth|birth ?date|d\.?o\.?b\.?|birthday|anniversaire)\b"
    r"(?: est| is| was| du| le| of [\w '-]{2,30})?(?: le| on)?[ :(=-]{0,4}"
    r"|\bborn(?: in [\w '-]{2,30}?)?,?(?: on)?(?: the)? (?:\w{6,9},? )?)"
    rf"(?P<date>{_DATE})",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:entreprise|societe|projet|idee|startup|start-up|association|marque|produit|agence|equipe|company|startup|"
    r"project|idea|brand|product|agency|team|firm|business|service|site|app|revue|journal|club)\b[^.!?\n]{0,30}$"
)
_HINTS = (
    "né",
    "nee le",
    "naissance",
    "ddn",
    "birth",
    "dob",
    "d.o.b",
    "anniversaire",
    "born",
    "n\u00c9",
    "NÉ",
)
_BEFORE = 60


def find_birth_dates(text: str, folded: str) -> Iterator[Datum]:
    """Yield full dates that are called somebody's birth; of companies and ideas nothing is said."""
    if not any(hint in text or hint in folded for hint in _HINTS):
        return
    # Months lose their accents and "né" must keep its own: accents are taken from what follows only.
    for match in _CALLED.finditer(_without_accents_but_e(text)):
        if not _THING.search(folded[max(0, match.start() - _BEFORE) : match.start()]):
            yield Datum("BIRTH_DATE", *match.span("date"))


def _without_accents_but_e(text: str) -> str:
    return re.sub(r"(?<=[fF])é(?=v)|(?<=[dD])é(?=c)", "e", text).replace("û", "u")
