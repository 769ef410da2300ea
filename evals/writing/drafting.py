"""From a brief to judged drafts, by the product's own workflows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import perf_counter, process_time

from app.cocreate.composition import Composition, Variant
from app.domain.briefs import Answer, Brief, Question
from app.domain.people import Language, Person, PersonId
from app.services import Services
from app.store import documents, posts
from app.workflows.create_draft import Wish, create_draft
from app.workflows.judge_text import judge_text
from evals.case import Side
from evals.grammar import find_slips
from evals.writing.drafted import Drafted, Written
from evals.writing.rows import WritingCase


def write(
    case: WritingCase,
    services: Services,
    author: Person,
    peers: Sequence[Person],
    *,
    document_id: int | None = None,
) -> Written:
    """Ask, compose and judge one brief. `peers` are those whose voices the drafts are held against.

    Without a number of the document, the row's own document is looked up.
    """
    row = case.input
    source = document_id or _document(services, row.document)
    wish = Wish(row.topic, row.idea, row.channel, Language(case.language), source)
    draft = create_draft(services, wish, author=author)
    # What each answers is left open: the takes were written before anybody knew the questions.
    answers = tuple(Answer(Question(f"take-{n}", ""), text) for n, text in enumerate(row.takes))
    brief = replace(draft.brief, answers=answers)
    wall, cpu = perf_counter(), process_time()
    composition = services.compose(brief, author)
    seconds, cpu = perf_counter() - wall, process_time() - cpu
    judge = _Judge(services, case, brief, author, peers, composition, _past(services, author))
    return Written(
        case=case,
        drafts=tuple(map(judge, composition.variants)),
        asked=composition.question,
        seconds=seconds,
        cpu=cpu,
        author=author.email,
        questions=draft.questions,
        writer=composition.writer,
        notice=composition.notice,
        trace=composition.trace,
        subject=(brief.topic, row.idea, *author.topics, *(passage.text for passage in composition.passages)),
    )


def _document(services: Services, ending: str) -> int | None:
    """The number of the document in force whose address ends so."""
    if not ending:
        return None
    with services.sessions() as session:
        inside = documents.list_documents_in_force(session, services.scope(), limit=500)
    return next(document.id for document in inside if document.url.endswith(f"/{ending}"))


@dataclass(frozen=True, slots=True)
class _Judge:
    """All that is known of a brief once it is written."""

    services: Services
    case: WritingCase
    brief: Brief
    author: Person
    peers: Sequence[Person]
    composition: Composition
    past: tuple[str, ...]

    def __call__(self, variant: Variant) -> Drafted:
        passages = self.composition.passages
        text, inputs = variant.text, _inputs(self.case, self.composition)
        judgement = judge_text(
            self.services, text, brief=self.brief, passages=passages, author=self.author, offered=text
        )
        return Drafted(
            judgement=judgement,
            offered=_offered(self.services, self.composition),
            author=self.author.id,
            angle=variant.angle,
            voices=_voices(self.services, text, self.peers, self.brief.language),
            documents=self.case.expect.documents,
            takes=self.case.said,
            inputs=inputs,
            past=self.past,
            names=(self.brief.topic, self.case.input.topic, *(f"{p.title} {p.publisher}" for p in passages)),
            slips=tuple(find_slips(text, self.case.language, given=(*inputs, *self.past))),
        )


def _voices(
    services: Services, text: str, peers: Iterable[Person], language: Language
) -> Mapping[PersonId, int]:
    scored = {peer.id: services.voices.score(text, peer, language=language).value for peer in peers}
    return {who: value for who, value in scored.items() if value is not None}


def _offered(services: Services, composition: Composition) -> Mapping[int, str]:
    """Passages given to the writer that may be cited, as the rows say now."""
    ids = [passage.id for passage in composition.passages]
    return {passage.id: passage.url for passage in services.words.load_passages(ids, services.scope())}


def _inputs(case: WritingCase, composition: Composition) -> tuple[str, ...]:
    """Every text a draft may take claims from; a post may name a source's publisher and date too."""
    passages = composition.passages
    named = [f"{passage.title} {passage.publisher} {passage.heading}" for passage in passages]
    days = [passage.published_on for passage in passages if passage.published_on]
    dated = " ; ".join(f"{day.day} ; {day.month} ; {day.year}" for day in days)
    return (case.input.topic, *case.said, *(passage.text for passage in passages), *named, dated)


def _past(services: Services, author: Person) -> tuple[str, ...]:
    with services.sessions() as session:
        return tuple(post.text for _, post in posts.list_posts(session, author_id=author.id))


def side_of(written: Iterable[Written], side: Side) -> list[Written]:
    return [one for one in written if one.case.language == side]
