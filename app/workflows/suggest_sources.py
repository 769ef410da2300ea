"""Something worth talking about: recent sources near a person's topics, company and industry in turn."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest

from app.domain.documents import Document, Suggestion, SuggestionReason
from app.domain.people import Person
from app.services import Services
from app.store import documents, posts
from app.workflows.search_knowledge import search_knowledge
from knowledge_base.passages import Hit, Origin, Scope

_TOPICS = 6  # looked up at most
_POSTS = 2  # the latest
_POST_WEIGHT = 0.7  # what somebody chose to declare says more than what they happened to write
_HALF_LIFE = 60  # days after which a source counts half as recent
_RECENCY = 0.5  # the share of recency in the order; the other half is how near a source is
_MATCHED = 0.25  # on top, for a source that is near at all: what is new and no matter of theirs comes later
_NEW = timedelta(days=30)

# How much a passage must share with a topic, or with a post, before somebody is told that it is about
# that. One common word is not enough ("press" is also what one does to a button), so words and meaning
# must agree, or meaning be very near. Set by looking at what the people of the demo company were
# offered, in both languages: nearly all false reasons lay below, nearly all good ones above.
_TOPIC_WORDS, _TOPIC_MEANING = 0.5, 0.2
_POST_WORDS, _POST_MEANING = 0.1, 0.3  # a post has many words, few of which any passage shares
_SAME_MEANING = 0.45


@dataclass(frozen=True, slots=True)
class _Nearness:
    score: float
    reason: SuggestionReason
    topic: str = ""


_FAR = _Nearness(0.0, SuggestionReason.OTHER)


def suggest_sources(services: Services, *, person: Person, limit: int = 6) -> list[Suggestion]:
    """Return sources in force, what is new and near first, of the company and of the industry in turn."""
    now = services.clock()
    nearness = _nearness(services, person)
    with services.sessions() as session:
        listed = documents.list_documents_in_force(session, Scope(now=now), limit=200)

    def order(document: Document) -> float:
        age = max((now.date() - document.dated).days, 0)
        near = nearness.get(document.id, _FAR)
        recency = _RECENCY * math.exp2(-age / _HALF_LIFE)
        return recency + (1 - _RECENCY) * near.score + _MATCHED * (near is not _FAR)

    ranked = sorted(listed, key=order, reverse=True)
    return [_suggestion(one, nearness.get(one.id, _FAR), now) for one in _in_turn(ranked)][:limit]


def _suggestion(document: Document, near: _Nearness, now: datetime) -> Suggestion:
    if near is _FAR and now - document.added_at <= _NEW:
        return Suggestion(document, SuggestionReason.RECENT)
    return Suggestion(document, near.reason, near.topic)


def _nearness(services: Services, person: Person) -> dict[int, _Nearness]:
    """Map document ids to the best reason for each."""
    found: dict[int, _Nearness] = {}
    for query, weight, reason, topic in _queries(services, person):
        for hit in search_knowledge(services, query):
            near = _Nearness(hit.score * weight, reason, topic)
            if _is_about(hit, reason) and near.score > found.get(hit.passage.document_id, _FAR).score:
                found[hit.passage.document_id] = near
    return found


def _is_about(hit: Hit, reason: SuggestionReason) -> bool:
    if reason is SuggestionReason.POST:
        return hit.words_score >= _POST_WORDS and hit.dense_score >= _POST_MEANING
    if hit.dense_score >= _SAME_MEANING:
        return True
    return hit.words_score >= _TOPIC_WORDS and hit.dense_score >= _TOPIC_MEANING


def _queries(services: Services, person: Person) -> Iterator[tuple[str, float, SuggestionReason, str]]:
    for topic in person.topics[:_TOPICS]:
        yield topic, 1.0, SuggestionReason.TOPIC, topic
    with services.sessions() as session:
        written = posts.list_posts(session, author_id=person.id)
    for _id, post in written[:_POSTS]:
        yield post.text, _POST_WEIGHT, SuggestionReason.POST, ""


def _in_turn(ranked: Iterable[Document]) -> list[Document]:
    by_origin: dict[Origin, list[Document]] = {}
    for document in ranked:
        by_origin.setdefault(document.clearance.origin, []).append(document)
    return [document for row in zip_longest(*by_origin.values()) for document in row if document]
