"""What edits taught: each rule with the drafts it came from, to switch off or to delete."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.domain.voice_rules import RuleState
from app.store.voice_rules import Learning
from app.web.forms import Id, Text
from app.web.identity import CurrentAuthor, CurrentServices
from app.web.page import page
from app.workflows.learn_rules import change_learning, delete_rule, delete_rules, list_rules, switch_rule

router = APIRouter(prefix="/voice/rules")


@router.get("")
def show(request: Request, person: CurrentAuthor, services: CurrentServices) -> Response:
    rules, learning = list_rules(services, author_id=person.id)
    groups = {state: tuple(rule for rule in rules if rule.state is state) for state in RuleState}
    return page(request, "voice/rules.html", groups=groups, learning=learning)


@router.post("/learning")
def change(
    person: CurrentAuthor, services: CurrentServices, from_edits: Text = "", from_posts: Text = ""
) -> Response:
    learning = Learning(from_edits=bool(from_edits), from_posts=bool(from_posts))
    change_learning(services, learning, author_id=person.id)
    return _back()


@router.post("/delete-all")
def delete_all(person: CurrentAuthor, services: CurrentServices) -> Response:
    delete_rules(services, author_id=person.id)
    return _back()


@router.post("/{rule_id}/off")
def switch_off(rule_id: Id, person: CurrentAuthor, services: CurrentServices) -> Response:
    switch_rule(services, rule_id, active=False, author_id=person.id)
    return _back()


@router.post("/{rule_id}/on")
def switch_on(rule_id: Id, person: CurrentAuthor, services: CurrentServices) -> Response:
    switch_rule(services, rule_id, active=True, author_id=person.id)
    return _back()


@router.post("/{rule_id}/delete")
def delete(rule_id: Id, person: CurrentAuthor, services: CurrentServices) -> Response:
    delete_rule(services, rule_id, author_id=person.id)
    return _back()


def _back() -> Response:
    return RedirectResponse("/voice/rules", 303)
