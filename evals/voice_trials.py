"""Trials of a voice: a profile, an unseen post of its author, and posts of others to tell it from."""

import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from guardrails.authenticity.voice.lexicon import FUNCTION_WORDS
from guardrails.authenticity.voice.reading import Reading, read_text

SIZES = (5, 10, 20, 50)
TRIALS_PER_AUTHOR = 12
COLLEAGUES, POSTS_PER_COLLEAGUE = 5, 10


@dataclass(frozen=True, slots=True, eq=False)
class Post:
    """Texts of one `doc` come from one article."""

    corpus: str
    language: str
    author: str
    doc: str
    text: str
    reading: Reading


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """`near` is the post of another author on the nearest topic, `other` a random one of a third person.

    `colleagues` are posts of five people who are none of these three.
    """

    author: str
    size: int
    profile: tuple[Post, ...]
    own: Post
    near: Post
    other: Post
    colleagues: tuple[Post, ...]


def half_of(author: str) -> int:
    """0 or 1, told by the hash of the author's (already replaced) name."""
    return int(hashlib.sha256(author.encode()).hexdigest(), 16) % 2


def load_posts(path: Path) -> list[Post]:
    """The posts of a JSON lines file: corpus, lang, author, doc, text."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Post(r["corpus"], r["lang"], r["author"], r["doc"], r["text"], read_text(r["text"], r["lang"]))
        for r in rows
    ]


def make_trials(
    posts: Sequence[Post], seed: int = 0, *, sizes: Sequence[int] = SIZES, each: int = TRIALS_PER_AUTHOR
) -> list[Trial]:
    """At most `each` trials per author and size; a profile holds nothing from the document that is tested."""
    trials: list[Trial] = []
    for corpus in sorted({post.corpus for post in posts}):
        group = [post for post in posts if post.corpus == corpus]
        nearest = nearest_topics(group)
        by_author: dict[str, list[Post]] = defaultdict(list)
        for post in group:
            by_author[post.author].append(post)
        for author in sorted(by_author):
            for size in sizes:
                rng = random.Random(f"{seed}{author}{size}")  # noqa: S311, repeatable sampling, not a secret
                drawn = (_draw(author, size, by_author, nearest, rng) for _ in range(each))
                trials += [trial for trial in drawn if trial]
    return trials


def _draw(
    author: str,
    size: int,
    by_author: Mapping[str, list[Post]],
    nearest: Mapping[int, Post],
    rng: random.Random,
) -> Trial | None:
    mine = by_author[author]
    tested = rng.choice(sorted({post.doc for post in mine}))
    pool = [post for post in mine if post.doc != tested]
    if len(pool) < size:
        return None
    own = rng.choice([post for post in mine if post.doc == tested])
    near = nearest[id(own)]
    others = [name for name in sorted(by_author) if name not in {author, near.author}]
    rng.shuffle(others)
    crowd, rest = others[:COLLEAGUES], others[COLLEAGUES:]
    colleagues = tuple(p for name in crowd for p in some(by_author[name], POSTS_PER_COLLEAGUE, rng))
    other = rng.choice(by_author[rng.choice(rest)])
    return Trial(author, size, tuple(rng.sample(pool, size)), own, near, other, colleagues)


def some(posts: Sequence[Post], most: int, rng: random.Random) -> list[Post]:
    """At most `most` of them, drawn."""
    return rng.sample(list(posts), min(most, len(posts)))


def nearest_topics(posts: Sequence[Post]) -> dict[int, Post]:
    """By `id` of each post, the post of another author closest in content words (TF-IDF cosine)."""
    bags = [_content(post) for post in posts]
    vocabulary = {word: i for i, word in enumerate(sorted({w for bag in bags for w in bag}))}
    matrix = np.zeros((len(posts), len(vocabulary)), dtype=np.float32)
    for row, bag in enumerate(bags):
        for word in bag:
            matrix[row, vocabulary[word]] += 1
    matrix = np.log1p(matrix) * np.log(len(posts) / (matrix > 0).sum(axis=0)).astype(np.float32)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True) + 1e-9
    authors = np.array([post.author for post in posts])
    found = {}
    for start in range(0, len(posts), 256):
        similarity = matrix[start : start + 256] @ matrix.T
        similarity[authors[start : start + 256, None] == authors] = -1
        for row, best in enumerate(similarity.argmax(axis=1), start=start):
            found[id(posts[row])] = posts[int(best)]
    return found


def _content(post: Post) -> list[str]:
    small = FUNCTION_WORDS[post.language]
    return [word for word in re.findall(r"\w{4,}", post.text.lower()) if word not in small]
