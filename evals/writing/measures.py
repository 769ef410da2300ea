"""The figures of the writer and of the interviewer, for one language at a time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from app.domain.briefs import Question
from app.services import Services
from app.store import people, posts
from evals.case import SIDES, Side
from evals.grammar import find_slips
from evals.metrics import mean, percentile, share
from evals.suite import Measures
from evals.writing.drafted import Drafted, Written
from evals.writing.model_figures import model_measures
from evals.writing.questions import (
    asked_differently,
    asked_in_different_words,
    flatters,
    is_short,
    is_short_beside_its_quotation,
    names_the_matter,
)
from evals.writing.sameness import Pair
from guardrails.grounding.labels import Label

Figures = dict[str, float | None]


def measures(written: Sequence[Written], pairs: Sequence[Pair]) -> Measures:
    """All figures, the languages side by side."""
    return _side_by_side({side: _side(written, pairs, side) for side in SIDES})


def _side(written: Sequence[Written], pairs: Sequence[Pair], side: Side) -> Figures:
    mine = [one for one in written if one.case.language == side]
    figures = draft_measures(mine, [pair for pair in pairs if pair.language == side])
    return figures | question_measures(mine, side) | model_measures(mine)


def _side_by_side(sides: Mapping[str, Mapping[str, float | None]]) -> Measures:
    """Figures by language, turned to figures by name; what was not measured is left out."""
    names = dict.fromkeys(name for values in sides.values() for name in values)
    return {
        name: {side: value for side in SIDES if (value := sides[side].get(name)) is not None}
        for name in names
    }


def draft_measures(written: Sequence[Written], pairs: Sequence[Pair]) -> Figures:
    """Of one language: `written` and `pairs` hold nothing else."""
    drafts = [draft for one in written for draft in one.drafts]
    return {
        "drafts per brief": mean(len(one.drafts) for one in written),
        "briefs with enough drafts": share(one.enough for one in written),
        **_grounding(drafts),
        **_voice(drafts),
        "own words kept, best draft of a brief": mean(
            kept for one in written if (kept := one.take_kept) is not None
        ),
        "own words kept of the takes used": mean(
            kept for draft in drafts if (kept := draft.blocks_kept) is not None
        ),
        "own share": mean(
            draft.judgement.own_share for one in written if not one.thin for draft in one.drafts
        ),
        "colleagues' drafts not alike": share(not pair.alike for pair in pairs),
        "colleagues' drafts opening differently": share(not pair.opens_alike for pair in pairs),
        "briefs whose drafts open differently": share(one.opens_differently for one in written),
        "drafts that fit": share(draft.judgement.count.fits for draft in drafts),
        "drafts that nothing blocks": share(not draft.judgement.report.blocks for draft in drafts),
        "drafts that nothing holds": share(not draft.holding for draft in drafts),
        "slips per 100 drafts": _per_hundred(len(draft.slips) for draft in drafts),
        "thin briefs asked once more": share(one.asked_when_thin for one in written if one.thin),
        "drafts built like the commonest": _commonest_build(drafts),
        "turns of phrase shared with another author": share(_shared_turns(drafts)),
        "ms per brief, p50": percentile([1000 * one.seconds for one in written], 50),
        "ms per brief, p95": percentile([1000 * one.seconds for one in written], 95),
        "CPU ms per brief, p50": percentile([1000 * one.cpu for one in written], 50),
        "CPU ms per brief, p95": percentile([1000 * one.cpu for one in written], 95),
    }


def _grounding(drafts: Sequence[Drafted]) -> Figures:
    labels = [sentence.label for draft in drafts for sentence in draft.sentences]
    return {
        "drafts with nothing unsupported": share(draft.supported for draft in drafts),
        "sentences sourced or own": share(label in {Label.SOURCED, Label.OWN} for label in labels),
        "drafts labelled throughout": share(draft.labelled for draft in drafts),
        "sourced sentences traceable": share(trace for draft in drafts for trace in draft.traces),
        "drafts whose figures are all given": share(not draft.strays for draft in drafts),
        "sourced sentences touching what was said": share(
            touches for draft in drafts for touches in draft.touching
        ),
        "drafts on the subject": share(d.on_subject for d in drafts if d.on_subject is not None),
    }


def _voice(drafts: Sequence[Drafted]) -> Figures:
    own = mean(float(d.own_voice) for d in drafts if d.own_voice is not None and d.other_voices)
    others = mean(float(value) for d in drafts if d.own_voice is not None for value in d.other_voices)
    return {
        "author ranks first": share(d.author_first for d in drafts if d.author_first is not None),
        "voice for the author": own,
        "voice for a colleague": others,
        "voice lead over a colleague": own - others if own is not None and others is not None else None,
        "drafts long enough for a voice": share(d.author_first is not None for d in drafts),
    }


def question_measures(written: Sequence[Written], language: str) -> Figures:
    """Of one language: what was asked before writing, and the question that came with the drafts."""
    asked = [(question, one) for one in written for question in _all_questions(one)]
    return {
        "questions per brief": mean(len(one.questions) for one in written),
        "questions of 18 words at most": share(is_short(question) for question, _ in asked),
        "questions of 18 words beside what they quote": share(
            is_short_beside_its_quotation(question) for question, _ in asked
        ),
        "briefs asked in different words": share(asked_in_different_words(one) for one in written),
        "slips per 100 questions": _per_hundred(
            len(find_slips(question.text, one.case.language, given=one.subject)) for question, one in asked
        ),
        "contradictions asked about": share(
            one.told_of_a_clash for one in written if one.case.kind == "contradicting"
        ),
        "false contradictions asked about": share(
            one.told_of_a_clash for one in written if one.case.kind != "contradicting"
        ),
        "questions that flatter": share(flatters(question) for question, _ in asked),
        "questions naming the matter": share(names_the_matter(q, one.subject) for q, one in asked),
        "colleagues asked differently": share(asked_differently(written, language)),
    }


def _all_questions(one: Written) -> list[Question]:
    return [*one.questions, *([one.asked] if one.asked else [])]


def per_author(written: Iterable[Written]) -> Measures:
    """How often an author ranks first, by author and language."""
    found: defaultdict[str, defaultdict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for one in written:
        for draft in one.drafts:
            if draft.author_first is not None:
                found[one.author.partition("@")[0]][one.case.language].append(draft.author_first)
    return {
        f"ranks first: {author}": {side: sum(firsts) / len(firsts) for side, firsts in sorted(sides.items())}
        for author, sides in sorted(found.items())
    }


def slips_by_rule(written: Iterable[Written]) -> Measures:
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in written:
        for draft in one.drafts:
            for slip in draft.slips:
                counted[f"slips: {slip.rule}"][one.case.language] += 1
    return {rule: {side: float(number) for side, number in sides.items()} for rule, sides in counted.items()}


def common_turns(drafts: Sequence[Drafted]) -> list[tuple[str, int]]:
    """Turns of phrase in no input that drafts of two authors or more share, commonest first."""
    owners: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for draft in drafts:
        for phrase in draft.nobodys_phrases:
            owners[phrase].append(draft.author)
    shared = {phrase: len(who) for phrase, who in owners.items() if len(set(who)) > 1}
    return sorted(((" ".join(phrase), times) for phrase, times in shared.items()), key=lambda one: -one[1])


def _shared_turns(drafts: Sequence[Drafted]) -> list[bool]:
    """For each draft, whether the writer gave it a turn of phrase that it gave another author too."""
    shared = {tuple(phrase.split(" ")) for phrase, _ in common_turns(drafts)}
    return [bool(draft.nobodys_phrases & shared) for draft in drafts]


def _commonest_build(drafts: Sequence[Drafted]) -> float | None:
    """The share of drafts that are built alike: own words and sourced ones in the same alternation."""
    builds = Counter(draft.build for draft in drafts)
    return max(builds.values()) / len(drafts) if drafts else None


def _per_hundred(counts: Iterable[int]) -> float | None:
    average = mean(float(count) for count in counts)
    return None if average is None else 100 * average


def published(services: Services) -> list[str]:
    """Every post here: they say which n-grams are common."""
    with services.sessions() as session:
        return [
            post.text
            for person in people.list_people(session)
            for _, post in posts.list_posts(session, author_id=person.id)
        ]
