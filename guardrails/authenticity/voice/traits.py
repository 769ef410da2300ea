"""How each trait of a voice is seen in its author's posts."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from guardrails.authenticity.voice.anatomy import Anatomy
from guardrails.authenticity.voice.background import Background
from guardrails.authenticity.voice.corrections import TOGETHER
from guardrails.authenticity.voice.examples import (
    Excerpt,
    excerpt_of,
    first_line_of,
    last_line_of,
    lines_of,
    opening_of,
    sentence_with,
)
from guardrails.authenticity.voice.habits import HabitKind, Side, habit
from guardrails.authenticity.voice.openings import KINDS, opening_kinds
from guardrails.authenticity.voice.profile import Habit, VoiceProfile
from guardrails.authenticity.voice.vocabulary import divergence, own_words

_RARE = 0.02  # share of posts in which any one phrase of somebody else begins or ends
_HARDLY = 0.1  # nats below which a way of opening is as everybody's
_MOST_WORDS = 6
_FEWEST = 2

LineOf = Callable[[Anatomy, str], Excerpt | None]


@dataclass(frozen=True, slots=True)
class Trait:
    """One habit as its author is told of it.

    `telling` is the divergence of their posts from everybody's, in nats: 0 is as everybody. `posts_with` of
    `posts` show it. `habit` holds its figures where it has any, `kind` the code of a way of opening or
    ending, or "tu", "vous", and of a layout "blank", "single" or "none". `words` are those that come back,
    with the number of posts that hold them (0 where that is not known).
    """

    name: str
    side: Side
    telling: float
    posts_with: int
    posts: int
    habit: Habit | None = None
    kind: str = ""
    words: tuple[tuple[str, int], ...] = ()
    example: Excerpt | None = None


@dataclass(frozen=True, slots=True)
class Posts:
    """The author's posts, most typical first, cut once."""

    language: str
    anatomies: tuple[Anatomy, ...]
    telling: Mapping[str, float] = field(default_factory=dict)

    def turned(self, steps: int) -> tuple[Anatomy, ...]:
        """The posts from another one on, so that not every trait is shown on the same."""
        first = steps % len(self.anatomies)
        return self.anatomies[first:] + self.anatomies[:first]


def plain_trait(kind: HabitKind, profile: VoiceProfile, posts: Posts, turn: int) -> Trait:
    measured = profile.habits[kind.name]
    return Trait(
        kind.name,
        kind.side,
        posts.telling[kind.name],
        measured.posts_with,
        profile.posts,
        measured,
        words=_words_of(kind.name, profile),
        example=excerpt_of(kind, posts.turned(turn), profile.language, usual=measured.usual),
    )


def _words_of(name: str, profile: VoiceProfile) -> tuple[tuple[str, int], ...]:
    style = profile.style
    if name == "connectives":
        counted = [(word, round(share * profile.posts)) for word, share in style.connectives.items()]
        return tuple((word, posts) for word, posts in counted if posts >= _FEWEST)[:_MOST_WORDS]
    listed = {"emoji": style.emoji, "hashtags": style.hashtags}.get(name, ())
    return tuple((word, 0) for word in listed[:_MOST_WORDS])


def layout_trait(profile: VoiceProfile, posts: Posts) -> Trait:
    names = TOGETHER["layout"]
    broken = sum("\n" in anatomy.text.strip() for anatomy in posts.anatomies)
    return Trait(
        "layout",
        Side.SURFACE,
        max(posts.telling[name] for name in names),
        broken,
        profile.posts,
        kind=profile.style.paragraph_break,
        example=lines_of(posts.anatomies, profile.style.paragraph_break),
    )


def ending_trait(profile: VoiceProfile, posts: Posts) -> Trait:
    """The way in which most posts end, as a code of `measures.ending`."""
    kind = habit("ending")
    codes = [kind.value(anatomy, profile.language) for anatomy in posts.anatomies]
    (code, number), *_ = Counter(codes).most_common(1)
    shown = next(anatomy for anatomy, each in zip(posts.anatomies, codes, strict=True) if each == code)
    return Trait(
        "ending",
        Side.SURFACE,
        posts.telling["ending"],
        number,
        profile.posts,
        kind=str(int(code)),
        example=last_line_of(shown),
    )


def address_trait(profile: VoiceProfile, posts: Posts) -> Iterator[Trait]:
    """French readers are said "tu", "vous", or nothing."""
    if profile.language != "fr":
        return
    said = profile.style.address
    shown = habit(said or "vous")
    measured = profile.habits[shown.name]
    yield Trait(
        "address",
        Side.WORDING,
        max(posts.telling[name] for name in TOGETHER["address"]),
        measured.posts_with if said else 0,
        profile.posts,
        measured,
        kind=said,
        example=excerpt_of(shown, posts.anatomies, "fr", usual=measured.usual) if said else None,
    )


def recurring_trait(name: str, phrases: Sequence[str], posts: Posts) -> Iterator[Trait]:
    """First words or last lines that come back."""
    line_of: LineOf = first_line_of if name == "openings" else last_line_of
    counted = [(phrase, *_holding(phrase, posts.anatomies, line_of)) for phrase in phrases[:_MOST_WORDS]]
    found = [(phrase, number, shown) for phrase, number, shown in counted if shown is not None]
    if not found:
        return
    number = sum(number for _, number, _ in found)
    total = len(posts.anatomies)
    yield Trait(
        name,
        Side.WORDING,
        divergence(min(number, total), total, _RARE),
        min(number, total),
        total,
        kind="words",
        words=tuple((phrase, number) for phrase, number, _ in found),
        example=found[0][2],
    )


def _holding(phrase: str, anatomies: Iterable[Anatomy], line_of: LineOf) -> tuple[int, Excerpt | None]:
    """How many posts begin (or end) like this, and the line of the first of them with the words marked."""
    lines = [line_of(anatomy, phrase) for anatomy in anatomies]
    holding = [line for line in lines if line is not None and line.marks]
    return len(holding), holding[0] if holding else None


def opening_trait(posts: Posts) -> Iterator[Trait]:
    """The way of opening that sets the author apart most: a question, a figure, "I" …"""
    found = [opening_kinds(anatomy, posts.language) for anatomy in posts.anatomies]
    total = len(found)
    telling = {
        kind: divergence(sum(kind in each for each in found), total, usual) for kind, usual in KINDS.items()
    }
    kind = max(telling, key=telling.__getitem__)
    if telling[kind] < _HARDLY:
        return
    shown = next(anatomy for anatomy, each in zip(posts.anatomies, found, strict=True) if kind in each)
    yield Trait(
        "openings",
        Side.WORDING,
        telling[kind],
        sum(kind in each for each in found),
        total,
        kind=kind,
        example=opening_of(shown, kind),
    )


def vocabulary_trait(profile: VoiceProfile, posts: Posts, background: Background) -> Iterator[Trait]:
    words = own_words(profile.exemplars, background)
    if not words:
        return
    yield Trait(
        "vocabulary",
        Side.WORDING,
        words[0].telling,
        words[0].posts,
        profile.posts,
        words=tuple((one.word, one.posts) for one in words),
        example=next(
            (
                shown
                for anatomy in posts.anatomies
                if (shown := sentence_with(anatomy, [one.word for one in words]))
            ),
            None,
        ),
    )
