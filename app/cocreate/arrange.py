"""Angles: which of the author's blocks and which fact a draft holds, and in what order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from app.cocreate.angles import ANGLES, angle_of_fact, angle_of_words
from app.cocreate.choices import pick
from app.cocreate.ranking import RankedFact
from app.cocreate.takes import OwnBlock, Stance
from app.domain.briefs import Brief
from app.domain.channels import Channel

FOLD = 210
"""Characters that readers see before they unfold a post, where a channel folds."""
FOLDING = frozenset({Channel.LINKEDIN, Channel.FACEBOOK})
NARROW = frozenset({Channel.X, Channel.BLUESKY})
_HALF_A_POST = 140
_MOST_WEIGHED = 8
_FRAME = 30
"""What naming its source adds to a fact."""
_BEST_FEW = 4
_CLOSE_CALL = 0.06
_NEARLY_AS_GOOD = 0.85
_SHORT_BLOCK = 12


@dataclass(frozen=True, slots=True)
class Plan:
    """One draft to be: the blocks before its fact, the fact, the blocks after it."""

    angle: str
    before: tuple[OwnBlock, ...]
    ranked: RankedFact | None
    after: tuple[OwnBlock, ...] = ()
    second: RankedFact | None = None
    """A second fact, only where the author gave no words at all."""

    @property
    def lead(self) -> OwnBlock | None:
        """The block that stays when there is room for one only."""
        return next(iter((*self.before, *self.after)), None)


def make_plans(
    blocks: Sequence[OwnBlock],
    ranked: Sequence[RankedFact],
    brief: Brief,
    *,
    genres: Mapping[int, str] = MappingProxyType({}),
    thanks_first: bool = False,
) -> tuple[Plan, ...]:
    """Up to three plans with different openings, structures and facts; fewer when the material is thin.

    Three need two blocks that can open and three facts; two need a second fact or a second opening.
    `genres` names, by document id, the sources that are job offers or invitations. `thanks_first`
    opens with what the author thanks for, where they do.
    """
    named: dict[str, Plan] = {}
    for plan in _plans(blocks, _brief_enough(ranked, brief) if blocks else ranked, brief, thanks_first):
        angle = plan.angle
        if plan.ranked is not None and not plan.before and plan.after:
            angle = angle_of_fact(plan.ranked.fact, plan.after[0], genres)
        angle = next(name for name in (angle, plan.angle, "experience", *ANGLES) if name not in named)
        named[angle] = replace(plan, angle=angle)
    return tuple(named.values())


def _plans(
    blocks: Sequence[OwnBlock], ranked: Sequence[RankedFact], brief: Brief, thanks_first: bool
) -> tuple[Plan, ...]:
    openers = _openers(blocks, brief, thanks_first)
    if not blocks:
        return (_sourced(ranked, brief),) if ranked else ()
    if not openers:
        return (
            (_fact_first(blocks, ranked[0], brief),) if ranked else (Plan("own_take", tuple(blocks), None),)
        )
    if len(openers) > 1 and len(ranked) >= 3:
        first, second, third = _share_out(ranked, blocks, openers, brief)
        return (
            _own_first(openers[0], blocks, first, brief),
            _fact_first(blocks, second, brief),
            _narrow(openers, third),
        )
    return _two_or_one(openers, blocks, ranked, brief)


def _sourced(ranked: Sequence[RankedFact], brief: Brief) -> Plan:
    """Two facts of one document, for an author who said nothing yet; the seed chooses, so that colleagues
    differ.
    """
    best = [one for one in ranked[:6] if one.worth >= _NEARLY_AS_GOOD * ranked[0].worth]
    first = pick(best, seed=brief.seed, key="sourced")
    others = [one for one in best if one is not first]
    together = [one for one in others if one.fact.passage.document_id == first.fact.passage.document_id]
    elsewhere = [one for one in together if one.fact.passage.id != first.fact.passage.id] or together
    second = pick(elsewhere[:2], seed=brief.seed, key="beside it") if elsewhere else None
    return Plan("sourced", (), first, second=second)


def _two_or_one(
    openers: Sequence[OwnBlock], blocks: Sequence[OwnBlock], ranked: Sequence[RankedFact], brief: Brief
) -> tuple[Plan, ...]:
    if len(ranked) >= 2:
        closest = max(ranked[:3], key=lambda one: one.closeness[_place(openers[0], brief)])
        other = _above_fold([one for one in ranked if one is not closest], brief)[0]
        return (_own_first(openers[0], blocks, closest, brief), _fact_first(blocks, other, brief))
    fact = ranked[0] if ranked else None
    plan = _own_first(openers[0], blocks, fact, brief)
    apart = fact is not None and len(openers) > 1 and openers[1].words >= _SHORT_BLOCK
    return (plan, _narrow(openers, None)) if apart else (plan,)


def _openers(blocks: Sequence[OwnBlock], brief: Brief, thanks_first: bool) -> tuple[OwnBlock, ...]:
    """The blocks that can open a post: the idea or the longest answer, then another that the seed picks.

    Where a channel folds, what says its point above the fold opens if anything does.
    """
    able = [block for block in blocks if block.stance is Stance.OPENS]
    if len(able) < 2:
        return tuple(able)
    seen = [block for block in able if brief.channel not in FOLDING or block.first_length <= FOLD] or able
    lead = next((block for block in seen if block.answer is None), max(seen, key=lambda block: block.words))
    if thanks_first:
        lead = next((block for block in able if block.kind == "thanks"), lead)
    others = [block for block in able if block is not lead]
    marked = [block for block in others if block.kind] or others
    return (lead, pick(marked, seed=brief.seed, key="second opening"))


def _share_out(
    ranked: Sequence[RankedFact], blocks: Sequence[OwnBlock], openers: Sequence[OwnBlock], brief: Brief
) -> tuple[RankedFact, RankedFact, RankedFact]:
    """A fact for each of three plans: the closest to each opening, and the best of the rest to lead."""
    pool = list(ranked[:6])
    chosen: list[RankedFact] = []
    for opener in openers:
        place = _place(opener, brief)
        closest = max(one.closeness[place] for one in pool)
        near = [one for one in pool if one.closeness[place] >= closest - _CLOSE_CALL]
        chosen.append(pick(near[:2], seed=brief.seed, key=f"fact|{len(chosen)}"))
        pool.remove(chosen[-1])
    replied = [one for one in pool if any(b.replies_to(one.fact.text, brief.language) for b in blocks)]
    leading = pick(replied[:1] or _above_fold(pool, brief)[:2], seed=brief.seed, key="leading fact")
    return chosen[0], leading, chosen[1]


def _brief_enough(ranked: Sequence[RankedFact], brief: Brief) -> Sequence[RankedFact]:
    """Where a channel is narrow, the facts that leave room for the author's words, if any of the best do."""
    if brief.channel not in NARROW:
        return ranked
    return [one for one in ranked[:_MOST_WEIGHED] if len(one.fact.text) <= _HALF_A_POST] or ranked


def _above_fold(ranked: Sequence[RankedFact], brief: Brief) -> Sequence[RankedFact]:
    """Of the best few, those short enough to be read whole where the channel folds; else all."""
    if brief.channel not in FOLDING:
        return ranked
    return [one for one in ranked[:_BEST_FEW] if len(one.fact.text) <= FOLD - _FRAME] or ranked


def _place(block: OwnBlock, brief: Brief) -> int:
    """Which of `brief.takes` a block is."""
    typed = block.answer.text.strip() if block.answer else brief.idea.strip()
    return brief.takes.index(typed)


def _own_first(opener: OwnBlock, blocks: Sequence[OwnBlock], ranked: RankedFact | None, brief: Brief) -> Plan:
    """The opening, the author's other blocks, then the fact; a question and a reply come last."""
    rest = [block for block in blocks if block is not opener]
    replies = [
        b
        for b in rest
        if b.stance is Stance.REPLIES and ranked and b.replies_to(ranked.fact.text, brief.language)
    ]
    questions = [block for block in rest if block.kind == "question" and block.stance is not Stance.REPLIES]
    middle = [block for block in rest if block.stance is not Stance.REPLIES and block not in questions]
    return Plan(angle_of_words(opener), (opener, *middle), ranked, (*replies, *questions))


def _fact_first(blocks: Sequence[OwnBlock], ranked: RankedFact, brief: Brief) -> Plan:
    """The fact, then the author: a reply to it first, and a question last."""
    language = brief.language
    fit = [b for b in blocks if b.stance is not Stance.REPLIES or b.replies_to(ranked.fact.text, language)]
    order = sorted(
        fit, key=lambda b: (b.stance is not Stance.REPLIES, b.stance is Stance.FOLLOWS, b.kind == "question")
    )
    return Plan("sourced", (), ranked, tuple(order))


def _narrow(openers: Sequence[OwnBlock], ranked: RankedFact | None) -> Plan:
    """The short draft: the second block and one fact; where that block is very short, the first one too."""
    lead, second = openers
    after = (lead,) if second.words < _SHORT_BLOCK else ()
    return Plan(second.kind or "experience", (second,), ranked, after)
