"""What came of a brief, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby

from app.domain.briefs import Question
from app.domain.model_calls import NO_TRACE, Trace
from app.domain.people import PersonId
from app.workflows.judge_text import Judgement
from evals.grammar import Slip
from evals.writing.rows import THIN, WritingCase
from evals.writing.words import kept_share, nobodys_phrases, opening, stray_figures, used, words_of
from guardrails.findings import Severity
from guardrails.grounding.labels import Label, LabelledSentence
from guardrails.stems import content_stems

FEWEST_WORDS = 3
"""Of what can be called a sentence: a hashtag, a link or "Right. Kettle." claims nothing."""

ENOUGH = 3
"""Drafts that an author is offered at most."""

NOBODY = PersonId(0)

_NAMING = 2
"""Words beside names that still make nothing but a naming: "Source: Galbrune", "(Galbrune, in French)"."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """One draft as the editor would show it.

    `offered` maps the passages that were given to the writer, and may be cited, to their addresses;
    `inputs` is all text it was written from, `past` what the author published before.
    `voices` maps authors to the voice value of this text, those without one left out.
    """

    judgement: Judgement
    offered: Mapping[int, str]
    author: PersonId = NOBODY
    angle: str = ""
    voices: Mapping[PersonId, int] = field(default_factory=dict)
    documents: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """Titles and publishers of the passages, and the topic."""
    slips: tuple[Slip, ...] = ()

    @property
    def text(self) -> str:
        return self.judgement.text

    @property
    def supported(self) -> bool:
        return all(sentence.label is not Label.UNSUPPORTED for sentence in self.judgement.sentences)

    @property
    def labelled(self) -> bool:
        """No letter or digit stands outside a labelled sentence."""
        text, inside = self.judgement.text, self.judgement.sentences
        covered = {at for sentence in inside for at in range(sentence.start, sentence.end)}
        return bool(inside) and all(at in covered for at, sign in enumerate(text) if sign.isalnum())

    @property
    def sentences(self) -> list[LabelledSentence]:
        """Those that could claim anything: not too short, and more than a subject line or a source's name."""
        return [
            s for s in self._long if len(set(words_of(self.text[s.start : s.end])) - self._naming) > _NAMING
        ]

    @property
    def _naming(self) -> frozenset[str]:
        return frozenset(word for text in self.names for word in words_of(text))

    @property
    def _long(self) -> list[LabelledSentence]:
        return [
            s for s in self.judgement.sentences if len(self.text[s.start : s.end].split()) >= FEWEST_WORDS
        ]

    @property
    def traces(self) -> list[bool]:
        """For each sourced sentence, whether it names passages and all of them were offered."""
        sourced = [s for s in self.judgement.sentences if s.label is Label.SOURCED]
        return [bool(s.source_ids) and set(s.source_ids) <= self.offered.keys() for s in sourced]

    @property
    def on_subject(self) -> bool | None:
        """Whether a sourced sentence rests on a document of the subject; None without sources."""
        cited = [self.offered.get(s.source_ids[0], "") for s in self.judgement.sentences if s.source_ids]
        wanted = tuple(f"/{document}" for document in self.documents)
        return any(url.endswith(wanted) for url in cited) if cited and wanted else None

    @property
    def holding(self) -> list[str]:
        return [f.rule for f in self.judgement.report.findings if f.severity is not Severity.TIP]

    @property
    def strays(self) -> list[str]:
        """Figures that nobody gave."""
        return stray_figures(self.text, self.inputs)

    @property
    def nobodys_phrases(self) -> set[tuple[str, ...]]:
        """Turns of phrase that neither the author nor a source brought."""
        return nobodys_phrases(self.text, (*self.inputs, *self.past), names=self.names)

    @property
    def build(self) -> tuple[Label, ...]:
        """How own words and others alternate, such as own, sourced."""
        return tuple(label for label, _ in groupby(sentence.label for sentence in self.sentences))

    @property
    def opening(self) -> str:
        """The first words, by which a reader tells one post from another; no subject line, no greeting."""
        first = next(iter(self.sentences), None)
        return opening(self.text[first.start :] if first else self.text)

    @property
    def touching(self) -> list[bool]:
        """For each sourced sentence, whether it has a content word in common with what the author said."""
        said = frozenset(stem for take in self.takes for stem in content_stems(words_of(take)))
        sourced = [s for s in self.sentences if s.label is Label.SOURCED]
        return [bool(content_stems(words_of(self.text[s.start : s.end])) & said) for s in sourced if said]

    @property
    def blocks_kept(self) -> float | None:
        """Of the takes that this draft uses, the share of words that are still there, in order."""
        return kept_share(self.text, [take for take in self.takes if used(self.text, take)])

    @property
    def own_voice(self) -> int | None:
        return self.voices.get(self.author)

    @property
    def other_voices(self) -> list[int]:
        return [value for who, value in self.voices.items() if who != self.author]

    @property
    def author_first(self) -> bool | None:
        """Whether no other author is as likely to have written this; None where it is too short to tell."""
        if self.own_voice is None or not self.other_voices:
            return None
        return self.own_voice > max(self.other_voices)


@dataclass(frozen=True, slots=True)
class Written:
    """What came of one brief.

    `asked` is the question that came with the drafts, `questions` those asked before. `seconds` is wall
    time and `cpu` processor time for all its drafts, retrieval included, checks not.
    """

    case: WritingCase
    drafts: tuple[Drafted, ...]
    asked: Question | None = None
    seconds: float = 0.0
    cpu: float = 0.0
    author: str = ""
    questions: tuple[Question, ...] = ()
    writer: str = ""
    notice: str = ""
    trace: Trace = NO_TRACE
    subject: tuple[str, ...] = ()
    """Texts that a question may take its subject from: topic, passages, the author's topics."""

    @property
    def by_model(self) -> bool:
        return self.writer == "model"

    @property
    def thin(self) -> bool:
        return self.case.kind in THIN

    @property
    def told_of_a_clash(self) -> bool:
        """Whether the author is asked which is right, their word or a source's."""
        return self.asked is not None and self.asked.id.startswith("clash")

    @property
    def asked_when_thin(self) -> bool:
        return self.asked is not None or len(self.drafts) >= ENOUGH

    @property
    def enough(self) -> bool:
        return len(self.drafts) >= self.case.expect.drafts

    @property
    def opens_differently(self) -> bool:
        openings = [draft.opening for draft in self.drafts]
        return len(set(openings)) == len(openings)

    @property
    def take_kept(self) -> float | None:
        """Of all the author said, the share of words in the draft that keeps most of them."""
        shares = [kept_share(draft.text, self.case.said) for draft in self.drafts]
        return max((share for share in shares if share is not None), default=None)

    @property
    def complaints(self) -> list[str]:
        """What is wrong, in words; none for a brief that came out as it should."""
        wrong = [] if self.enough else [f"{len(self.drafts)} drafts"]
        wrong += [] if self.opens_differently else ["two drafts open alike"]
        wrong += [] if self.asked_when_thin or not self.thin else ["no question more"]
        for number, draft in enumerate(self.drafts, start=1):
            wrong += [f"draft {number}: {complaint}" for complaint in _complaints(draft)]
        return wrong


def _complaints(draft: Drafted) -> list[str]:
    wrong = [] if draft.judgement.count.fits else ["too long"]
    wrong += [] if draft.labelled else ["text without a label"]
    wrong += [] if all(draft.traces) else ["a source that leads nowhere"]
    wrong += ["off the subject"] if draft.on_subject is False else []
    text = draft.judgement.text
    for sentence in draft.judgement.sentences:
        if sentence.label is Label.UNSUPPORTED:
            wrong.append(f"unsupported “{text[sentence.start : sentence.end]}”")
    wrong += [f"{figure} is in no input" for figure in draft.strays]
    wrong += [f"{slip.rule} at “{text[max(0, slip.start - 15) : slip.end + 15]}”" for slip in draft.slips]
    wrong += ["another author would sooner have written it"] if draft.author_first is False else []
    return wrong + [f"held by {rule}" for rule in draft.holding]
