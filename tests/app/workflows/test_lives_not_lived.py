"""A draft that has its author live what they never told goes nowhere until they say whether it is true."""

from app.domain.briefs import Answer, Brief, Question
from app.domain.people import PersonId
from app.services import Services
from app.store import people
from app.workflows.judge_text import judge_draft, judge_text
from tests.support.drafts import make_draft

RULE = "authenticity.invented_experience"
LIVED = "I was moved to see the new kiln turn on Tuesday."
TEXT = f"The new kiln burns a third less gas. {LIVED}"
BRIEF = Brief(topic="kiln", answers=(Answer(Question("q", "What is new?"), "the new kiln burns less gas"),))


def test_the_author_vouches_or_takes_it_out(services: Services) -> None:
    with services.sessions() as session:
        author = people.get_person(session, PersonId(1))
    draft = make_draft(TEXT, brief=BRIEF, author_id=author.id)

    judged = judge_draft(services, draft, author)
    vouched = judge_draft(services, draft.vouched(LIVED), author)
    without = judge_draft(services, draft.edited("The new kiln burns a third less gas."), author)

    [finding] = [one for one in judged.findings if one.rule == RULE]
    assert judged.sentence_at(finding) == LIVED
    assert finding.fingerprint in judged.to_review
    assert not any(one.rule == RULE for one in (*vouched.findings, *without.findings))


def test_what_the_author_typed_instead_is_theirs(services: Services) -> None:
    with services.sessions() as session:
        author = people.get_person(session, PersonId(1))
    offered = make_draft("The new kiln burns a third less gas.", brief=BRIEF, author_id=author.id)

    judged = judge_draft(services, offered.edited(TEXT), author)

    assert not any(one.rule == RULE for one in judged.findings)


def test_a_proposal_is_asked_about_before_it_is_chosen(services: Services) -> None:
    judged = judge_text(services, TEXT, brief=BRIEF, offered=TEXT)

    assert any(one.rule == RULE for one in judged.findings)
