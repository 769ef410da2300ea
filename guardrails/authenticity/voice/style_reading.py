"""Read the style of an author from their posts in one language."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import fmean

import numpy as np

from guardrails.authenticity.voice.anatomy import Anatomy, dissect
from guardrails.authenticity.voice.habits import habit
from guardrails.authenticity.voice.lexicon import ATTRIBUTION, CONNECTIVE_PATTERNS, FIRST_PERSON, TU, VOUS, WE
from guardrails.authenticity.voice.measures import sentence_lengths
from guardrails.authenticity.voice.style import Range, Style

_RECURS = 2
_MOST_LISTED = 12
_SOURCE_IN_PARENTHESES = re.compile(
    r"\((?=[^()\n]{0,200}?(?:\b(?:19|20)\d\d\b|https?://|<url>))(?=[^()\n]{0,200}?[^\W\d_])[^()\n]{1,200}\)",
    re.IGNORECASE,
)
_LINK_LINE = re.compile(
    r"^[^\n]{0,60}(?:https?://\S+|<url>|lnkd\.in/\S+)[^\S\n]*$", re.IGNORECASE | re.MULTILINE
)
_MARKER = re.compile(r"\d+[.)]|\S\ufe0f?")


def read_style(texts: Sequence[str], language: str) -> Style:
    """Figures over these posts; `texts` holds at least one."""
    posts = [dissect(text) for text in texts]
    tags = [anatomy.cut(anatomy.hashtags) for anatomy in posts]
    return Style(
        length=_range(len(text) for text in texts),
        sentence_length=_range(length for anatomy in posts for length in sentence_lengths(anatomy)),
        sentences_per_paragraph=_range(len(a.sentences) / max(len(a.paragraphs), 1) for a in posts),
        paragraph_break=_paragraph_break(posts),
        emoji_rate=_rate("emoji", posts, language),
        emoji=_recurring(anatomy.cut(anatomy.emoji) for anatomy in posts),
        hashtags_per_post=_range(len(found) for found in tags),
        hashtags=_recurring_tags(tags),
        hashtags_inline=_inline(posts),
        exclamation_rate=_rate("exclamation", posts, language),
        question_rate=_rate("question", posts, language),
        question_posts=sum("?" in anatomy.prose for anatomy in posts),
        ellipsis_rate=_rate("ellipsis", posts, language),
        first_person_share=_share(FIRST_PERSON[language].search(a.prose) for a in posts),
        we_share=_share(WE[language].search(a.prose) for a in posts),
        address=_address(posts) if language == "fr" else "",
        openings=_recurring((_opening(anatomy),) for anatomy in posts),
        closings=_recurring((_closing(anatomy),) for anatomy in posts),
        list_share=_share(len(anatomy.list_items) >= _RECURS for anatomy in posts),
        list_marker=_list_marker(posts),
        apostrophe=_apostrophe(posts),
        link_share=_share(anatomy.links for anatomy in posts),
        link_at_end=_link_at_end(posts),
        connectives=_connectives(posts, language),
        attribution=_attribution(posts, language),
    )


def _range(values: Iterable[float]) -> Range:
    figures = list(values) or [0.0]
    low, middle, high = np.percentile(figures, [20, 50, 80])
    return Range(float(low), float(middle), float(high))


def _share(truths: Iterable[object]) -> float:
    return fmean(1.0 if truth else 0.0 for truth in truths)


def _rate(name: str, posts: Iterable[Anatomy], language: str) -> float:
    return fmean(habit(name).value(anatomy, language) for anatomy in posts)


def _recurring(found: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """What stands in at least two posts, most frequent first; ties keep the order of appearance."""
    counts = Counter(item for post in found for item in dict.fromkeys(post) if item)
    return tuple(item for item, posts in counts.most_common(_MOST_LISTED) if posts >= _RECURS)


def _recurring_tags(tags: Sequence[Sequence[str]]) -> tuple[str, ...]:
    spelling: dict[str, Counter[str]] = {}
    for tag in (tag for post in tags for tag in post):
        spelling.setdefault(tag.casefold(), Counter())[tag] += 1
    recurring = _recurring([tag.casefold() for tag in post] for post in tags)
    return tuple(spelling[tag].most_common(1)[0][0] for tag in recurring)


def _paragraph_break(posts: Iterable[Anatomy]) -> str:
    kinds: Counter[str] = Counter()
    for anatomy in posts:
        text = anatomy.text.strip()
        kinds["blank" if re.search(r"\n[^\S\n]*\n", text) else "single" if "\n" in text else "none"] += 1
    return kinds.most_common(1)[0][0]


def _inline(posts: Iterable[Anatomy]) -> bool:
    """A tag is inline when a word follows it on its line."""
    inline = total = 0
    for anatomy in posts:
        for _, end in anatomy.hashtags:
            rest = anatomy.prose[end:].split("\n", 1)[0]
            inline += bool(re.search(r"\w", rest))
            total += 1
    return 2 * inline > total


def _address(posts: Iterable[Anatomy]) -> str:
    """The form of address found in more posts; "" when neither is found."""
    tu = vous = 0
    for anatomy in posts:
        tu += bool(TU.search(anatomy.prose))
        vous += bool(VOUS.search(anatomy.prose))
    if not tu and not vous:
        return ""
    return "tu" if tu > vous else "vous"


def _opening(anatomy: Anatomy) -> str:
    return " ".join(word.lower() for word in anatomy.cut(anatomy.words[:3]))


def _closing(anatomy: Anatomy) -> str:
    """The last line that holds words; a line of tags or a bare link is no closing."""
    for start, end in reversed(anatomy.lines):
        if re.search(r"\w", anatomy.prose[start:end]):
            return anatomy.prose[start:end].strip() if len(anatomy.lines) > 1 else ""
    return ""


def _list_marker(posts: Iterable[Anatomy]) -> str:
    markers = Counter(
        match.group()
        for anatomy in posts
        for item in anatomy.cut(anatomy.list_items)
        if (match := _MARKER.search(item))
    )
    if not markers:
        return ""
    marker = markers.most_common(1)[0][0]
    return "1" + marker[-1] if marker[0].isdigit() else marker


def _apostrophe(posts: Iterable[Anatomy]) -> str:
    marks = Counter(mark for anatomy in posts for mark in re.findall(r"(?<=\w)['’](?=\w)", anatomy.text))
    return marks.most_common(1)[0][0] if marks else ""


def _link_at_end(posts: Iterable[Anatomy]) -> bool:
    """True when most posts with a link have nothing but tags after the last one."""
    linked = [anatomy for anatomy in posts if anatomy.links]
    ended = sum(not re.search(r"\w", anatomy.prose[anatomy.links[-1][1] :]) for anatomy in linked)
    return 2 * ended > len(linked)


def _connectives(posts: Sequence[Anatomy], language: str) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for anatomy in posts:
        found = CONNECTIVE_PATTERNS[language].findall(anatomy.prose)
        counts.update({connective.lower().replace("’", "'") for connective in found})
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return {connective: number / len(posts) for connective, number in ordered}


def _attribution(posts: Sequence[Anatomy], language: str) -> str:
    ways = {
        "parentheses": sum(bool(_SOURCE_IN_PARENTHESES.search(anatomy.text)) for anatomy in posts),
        "link": sum(bool(_LINK_LINE.search(anatomy.text)) for anatomy in posts),
        "prose": sum(bool(ATTRIBUTION[language].search(anatomy.prose)) for anatomy in posts),
    }
    best = max(ways, key=lambda way: ways[way])
    return best if ways[best] else ""
