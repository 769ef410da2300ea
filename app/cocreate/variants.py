"""The plans of drafts as texts: each the fullest that its channel takes, and answering for every word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Self

from app.cocreate.arrange import Plan
from app.cocreate.attribution import read_more, styles_for
from app.cocreate.composition import AuthorVoice, Progress, Variant
from app.cocreate.disclosure import with_disclosure
from app.cocreate.facts import Fact
from app.cocreate.fit import first_fitting, fits
from app.cocreate.habits import with_closing, with_emoji, with_tags
from app.cocreate.hand import Hand
from app.cocreate.letters import as_letter
from app.cocreate.lists import as_list
from app.cocreate.pieces import Kind, passage_ids, render
from app.cocreate.takes import joiner
from app.cocreate.threads import as_thread, writes_threads
from app.cocreate.tones import WARM, toned_plan, toned_style
from app.cocreate.verify import verify
from app.cocreate.versions import Manner, Pieces, versions
from app.cocreate.wishes import Bounds
from app.domain.briefs import Brief
from app.domain.channels import Channel
from app.domain.sharing import THREADED
from app.domain.voice import Tone
from guardrails.authenticity.voice.style import Style
from knowledge_base.passages import Origin, Passage

OPENING = 40
"""Characters: texts that begin with the same ones open the same."""


@dataclass(frozen=True, slots=True)
class Order:
    """Whom drafts are for and what they are written from; `style` is as the tone and the wishes leave it."""

    brief: Brief
    passages: Sequence[Passage]
    voice: AuthorVoice
    style: Style
    tone: Tone = Tone.AS_I_AM
    bounds: Bounds = field(default_factory=Bounds)
    hand: Hand = field(default_factory=Hand)

    @classmethod
    def of(cls, brief: Brief, passages: Sequence[Passage], voice: AuthorVoice) -> Self:
        tone, bounds = voice.wishes.tone(brief.channel), Bounds.of(voice.wishes)
        style = toned_style(voice.profile.style, tone, bounds, brief.language)
        return cls(brief, passages, voice, style, tone, bounds, Hand.of(voice.exemplars))

    def wants(self, fact: Fact) -> bool:
        """Whether the author would tell it: in the language of the post; soberly, without an exclamation;
        never what they refused, nor how a publisher went about its own work.
        """
        passage = fact.passage
        about_itself = passage.origin is not Origin.COMPANY and passage.publisher
        if fact.language != self.brief.language or (about_itself and fact.text.startswith(about_itself)):
            return False
        loud = self.tone is Tone.SOBER and "!" in fact.text
        return self.bounds.allow(fact) and not loud

    @property
    def joiner(self) -> str:
        """A letter's paragraphs stand apart; elsewhere the author's habit counts."""
        return "\n\n" if self.brief.channel is Channel.EMAIL else joiner(self.style)

    @property
    def in_threads(self) -> bool:
        return self.brief.channel in THREADED and writes_threads(self.voice.exemplars)


def write_variants(plans: Sequence[Plan], order: Order, progress: Progress) -> Iterator[Variant]:
    """The plans that fit the channel and answer for every word, no two the same or opening the same."""
    openings: set[str] = set()
    for turn, plan in enumerate(plans):
        progress("write", plan.angle)
        pieces, text = _written(toned_plan(plan, order.tone), order, turn=turn)
        opening = render(pieces, order.joiner)[:OPENING]
        if not text or opening in openings:
            continue
        progress("check", plan.angle)
        if not _faulty(pieces, order):
            openings.add(opening)
            yield Variant(plan.angle, text, passage_ids(pieces))


def _written(plan: Plan, order: Order, *, turn: int) -> tuple[Pieces, str]:
    """The pieces of a draft and its text; the text is "" where nothing fits."""
    versions = list(islice(_versions(plan, order, turn), 1))
    if order.in_threads and versions and not fits(render(versions[0], order.joiner), order.brief.channel):
        pieces = _dressed(versions[0], order, key=plan.angle, tight=False)
        if thread := as_thread(render(pieces, order.joiner), order.brief.channel):
            return pieces, thread
    pieces = first_fitting(_versions(plan, order, turn), order.brief.channel, order.joiner)
    pieces = _dressed(pieces, order, key=plan.angle)
    if not pieces or order.brief.channel is not Channel.EMAIL:
        return pieces, render(pieces, order.joiner)
    return pieces, render(as_letter(pieces, order.brief, order.voice), order.joiner)


def _versions(plan: Plan, order: Order, turn: int) -> Iterator[Pieces]:
    """All ways to say it, fullest first, that hold no avoided word and disclose what must be."""
    brief, style = order.brief, order.style
    rules = order.voice.rules
    attributions = styles_for(style, seed=brief.seed, language=brief.language, rules=rules)
    turned = (*attributions[turn:], *attributions[:turn])
    line = None if plan.ranked else read_more(order.passages, brief, style)
    for attribution in turned if order.bounds.avoided else turned[:1]:
        for pieces in versions(plan, Manner(attribution, brief, style, rules)):
            if all(p.kind is Kind.OWN or order.bounds.allow_words(p.text, brief.language) for p in pieces):
                if line is not None:
                    yield with_disclosure((*pieces, line), brief, order.voice, order.joiner)
                yield with_disclosure(pieces, brief, order.voice, order.joiner)


def _dressed(pieces: Pieces, order: Order, *, key: str, tight: bool = True) -> Pieces:
    """The author's emoji and hashtags, where there is room for them; no hashtags in a letter."""
    brief, style = order.brief, order.style
    if not any(piece.kind is Kind.OWN for piece in pieces):
        return pieces
    pieces = as_list(pieces, style)
    with_face = with_emoji(pieces, brief, style, order.hand, key=key, asked=order.tone in WARM)
    letter = brief.channel is Channel.EMAIL
    signed = with_face if letter else with_closing(with_face, order.hand, order.bounds, brief.language)
    tagged = with_face if letter else with_tags(signed, brief, style)
    for dressed in (tagged, signed, with_face):
        if not tight or fits(render(dressed, order.joiner), brief.channel):
            return dressed
    return pieces


def _faulty(pieces: Pieces, order: Order) -> bool:
    text = render(pieces, order.joiner)
    return bool(verify(text, pieces, order.brief, order.passages, order.style, joiner=order.joiner))
