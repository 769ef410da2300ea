"""A sentence that rested on a source is no longer held by it once the source may not be cited."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.briefs import Brief
from app.domain.drafts import Draft, Proposal
from app.domain.people import Person
from app.services import Services
from app.store import documents, drafts, people
from app.workflows.clear_document import clear_document
from app.workflows.ingest_loaded import ingest_loaded
from app.workflows.judge_text import Judgement, judge_draft
from guardrails.grounding.labels import Label
from knowledge_base.passages import Classification
from tests.conftest import NOW
from tests.support.library import PUBLIC, make_loaded

TEXT = "The yard behind the bakery is swept every evening."
AFTER = {
    "internal": replace(PUBLIC, classification=Classification.INTERNAL),
    "confidential": replace(PUBLIC, classification=Classification.CONFIDENTIAL),
    "under embargo": replace(PUBLIC, embargo_until=NOW + timedelta(days=1)),
    "out of date": replace(PUBLIC, valid_until=NOW),
}


@pytest.fixture
def author(services: Services) -> Person:
    with services.sessions() as session:
        person = people.find_person_by_name(session, "Ruth")
    assert person is not None
    return person


@pytest.fixture
def document_id(services: Services) -> int:
    kept = ingest_loaded(
        services, make_loaded(TEXT, title="yard.md"), place="yard.md", clearance=PUBLIC, cleared_by="Comms"
    )
    assert kept.document_id is not None
    return kept.document_id


@pytest.fixture
def draft(services: Services, author: Person, document_id: int) -> Draft:
    with services.sessions.begin() as session:
        passages = tuple(documents.list_passage_ids(session, document_id))
        brief = Brief(topic="yard", idea="I like a clean yard.")
        begun = drafts.add_draft(session, brief, author_id=author.id, now=NOW)
        chosen = begun.composing(begun.brief).composed((Proposal("own_take", TEXT, passages),)).chosen(0)
        chosen = replace(chosen, passage_ids=passages)
        drafts.save_draft(session, chosen, now=NOW)
    return chosen


def judged(services: Services, draft: Draft, author: Person) -> tuple[list[Label], set[str], Judgement]:
    judgement = judge_draft(services, draft, author)
    rules = {finding.rule for finding in judgement.findings if finding.rule.startswith("grounding.")}
    return [sentence.label for sentence in judgement.sentences], rules, judgement


@pytest.mark.parametrize("after", AFTER)
def test_a_sentence_that_rested_on_a_withdrawn_source_is_unsupported(
    services: Services, draft: Draft, author: Person, document_id: int, after: str
) -> None:
    before = judged(services, draft, author)[:2]

    clear_document(services, document_id, AFTER[after], by="Ruth", note="")
    labels, rules, judgement = judged(services, draft, author)

    assert before == ([Label.SOURCED], set())
    assert labels == [Label.UNSUPPORTED]
    assert rules
    assert not any("nearest" in finding.details for finding in judgement.findings)


def test_the_author_is_shown_what_the_source_says_instead(
    services: Services, draft: Draft, author: Person
) -> None:
    changed = replace(draft, text="The yard behind the bakery is swept twice by 14 people.")

    _, rules, judgement = judged(services, changed, author)
    [near] = {judgement.nearest_to(finding) for finding in judgement.findings if "nearest" in finding.details}

    assert rules
    assert near is not None
    assert near.text == TEXT
