"""Acting on a draft: what an action would make of it, keeping that, and taking it back."""

from dataclasses import dataclass, replace

from app.cocreate.actions.language import begun
from app.cocreate.actions.outcome import BY_MODEL, Action, Change, Outcome, Sheet
from app.domain.briefs import Answer, Brief
from app.domain.drafts import EDITABLE, Draft, Proposal, Stage, hash_text
from app.domain.model_calls import Account
from app.domain.people import Person, PersonId
from app.errors import BadInput, NotReady
from app.llm.call import Call
from app.services import Services
from app.store import drafts
from app.workflows.compose_draft import LONGEST_ANSWER
from app.workflows.judge_text import load_passages
from app.workflows.reworked_text import CHANGED_MEANWHILE, as_seen
from app.workflows.search_knowledge import search_knowledge
from knowledge_base.passages import Hit, Passage

BY_TANDEM = "action"
UNDONE = "undone"
MOST_SEARCHED = 40
MOST_FOREIGN = 12
# Across languages. Set by looking at what topics of the demo company found in the other one: below lay
# prices of ovens for the price of spare parts, above what a colleague would call the same topic.
LEAST_MEANING, ENOUGH_MEANING, ENOUGH_WORDS = 0.35, 0.42, 0.5


@dataclass(frozen=True, slots=True)
class Wanted:
    """An action with what its author said to it: an answer, how many questions and ways they passed over.

    `part` is the stretch of the text meant, a half-open span in code points, None for all of it; `text` what
    a model made of it and its author has seen; `base` the hash of the text that was looked at.
    """

    action: Action
    answer: str = ""
    asked: int = 0
    turn: int = 0
    part: tuple[int, int] | None = None
    text: str = ""
    base: str = ""


def look_at(services: Services, draft_id: int, wanted: Wanted, *, author: Person) -> tuple[Draft, Outcome]:
    """What the action makes of the text as it is saved. Nothing changes."""
    if len(wanted.answer) > LONGEST_ANSWER:
        raise BadInput("Keep each answer under %(limit)s characters.", limit=LONGEST_ANSWER)
    draft = _editable(services, draft_id, author)
    if wanted.part and not wanted.part[0] < wanted.part[1] <= len(draft.text):
        raise BadInput("Your text changed meanwhile. Choose the words once more.")
    return draft, services.actions(wanted.action, _sheet(services, draft, wanted, author))


def keep_change(
    services: Services, draft_id: int, wanted: Wanted, *, seen: str, author: Person
) -> tuple[Draft, bool]:
    """Make the change whose text has the hash `seen`; (the draft that holds it, whether it is a new one).

    The text it replaces is set aside. Raises NotReady, and does nothing, when it is no longer the same.
    """
    draft, outcome = _looked_at(services, draft_id, wanted, seen=seen, author=author)
    if outcome.brief is not None:
        return _begin(services, draft, outcome), True
    answer = Answer(outcome.question, wanted.answer.strip()) if outcome.question else None
    with services.sessions.begin() as session:
        current = drafts.get_draft(session, draft_id, author_id=author.id, lock=True)
        if current.text != draft.text:
            raise NotReady(CHANGED_MEANWHILE)
        now = services.clock()
        drafts.set_text_aside(session, draft_id, current.text, reason=BY_TANDEM, now=now)
        current = current.reworked(
            outcome.text, passage_ids=outcome.passage_ids, brought_in=outcome.brought_in, answer=answer
        )
        drafts.save_draft(session, current, now=now)
    return current, False


def _editable(services: Services, draft_id: int, author: Person) -> Draft:
    with services.sessions() as session:
        draft = drafts.get_draft(session, draft_id, author_id=author.id)
    if draft.stage not in EDITABLE or not draft.text.strip():
        raise NotReady("Choose one of the drafts first, then edit it.")
    return draft


def _looked_at(
    services: Services, draft_id: int, wanted: Wanted, *, seen: str, author: Person
) -> tuple[Draft, Change]:
    """The change that was looked at, in the text that it was looked at in.

    Made again where it comes out the same, else as it was seen.
    """
    draft = _editable(services, draft_id, author)
    if draft.text_hash != wanted.base:
        raise NotReady(CHANGED_MEANWHILE)
    if wanted.action in BY_MODEL:
        return draft, as_seen(draft, wanted.action, wanted.text, part=wanted.part, seen=seen)
    draft, outcome = look_at(services, draft_id, wanted, author=author)
    if not isinstance(outcome, Change) or hash_text(outcome.text) != seen:
        raise NotReady(CHANGED_MEANWHILE)
    return draft, outcome


def put_back(services: Services, draft_id: int, text: str, *, author_id: PersonId) -> Draft:
    """Take an earlier text again; the one it replaces is set aside in its turn."""
    now = services.clock()
    with services.sessions.begin() as session:
        draft = drafts.get_draft(session, draft_id, author_id=author_id, lock=True)
        earlier = draft.edited(text.replace("\r\n", "\n"))
        if earlier != draft:
            drafts.set_text_aside(session, draft_id, draft.text, reason=UNDONE, now=now)
            drafts.save_draft(session, earlier, now=now)
    return earlier


def undo_action(services: Services, draft_id: int, *, author_id: PersonId) -> Draft:
    """Put back the text before the last action or fix."""
    with services.sessions() as session:
        drafts.get_draft(session, draft_id, author_id=author_id)
        aside = drafts.list_texts_set_aside(session, draft_id, author_id=author_id, limit=1)
    if not aside or aside[0][1] != BY_TANDEM:
        raise NotReady("There is nothing to take back.")
    return put_back(services, draft_id, aside[0][2], author_id=author_id)


def _sheet(services: Services, draft: Draft, wanted: Wanted, author: Person) -> Sheet:
    writes = begun(draft.brief) if wanted.action is Action.LANGUAGE else draft.brief
    return Sheet(
        text=draft.text,
        brief=_asked(draft) if wanted.action is Action.PERSONAL else draft.brief,
        passages=_passages(services, draft, wanted.action),
        voice=services.voice_for(writes, author),
        offered=draft.offered,
        answer=wanted.answer,
        asked=wanted.asked,
        turn=wanted.turn,
        part=wanted.part,
        call=Call(account=Account(author.id, draft.id)),
    )


def _asked(draft: Draft) -> Brief:
    """The brief with all that was asked so far, so that nothing is asked a second time."""
    answered = {answer.question.id for answer in draft.brief.answers}
    unanswered = (Answer(one, "") for one in draft.questions if one.id not in answered)
    return replace(draft.brief, answers=(*draft.brief.answers, *unanswered))


def _passages(services: Services, draft: Draft, action: Action) -> tuple[Passage, ...]:
    """Those the draft was offered; for what needs more, those a search finds now."""
    offered = load_passages(services, draft.passage_ids)
    if action is Action.LANGUAGE:
        offered = tuple(passage for passage in offered if passage.language == draft.brief.language)
        found = _in_other_language(services, draft)
    elif action in (Action.LONGER, Action.OPENING, Action.ANGLE):
        found = services.passages_for(draft.brief)
    else:
        found = ()
    return tuple({passage.id: passage for passage in (*offered, *found)}.values())


def _in_other_language(services: Services, draft: Draft) -> tuple[Passage, ...]:
    """What is said there of the same topic; none rather than what merely sounds alike across languages."""
    hits = search_knowledge(services, draft.brief.topic, limit=MOST_SEARCHED, mix=True)
    language = begun(draft.brief).language
    near = [hit.passage for hit in hits if hit.passage.language == language and _is_about(hit)]
    return tuple(near[:MOST_FOREIGN])


def _is_about(hit: Hit) -> bool:
    return hit.dense_score >= LEAST_MEANING and (
        hit.words_score >= ENOUGH_WORDS or hit.dense_score >= ENOUGH_MEANING
    )


def _begin(services: Services, draft: Draft, change: Change) -> Draft:
    """A second draft beside the first, which stays as it is."""
    brief, now = change.brief or draft.brief, services.clock()
    with services.sessions.begin() as session:
        other = drafts.add_draft(session, brief, author_id=draft.author_id, now=now)
        other = replace(
            other,
            stage=Stage.EDITING,
            questions=tuple(answer.question for answer in brief.answers),
            proposals=(Proposal("own_take", change.text, change.passage_ids),),
            passage_ids=change.passage_ids,
            text=change.text,
            first_text=change.text,
            revision=1,
            writer="model" if change.what == "translated" else "built-in",
        )
        drafts.save_draft(session, other, now=now)
    return other
