"""What is coming in: how far it is, what became of each file, and another try for those refused."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.domain.ingestion import FileState, IngestionFile
from app.errors import NotReady
from app.services import Services
from app.store import ingestions
from app.web.forms import Id
from app.web.identity import CurrentReviewer, CurrentServices
from app.web.page import page, render, say
from app.workflows.start_ingestion import cancel_ingestion, retry_ingestion

router = APIRouter(prefix="/ingestions")

SHOWN = 200
"""Files listed of each kind; a page of thousands helps nobody."""

REFUSED = (FileState.REFUSED, FileState.CANCELLED)
KEPT = (FileState.ADDED, FileState.REPLACED, FileState.UNCHANGED, FileState.UNPACKED)


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file; why it was refused and what was left out of it, in the reader's language."""

    file: IngestionFile
    sentence: str
    remarks: tuple[str, ...]


@router.get("")
def show_ingestions(request: Request, reviewer: CurrentReviewer, services: CurrentServices) -> Response:
    with services.sessions() as session:
        listed = ingestions.list_ingestions(session)
        names = ingestions.list_first_names(session, [ingestion.id for ingestion in listed])
    return page(request, "ingestions/index.html", ingestions=listed, names=names)


@router.get("/{ingestion_id}")
def show(
    request: Request, ingestion_id: Id, reviewer: CurrentReviewer, services: CurrentServices
) -> Response:
    return page(request, "ingestions/show.html", **_context(request, services, ingestion_id))


@router.get("/{ingestion_id}/progress")
def show_progress(
    request: Request, ingestion_id: Id, reviewer: CurrentReviewer, services: CurrentServices
) -> Response:
    """The fragment the page polls; once all is read it sends the browser to the whole page."""
    context = _context(request, services, ingestion_id)
    if context["ingestion"].finished:
        return Response(headers={"HX-Redirect": f"/ingestions/{ingestion_id}"})
    html = render(request, "ingestions/_progress.html", **context)
    return Response(html, media_type="text/html", headers={"Cache-Control": "no-store"})


@router.post("/{ingestion_id}/cancel")
def cancel(ingestion_id: Id, reviewer: CurrentReviewer, services: CurrentServices) -> Response:
    with suppress(NotReady):  # all was read a moment ago, and the page shows it
        cancel_ingestion(services, ingestion_id)
    return _to(ingestion_id)


@router.post("/{ingestion_id}/retry")
def retry(ingestion_id: Id, reviewer: CurrentReviewer, services: CurrentServices) -> Response:
    retry_ingestion(services, ingestion_id)
    return _to(ingestion_id)


def _context(request: Request, services: Services, ingestion_id: int) -> dict[str, Any]:
    with services.sessions() as session:
        ingestion = ingestions.get_ingestion(session, ingestion_id)
        refused = ingestions.list_files(session, ingestion_id, states=REFUSED, limit=SHOWN)
        kept = ingestions.list_files(session, ingestion_id, states=KEPT, limit=SHOWN)
    return {
        "ingestion": ingestion,
        "refused": [_line(request, file) for file in refused],
        "kept": [_line(request, file) for file in kept],
        "left_out": max(0, ingestion.done - len(refused) - len(kept)),
    }


def _line(request: Request, file: IngestionFile) -> FileLine:
    remarks = tuple(say(request, remark.message, dict(remark.params)) for remark in file.remarks)
    return FileLine(file, say(request, file.message, file.params), remarks)


def _to(ingestion_id: int) -> Response:
    return RedirectResponse(f"/ingestions/{ingestion_id}", 303)
