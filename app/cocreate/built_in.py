"""The built-in writer: grounded drafts from the author's words and cleared passages, with no model at all."""

from collections.abc import Sequence

from app.cocreate.arrange import make_plans
from app.cocreate.clashes import Clash, find_clashes
from app.cocreate.composition import AuthorVoice, Composition, Progress, no_progress
from app.cocreate.disarm import disarm_brief, disarm_passages, told, unveiled
from app.cocreate.facts import find_facts
from app.cocreate.genres import find_genres
from app.cocreate.questions import ask_one_more, ask_which
from app.cocreate.ranking import RankedFact, rank_facts
from app.cocreate.takes import own_blocks
from app.cocreate.tones import WARM
from app.cocreate.variants import Order, write_variants
from app.cocreate.vector_cache import CachedEmbedder
from app.domain.briefs import Brief
from app.domain.voice_rules import offends
from app.llm.call import NO_CALL, Call
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
        call: Call = NO_CALL,
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
        order = Order.of(brief, passages, voice)
        every = self._read(order, progress)
        clashes = find_clashes(every, brief, passages)
        ranked = [one for one in every if all(clash.ranked is not one for clash in clashes)]
        blocks = own_blocks(brief, order.style, order.hand)
        plans = make_plans(
            blocks, ranked, brief, genres=find_genres(passages), thanks_first=order.tone in WARM
        )
        variants = tuple(write_variants(plans, order, progress))
        question = next((ask_which(clash, brief) for clash in clashes if _matters(clash, every)), None)
        if question is None and len(variants) < MOST_VARIANTS:
            question = ask_one_more(brief, passages, said=bool(blocks), wishes=voice.wishes)
        return Composition(variants, "built-in", question=question, passages=tuple(passages))

    def _read(self, order: Order, progress: Progress) -> tuple[RankedFact, ...]:
        """The facts worth telling, best first: none that holds what the author avoids or never speaks of,
        and one in words that their edits replace only where there is no other.
        """
        for title in dict.fromkeys(passage.title for passage in order.passages):
            progress("read", title)
        facts = find_facts(order.passages, language=order.brief.language)
        wanted = [fact for fact in facts if order.wants(fact)]
        mine, topics = order.voice.rules, order.voice.topics
        in_their_words = [fact for fact in wanted if not offends(fact.text, mine)]
        ranked = rank_facts(in_their_words, order.brief, embedder=self._embedder, topics=topics)
        if ranked or len(in_their_words) == len(wanted):
            return ranked
        return rank_facts(wanted, order.brief, embedder=self._embedder, topics=topics)


def _matters(clash: Clash, ranked: Sequence[RankedFact]) -> bool:
    return clash.close and any(clash.ranked is one for one in ranked[:MOST_VARIANTS])
