"""The built-in writer: grounded drafts from the author's words and cleared passages, with no model at all."""

from collections.abc import Iterator, Sequence

from app.cocreate.arrange import Plan, make_plans
from app.cocreate.attribution import styles_for
from app.cocreate.clashes import Clash, find_clashes
from app.cocreate.composition import AuthorVoice, Composition, Progress, Variant, no_progress
from app.cocreate.disarm import disarm_brief, disarm_passages, told, unveiled
from app.cocreate.facts import find_facts
from app.cocreate.fit import first_fitting, fits
from app.cocreate.genres import find_genres
from app.cocreate.habits import with_emoji, with_tags
from app.cocreate.pieces import Kind, Piece, passage_ids, render
from app.cocreate.questions import ask_one_more, ask_which
from app.cocreate.ranking import RankedFact, rank_facts
from app.cocreate.takes import joiner, own_blocks
from app.cocreate.vector_cache import CachedEmbedder
from app.cocreate.verify import verify
from app.cocreate.versions import Manner, versions
from app.domain.briefs import Brief
from guardrails.authenticity.voice.style import Style
from knowledge_base.indexes import Embedder
from knowledge_base.passages import Passage

MOST_VARIANTS = 3


class BuiltInWriter:
    """Arranges, quotes and shortens; never words anything itself. The same inputs give the same drafts.

    With an embedder, facts are chosen by their closeness in meaning to what the author says;
    without one, by shared word stems.
    """

    def __init__(self, embedder: Embedder | None = None) -> None:
        self._embedder = CachedEmbedder(embedder) if embedder is not None else None

    def write(
        self,
        brief: Brief,
        passages: Sequence[Passage],
        voice: AuthorVoice,
        *,
        progress: Progress = no_progress,
    ) -> Composition:
        """Compose up to three variants; fewer, and one question, when the material is thin.

        A fact that contradicts the author on a number stands in no draft; where it would have been
        among the best, the question is about it. Passages that give orders to a machine are not quoted.
        """
        safe_brief, safe = disarm_brief(brief, unveiled), disarm_passages(passages)
        composition = self._write(safe_brief, safe, voice, progress)
        left_out = safe_brief != brief or safe != tuple(passages)
        return told(composition, left_out=left_out, passages=passages)

    def _write(
        self, brief: Brief, passages: Sequence[Passage], voice: AuthorVoice, progress: Progress
    ) -> Composition:
        style = voice.profile.style
        every = self._read(brief, passages, progress)
        clashes = find_clashes(every, brief, passages)
        ranked = [one for one in every if all(clash.ranked is not one for clash in clashes)]
        blocks = own_blocks(brief, style)
        variants = tuple(
            _written(
                make_plans(blocks, ranked, brief, genres=find_genres(passages)),
                brief,
                passages,
                style,
                progress,
            )
        )
        question = next((ask_which(clash, brief) for clash in clashes if _matters(clash, every)), None)
        if question is None and len(variants) < MOST_VARIANTS:
            question = ask_one_more(brief, passages, said=bool(blocks))
        return Composition(variants, "built-in", question=question, passages=tuple(passages))

    def _read(self, brief: Brief, passages: Sequence[Passage], progress: Progress) -> tuple[RankedFact, ...]:
        for title in dict.fromkeys(passage.title for passage in passages):
            progress("read", title)
        facts = find_facts(passages, language=brief.language)
        return rank_facts(facts, brief, embedder=self._embedder)


def _matters(clash: Clash, ranked: Sequence[RankedFact]) -> bool:
    return clash.close and any(clash.ranked is one for one in ranked[:MOST_VARIANTS])


def _written(
    plans: Sequence[Plan], brief: Brief, passages: Sequence[Passage], style: Style, progress: Progress
) -> Iterator[Variant]:
    """The plans that fit the channel and answer for every word, no two the same or opening the same."""
    between = joiner(style)
    openings: set[str] = set()
    for plan, attribution in zip(plans, styles_for(style, seed=brief.seed), strict=False):
        progress("write", plan.angle)
        pieces = first_fitting(versions(plan, Manner(attribution, brief, style)), brief.channel, between)
        pieces = _dressed(pieces, brief, style, between, key=plan.angle)
        text = render(pieces, between)
        if not text or text[:40] in openings:
            continue
        progress("check", plan.angle)
        if not verify(text, pieces, brief, passages, style, joiner=between):
            openings.add(text[:40])
            yield Variant(plan.angle, text, passage_ids(pieces))


def _dressed(
    pieces: tuple[Piece, ...], brief: Brief, style: Style, between: str, *, key: str
) -> tuple[Piece, ...]:
    """The author's emoji and hashtags, where there is room for them."""
    if not any(piece.kind is Kind.OWN for piece in pieces):
        return pieces
    with_face = with_emoji(pieces, brief, style, key=key)
    for dressed in (with_tags(with_face, brief, style), with_face):
        if fits(render(dressed, between), brief.channel):
            return dressed
    return pieces
