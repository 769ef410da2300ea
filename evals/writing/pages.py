"""Drafts to read in a report, as they came out, with the brief each was made from."""

from collections.abc import Iterator, Sequence

from evals.case import SIDES
from evals.writing.drafted import Drafted, Written
from guardrails.grounding.labels import Label

EACH = 20
"""Drafts to read in each language."""

_NAMES = {"fr": "French", "en": "English"}
_MARKS = {Label.OWN: "own", Label.SOURCED: "sourced", Label.PLAIN: "plain", Label.UNSUPPORTED: "UNSUPPORTED"}


def reading(written: Sequence[Written]) -> tuple[str, ...]:
    """A part of a report for each language: twenty drafts, spread over authors, channels and places."""
    return tuple(
        "\n".join(_lines(side, [one for one in written if one.case.language == side])) for side in SIDES
    )


def choose(written: Sequence[Written], most: int = EACH) -> list[tuple[Written, int]]:
    """Briefs and which of their drafts: every brief before a second draft of any, in the order given.

    Briefs come from their authors by turns, so that no author fills the page.
    """
    turns = _by_turns(written)
    places = [(one, place) for place in range(3) for one in turns if place < len(one.drafts)]
    return places[:most]


def _by_turns(written: Sequence[Written]) -> list[Written]:
    mine: dict[str, list[Written]] = {}
    for one in written:
        mine.setdefault(one.author, []).append(one)
    longest = max(map(len, mine.values()), default=0)
    return [some[place] for place in range(longest) for some in mine.values() if place < len(some)]


def _lines(side: str, written: Sequence[Written]) -> Iterator[str]:
    chosen = choose(written)
    yield f"### {len(chosen)} drafts in {_NAMES[side]}, as they came out"
    for one, place in chosen:
        yield from (
            "",
            *_brief_lines(one, place),
            "",
            *_quoted(one.drafts[place].text),
            "",
            _foot(one.drafts[place]),
        )


def _brief_lines(one: Written, place: int) -> Iterator[str]:
    row = one.case.input
    yield f"#### {one.case.id}, draft {place + 1} of {len(one.drafts)} ({one.drafts[place].angle})"
    yield ""
    source = f", from {row.document}" if row.document else ""
    yield f"{one.author.partition('@')[0]} on {row.channel.value}: {row.topic}{source}"
    yield from (f"- {said}" for said in one.case.said)
    if one.asked:
        yield f"- asked once more: {one.asked.text}"


def _quoted(text: str) -> Iterator[str]:
    """A block that shows every line and space as it is."""
    yield "```text"
    yield from text.splitlines()
    yield "```"


def _foot(draft: Drafted) -> str:
    labels = [_MARKS[sentence.label] for sentence in draft.sentences]
    voices = f"voice {draft.own_voice}, best other {max(draft.other_voices, default='–')}"
    room = draft.judgement.count
    return f"{', '.join(labels) or 'no sentence'}; {voices}; {room.used} of {room.limit} {room.unit}"
