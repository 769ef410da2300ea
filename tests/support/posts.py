"""Builders for texts under judgement, and the company they belong to."""

from collections.abc import Sequence
from datetime import date

from guardrails.authenticity.sameness import SamenessIndex
from guardrails.candidate import Candidate, Source
from guardrails.checks import Check, CheckSkipped
from guardrails.confidentiality.leaks.fingerprints import FingerprintLibrary, fingerprint_sentences
from guardrails.confidentiality.leaks.public_texts import read_public
from guardrails.confidentiality.lexicon import LexiconTerm
from guardrails.default_checks import default_checks
from guardrails.doc import Doc
from guardrails.findings import RawFinding
from guardrails.policy import Policy, load_policy

KEY = b"a key for tests, and for nothing else"
TODAY = date(2031, 3, 4)

CONFIDENTIAL = (
    "The new plant in Lindale will open in June with three partners and a budget of four million euros.",
    "Le site de Valbrune sera cédé en septembre à un groupe espagnol pour douze millions d'euros.",
)
COLLEAGUE = (
    "We moved the night shift to electric trucks in May, and the drivers say the cab is so quiet that they "
    "hear the birds at the depot. Charging takes forty minutes, the time of a coffee and a sandwich."
)


def make_doc(
    text: str,
    *,
    language: str = "en",
    own_words: Sequence[str] = (),
    sources: Sequence[Source] = (),
    **more: str,
) -> Doc:
    return Doc.of(Candidate(text, language, own_words=tuple(own_words), sources=tuple(sources), **more))


def seen_by(check: Check, text: str, **circumstances: object) -> list[tuple[str, str]]:
    """What a check reports, as (rule without its family, words of the original text)."""
    doc = make_doc(text, **circumstances)  # type: ignore[arg-type]
    return [(name_of(finding), text[finding.start : finding.end]) for finding in check(doc)]


def name_of(finding: RawFinding) -> str:
    return finding.rule.partition(".")[2]


def make_library(
    *texts: str, level: str = "confidential", public_texts: Sequence[str] = ()
) -> FingerprintLibrary:
    entries = [(1, level, blob) for text in texts for blob in fingerprint_sentences(text, key=KEY)]
    return FingerprintLibrary.load(entries, key=KEY, public=[read_public(text, KEY) for text in public_texts])


def company_checks(policy: Policy | None = None) -> list[Check]:
    """Every check, of a company that has something to hide, to sell and to say."""
    return default_checks(
        policy=policy or load_policy(),
        today=TODAY,
        lexicon=[LexiconTerm("Atlas", "code_name"), LexiconTerm("Zephyr Bank", "client")],
        fingerprints=make_library(*CONFIDENTIAL),
        sameness=SamenessIndex.build([("colleague", 7, COLLEAGUE)]),
        employer="Harbour Mills",
        products=("Millwright",),
    )


def run_leniently(check: Check, doc: Doc) -> list[RawFinding]:
    try:
        return check(doc)
    except CheckSkipped:
        return []
