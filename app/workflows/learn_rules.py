"""Learning from what an author does to drafts: theirs alone, and only as far as they let us."""

from app.domain.draft_lessons import lessons_of
from app.domain.drafts import Draft
from app.domain.people import Language, PersonId
from app.domain.posts import Post
from app.domain.reviews import ReviewAction
from app.domain.voice_rules import VoiceRule
from app.services import Services
from app.store import drafts, people, posts, reviews, voice_rules
from app.store.session import Session
from app.store.voice_rules import Learning
from app.workflows.act_on_draft import BY_TANDEM
from app.workflows.judge_text import judge_draft

FEWEST_OWN_WORDS = 0.5
"""Share of a published text that must be its author's own for it to be a sample of their voice."""


def learn_from_edits(services: Services, draft: Draft) -> None:
    """Keep what the edits of a draft say of its author. Learning twice from a draft counts once.

    A text that comms had a hand in says nothing of its author.
    """
    author_id, language = draft.author_id, Language(draft.brief.language)
    with services.sessions() as session:
        if not voice_rules.get_learning(session, author_id=author_id).from_edits:
            return
        if _comms_had_a_hand(session, draft):
            return
        removed = voice_rules.words_taken_out(session, author_id=author_id, language=language)
        edited = _edited_by_hand(session, draft)
    lessons = lessons_of(draft.first_text, edited, language, removed=removed)
    with services.sessions.begin() as session:
        voice_rules.keep_lessons(
            session, draft.id, lessons, language=language, author_id=author_id, now=services.clock()
        )
    services.voices.forget(author_id)


def keep_as_sample(services: Services, draft: Draft) -> None:
    """A post that its author says is out becomes a sample of their voice, if it is mostly in their words.

    Otherwise the writer would be taught its own voice, and a score would praise what it was measured on.
    A text that comms had a hand in is nobody's sample.
    """
    author_id = draft.author_id
    with services.sessions() as session:
        wanted = voice_rules.get_learning(session, author_id=author_id).from_posts
        if not wanted or _comms_had_a_hand(session, draft):
            return
        author = people.get_person(session, author_id)
    if judge_draft(services, draft, author).own_share < FEWEST_OWN_WORDS:
        return
    post = Post(draft.text, draft.brief.language, services.clock().date(), "tandem")
    with services.sessions.begin() as session:
        posts.add_posts(session, [post], author_id=author_id, source="tandem")


def list_rules(services: Services, *, author_id: PersonId) -> tuple[tuple[VoiceRule, ...], Learning]:
    """The author's rules, and what they let be learned."""
    with services.sessions() as session:
        return (
            voice_rules.list_rules(session, author_id=author_id),
            voice_rules.get_learning(session, author_id=author_id),
        )


def switch_rule(services: Services, rule_id: int, *, active: bool, author_id: PersonId) -> None:
    with services.sessions.begin() as session:
        voice_rules.switch_rule(session, rule_id, active=active, author_id=author_id)
    services.voices.forget(author_id)


def delete_rule(services: Services, rule_id: int, *, author_id: PersonId) -> None:
    """Forget a rule and all that taught it; the same edits in later drafts may teach it again."""
    with services.sessions.begin() as session:
        voice_rules.delete_rule(session, rule_id, author_id=author_id)
    services.voices.forget(author_id)


def delete_rules(services: Services, *, author_id: PersonId) -> None:
    with services.sessions.begin() as session:
        voice_rules.delete_rules(session, author_id=author_id)
    services.voices.forget(author_id)


def change_learning(services: Services, learning: Learning, *, author_id: PersonId) -> None:
    """What is known already stays until its author deletes it."""
    with services.sessions.begin() as session:
        voice_rules.save_learning(session, learning, author_id=author_id)


def _edited_by_hand(session: Session, draft: Draft) -> str:
    """The text as far as its author alone made it: up to the first action, which rewrites it for them.

    "" where another of the drafts was begun after an action, since nothing tells the two apart.
    """

    def before(reason: str) -> str | None:
        return drafts.find_text_before(session, draft.id, reason=reason, author_id=draft.author_id)

    text = before(BY_TANDEM)
    if text is None:
        return draft.text
    return "" if before("choice") is not None else text


def _comms_had_a_hand(session: Session, draft: Draft) -> bool:
    events = reviews.list_review_events(session, draft.id)
    return any(event.action is ReviewAction.ACCEPTED for event in events)
