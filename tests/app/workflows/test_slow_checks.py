"""What takes long is asked before a text leaves, and never counts as done when it was not."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from app.domain.briefs import Brief
from app.domain.channels import Channel
from app.domain.drafts import Draft, Proposal
from app.domain.people import Person
from app.errors import NotReady
from app.guarding import Guarding
from app.services import Services
from app.store import drafts, people
from app.workflows.edit_draft import save_text
from app.workflows.judge_text import judge_draft
from app.workflows.review_draft import submit_draft
from app.workflows.share_draft import open_share
from guardrails.checks import Check, NotEvaluated, Tier
from guardrails.doc import Doc
from guardrails.findings import CheckState, RawFinding
from tests.conftest import NOW

PROPOSAL = Proposal("own_take", "J'ai réparé un four jeudi.")


@dataclass
class Judge:
    """A slow check that does what a test tells it to, and counts how often it was asked."""

    act: Callable[[Doc], list[RawFinding]] = lambda doc: []
    asked: list[str] = field(default_factory=list)
    name: str = "tests.judge"
    tier: Tier = Tier.SLOW

    def __call__(self, doc: Doc) -> list[RawFinding]:
        self.asked.append(doc.text)
        return self.act(doc)


@pytest.fixture
def judge(monkeypatch: pytest.MonkeyPatch) -> Judge:
    judge, build = Judge(), Guarding.checks

    def checks(self: Guarding, *about: object) -> list[Check]:
        quick = [check for check in build(self, *about) if getattr(check, "tier", "fast") == "fast"]
        return [*quick, judge]

    monkeypatch.setattr(Guarding, "checks", checks)
    return judge


@pytest.fixture
def author(services: Services) -> Person:
    with services.sessions() as session:
        person = people.find_person_by_name(session, "Denis")
    assert person is not None
    return person


@pytest.fixture
def draft(services: Services, author: Person) -> Draft:
    with services.sessions.begin() as session:
        begun = drafts.add_draft(session, Brief(topic="four"), author_id=author.id, now=NOW)
        chosen = begun.composing(begun.brief).composed((PROPOSAL,)).chosen(0)
        drafts.save_draft(session, chosen, now=NOW)
    return chosen


def share(services: Services, draft: Draft, author: Person) -> None:
    open_share(services, draft.id, Channel.LINKEDIN, text_hash=draft.text_hash, author=author)


def block(doc: Doc) -> list[RawFinding]:
    return [RawFinding("confidentiality.near_copy", 0, 5)]


def fail(doc: Doc) -> list[RawFinding]:
    raise RuntimeError


def no_answer(doc: Doc) -> list[RawFinding]:
    raise NotEvaluated


def test_while_typing_a_slow_check_is_not_asked_and_not_counted_as_done(
    services: Services, judge: Judge, draft: Draft, author: Person
) -> None:
    judgement = judge_draft(services, draft, author)

    assert judge.asked == []
    assert judgement.report.states["tests.judge"] is CheckState.NOT_EVALUATED


@pytest.mark.parametrize("act", [block, fail, no_answer], ids=["finds something", "fails", "has no answer"])
def test_nothing_is_shared_past_a_slow_check(
    services: Services, judge: Judge, draft: Draft, author: Person, act: Callable[[Doc], list[RawFinding]]
) -> None:
    judge.act = act
    assert judge_draft(services, draft, author).may_share(draft)

    with pytest.raises(NotReady):
        share(services, draft, author)


@pytest.mark.parametrize("act", [block, fail], ids=["finds something", "fails"])
def test_nothing_is_sent_past_a_slow_check(
    services: Services, judge: Judge, draft: Draft, author: Person, act: Callable[[Doc], list[RawFinding]]
) -> None:
    judge.act = act

    with pytest.raises(NotReady):
        submit_draft(services, draft.id, author=author)


def test_a_text_that_was_judged_is_not_judged_again_until_it_changes(
    services: Services, judge: Judge, draft: Draft, author: Person
) -> None:
    judge_draft(services, draft, author, finished=True)
    share(services, draft, author)
    again = judge_draft(services, draft, author)
    changed = save_text(services, draft.id, draft.text + " Si.", revision=draft.revision, author_id=author.id)
    share(services, changed, author)

    assert again.report.complete
    assert len(judge.asked) == 2


def test_a_judge_that_failed_is_asked_again(
    services: Services, judge: Judge, draft: Draft, author: Person
) -> None:
    judge.act = fail
    judge_draft(services, draft, author, finished=True)
    judge.act = lambda doc: []

    share(services, draft, author)

    assert len(judge.asked) == 2
