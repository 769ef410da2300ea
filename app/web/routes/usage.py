"""What models were asked and what it cost, in sums, for those who run Tandem."""

from fastapi import APIRouter, Request, Response

from app.web.identity import CurrentReviewer, CurrentServices
from app.web.page import page
from app.workflows.report_usage import report_usage

router = APIRouter(prefix="/usage")


@router.get("")
def show_usage(
    request: Request, reviewer: CurrentReviewer, services: CurrentServices, month: str = ""
) -> Response:
    return page(request, "usage.html", report=report_usage(services, month))
