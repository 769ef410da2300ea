"""Adding sources, and what may be done with one: read it, clear it anew, delete it."""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import UploadFile

from app.domain.documents import Document
from app.domain.people import Person
from app.errors import AppError, BadInput, NotFound, NotReady, Unavailable
from app.services import Services
from app.store import clearances, documents
from app.store.citing_posts import count_citing, list_citing_posts
from app.web.clearing import LONGEST_NOTE, read_clearance, shown_clearance, typed_clearance
from app.web.forms import Id, PostedForm, clean_text, with_scheme
from app.web.identity import CurrentAuthor, CurrentReviewer, CurrentServices
from app.web.limits import LARGEST_FILES
from app.web.page import page, say, told
from app.web.views import first_line
from app.workflows.clear_document import clear_document
from app.workflows.delete_document import delete_document
from app.workflows.start_ingestion import Sitemap, Source, Upload, WebPage, start_ingestion
from knowledge_base.loaders import READABLE
from knowledge_base.passages import Classification, Clearance, Origin

router = APIRouter(prefix="/sources")

FIRST_CLEARANCE = Clearance(Origin.COMPANY, Classification.INTERNAL)
WEB_FIELDS = ("address", "sitemap", "publisher", "licence")


@router.get("/add")
def show_form(request: Request, reviewer: CurrentReviewer, services: CurrentServices) -> Response:
    return _add_form(request, shown_clearance(FIRST_CLEARANCE, services.settings.zone))


@router.post("/add")
def add(request: Request, form: PostedForm, reviewer: CurrentReviewer, services: CurrentServices) -> Response:
    """Files, a page or a sitemap: read one by one, while the next page shows how far it is."""
    typed = typed_clearance(form)
    web = {name: clean_text(str(form.get(name, ""))).strip() for name in WEB_FIELDS}
    try:
        clearance = read_clearance(typed, services.settings.zone)
        files = [
            Upload(clean_text(file.filename), file.file)
            for file in form.getlist("files")
            if isinstance(file, UploadFile) and file.filename
        ]
        sources = [*files, *_from_web(web)]
        if not sources:
            raise BadInput("Choose files, or give the address of a page or of a sitemap.")
        ingestion = start_ingestion(services, sources, clearance=clearance, cleared_by=reviewer.name)
    except (BadInput, Unavailable) as error:
        return _add_form(request, typed | web, error)
    return RedirectResponse(f"/ingestions/{ingestion.id}", 303)


@router.get("/{document_id}")
def show_document(
    request: Request, document_id: Id, person: CurrentAuthor, services: CurrentServices
) -> Response:
    return _show(request, services, document_id, person)


@router.post("/{document_id}/clearance")
def clear(
    request: Request, document_id: Id, form: PostedForm, reviewer: CurrentReviewer, services: CurrentServices
) -> Response:
    """Set the clearance; what would delete the text is asked about first."""
    typed = typed_clearance(form) | {"note": clean_text(str(form.get("note", ""))).strip()[:LONGEST_NOTE]}
    document = _get(services, document_id)
    try:
        clearance = read_clearance(typed, services.settings.zone)
        if _deletes_text(document, clearance) and not form.get("sure"):
            return page(request, "sources/confirm.html", document=document, typed=typed)
        clear_document(services, document_id, clearance, by=reviewer.name, note=typed["note"])
    except (BadInput, NotReady, Unavailable) as error:
        return _show(request, services, document_id, reviewer, typed=typed, error=error)
    return RedirectResponse(f"/sources/{document_id}#clearance", 303)


@router.post("/{document_id}/delete")
def delete(document_id: Id, reviewer: CurrentReviewer, services: CurrentServices) -> Response:
    delete_document(services, document_id)
    return RedirectResponse("/sources", 303)


def _from_web(typed: Mapping[str, str]) -> list[Source]:
    credit = {"publisher": typed["publisher"], "licence": typed["licence"]}
    found: list[Source] = []
    if typed["address"]:
        found.append(WebPage(with_scheme(typed["address"]), **credit))
    if typed["sitemap"]:
        found.append(Sitemap(with_scheme(typed["sitemap"]), **credit))
    return found


def _add_form(request: Request, typed: Mapping[str, str], error: AppError | None = None) -> Response:
    return page(
        request,
        "sources/add.html",
        status=error.status if error else 200,
        typed=dict.fromkeys(WEB_FIELDS, "") | dict(typed),
        accepted=",".join(sorted(READABLE)),
        largest=LARGEST_FILES,
        error=told(request, error),
    )


def _get(services: Services, document_id: int) -> Document:
    with services.sessions() as session:
        return documents.get_document(session, document_id)


def _deletes_text(document: Document, clearance: Clearance) -> bool:
    return document.passages > 0 and clearance.classification is Classification.CONFIDENTIAL


def _show(
    request: Request,
    services: Services,
    document_id: int,
    person: Person,
    *,
    typed: Mapping[str, str] | None = None,
    error: AppError | None = None,
) -> Response:
    """An author sees what is in force and hears of nothing else; a reviewer, what was decided and by whom."""
    with services.sessions() as session:
        document = documents.get_document(session, document_id)
        if not person.role.reviews and not document.clearance.in_force(services.clock()):
            raise NotFound("There is no such source.")
        secret = document.clearance.classification is Classification.CONFIDENTIAL
        passages = [] if secret else documents.list_passages(session, document_id)
        changes = clearances.list_changes(session, document_id) if person.role.reviews else []
        citing = count_citing(session, [document_id])[document_id]
        posts = list_citing_posts(session, document_id) if person.role.reviews else []
    return page(
        request,
        "sources/show.html",
        status=error.status if error else 200,
        document=document,
        passages=passages,
        changes=changes,
        citing=citing,
        posts=[(post, first_line(post.text)) for post in posts],
        remarks=[say(request, remark.message, dict(remark.params)) for remark in document.remarks],
        typed=typed or shown_clearance(document.clearance, services.settings.zone) | {"note": ""},
        error=told(request, error),
    )
