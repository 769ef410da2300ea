"""Whether a run of words has a verb of its own, which tells a sentence from a heading or a fragment."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from app.cocreate.lexicon import lexicon

_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*'?|\d[\d.,]*|[^\w\s']")
_ALWAYS = re.compile(r"\w{2,}(?:aient|èrent|issent|[^f]ront)$")
_FINITE = re.compile(r"\w{2,}(?:ait|era|ira|dra|vra|tra|rra|ît)$")
_NOT_FINITE = re.compile(
    r"(?:\w+(?:er|ir|oir|ire|[dp]re|ttre|ître|ivre|clure|ncre|és?|ées?|ant)|pas|plus|jamais|que|rien)$"
)
_INFINITIVE = re.compile(r"\w{2,}(?:er|ir|oir|dre|ire)$")
_ADJECTIVE = re.compile(
    r"\w+(?:ique|able|ible|aire|elle|ale|[ie]ve|euse|enne|ière|iste|oire|ante|ente|aise|oise|ine|une|ée|ure|ute|"
    r"erte|aite|uite|rte|ise|que|ois|sse|mme|tte|nne|tre|bre|ble|ple|che|ance|ence|ude|sme|graphe|logue)$"
)
_BEFORE_VERBS = frozenset(("se", "s'", "ne", "n'", "il", "ils", "elle", "elles", "on", "qui"))
_CLITICS = frozenset("se s' ne n' le la les l' lui leur en y me m' te t' nous vous".split())  # noqa: SIM905
_BEFORE_NOUN_AUXILIARIES = frozenset(("l'", "des", "les", "un"))
_BREAKS = frozenset(",;:")
_LEAST = 4


class _Forms(NamedTuple):
    auxiliaries: frozenset[str]
    """Finite nearly wherever they stand: "en ont", "l'a"."""
    certain: frozenset[str]
    """Finite wherever they stand but after an article: plurals and irregular verbs."""
    present: frozenset[str]
    """Singular forms that are nouns as well, so that what stands before them decides."""
    doubtful: frozenset[str]
    before_nouns: frozenset[str]
    after_verbs: frozenset[str]
    subordinators: frozenset[str]


def has_main_verb(sentence: str, language: str) -> bool:
    """Whether a finite verb stands outside relative clauses: "un outil qui aide" has none.

    French is judged by the forms of common verbs, by endings, and by what stands before and after
    (no tagger fits in the time there is); English by the signs in its lexicon.
    """
    straight = sentence.replace("’", "'")
    if language != "fr":
        return bool(lexicon(language).verb.search(straight))
    return _has_french_verb(_TOKEN.findall(straight.casefold()))


def _has_french_verb(words: Sequence[str]) -> bool:
    """Each subordinator takes the next verb for its own clause, unless a comma comes first."""
    forms, owed = _french(), 0
    for place, word in enumerate(words):
        if word in forms.subordinators and place:
            owed += 1
        elif word in _BREAKS:
            owed = 0
        elif _is_finite(words, place, forms):
            if not owed:
                return True
            owed -= 1
    return False


def _is_finite(words: Sequence[str], place: int, forms: _Forms) -> bool:
    word = words[place]
    before = _before(words, place)
    listed = word in forms.certain or word in forms.present
    if word in _CLITICS:
        return False
    if before in _BEFORE_VERBS:
        return listed or not _NOT_FINITE.match(word)
    if word in forms.auxiliaries:
        return before not in _BEFORE_NOUN_AUXILIARIES
    if not place or before in forms.before_nouns:
        return False
    listed = listed and word not in forms.doubtful
    by_ending = _ALWAYS.match(word) or _FINITE.match(word) or (before == "nous" and word.endswith("ons"))
    return bool(listed or by_ending or _looks_finite(words, place, forms))


def _before(words: Sequence[str], place: int) -> str:
    """The word before; of "personne ne la met" it is "ne", since a pronoun stands between."""
    before = words[place - 1] if place else ""
    if before in _CLITICS and place > 1 and words[place - 2] in _BEFORE_VERBS:
        return words[place - 2]
    return before


def _looks_finite(words: Sequence[str], place: int, forms: _Forms) -> bool:
    """A verb that no list holds, by its ending and its neighbours: "les vis rouillent"."""
    word, before, after = words[place], words[place - 1], "".join(words[place + 1 : place + 2])
    if len(word) < _LEAST or not before[-1].isalnum() or _INFINITIVE.match(before):
        return False  # "donner envie"
    if word.endswith("ent") and not word.endswith("ment"):
        return before.endswith(("s", "x")) or before.isdigit()
    followed = after in forms.after_verbs or after[:1].isdigit()
    ends = word.endswith(("e", "it", "int", "rt", "nd")) and not _ADJECTIVE.match(word)
    return followed and (ends or word in forms.doubtful)


@cache
def _french() -> _Forms:
    text = (Path(__file__).parent / "lexicon" / "fr_verbs.toml").read_text(encoding="utf-8")
    table = {name: words.split() for name, words in tomllib.loads(text).items()}
    regular = [verb[:-2] for verb in table["er"] if verb.endswith("er")]
    second = [verb[:-1] for verb in table["ir"]]
    present = {f"{stem}e" for radical in regular for stem in _stems(radical)}
    plural = {f"{stem}ent" for radical in regular for stem in _stems(radical)}
    return _Forms(
        auxiliaries=frozenset(table["auxiliaries"]),
        certain=frozenset({*table["other"], *plural, *_second_group(second)}),
        present=frozenset(present),
        doubtful=frozenset(table["like_adjectives"]),
        before_nouns=frozenset(table["before_nouns"]),
        after_verbs=frozenset(table["after_verbs"]),
        subordinators=frozenset(table["subordinators"]),
    )


def _second_group(radicals: Iterable[str]) -> Iterator[str]:
    for radical in radicals:
        yield f"{radical}t"
        yield f"{radical}ssent"


def _stems(radical: str) -> tuple[str, ...]:
    """The radical as it is written before a silent e: pes-/pès-, appel-/appell-, employ-/emploi-."""
    grave = re.sub(r"[eé](?=[^aeiouyéè]{1,2}$)", "è", radical)
    doubled = radical + radical[-1] if re.search(r"e[lt]$", radical) else radical
    mute = radical[:-1] + "i" if radical.endswith("y") else radical
    return (radical, grave, doubled, mute)
