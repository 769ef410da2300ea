"""How an author writes, in the plain figures a writer can follow."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Range:
    """The usual span of a figure over posts (or sentences): 20th percentile, median, 80th percentile."""

    low: float = 0.0
    median: float = 0.0
    high: float = 0.0


@dataclass(frozen=True, slots=True)
class Style:
    """Figures over an author's posts in one language; the defaults are what an empty profile holds.

    Rates are counts per post, shares lie in 0..1. What recurs was seen in at least two posts, most
    frequent first. `closings` are last lines to recognise, never to lift into a new post.
    """

    length: Range = field(default_factory=Range)
    """Code points per post."""
    sentence_length: Range = field(default_factory=Range)
    """Words per sentence."""
    sentences_per_paragraph: Range = field(default_factory=Range)
    paragraph_break: str = ""
    """What stands between paragraphs: "blank" line, "single" line break, "none" (one block), "" unknown."""
    emoji_rate: float = 0.0
    emoji: tuple[str, ...] = ()
    hashtags_per_post: Range = field(default_factory=Range)
    hashtags: tuple[str, ...] = ()
    """Recurring ones with their #, in the author's most frequent spelling."""
    hashtags_inline: bool = False
    """True when most hashtags stand inside sentences rather than in a last line."""
    exclamation_rate: float = 0.0
    question_rate: float = 0.0
    question_posts: int = 0
    """How many posts hold a question: a writer adds one of its own only from two."""
    ellipsis_rate: float = 0.0
    first_person_share: float = 0.0
    """Share of posts with a first person singular."""
    we_share: float = 0.0
    """Share of posts with a first person plural (French "on" is not counted)."""
    address: str = ""
    """How readers are addressed in French: "tu", "vous", or "" when unknown or never."""
    openings: tuple[str, ...] = ()
    """First three words that recur, lower case."""
    closings: tuple[str, ...] = ()
    list_share: float = 0.0
    list_marker: str = ""
    apostrophe: str = ""
    """The author's usual apostrophe: "'" or "’"; "" when none was seen."""
    link_share: float = 0.0
    link_at_end: bool = False
    connectives: Mapping[str, float] = field(default_factory=dict)
    """Connectives the author uses, lower case, with the share of posts that hold them."""
    attribution: str = ""
    """How sources are named: "parentheses", "link", "prose" ("according to …"), or "" when never seen."""
