# ruff: noqa: E501  (a table of wordings reads better unbroken)
"""First-person experience that the author never told: "I was moved to see…", "J'ai eu la chance d'assister…"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guardrails.authenticity.own_words import said_by_author, typed_sentences
from guardrails.checks import CheckSkipped
from guardrails.compliance.protected_speech import protected_sentences
from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding
from guardrails.grounding.material import Material
from guardrails.grounding.quotes import find_quotations
from guardrails.grounding.synonyms import meanings
from guardrails.sentences import Span

_VERY = r"(?:(?:so|very|deeply|truly|genuinely|really|incredibly|particularly|especially|quite|both|always|also|profondement|vraiment|tres|tellement|particulierement|sincerement|toujours|aussi|moi-meme|personnellement|myself|personally|just|recently|recemment|first|still|encore|once|even) ){0,2}"
_MOVED_EN = r"(?:moved|touched|inspired|humbled|amazed|struck|impressed|blown away|overwhelmed|fascinated|shaken|stunned|captivated|taken aback|in awe|surprised|delighted|thrilled|honou?red|privileged|lucky|fortunate|proud|excited|happy|glad|heartbroken|grateful)"
_MOVED_FR = r"(?:emue?|touchee?|marquee?|impressionnee?|frappee?|bouleversee?|inspiree?|saisie?|surprise?|fascinee?|epatee?|bluffee?|ebahie?|conquise?|seduite?|subjuguee?|ravie?|honoree?|fiere?|heureu(?:x|se)|enchantee?|admirati(?:f|ve))"
_STIRRED_FR = r"(?:emue?|touchee?|marquee?|impressionnee?|frappee?|bouleversee?|inspiree?|saisie?|fascinee?|epatee?|bluffee?|ebahie?|conquise?|subjuguee?)"
_SENSE_EN = r"(?:see|seeing|witness\w*|watch\w*|hear|hearing|meet|meeting|attend\w*|visit\w*|discover\w*|experience|be there|stand\w*|take part|walk\w*|listen\w*|sit|spend|feel|observe)"
_SENSE_FR = r"(?:voir|assister|rencontrer|decouvrir|visiter|entendre|ecouter|participer|vivre|observer|partager|echanger|constater|passer|parcourir|etre (?:la|present|presente)|sentir|ressentir|cotoyer|accompagner)"

_FEELING = re.compile(
    rf"\bi (?:was|am|felt|feel|'m|have been|left) {_VERY}{_MOVED_EN}\b[^.!?\n]{{0,12}}\b{_SENSE_EN}\b"
    rf"|\bi'm {_VERY}{_MOVED_EN}\b[^.!?\n]{{0,12}}\b{_SENSE_EN}\b"
    rf"|\bi (?:was|felt|left|came away|came home|walked away) {_VERY}(?:moved|touched|inspired|humbled|amazed|struck|impressed|blown away|overwhelmed|shaken|stunned|captivated|fascinated|taken aback|in awe)\b"
    r"|\b(?:moved|struck|touched|amazed|surprised|impressed|stayed with|stuck with|inspired|humbled|shook) me\b"
    r"|\b(?:tears (?:in|to|came to) my eyes|goosebumps|gave me chills|lump in my throat|my heart (?:sank|swelled|raced|skipped|was full)|my (?:jaw|breath) )"
    rf"|\bj'ai (?:\w+ )?ete {_VERY}{_MOVED_FR}\b"
    rf"|\bje (?:suis|fus|reste|ressors|repars|suis reste[e]?|suis ressortie?|suis repartie?|suis sortie?) {_VERY}{_STIRRED_FR}\b (?:de |d'|par |devant |en )"
    rf"|\bje suis {_VERY}{_MOVED_FR}\b (?:d'avoir (?:pu )?(?:vu|assiste|rencontre|decouvert|visite|entendu|participe|partage|vecu|passe|{_SENSE_FR})|de {_SENSE_FR})\b"
    rf"|\bj'etais {_VERY}{_MOVED_FR}\b"
    r"|\bm'a (?:\w+ment |le plus |tant |tellement |beaucoup )?(?:touchee?|emue?|marquee?|bouleversee?|frappee?|impressionnee?|surprise?|inspiree?|saisie?|fascinee?)\b"
    r"|\b(?:les larmes aux yeux|la chair de poule|des frissons|le coeur serre|la gorge nouee|le souffle coupe)\b"
)
_PRESENCE = re.compile(
    r"\b(?:i|i've|i have|i'd) (?:had|got|have had|been given) (?:the|a) (?:\w+ )?(?:chance|pleasure|privilege|honou?r|opportunity|luck|joy)\b"
    rf"|\bi {_VERY}(?:saw|witnessed|watched|heard|met|visited|attended|discovered|experienced|stood|walked|sat|spoke|talked|toured|spent|noticed|joined|tasted|listened|remember|was there|was present|was in the room|was among|could feel|could see|could hear|can still (?:see|hear|feel)|took part|found myself)\b"
    rf"|\bi(?:'ve| have) {_VERY}(?:seen|witnessed|watched|met|visited|attended|experienced|spent|walked|toured|heard)\b"
    r"|\bi(?:'ll| will) (?:never|always) (?:forget|remember)\b"
    r"|\b(?:when|as|while) i (?:first )?(?:walked|arrived|entered|stood|watched|listened|stepped|sat|joined|visited|met|saw|heard)\b"
    rf"|\bj'ai {_VERY}eu (?:la chance|le plaisir|l'honneur|le privilege|l'occasion|l'opportunite|la joie|le bonheur|l'immense \w+|le grand \w+)\b"
    rf"|\bj'ai {_VERY}(?:pu )?(?:vue?|assiste|rencontre|decouvert|visite|entendu|ressenti|senti|observe|vecu|participe|passe (?:une?|la|ma|deux|trois|quelques)|croise|echange|discute|remarque|parcouru|ecoute|cotoye|goute|{_SENSE_FR})\b"
    r"|\bj'etais (?:la|presente?|sur place|parmi|dans la salle|aux cotes)\b"
    r"|\bje (?:me souviens|me rappelle|n'oublierai (?:jamais|pas)|revois|garde en memoire|reverrai)\b|\bj'entends encore\b"
    r"|\b(?:quand|lorsque) je (?:suis (?:entree?|arrivee?|allee?|venue?)|l'ai (?:vue?|rencontree?)|les ai (?:vus|rencontres))\b"
    r"|\ben (?:entrant|arrivant|voyant|decouvrant|visitant|ecoutant|parcourant|rencontrant|marchant)\b[^.!?\n]{0,60}, (?:je |j')"
)
_TOLD_FEELING = re.compile(
    r"\b(?:moved|touched|inspir\w+|humbl\w+|amaz\w+|struck|impress\w+|overwhelm\w+|fascinat\w+|stunned|surpris\w+|delighted|thrilled|"
    r"honou?red|privileged|lucky|proud|excited|happy|glad|loved?|tears|cried|goosebumps|grateful|shaken|feel\w*|felt|"
    r"emue?|emoti\w+|touchee?|marque[er]?\w*|frappe\w*|bouleverse\w*|saisie?|surprise?\w*|epatee?|bluffee?|ravie?|fiere?|fierte|heureu\w+|"
    r"aime\w*|adore\w*|larmes|pleure\w*|frissons|content\w*|triste\w*|joie|peur|scared|sad|nervous)\b"
)
_TOLD_PRESENCE = re.compile(
    r"\b(?:i|me|je|j|moi|saw|seen|met|visited|attended|heard|watched|spent|went|been|"
    r"vue?s?|rencontre[ers]*|visite[ers]*|assiste[ers]*|entendu|passe[er]?|allee?s?|etais|participe\w*)\b"
)
_SOMEBODY = frozenset(
    (
        "i",
        "me",
        "my",
        "je",
        "j",
        "m",
        "tears",
        "goosebumps",
        "chills",
        "larmes",
        "poule",
        "frissons",
        "coeur",
        "gorge",
        "souffle",
    )
)
_VERBATIM, _SAME_SUBJECT = 0.7, 0.34


@dataclass(frozen=True, slots=True)
class InventedExperienceCheck:
    """Ask about each sentence that tells what its author lived, and that they neither said nor typed.

    It speaks where something is known of what the author said: own words, sources, or the draft offered.
    """

    name: str = "authenticity.invented_experience"

    def __call__(self, doc: Doc) -> list[RawFinding]:
        candidate = doc.candidate
        if candidate.offered is None and not candidate.own_words and not candidate.sources:
            raise CheckSkipped
        claims = _claims(doc)
        if not claims:
            return []
        own = said_by_author(doc)
        return [
            doc.finding(
                self.name,
                *doc.sentences[at],
                evidence=Evidence.STATISTICAL,
                details={"words": _shown(doc, span)},
            )
            for at, span, feeling in claims
            if not _is_told(doc, at, span, own, feeling=feeling)
        ]


def _claims(doc: Doc) -> list[tuple[int, Span, bool]]:
    """(sentence, words, whether they tell a feeling) of what the writer has the author live."""
    found = [claim for at in _about_somebody(doc) if (claim := _claim(doc, at))]
    if not found:
        return []
    left_alone = typed_sentences(doc) | protected_sentences(doc)
    quoted = find_quotations(doc.text)
    return [
        (at, span, feeling)
        for at, span, feeling in found
        if at not in left_alone and not any(left <= span[0] < right for left, right in quoted)
    ]


def _about_somebody(doc: Doc) -> Iterator[int]:
    """Most sentences are nobody's, and cost nothing."""
    for at, span in enumerate(doc.sentences):
        if any(word.form in _SOMEBODY for word in doc.words_in(span)):
            yield at


def _claim(doc: Doc, at: int) -> tuple[int, Span, bool] | None:
    for pattern, feeling in ((_FEELING, True), (_PRESENCE, False)):
        if match := pattern.search(doc.folded, *doc.sentences[at]):
            return at, match.span(), feeling
    return None


def _is_told(doc: Doc, at: int, span: Span, own: Material, *, feeling: bool) -> bool:
    """Whether the author said it: in these words, or of the same subject and in the same manner."""
    forms = [word.form for word in doc.canonical(at).words]
    if not own.lines:
        return False
    if own.coverage(forms) >= _VERBATIM:
        return True
    told = _TOLD_FEELING if feeling else _TOLD_PRESENCE
    if not told.search(own.line):
        return False
    outside = (word.form for word in doc.canonical(at).words if not span[0] <= word.start < span[1])
    subject = meanings(list(outside))
    return not subject or own.containment(subject) >= _SAME_SUBJECT


def _shown(doc: Doc, span: Span) -> str:
    return " ".join(doc.text[span[0] : span[1]].split())[:80]
