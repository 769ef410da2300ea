"""The policy: what is checked and why, changing it with a reason, its history, and trying it on a text."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from app.domain.channels import Channel
from app.domain.drafts import MAX_TEXT
from app.domain.people import Language
from app.domain.policies import changes_between
from app.errors import AppError, BadInput, NotReady
from app.services import Services
from app.store import dismissals
from app.web.forms import LARGEST_ID, PostedForm, Text, parse_id
from app.web.identity import CurrentAuthor, CurrentReviewer, CurrentServices
from app.web.page import language_of, page, say, told
from app.web.policy_form import PolicyForm, fields_of, read_policy_form
from app.web.policy_views import rules_by_family, trial_views
from app.web.rule_filter import RuleFilter, rule_folds
from app.workflows.change_policy import (
    change_policy,
    current_version,
    get_version,
    list_history,
    restore_policy,
)
from app.workflows.try_policy import try_policy
from guardrails.decisions import LISTS, MARKETS
from guardrails.policy import load_policy

router = APIRouter(prefix="/policy")

MISTAKES = "Some fields need another look: each says what is wrong. Nothing was saved, and nothing is lost."


@router.get("")
def show_rules(request: Request, person: CurrentAuthor, services: CurrentServices) -> Response:
    """Every rule in plain words, for everybody; comms also sees how often each one spoke."""
    with services.sessions() as session:
        counts = dismissals.count_by_rule(session) if person.role.reviews else {}
    version = current_version(services)
    return page(
        request,
        "policy/rules.html",
        families=_families(request, services, counts),
        version=version,
    )


@router.get("/edit")
def show_form(
    request: Request, reviewer: CurrentReviewer, services: CurrentServices, q: str = ""
) -> Response:
    version = current_version(services)
    return _form_page(request, services, _read(services, {"q": q}), based_on=version.id)


@router.post("/edit")
def find_rules(
    request: Request, sent: PostedForm, reviewer: CurrentReviewer, services: CurrentServices
) -> Response:
    """The form narrowed down, with all that was typed so far."""
    form = _read(services, sent)
    based_on = parse_id(form.typed.get("based_on", "")) or 0
    return _form_page(request, services, form, based_on=based_on)


@router.post("")
def save(
    request: Request, sent: PostedForm, reviewer: CurrentReviewer, services: CurrentServices
) -> Response:
    form = _read(services, sent)
    based_on = parse_id(form.typed.get("based_on", "")) or 0
    if form.mistakes:
        return _form_page(request, services, form, based_on=based_on, error=BadInput(MISTAKES))
    try:
        change_policy(
            services, form.decisions, reason=form.typed.get("reason", ""), based_on=based_on, by=reviewer
        )
    except NotReady as error:
        # What was read is based on both versions now, so that saving again is a decision.
        newest = current_version(services).id
        return _form_page(request, services, form, based_on=newest, since=based_on, error=error)
    except BadInput as error:
        return _form_page(request, services, form, based_on=based_on, error=error)
    return RedirectResponse("/policy/history", 303)


@router.get("/try")
def show_bench(request: Request, reviewer: CurrentReviewer, services: CurrentServices) -> Response:
    return _bench_page(request, services, _fresh(services), reviewer.language)


@router.post("/try")
def try_on(
    request: Request,
    sent: PostedForm,
    reviewer: CurrentReviewer,
    services: CurrentServices,
    channel: Annotated[Channel, Form()] = Channel.LINKEDIN,
    language: Annotated[Language | None, Form()] = None,
) -> Response:
    return _bench_page(
        request, services, _read(services, sent), language or reviewer.language, channel=channel
    )


@router.get("/history")
def show_history(request: Request, reviewer: CurrentReviewer, services: CurrentServices) -> Response:
    return _history_page(request, services)


@router.post("/restore")
def restore(
    request: Request,
    version: Annotated[int, Form(ge=0, le=LARGEST_ID)],
    reviewer: CurrentReviewer,
    services: CurrentServices,
    reason: Text = "",
    based_on: Annotated[int, Form(ge=0, le=LARGEST_ID)] = 0,
) -> Response:
    try:
        restore_policy(services, version, reason=reason, based_on=based_on, by=reviewer)
    except (BadInput, NotReady) as error:
        return _history_page(request, services, wanted=version, reason=reason, error=error)
    return RedirectResponse("/policy/history", 303)


def _read(services: Services, sent: Mapping[str, object]) -> PolicyForm:
    return read_policy_form(sent, services.guarding.decisions(), load_policy())


def _fresh(services: Services) -> PolicyForm:
    return _read(services, {})


def _families(
    request: Request, services: Services, counts: Mapping[str, tuple[int, int]] | None = None
) -> list[Any]:
    language = language_of(request).value
    decisions = services.guarding.decisions()
    return rules_by_family(services.policy, load_policy(), decisions, language, counts)


def _decided(families: list[Any], fields: Mapping[str, str]) -> list[Any]:
    """The rules that the company decides about."""
    open_to_choice = [
        (family, [view for view in rules if f"action:{view.rule}" in fields]) for family, rules in families
    ]
    return [(family, rules) for family, rules in open_to_choice if rules]


def _titles(request: Request) -> dict[str, dict[str, str]]:
    """What each rule is called and does as delivered, for those who read of its changes."""
    delivered, language = load_policy(), language_of(request).value
    words = {rule: delivered.words(rule, language) for rule in delivered.rules}
    return {
        rule: {
            "title": said.filled(dict.fromkeys(said.placeholders, "…")).title,
            "delivered": delivered.action(rule).value,
        }
        for rule, said in words.items()
    }


def _form_context(request: Request, services: Services, form: PolicyForm) -> dict[str, Any]:
    """What the fields need: what was typed, what is wrong with it, and what is open to choice."""
    fields = fields_of(services.guarding.decisions(), load_policy())
    changed = {name for name, value in fields.items() if form.typed[name] != value}
    touched = {*changed, *form.mistakes}
    sought = RuleFilter.of(form.typed.get("q", ""))
    return {
        "typed": form.typed,
        "mistakes": {name: say(request, e.message, e.params) for name, e in form.mistakes.items()},
        "changed": changed,
        "touched": {name.partition(":")[0] for name in touched},
        "sought": sought,
        "folds": rule_folds(
            _decided(_families(request, services), fields),
            sought,
            {name.partition(":")[2] for name in touched},
        ),
        "thresholds": load_policy().thresholds,
        "lists": LISTS,
        "markets": MARKETS,
    }


def _form_page(
    request: Request,
    services: Services,
    form: PolicyForm,
    *,
    based_on: int,
    since: int | None = None,
    error: AppError | None = None,
) -> Response:
    """The form; `since` is the version it was made for, when another one has come meanwhile."""
    meanwhile = []
    if since is not None:
        before, after = get_version(services, since), get_version(services, based_on)
        meanwhile = changes_between(before.decisions, after.decisions)
    return page(
        request,
        "policy/edit.html",
        status=error.status if error else 200,
        error=told(request, error),
        based_on=based_on,
        meanwhile=meanwhile,
        titles=_titles(request),
        **_form_context(request, services, form),
    )


def _bench_page(
    request: Request,
    services: Services,
    form: PolicyForm,
    language: Language,
    *,
    channel: Channel = Channel.LINKEDIN,
) -> Response:
    """The bench; what is wrong in a proposed policy is told at its field, and the current one still asked."""
    text, source = (form.typed.get(name, "").replace("\r\n", "\n") for name in ("text", "source"))
    source = source[:MAX_TEXT]
    proposed = None if form.mistakes else form.decisions
    trial = try_policy(services, text, source=source, language=language, channel=channel, proposed=proposed)
    error = BadInput(MISTAKES) if form.mistakes else None
    return page(
        request,
        "policy/try.html",
        status=error.status if error else 200,
        error=told(request, error),
        based_on=parse_id(form.typed.get("based_on", "")) or current_version(services).id,
        text=text,
        source=source,
        language=language,
        channel=channel,
        channels=list(Channel),
        trial=trial if text.strip() else None,
        views=trial_views(trial) if text.strip() else [],
        **_form_context(request, services, form),
    )


def _history_page(
    request: Request,
    services: Services,
    *,
    wanted: int | None = None,
    reason: str = "",
    error: AppError | None = None,
) -> Response:
    entries = list_history(services)
    return page(
        request,
        "policy/history.html",
        status=error.status if error else 200,
        error=told(request, error),
        entries=entries,
        titles=_titles(request),
        newest=entries[0].version.id,
        wanted=wanted,
        typed_reason=reason,
    )
