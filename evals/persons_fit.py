# ruff: noqa: E501  (lists of words read better unbroken)
"""Train the model of people's names on sentences that this script makes up.

Run from the project's root: `python -m evals.persons_fit` (about a minute). It reads the templates in
evals/templates and the lists in guardrails/words, writes guardrails/confidentiality/personal/persons.crfsuite, and
gives the same bytes each time. With `--words` it first gathers guardrails/words/ordinary_words.txt anew from
this project's own texts. No text from anywhere else enters, and no template serves as a test.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pycrfsuite

from evals.persons_fillers import FILLERS, VOWELS_FIRST, invented_company, person, sayings
from guardrails.confidentiality.personal.person_features import (
    Lists,
    features,
    read_tokens,
    shipped_lists,
    windows,
)
from guardrails.confidentiality.personal.persons import MODEL
from guardrails.normalisation import fold, normalise

ROOT = Path(__file__).parent.parent
ORDINARY = ROOT / "guardrails/words/ordinary_words.txt"
OWN_TEXTS = ("app/demo/**/*.md", "guardrails/rules/*.toml", "guardrails/words/*.txt", "prompts/**/*.md", "README.md",
             "docs/**/*.md", "app/web/locales/fr/**/*.po", "evals/templates/*.txt", "evals/datasets/**/*.jsonl")  # fmt: skip
NOT_ORDINARY = {
    "given_names",
    "surnames",
    "top_level_domains",
    "ordinary_words",
    "places",
    "known_names",
    "known_companies",
    "known_places",
}
ALSO_WORDS = (
    "hope grace will mark bill rose joy faith may june art frank jack rob sue pat olive summer dawn drew chase chip clay cliff dale "
    "dean don earl gene grant guy hunter iris ivy jade jasmine lance mason melody mercy miles norm page pearl penny poppy ray rich rod "
    "ruby rusty sandy scout sky skip stone sunny tanner trip violet wade ward woody young long king brown white black green gray wood "
    "pierre marc constant clement prudence victoire aime aimee blanche claire clair juste desire ange celeste fleur marine mai avril "
    "reine colombe violette prune capucine marguerite jasmin melodie lilas ravi ravie petit grand rouge roux brun blanc bon gros moulin "
    "fontaine ping assise assis angle lever major max bob jet salut salon chance loup patience"
)
SENTENCES = 36_000
HIDDEN = 0.2
"""The share of names that the lists seem not to know while a sentence is read."""
NOISE = 0.4
"""The share of sentences made of ordinary words that look like names."""
SEED = 1789
PARAMETERS = {
    "c1": 0.35,
    "c2": 0.02,
    "max_iterations": 130,
    "feature.minfreq": 3,
    "feature.possible_transitions": True,
}
_SLOT = re.compile(r"\{(\w+)\}")


class Sentence(NamedTuple):
    text: str
    people: tuple[tuple[int, int], ...]


def make_sentences(language: str, count: int, chance: random.Random) -> Iterator[Sentence]:
    lines = (ROOT / f"evals/templates/persons_{language}.txt").read_text("utf-8").splitlines()
    templates = [line for line in lines if line and not line.startswith("# ")]
    words = sorted(shipped_lists().ordinary)
    for _ in range(count):
        if chance.random() < NOISE:
            yield _babble(words, language, chance)
            continue
        sentences = [_filled(chance.choice(templates), language, chance) for _ in range(chance.randint(1, 3))]
        yield _in_another_dress(_joined(sentences, chance), chance)


def _babble(words: list[str], language: str, chance: random.Random) -> Sentence:
    """Ordinary words in no order, with the capitals of beginnings, headings and hashtags, and at times a name.

    Nothing around tells, so forms and lists must.
    """
    chosen = chance.sample(words, chance.randint(3, 9))
    dice = chance.random()
    if dice < 0.25:
        pieces = [word.title() for word in chosen]
    elif dice < 0.4:
        pieces = [f"#{word.title()}" if chance.random() < 0.6 else word for word in chosen]
    else:
        pieces = [chosen[0].title(), *(w.title() if chance.random() < 0.06 else w for w in chosen[1:])]
    pieces[2] += chance.choice([".", "!", "\n", " :", ",", "\n-", " ?", ""])
    pieces[1] = pieces[1].title() if pieces[0].endswith((".", "!", "?")) else pieces[1]
    if dice < 0.4 or (dice < 0.6 and chance.random() < 0.3):
        return Sentence(" ".join(pieces), ())
    name = person("B", language, chance)
    at = chance.choice([0, chance.randint(0, len(pieces) - 1)])
    before = "".join(piece + " " for piece in pieces[:at])
    sign = chance.choice(["", "", ",", ".", " :"])
    return Sentence(
        before + name + sign + " " + " ".join(pieces[at:]), ((len(before), len(before) + len(name)),)
    )


def _filled(template: str, language: str, chance: random.Random) -> Sentence:
    text, people, read = "", [], 0
    for slot in _SLOT.finditer(template):
        text += template[read : slot.start()]
        read = slot.end()
        for piece, is_person in _fill(slot.group(1), language, chance):
            if is_person:
                people.append((len(text), len(text) + len(piece)))
            text += piece
    return Sentence(text + template[read:], tuple(people))


def _fill(slot: str, language: str, chance: random.Random) -> list[tuple[str, bool]]:
    if slot in {"P", "G", "S"}:
        return [(person(slot, language, chance), True)]
    if slot == "VG":
        return [(chance.choice(VOWELS_FIRST), True)]
    if slot == "T":
        titles = (
            "Dr,Mr,Mrs,Ms,Professor,Miss,Dr." if language == "en" else "Madame,M.,Mme,Docteur,Dr,Mlle,Maître"
        )
        return [(chance.choice(titles.split(",")) + " ", False), (person("S", language, chance), True)]
    if slot == "L":
        pieces: list[tuple[str, bool]] = []
        sign = chance.choice([", ", ", ", " - ", " / ", ", @", " · "])
        for _ in range(chance.randint(2, 5)):
            pieces += [(person(chance.choice("PPG"), language, chance), True), (sign, False)]
        final = " and " if language == "en" else " et "
        return [*pieces[:-1], (final, False), (person("P", language, chance), True)]
    invented = {"org": lambda: invented_company(chance), "sayings": lambda: sayings(language, chance)}
    if slot in invented:
        return [(invented[slot](), False)]
    return [(chance.choice(FILLERS[language].get(slot) or FILLERS["both"][slot]), False)]


def _joined(sentences: list[Sentence], chance: random.Random) -> Sentence:
    text, people = chance.choice(["", "", "", "", "🎉 ", "- ", "👉 ", "• ", "> "]), []
    for sentence in sentences:
        people += [(start + len(text), end + len(text)) for start, end in sentence.people]
        text += sentence.text + chance.choice([" ", " ", "\n", " 🙏 ", "\n\n"])
    return Sentence(text, tuple(people))


def _in_another_dress(sentence: Sentence, chance: random.Random) -> Sentence:
    """Now and then all in capitals or all in small letters; never at another length."""
    dice = chance.random()
    if dice < 0.03:
        changed = sentence.text.upper()
    elif dice < 0.07:
        changed = sentence.text.lower()
    else:
        return sentence
    return sentence._replace(text=changed) if len(changed) == len(sentence.text) else sentence


def ordinary_words() -> list[str]:
    """Words that this project's own texts write in small letters, without case and accents."""
    seen: Counter[str] = Counter()
    for pattern in OWN_TEXTS:
        for path in sorted(ROOT.glob(pattern)):
            if path.stem not in NOT_ORDINARY and not _is_measured_on(path):
                text = normalise(re.sub(r"\{\w+\}", " ", path.read_text("utf-8"))).text
                seen.update(re.findall(r"(?<![\w@#/.-])[a-zà-ÿ]{2,}(?![\w@/])", text))
    folded: Counter[str] = Counter()
    for word, count in seen.items():
        folded[fold(word)] += count
    names = shipped_lists().given
    kept = {word for word, count in folded.items() if count >= (3 if word in names else 1)}
    return sorted(kept | set(ALSO_WORDS.split()))


def _is_measured_on(path: Path) -> bool:
    """Texts that measure must teach nothing."""
    return "detection" in path.parts or path.stem.startswith("leaks")


def write_ordinary_words() -> None:
    words, lines, line = ordinary_words(), [], ""
    for word in words:
        if len(line) + len(word) > 118:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    head = "# Words that are written in small letters; evals/persons_fit.py gathers them from this project's own texts.\n"
    ORDINARY.write_text(head + "\n".join([*lines, line]) + "\n", encoding="utf-8")


def labelled(sentence: Sentence, lists: Lists) -> Iterator[tuple[list[list[str]], list[str]]]:
    tokens = read_tokens(sentence.text)
    for window in windows(tokens, lists):
        labels = []
        for at in window:
            inside = next((p for p in sentence.people if p[0] <= tokens[at].start < p[1]), None)
            labels.append("O" if inside is None else "B" if tokens[at].start == inside[0] else "I")
        yield features(tokens, window, lists), labels


def partly_hidden(lists: Lists, chance: random.Random) -> Lists:
    given = {name for name in sorted(lists.given) if chance.random() > HIDDEN}
    surnames = {name for name in sorted(lists.surnames) if chance.random() > HIDDEN}
    ordinary = {word for word in sorted(lists.ordinary) if chance.random() > HIDDEN / 2}
    return lists._replace(given=given, surnames=surnames, ordinary=ordinary)


def fit() -> None:
    chance = random.Random(SEED)  # noqa: S311  (sentences, not secrets)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=PARAMETERS, verbose=False)
    lists = shipped_lists()
    views = [lists, *(partly_hidden(lists, chance) for _ in range(11))]
    for language in ("en", "fr"):
        for sentence in make_sentences(language, SENTENCES // 2, chance):
            normal = sentence._replace(text=_same_length(sentence.text))
            for rows, labels in labelled(normal, chance.choice(views)):
                trainer.append(rows, labels)
    trainer.train(str(MODEL))


def _same_length(text: str) -> str:
    return text.replace("’", "'")


if __name__ == "__main__":
    if "--words" in sys.argv:
        write_ordinary_words()
    fit()
