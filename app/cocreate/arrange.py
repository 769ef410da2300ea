"""Angles: which of the author's blocks and which fact a draft holds, and in what order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType

from app.cocreate.angles import ANGLES, angle_of_fact, angle_of_words
from app.cocreate.bonds import speak_of_one_thing
from app.cocreate.choices import pick, rotated
from app.cocreate.facts import Fact
from app.cocreate.ranking import RankedFact
from app.cocreate.takes import OwnBlock, Stance
from app.domain.briefs import Brief
from app.domain.channels import Channel
from knowledge_base.passages import Origin

MOST_PLANS = 3
FOLD = 210
"""Characters that readers see before they unfold a post, where a channel folds."""
FOLDING = frozenset({Channel.LINKEDIN, Channel.FACEBOOK})
NARROW = frozenset({Channel.X, Channel.BLUESKY})
_HALF_A_POST = 140
_CHOICE = 8
"""Of so many facts one is chosen for an author who said nothing."""
_NEARLY_AS_GOOD = 0.8
_CLOSE_CALL = 0.15
_THE_TOPIC = 0.6
"""Topicality from which a fact says what the post is about."""
_NEAR_THE_TOPIC = 0.75
"""Share of the best fact's closeness to the topic that others must have."""
_BESIDE = 2
"""Sentences apart: what a source tells in one breath."""
_SENTENCES, _WORDS = 2, 8


@dataclass(frozen=True, slots=True)
class Plan:
    """One draft to be: the blocks before its fact, the fact, the blocks after it."""

    angle: str
    before: tuple[OwnBlock, ...]
    ranked: RankedFact | None
    after: tuple[OwnBlock, ...] = ()
    second: RankedFact | None = None
    """A second fact, only where the author gave no words at all."""
    bound: OwnBlock | None = None
    """The block that the fact has to do with."""

    @property
    def lead(self) -> OwnBlock | None:
        """The block that stays when there is room for one only: the one that the fact belongs to."""
        return self.bound or next(iter((*self.before, *self.after)), None)


def make_plans(
    blocks: Sequence[OwnBlock],
    ranked: Sequence[RankedFact],
    brief: Brief,
    *,
    genres: Mapping[int, str] = MappingProxyType({}),
    thanks_first: bool = False,
) -> tuple[Plan, ...]:
    """Up to three plans with different openings, structures and facts; fewer when the material is thin.

    A fact stands in a plan only beside a block that it has to do with; where there is none, the author's
    words stand alone if they carry a post.
    `genres` names, by document id, the sources that are job offers or invitations. `thanks_first`
    opens with what the author thanks for, where they do.
    """
    named: dict[str, Plan] = {}
    fit = _brief_enough(ranked, brief) if blocks else ranked
    for plan in islice(_plans(blocks, fit, brief, thanks_first), MOST_PLANS):
        angle = plan.angle
        if plan.ranked is not None and not plan.before and plan.after:
            angle = angle_of_fact(plan.ranked.fact, plan.after[0], genres)
        angle = next(name for name in (angle, plan.angle, "experience", *ANGLES) if name not in named)
        named[angle] = replace(plan, angle=angle)
    return tuple(named.values())


def _plans(
    blocks: Sequence[OwnBlock], ranked: Sequence[RankedFact], brief: Brief, thanks_first: bool
) -> Iterator[Plan]:
    """The whole of what the author said, then what stands by itself of it, each with a fact of its own."""
    groups, used = _openers(blocks, brief, thanks_first), _Used(ranked, brief)
    if not blocks:
        yield from (_sourced(ranked, brief),) if ranked else ()
    elif not groups:
        yield _led(blocks, used.on_topic(blocks))
    else:
        whole = _whole(groups[0], blocks, used, brief)
        if whole.ranked is not None or _carries(whole.before):
            yield whole
        alone = 0
        for turn, group in enumerate(groups[1:]):
            for plan in _part(group, used, turn=turn):
                alone += plan.ranked is None
                if plan.ranked is not None or alone == 1:
                    yield plan
        yield from _other_side(groups[0], used)


def _sourced(ranked: Sequence[RankedFact], brief: Brief) -> Plan:
    """What a source says, for an author who said nothing yet: what touches their topics first, and then
    the seed chooses, so that colleagues differ. A second fact only where it stands beside the first.
    """
    best = [one for one in ranked[:_CHOICE] if one.worth >= _NEARLY_AS_GOOD * ranked[0].worth]
    said = max(one.spoken for one in best)
    about = [one for one in best if one.spoken >= _NEAR_THE_TOPIC * said]
    mine = [one for one in about if one.touches] or about
    first = pick(mine, seed=brief.seed, key="sourced")
    house = first.fact.passage.origin is Origin.COMPANY  # two of its sentences alone would copy its page
    beside = [one for one in ranked if one is not first and _beside(one.fact, first.fact) and not house]
    if not beside:
        return Plan("sourced", (), first)
    one, other = sorted((first, beside[0]), key=lambda ranked: ranked.fact.position)
    return Plan("sourced", (), one, second=other)


def _beside(one: Fact, other: Fact) -> bool:
    apart = abs(one.position - other.position)
    together = apart == 1 or (apart <= _BESIDE and bool(one.stems() & other.stems()))
    return one.passage.id == other.passage.id and together


@dataclass(slots=True)
class _Used:
    """The facts that are left: no two drafts of one brief tell the same."""

    left: list[RankedFact]
    brief: Brief

    def __init__(self, ranked: Sequence[RankedFact], brief: Brief) -> None:
        self.left, self.brief = list(ranked), brief

    def closest(self, blocks: Sequence[OwnBlock]) -> tuple[RankedFact, OwnBlock] | None:
        """The fact that has most to do with one of the blocks, and that block; the seed picks of equals."""
        found = [(one, block) for block in blocks for one in self.left if self._belong(one, block)]
        if not found:
            return None
        found.sort(key=lambda pair: -pair[0].bonds[_place(pair[1], self.brief)])
        most = found[0][0].bonds[_place(found[0][1], self.brief)]
        near = [pair for pair in found if pair[0].bonds[_place(pair[1], self.brief)] >= most - _CLOSE_CALL]
        chosen = pick(near[:2], seed=self.brief.seed, key=f"fact|{len(self.left)}")
        self.left.remove(chosen[0])
        return chosen

    def _belong(self, one: RankedFact, block: OwnBlock) -> bool:
        if block.replies_to(one.fact.text, self.brief.language):
            return True
        return block.stance is not Stance.REPLIES and one.bonds[_place(block, self.brief)] > 0

    def on_topic(self, blocks: Sequence[OwnBlock]) -> RankedFact | None:
        """What words that lean on it can follow: the fact they reply to, what says what the topic says, or
        else what they have most to do with.
        """
        language = self.brief.language
        near = [one for one in self.left if any(b.replies_to(one.fact.text, language) for b in blocks)]
        near = near or [one for one in self.left if one.spoken >= _THE_TOPIC]
        if near:
            return max(near, key=lambda one: one.spoken + max(one.bonds, default=0.0))
        if found := self.closest(blocks):
            return found[0]
        said = " ".join(block.text for block in blocks)
        able = [one for one in self.left if speak_of_one_thing(one.fact, said)]
        return max(able, key=lambda one: max(one.closeness, default=0.0), default=None)


def _openers(
    blocks: Sequence[OwnBlock], brief: Brief, thanks_first: bool
) -> tuple[tuple[OwnBlock, ...], ...]:
    """The blocks that can open a post, each with those that lean on it: first the first, as the author put
    them, then the others, from one that the seed picks on.

    Where a channel folds, what says its point above the fold opens if anything does.
    """
    groups = _grouped(blocks)
    if len(groups) < 2:
        return groups
    seen = [g for g in groups if brief.channel not in FOLDING or g[0].first_length <= FOLD] or groups
    lead = seen[0]
    if thanks_first:
        lead = next((g for g in groups if g[0].kind == "thanks"), lead)
    others = [group for group in groups if group is not lead]
    marked = [group for group in others if group[0].kind]
    plain = [group for group in others if not group[0].kind]
    turned = (*rotated(marked, seed=brief.seed, key="second"), *rotated(plain, seed=brief.seed, key="third"))
    return (lead, *turned)


def _grouped(blocks: Sequence[OwnBlock]) -> tuple[tuple[OwnBlock, ...], ...]:
    """Each block that can open, with the blocks right after it that lean on what comes before them."""
    groups: list[list[OwnBlock]] = []
    for block in blocks:
        if block.stance is Stance.OPENS:
            groups.append([block])
        elif groups and block.stance is Stance.FOLLOWS:
            groups[-1].append(block)
    return tuple(tuple(group) for group in groups)


def _brief_enough(ranked: Sequence[RankedFact], brief: Brief) -> Sequence[RankedFact]:
    """Where a channel is narrow, the facts that leave room for the author's words."""
    if brief.channel not in NARROW:
        return ranked
    return [one for one in ranked if len(one.fact.text) <= _HALF_A_POST]


def _place(block: OwnBlock, brief: Brief) -> int:
    """Which of `brief.takes` a block is."""
    typed = block.answer.text.strip() if block.answer else brief.idea.strip()
    return brief.takes.index(typed)


def _whole(opener: Sequence[OwnBlock], blocks: Sequence[OwnBlock], used: _Used, brief: Brief) -> Plan:
    """All that the author said, and a fact right behind what it has to do with; a question comes last."""
    rest = [b for b in blocks if b not in opener and b.stance is not Stance.REPLIES]
    questions = [block for block in rest if block.kind == "question" and block.stance is Stance.OPENS]
    order = [*opener, *(block for block in rest if block not in questions), *questions]
    replies = [block for block in blocks if block.stance is Stance.REPLIES]
    found = used.closest(replies) or used.closest(opener) or used.closest(order)
    angle = angle_of_words(opener[0])
    if found is None:
        return Plan(angle, tuple(order), None)
    fact, bound = found
    if bound.stance is Stance.REPLIES:
        return Plan(angle, tuple(order), fact, (bound,), bound=order[0])
    at = order.index(bound) + 1
    while at < len(order) and order[at].stance is Stance.FOLLOWS:
        at += 1
    return Plan(angle, tuple(order[:at]), fact, tuple(order[at:]), bound=bound)


def _part(group: Sequence[OwnBlock], used: _Used, *, turn: int) -> Iterator[Plan]:
    """One answer alone, with a fact that has to do with it; or without, where it says more than a sentence
    and leans on nothing.
    """
    angle, found = group[0].kind or "experience", used.closest(group)
    if found is None:
        if group[0].opens_alone and sum(block.sentences for block in group) >= _SENTENCES:
            yield Plan(angle, tuple(group), None)
    elif group[0].kind == "question" or turn % 2:
        yield Plan(angle, tuple(group), found[0], bound=found[1])
    else:
        yield Plan(angle, (), found[0], tuple(group), bound=found[1])


def _other_side(group: Sequence[OwnBlock], used: _Used) -> Iterator[Plan]:
    """Another fact that has to do with the first answer, and then that answer alone."""
    if found := used.closest(group):
        yield Plan("sourced", (), found[0], tuple(group), bound=found[1])


def _led(blocks: Sequence[OwnBlock], fact: RankedFact | None) -> Plan:
    """Words that lean on something, behind the fact they lean on; a reply to it first."""
    if fact is None:
        return Plan("own_take", tuple(blocks), None)
    order = sorted(blocks, key=lambda b: (b.stance is not Stance.REPLIES, b.kind == "question"))
    return Plan("sourced", (), fact, tuple(order))


def _carries(blocks: Sequence[OwnBlock]) -> bool:
    """Whether words stand as a post without anything beside them."""
    return sum(b.sentences for b in blocks) >= _SENTENCES or sum(b.words for b in blocks) >= _WORDS
