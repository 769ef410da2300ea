"""The texts behind the shipped background: the project's own invented ones, some dressed as posts are.

Nothing public is counted. The invented colleagues of the demo company and the rows that the measures of
voice and writing are made of are left out, so that no measure meets its own texts.
"""

import json
import random
import re
from collections.abc import Iterator

from evals.case import DATASETS, Side

_FILES = (
    "tone_dev.jsonl", "leaks_fr.jsonl", "leaks_en.jsonl", "sameness_groups.jsonl",
    "invented_experience.jsonl",
    "guardrails/clean_posts.jsonl", "guardrails/protected_speech.jsonl", "guardrails/disclosure.jsonl",
    "guardrails/channels.jsonl", "guardrails/tone.jsonl", "guardrails/names_and_data.jsonl",
)  # fmt: skip
_FEWEST_CHARACTERS = 80
_MOST_PER_ROW = 3  # wordings of one leak
_EMOJI = "🎉👏🙏🚀💡👇➡✅🔥😊🌱📢"
_PLACES = {"fr": ("Rejoignez-nous", "À lire ici", "Merci"), "en": ("Join us", "Read more", "Thank you")}


def background_texts(language: Side) -> list[str]:
    """Each text as it stands, and once more with tags, links, marks and breaks drawn at random.

    The drawing keeps what every network is full of from passing for one person's own habit.
    """
    texts = list(dict.fromkeys(_shipped(language)))
    rng = random.Random(1)  # noqa: S311, repeatable sampling, not a secret
    return [*texts, *(dressed(text, language, rng) for text in texts)]


def dressed(text: str, language: Side, rng: random.Random) -> str:
    """The text shortened to a sentence or two, with the decoration of a post."""
    sentences = re.split(r"(?<=[.!?…])\s+", text)
    kept = sentences[: rng.randint(1, max(len(sentences), 1))]
    if rng.random() < 0.25:
        kept = [re.sub(r"\.$", rng.choice((" !", "!", "…", "")), sentence) for sentence in kept]
    body = rng.choice((" ", " ", "\n", "\n\n")).join(kept)
    if rng.random() < 0.5:
        body = body.replace("'", "’") if "'" in body else body.replace("’", "'")
    words = re.findall(r"[^\W\d_]{5,}", body) or [_PLACES[language][0]]
    if rng.random() < 0.3:
        word = rng.choice(words)
        body = body.replace(word, f"#{word}", 1)
    if rng.random() < 0.2:
        body = f"{rng.choice(_EMOJI)} {body}"
    return body + "".join(_endings(words, rng))


def _endings(words: list[str], rng: random.Random) -> Iterator[str]:
    gap = rng.choice((" ", "\n", "\n\n"))
    if rng.random() < 0.25:
        yield " " + rng.choice(_EMOJI)
    if rng.random() < 0.25:
        yield f" @{rng.choice(words).lower()}"
    if rng.random() < 0.35:
        yield gap + " ".join(f"#{word}" for word in rng.sample(words, min(rng.randint(1, 3), len(words))))
    if rng.random() < 0.45:
        yield rng.choice((" ", gap)) + "https://example.com/" + rng.choice(words).lower()


def _shipped(language: Side) -> Iterator[str]:
    for name in _FILES:
        for line in (DATASETS / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.get("language") == language:
                row.pop("why", None)
                yield from [text for text in _strings(row) if len(text) >= _FEWEST_CHARACTERS][:_MOST_PER_ROW]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)
