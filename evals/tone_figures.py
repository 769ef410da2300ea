"""Measure the corporate score and the signs of style on real texts, and on the test rows of the project.

Run from the project's root: `python -m evals.tone_figures --data FOLDER [--test]`. FOLDER holds the posts and
press releases (see evals/external/texts.py); only shares leave this script.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from evals.case import SIDES, Side
from evals.detection import read_rows
from evals.external.texts import real_posts
from evals.tone_fit import Floats
from evals.voice_fit import auc
from guardrails.authenticity.corporate_tone import corporate_tone
from guardrails.authenticity.tone import ToneCheck
from guardrails.candidate import Candidate
from guardrails.doc import Doc

POST = 1_300
"""Characters: a press release is read in pieces as long as a post."""
CHECK = ToneCheck.of((), hashtags=12, emoji_per_100=4.0)


def docs(texts: Sequence[str], side: Side) -> list[Doc]:
    return [Doc.of(Candidate(text, language=side)) for text in texts]


def scores(read: Sequence[Doc]) -> Floats:
    return np.array([corporate_tone(doc).score for doc in read])


def warned(read: Sequence[Doc]) -> float:
    return float(np.mean([corporate_tone(doc).warns for doc in read]))


def press_releases(data: Path) -> Iterator[str]:
    for path in sorted((data / "sources" / "press_releases_en").iterdir()):
        text = path.read_text(encoding="utf-8", errors="replace")
        yield from (text[at : at + POST] for at in range(0, max(1, len(text) - POST), POST))


def report_signs(side: Side, read: Sequence[Doc]) -> None:
    found = Counter(rule for doc in read for rule in {finding.rule for finding in CHECK(doc)})
    for rule, count in found.most_common():
        print(f"{side}: {count / len(read):6.2%} of people's {len(read)} posts get {rule}")


def report_real(data: Path) -> None:
    people = {side: docs(real_posts(data, side), side) for side in SIDES}
    press = docs(list(press_releases(data)), "en")
    first = docs(list(_beginnings(data)), "en")
    humans = scores(people["en"])
    print(f"en: press releases against posts: AUC {auc(scores(press), humans):.3f} in pieces, ", end="")
    print(f"{auc(scores(first), humans):.3f} by their beginnings; {warned(press):.1%} of the pieces warned")
    for side in SIDES:
        report_signs(side, people[side])


def _beginnings(data: Path) -> Iterator[str]:
    for path in sorted((data / "sources" / "press_releases_en").iterdir()):
        yield path.read_text(encoding="utf-8", errors="replace")[:POST]


def report_test() -> None:
    rows = read_rows("tone")
    for side in SIDES:
        mine = [row for row in rows if row.language == side]
        labels = sorted({row.label for row in mine})
        read = {label: docs([row.text for row in mine if row.label == label], side) for label in labels}
        brochures, people = (read[label] for label in labels)
        print(
            f"{side}: {labels[0]} against {labels[1]}: AUC {auc(scores(brochures), scores(people)):.3f}; ",
            end="",
        )
        print(f"warned {warned(brochures):.1%} and {warned(people):.1%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--test", action="store_true", help="also the test rows")
    options = parser.parse_args()
    if options.data:
        report_real(options.data)
    if options.test:
        report_test()


if __name__ == "__main__":
    main()
