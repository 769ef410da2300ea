# ruff: noqa: E501  (a table of wordings reads better unbroken)
"""A person named next to what is private: a way to reach them, their health, their file.

A name alone is no finding: colleagues are thanked all day. Speech about work itself is left alone, as everywhere.
"""

import re
from collections.abc import Collection, Sequence

from guardrails.compliance.protected_speech import protected_sentences
from guardrails.confidentiality.personal.datum import Datum, Taken
from guardrails.confidentiality.personal.persons import read_persons
from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding
from guardrails.normalisation import fold
from guardrails.sentences import Span

RULE = "confidentiality.person_in_context"
_LEADS_TO_A_PERSON = frozenset(
    ["PHONE", "EMAIL", "BIRTH_DATE", "PASSPORT", "ID_CARD", "NIR", "SSN", "NINO", "IBAN", "CARD", "PLATE"]
)
_NEAR = 100
"""Characters between a name and what is private: a signature, or the end of a sentence."""
_LIVES = re.compile(
    r"\b(?:habit\w+|demeur\w+|domicili\w*|chez (?:elle|lui|moi)|adresse (?:de|d'|perso\w*|:)|loge|lives?|living|home|address(?: of| is|:)|moved to|resides?)\b[^.!?\n]{0,60}$"
)
_ILLNESS = (
    r"(?:breast |lung |skin |stage )?(?:cancer|chemo\w*|tumou?r|leuk\w+|lymphom\w+|diabet\w+|epileps\w+|hiv|aids|vih|sida|parkinson\w*|alzheimer\w*|"
    r"depression|bipolar\w*|schizophreni\w+|burn-?out|autis\w+|anorexi\w+|addiction|alcoholism|alcoolisme|miscarriage|fausse couche|ivf|fiv|"
    r"heart attack|stroke|infarctus|avc|sclerose\w*|multiple sclerosis|operation|surgery|therap(?:y|ie)|disability|handicap|pregnancy|grossesse|hepatit\w+|covid)"
)
_STATE = (
    r"(?:pregnant|depressed|bipolar|autistic|diabetic|disabled|epileptic|anorexic|alcoholic|hospitali[sz]ed|in (?:hospital|rehab|therapy|a coma)|on (?:sick|medical) leave|"
    r"off sick|seriously ill|terminally ill|enceinte|hospitalisee?|en (?:arret(?: maladie)?|depression|burn-?out|cure|reanimation)|diabetique|seropositi\w+|handicapee?|"
    r"operee?|depressi(?:f|ve)|bipolaire|autiste|alcoolique|epileptique|malade|en conge maladie|hiv positive|on chemo)"
)
_HEALTH = re.compile(
    rf"\b(?:has|had|having|got|with|battl\w+|fight(?:s|ing)|fought|beat|beats|surviv\w+|diagnos\w+ (?:with|d'un)|recover\w+ from|treated for|suffer\w+ from|liv\w+ with|died (?:of|from)|"
    rf"her|his|their|a|avait|a eu|souffr\w+ (?:de|d')|atteinte? (?:de|d')|combat\w*|lutte contre|se bat contre|vaincu|vient (?:de|d')|remise? (?:de|d')|soignee? pour|traitee? pour|morte? (?:de|d')|"
    rf"decedee? (?:de|d')|fait|son|sa|ses)(?: ?(?:a|an|un|une|le|la|l'|du|des|her|his|second|grave|severe|lourde?|nouvelle?)){{0,2}} ?{_ILLNESS}\b"
    rf"|\b(?:is|was|has been|been|est|etait|a ete|reste|still|currently|toujours|actuellement) (?:now |still |encore |toujours |very |tres |gravement )?{_STATE}\b"
)
_FILE = re.compile(
    r"\b(?:patiente?s?|(?:my|our|his|her|mon|ma|notre|le|la|un|une|a|another) (?:clients?|clientes?|customers?|tenant|locataire|claimant|debtor|debiteur|beneficiaire|prospect)|"
    r"(?:file|case|account|contract|claim|invoice|loan|complaint|dossier|compte|contrat|sinistre|facture|pret|plainte|reclamation)(?: (?:number|n°) ?\w+)? (?:of|for|against|from|de|d'|du|contre|pour))"
    r"(?: (?:called|named|nommee?|appelee?|mr|mrs|ms|dr|m|mme|madame|monsieur))?\.?[ ,:(]{0,3}$"
)
_THANKED = re.compile(
    r"\b(?:thank\w*|congrat\w*|kudos|bravo|merci\w*|remerci\w*|felicit\w*|welcome|bienvenue|proud|fiere?s?|grateful|shout-?out|pleasure|plaisir|delighted|ravie?s?|"
    r"author|auteure?|director|interview\w*|podcast|talk|speaker|webinar|confiance|trust)\b"
)


def find_people_in_context(
    doc: Doc, data: Sequence[Datum], *, allowed: Collection[str] = ()
) -> list[RawFinding]:
    """Report the names of people that stand near private data or a private fact.

    `data` are what was found in `doc.text`; `allowed` are names that pass, such as spokespersons.
    """
    private = [(one.start, one.end) for one in data if _leads_to_a_person(one, doc.folded)]
    health = [match.span() for match in _HEALTH.finditer(doc.folded)]
    if not private and not health and not _FILE_SIGN.search(doc.folded):
        return []
    taken = Taken.by(data)
    names = [
        span
        for span in read_persons(doc.text)
        if not taken.touches(*span) and not _passes(doc.text[slice(*span)], allowed)
    ]
    found = [span for span in names if _near(span, private) or _is_told_of(doc, span, health)]
    if not found:
        return []
    left_alone = [doc.sentences[at] for at in protected_sentences(doc)]
    return [
        doc.finding(RULE, start, end, evidence=Evidence.STATISTICAL)
        for start, end in found
        if not any(begin <= start < stop for begin, stop in left_alone)
    ]


_FILE_SIGN = re.compile(
    r"\b(?:patient|client|customer|tenant|locataire|claim|dossier|file|case|account|contract|compte|contrat|sinistre|plainte|debt|debit|complaint|loan)"
)


def _leads_to_a_person(datum: Datum, folded: str) -> bool:
    """An address does only where somebody is said to live; events have one too."""
    if datum.entity == "ADDRESS":
        return bool(_LIVES.search(folded[max(0, datum.start - _NEAR) : datum.start]))
    return datum.entity in _LEADS_TO_A_PERSON


def _passes(name: str, allowed: Collection[str]) -> bool:
    words = set(fold(name).split())
    return any(words <= set(fold(one).split()) for one in allowed)


def _near(name: Span, private: Sequence[Span]) -> bool:
    return any(start - _NEAR <= name[1] and name[0] <= end + _NEAR for start, end in private)


def _is_told_of(doc: Doc, name: Span, health: Sequence[Span]) -> bool:
    """Whether the sentence tells of this person's health, or opens their file."""
    sentence = next((s for s in doc.sentences if s[0] <= name[0] < s[1]), (name[0], name[1]))
    if any(name[1] <= start < min(sentence[1], name[1] + _NEAR) for start, _ in health):
        return True
    before = doc.folded[max(sentence[0], name[0] - 60) : name[0]]
    return bool(_FILE.search(before)) and not _THANKED.search(doc.folded[sentence[0] : sentence[1]])
