"""The library: what the company has cleared and what the industry says."""

from fastapi import APIRouter, Request, Response

from app.errors import NotFound
from app.store import documents
from app.web.forms import Id
from app.web.identity import CurrentAuthor, CurrentServices
from app.web.page import page
from app.workflows.search_knowledge import search_knowledge
from knowledge_base.passages import Classification

router = APIRouter(prefix="/sources")


@router.get("")
def show_library(request: Request, person: CurrentAuthor, services: CurrentServices, q: str = "") -> Response:
    """Authors see what may be cited; reviewers see everything, with its clearance."""
    with services.sessions() as session:
        listed = documents.list_documents(session)
    visible = [
        document
        for document in listed
        if person.role.reviews or document.clearance.in_force(services.clock())
    ]
    hits = search_knowledge(services, q, limit=10) if q.strip() else []
    return page(request, "sources/index.html", documents=visible, q=q, hits=hits)


@router.get("/{document_id}")
def show_document(
    request: Request, document_id: Id, person: CurrentAuthor, services: CurrentServices
) -> Response:
    with services.sessions() as session:
        document = documents.get_document(session, document_id)
        passages = documents.list_passages(session, document_id)
    confidential = document.clearance.classification is Classification.CONFIDENTIAL
    if not person.role.reviews and (confidential or not document.clearance.in_force(services.clock())):
        raise NotFound("This source is not here, or no longer in force.")
    return page(request, "sources/show.html", document=document, passages=passages)
