"""Writing the drafts: asked for by the author, done in the background, watched on the page."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace

from app.cocreate.composition import Composition
from app.domain.briefs import Answer, Question
from app.domain.drafts import Draft, Proposal, Stage
from app.domain.model_calls import NO_TRACE, Account, Trace
from app.domain.people import PersonId
from app.domain.writing_progress import WritingProgress
from app.errors import BadInput, NotFound
from app.llm.call import Call
from app.llm.errors import ModelCancelled
from app.services import Services
from app.store import drafts, people
from app.store.model_calls import save_trace
from app.workflows.watched_writing import WatchedWriting, still_wanted

logger = logging.getLogger(__name__)

COMPOSE = "draft.compose"
LONGEST_ANSWER = 5000
KEPT_FROM_MODEL = "kept_from_model"
STOOD_IN = frozenset({
    "model_unavailable", "model_timed_out", "budget_used_up", "model_refused", "model_too_small",
    "model_nonsense",
})  # fmt: skip
"""The notices that say that the built-in writer wrote in the place of a model."""


def ask_for_drafts(
    services: Services, draft_id: int, answers: Mapping[str, str], *, author_id: PersonId
) -> Draft:
    """Store the answers by question id, and queue the writing. Questions left out count as skipped."""
    if any(len(text) > LONGEST_ANSWER for text in answers.values()):
        raise BadInput("Keep each answer under %(limit)s characters.", limit=LONGEST_ANSWER)
    with services.sessions.begin() as session:
        draft = drafts.get_draft(session, draft_id, author_id=author_id, lock=True)
        answered = tuple(
            Answer(question, answers.get(question.id, "").strip()) for question in draft.questions
        )
        draft = draft.composing(replace(draft.brief, answers=answered))
        drafts.save_draft(session, draft, now=services.clock())
        drafts.set_progress(session, draft_id, WritingProgress())
    services.jobs.enqueue(COMPOSE, draft_id=draft_id)
    return draft


def cancel_drafts(services: Services, draft_id: int, *, author_id: PersonId) -> Draft:
    """Back to the questions, answers kept; what the writer still brings is dropped."""
    with services.sessions.begin() as session:
        draft = drafts.get_draft(session, draft_id, author_id=author_id, lock=True).interrupted("cancelled")
        drafts.save_draft(session, draft, now=services.clock())
    return draft


def compose_draft(services: Services, draft_id: int) -> None:
    """The job: write, then offer. A failure takes the author back to the questions with a notice."""
    with services.sessions() as session:
        try:
            asked = drafts.get_draft_for_job(session, draft_id)
            author = people.get_person(session, asked.author_id)
        except NotFound:
            return
    if asked.stage is not Stage.COMPOSING:
        return
    watched = WatchedWriting(services, asked)
    call = Call(account=Account(asked.author_id, asked.id), cancelled=watched.cancelled)
    try:
        composition = services.compose(asked.brief, author, progress=watched.tell, call=call)
    except ModelCancelled:  # what was written so far is wanted by nobody
        return
    except Exception:  # the author is waiting: whatever broke, tell them and keep their answers
        logger.exception("composing failed", extra={"draft": draft_id})
        _finish(services, asked, lambda draft: draft.interrupted("composing_failed"))
        return
    _finish(services, asked, lambda draft: _offered(draft, composition), composition.trace)


def resume_composing(services: Services) -> None:
    """Queue again what a restart interrupted."""
    with services.sessions() as session:
        interrupted = drafts.list_composing(session)
    for draft_id in interrupted:
        services.jobs.enqueue(COMPOSE, draft_id=draft_id)


def _offered(draft: Draft, composition: Composition) -> Draft:
    proposals = tuple(Proposal(v.angle, v.text, v.passage_ids) for v in composition.variants)
    questions = _with_one_more(draft.questions, composition.question)
    if not proposals:
        return replace(draft, questions=questions).interrupted(_too_thin(composition))
    return draft.composed(
        proposals,
        questions=questions,
        passage_ids=tuple(passage.id for passage in composition.passages),
        writer=composition.writer,
        model=composition.model,
        prompt_ref=composition.prompt_ref,
        notice=composition.notice,
    )


def _too_thin(composition: Composition) -> str:
    """Why there is no draft; where a model was to write it, also why it did not."""
    if composition.notice == KEPT_FROM_MODEL:
        return "too_thin_and_kept"
    return "too_thin_without_model" if composition.notice in STOOD_IN else "too_thin"


def _with_one_more(questions: tuple[Question, ...], extra: Question | None) -> tuple[Question, ...]:
    if extra is None or any(extra.id == question.id for question in questions):
        return questions
    return (*questions, extra)


def _finish(
    services: Services, asked: Draft, step: Callable[[Draft], Draft], trace: Trace = NO_TRACE
) -> None:
    with services.sessions.begin() as session:
        if current := still_wanted(session, asked):
            now = services.clock()
            drafts.save_draft(session, step(current), now=now)
            if trace.steps:
                save_trace(session, asked.id, trace, now=now)
