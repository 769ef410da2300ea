"""Is the process alive, and can it do its work?"""

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from app.web.identity import CurrentServices

router = APIRouter()


@router.get("/healthz")
def is_alive() -> JSONResponse:
    return JSONResponse({"status": "ok"})


@router.get("/readyz")
def is_ready(services: CurrentServices) -> JSONResponse:
    """503 while the database does not answer."""
    ready = services.database_answers()
    return JSONResponse({"status": "ok" if ready else "database does not answer"}, 200 if ready else 503)
