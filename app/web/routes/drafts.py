"""A draft from the first idea to the moment it is in the editor."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from app.domain.channels import Channel
from app.domain.drafts import Draft, Proposal, Stage
from app.domain.people import Language, Person
from app.domain.writing_progress import WritingProgress
from app.errors import BadInput
from app.services import Services
from app.store import drafts
from app.web.forms import LARGEST_ID, Id, PostedForm, Text, clean_text, parse_id
from app.web.identity import CurrentAuthor, CurrentServices
from app.web.page import page, render, told
from app.web.routes.editor import edit_page
from app.web.views import ProposalView, proposal_view
from app.workflows.compose_draft import ask_for_drafts, cancel_drafts
from app.workflows.create_draft import Wish, create_draft, get_citable_document
from app.workflows.edit_draft import choose_draft
from app.workflows.judge_text import judge_text, load_passages
from app.workflows.mix_drafts import Mix, list_picks
from app.workflows.search_knowledge import search_knowledge
from app.workflows.suggest_sources import suggest_sources

router = APIRouter(prefix="/drafts")


@router.get("/new")
def show_new(
    request: Request,
    person: CurrentAuthor,
    services: CurrentServices,
    about: str = "",
    q: str = "",
    idea: str = "",
    channel: Channel = Channel.LINKEDIN,
    language: Language | None = None,
    document: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None,
) -> Response:
    """The form, with what was already typed in it: searching for a source must not empty it."""
    wish = Wish(clean_text(about), clean_text(idea), channel, language or person.language, document)
    return _new_form(request, services, person, wish, q=q)


@router.post("")
def create(
    request: Request,
    person: CurrentAuthor,
    services: CurrentServices,
    about: Text = "",
    idea: Text = "",
    channel: Annotated[Channel, Form()] = Channel.LINKEDIN,
    language: Annotated[Language | None, Form()] = None,
    document: Text = "",
) -> Response:
    wish = Wish(about, idea, channel, language or person.language, parse_id(document))
    try:
        draft = create_draft(services, wish, author=person)
    except BadInput as error:
        return _new_form(request, services, person, wish, error=error)
    return _to(draft.id)


@router.get("/{draft_id}")
def show(
    request: Request,
    draft_id: Id,
    person: CurrentAuthor,
    services: CurrentServices,
    finished: bool = False,
) -> Response:
    """Where the draft stands; `finished` has the editor's text read by the slow checks too."""
    draft = _mine(services, draft_id, person)
    if draft.stage is Stage.ASKING:
        return _questions(request, services, draft)
    if draft.stage is Stage.COMPOSING:
        return page(request, "drafts/composing.html", draft=draft, progress=_progress(services, draft))
    if draft.stage is Stage.CHOOSING:
        return choose_page(request, services, draft_id, person)
    return edit_page(request, services, draft.id, person, finished=finished)


@router.get("/{draft_id}/progress")
def show_progress(
    request: Request, draft_id: Id, person: CurrentAuthor, services: CurrentServices
) -> Response:
    """The fragment the page polls; once the writing is over it sends the browser to the drafts."""
    draft = _mine(services, draft_id, person)
    if draft.stage is not Stage.COMPOSING:
        return Response(headers={"HX-Redirect": f"/drafts/{draft_id}"})
    html = render(request, "drafts/_progress.html", draft=draft, progress=_progress(services, draft))
    return Response(html, media_type="text/html", headers={"Cache-Control": "no-store"})


@router.post("/{draft_id}/answers")
def answer(
    request: Request, draft_id: Id, form: PostedForm, person: CurrentAuthor, services: CurrentServices
) -> Response:
    answers = {
        name.removeprefix("q-"): clean_text(text)
        for name, text in form.items()
        if name.startswith("q-") and isinstance(text, str)
    }
    try:
        ask_for_drafts(services, draft_id, answers, author_id=person.id)
    except BadInput as error:
        return _questions(request, services, _mine(services, draft_id, person), answers=answers, error=error)
    return _to(draft_id)


@router.post("/{draft_id}/cancel")
def cancel(draft_id: Id, person: CurrentAuthor, services: CurrentServices) -> Response:
    cancel_drafts(services, draft_id, author_id=person.id)
    return _to(draft_id)


@router.get("/{draft_id}/questions")
@router.post("/{draft_id}/questions")
def go_back_to_questions(
    request: Request, draft_id: Id, person: CurrentAuthor, services: CurrentServices
) -> Response:
    return _questions(request, services, _mine(services, draft_id, person))


@router.post("/{draft_id}/choice")
def choose(
    draft_id: Id, position: Annotated[int, Form(ge=0)], person: CurrentAuthor, services: CurrentServices
) -> Response:
    choose_draft(services, draft_id, position, author_id=person.id)
    return _to(draft_id)


@router.get("/{draft_id}/choices")
def show_choices(
    request: Request, draft_id: Id, person: CurrentAuthor, services: CurrentServices
) -> Response:
    """The drafts on offer again, for an author who is already editing one."""
    return choose_page(request, services, draft_id, person)


@router.post("/{draft_id}/delete")
def delete(draft_id: Id, person: CurrentAuthor, services: CurrentServices) -> Response:
    with services.sessions.begin() as session:
        drafts.delete_draft(session, draft_id, author_id=person.id)
    return RedirectResponse("/", 303)


def _mine(services: Services, draft_id: Id, person: Person) -> Draft:
    with services.sessions() as session:
        return drafts.get_draft(session, draft_id, author_id=person.id)


def _progress(services: Services, draft: Draft) -> WritingProgress:
    with services.sessions() as session:
        return drafts.get_progress(session, draft.id, author_id=draft.author_id)


def _questions(
    request: Request,
    services: Services,
    draft: Draft,
    *,
    answers: Mapping[str, str] | None = None,
    error: BadInput | None = None,
) -> Response:
    given = {answer.question.id: answer.text for answer in draft.brief.answers}
    return page(
        request,
        "drafts/questions.html",
        status=error.status if error else 200,
        draft=draft,
        passages=load_passages(services, draft.passage_ids),
        answers=given if answers is None else answers,
        notice=draft.notice,
        error=told(request, error),
    )


def choose_page(
    request: Request,
    services: Services,
    draft_id: int,
    person: Person,
    *,
    mix: Mix | None = None,
    mixed: Proposal | None = None,
    error: BadInput | None = None,
) -> Response:
    """The drafts on offer; with the sentences picked for a `mix`, and the draft that they make."""
    draft = _mine(services, draft_id, person)
    passages = load_passages(services, draft.passage_ids)

    def shown(position: int, proposal: Proposal) -> ProposalView:
        judgement = judge_text(
            services,
            proposal.text,
            brief=draft.brief,
            passages=passages,
            author=person,
            offered=proposal.text,
        )
        return proposal_view(position, proposal, judgement)

    return page(
        request,
        "drafts/choose.html",
        status=error.status if error else 200,
        draft=draft,
        variants=[shown(position, proposal) for position, proposal in enumerate(draft.proposals)],
        passages=passages,
        picks=list_picks(services, draft, person) if len(draft.proposals) > 1 else (),
        mix=mix or Mix(),
        mixed=shown(len(draft.proposals), mixed) if mixed else None,
        error=told(request, error),
    )


def _new_form(
    request: Request,
    services: Services,
    person: Person,
    wish: Wish,
    *,
    q: str = "",
    error: BadInput | None = None,
) -> Response:
    source = None if wish.document_id is None else get_citable_document(services, wish.document_id)
    return page(
        request,
        "drafts/new.html",
        status=error.status if error else 200,
        form=wish,
        carried=_carried(wish),
        q=q,
        error=told(request, error),
        source=source,
        hits=search_knowledge(services, q, limit=6) if q.strip() else [],
        suggestions=[] if source or q else suggest_sources(services, person=person, limit=6),
        channels=list(Channel),
    )


def _carried(wish: Wish) -> dict[str, str]:
    """What the form holds, as the address of the next one carries it."""
    typed = {"about": wish.about, "idea": wish.idea}
    chosen = {"channel": wish.channel.value, "language": wish.language.value}
    return {name: text for name, text in typed.items() if text} | chosen


def _to(draft_id: int) -> Response:
    return RedirectResponse(f"/drafts/{draft_id}", 303)
