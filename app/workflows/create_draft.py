"""Starting a draft: find what there is to say, and ask the author for their take."""

from dataclasses import dataclass
from zlib import crc32

from app.cocreate.passed_over import kinds_passed_over
from app.cocreate.questions import ask_questions
from app.domain.briefs import Brief
from app.domain.channels import Channel
from app.domain.documents import Document
from app.domain.drafts import Draft
from app.domain.people import Language, Person
from app.errors import BadInput, NotFound
from app.services import Services
from app.store import documents, drafts

LONGEST_IDEA = 5000


@dataclass(frozen=True, slots=True)
class Wish:
    """What the author asks for. Without a document, `about` is the search or the free idea."""

    about: str = ""
    idea: str = ""
    channel: Channel = Channel.LINKEDIN
    language: Language = Language.ENGLISH
    document_id: int | None = None


def create_draft(services: Services, wish: Wish, *, author: Person) -> Draft:
    """Save a new draft with its passages and questions. Raises BadInput when there is no topic."""
    now = services.clock()
    topic = _topic(services, wish)
    brief = Brief(
        topic=topic,
        channel=wish.channel,
        language=wish.language,
        idea=wish.idea.strip(),
        document_id=wish.document_id,
        seed=crc32(f"{author.id} {now.date()} {topic}".encode("utf-8", "replace")),
    )
    passages = services.passages_for(brief)
    questions = ask_questions(
        brief,
        passages,
        topics=author.topics,
        wishes=services.voices.wishes(author),
        passed_over=_passed_over(services, author),
    )
    with services.sessions.begin() as session:
        draft = drafts.add_draft(session, brief, author_id=author.id, now=now)
        draft = draft.asking(questions, tuple(passage.id for passage in passages))
        drafts.save_draft(session, draft, now=now)
    return draft


def _passed_over(services: Services, author: Person) -> frozenset[str]:
    """The kinds of questions that this author left empty in their own last drafts."""
    with services.sessions() as session:
        answers = drafts.list_answers(session, author_id=author.id)
    return kinds_passed_over(answers)


def get_citable_document(services: Services, document_id: int) -> Document:
    """A document an author may start from; one that may not be cited looks missing."""
    with services.sessions() as session:
        found = documents.list_documents_in_force(session, services.scope(document_id=document_id), limit=1)
    if not found:
        raise NotFound("This source is not here, or no longer in force.")
    return found[0]


def _topic(services: Services, wish: Wish) -> str:
    if len(wish.idea) > LONGEST_IDEA or len(wish.about) > LONGEST_IDEA:
        raise BadInput(
            "Keep your idea under %(limit)s characters: a few sentences are plenty.", limit=LONGEST_IDEA
        )
    if wish.document_id is not None:
        return get_citable_document(services, wish.document_id).title
    topic = wish.about.strip() or wish.idea.strip()
    if not topic:
        raise BadInput("Say in a few words what you want to talk about, or choose a source.")
    return topic
