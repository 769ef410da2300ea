"""The library: what there is, filtered, and what a search would find in it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from app.domain.people import Person
from app.errors import NotFound
from app.services import Services
from app.store.citing_posts import count_citing
from app.store.shelves import Force, Shelf, list_shelf
from app.web.forms import LARGEST_ID, clean_text, parse_id
from app.web.identity import CurrentAuthor, CurrentServices
from app.web.page import page
from app.web.views import ExplanationView, explanation_view
from app.workflows.search_knowledge import explain_hit, search_knowledge
from knowledge_base.passages import Classification, Origin

router = APIRouter(prefix="/sources")

PER_PAGE = 40
HITS = 10
FILTERS = ("title", "classification", "origin", "language", "force")

Choice = TypeVar("Choice", bound=StrEnum)


@router.get("")
def show_library(
    request: Request, person: CurrentAuthor, services: CurrentServices, q: str = "", why: str = ""
) -> Response:
    """Authors see what may be cited; reviewers see everything, with its clearance.

    With a query, the passages found; without JavaScript, `why` asks to explain one of them.
    """
    query = clean_text(q).strip()
    if not query:
        return _show_shelf(request, services, person)
    hits = search_knowledge(services, query, limit=HITS)
    asked = parse_id(why)
    explained = _explained(services, query, asked) if asked else None
    return page(request, "sources/found.html", q=query, hits=hits, asked=asked, explained=explained)


@router.get("/why")
def explain(
    request: Request,
    person: CurrentAuthor,
    services: CurrentServices,
    passage: Annotated[int, Query(ge=1, le=LARGEST_ID)],
    q: str = "",
) -> Response:
    """The fragment that tells why a search finds a passage."""
    return page(request, "sources/_why.html", explained=_explained(services, clean_text(q), passage))


def _explained(services: Services, query: str, passage: int) -> ExplanationView | None:
    """None when the passage may no longer be cited."""
    try:
        return explanation_view(explain_hit(services, query, passage), query)
    except NotFound:
        return None


def _show_shelf(request: Request, services: Services, person: Person) -> Response:
    asked = {name: clean_text(request.query_params.get(name, "")) for name in (*FILTERS, "page")}
    shelf = _shelf(asked, reviews=person.role.reviews)
    number = int(asked["page"]) if asked["page"].isdecimal() and len(asked["page"]) < 6 else 1
    offset = (max(number, 1) - 1) * PER_PAGE
    with services.sessions() as session:
        listed, total = list_shelf(session, shelf, now=services.clock(), offset=offset, limit=PER_PAGE)
        citing = count_citing(session, [document.id for document in listed])
    chosen = {name: asked[name] for name in FILTERS if asked[name]}
    return page(
        request,
        "sources/index.html",
        documents=listed,
        citing=citing,
        total=total,
        shelf=shelf,
        filtered=bool(chosen),
        before=_address(chosen, number - 1) if number > 1 else "",
        after=_address(chosen, number + 1) if offset + PER_PAGE < total else "",
    )


def _shelf(asked: Mapping[str, str], *, reviews: bool) -> Shelf:
    """What was asked for; an author gets what may be cited, whatever was asked for."""
    return Shelf(
        title=asked["title"][:200],
        classification=_one_of(Classification, asked["classification"]) if reviews else None,
        origin=_one_of(Origin, asked["origin"]),
        language=asked["language"] if asked["language"] in ("fr", "en") else "",
        force=_one_of(Force, asked["force"]) if reviews else Force.NOW,
    )


def _one_of(kind: type[Choice], value: str) -> Choice | None:
    return kind(value) if value in set(kind) else None


def _address(chosen: Mapping[str, str], number: int) -> str:
    return "/sources?" + urlencode({**chosen, "page": number})
