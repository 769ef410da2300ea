"""The voice interview: one question to a page, kept at once, for people who have no posts to bring."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.domain.interview import Answers, Choice
from app.domain.people import Language, Person
from app.errors import BadInput, NotFound
from app.services import Services
from app.web.forms import Text
from app.web.identity import CurrentAuthor, CurrentServices
from app.web.page import page, told
from app.workflows.interview_voice import (
    Sitting,
    choose_phrasing,
    forget_interview,
    open_sitting,
    skip_step,
    write_post,
)

router = APIRouter(prefix="/voice/interview")


@router.get("")
def welcome(request: Request, person: CurrentAuthor, services: CurrentServices) -> Response:
    sittings = {language: open_sitting(services, language, author_id=person.id) for language in Language}
    return page(request, "voice/interview.html", sittings=sittings, first=person.language)


@router.get("/{language}")
def show_result(
    request: Request, language: str, person: CurrentAuthor, services: CurrentServices
) -> Response:
    """What was said so far, and how sure it makes us; before the first answer, the first question."""
    sitting = open_sitting(services, _language(language), author_id=person.id)
    if not sitting.answers.begun:
        return _to(sitting.answers)
    return page(request, "voice/interview_result.html", sitting=sitting)


@router.get("/{language}/{step_id}")
def show_step(
    request: Request, language: str, step_id: str, person: CurrentAuthor, services: CurrentServices
) -> Response:
    return _show(request, services, person, _language(language), step_id)


@router.post("/{language}/forget")
def forget(language: str, person: CurrentAuthor, services: CurrentServices) -> Response:
    forget_interview(services, _language(language), author_id=person.id)
    return RedirectResponse("/voice/interview", 303)


@router.post("/{language}/{step_id}")
def answer(
    request: Request,
    language: str,
    step_id: str,
    person: CurrentAuthor,
    services: CurrentServices,
    option: Text = "",
    text: Text = "",
    skip: Text = "",
) -> Response:
    asked = _language(language)
    step = open_sitting(services, asked, author_id=person.id).interview.step(step_id)
    try:
        if skip:
            answers = skip_step(services, asked, step_id, author_id=person.id)
        elif isinstance(step, Choice):
            answers = choose_phrasing(services, asked, step_id, option, author_id=person.id)
        else:
            answers = write_post(services, asked, step_id, text, author_id=person.id)
    except BadInput as error:
        return _show(request, services, person, asked, step_id, typed=text, error=error)
    return _to(answers)


def _show(
    request: Request,
    services: Services,
    person: Person,
    language: Language,
    step_id: str,
    *,
    typed: str | None = None,
    error: BadInput | None = None,
) -> Response:
    sitting = open_sitting(services, language, author_id=person.id)
    step = sitting.interview.step(step_id)
    number = sitting.interview.steps.index(step)
    return page(
        request,
        "voice/interview_step.html",
        status=error.status if error else 200,
        sitting=sitting,
        step=step,
        number=number + 1,
        previous=sitting.interview.steps[number - 1].id if number else "",
        typed=_typed(sitting, step_id) if typed is None else typed,
        error=told(request, error),
    )


def _typed(sitting: Sitting, step_id: str) -> str:
    return sitting.texts.get(step_id, "")


def _language(code: str) -> Language:
    try:
        return Language(code)
    except ValueError:
        raise NotFound("There is nothing at this address.") from None


def _to(answers: Answers) -> Response:
    """The next question that is open, or what came of them all."""
    step = f"/{answers.next_step}" if answers.next_step else ""
    return RedirectResponse(f"/voice/interview/{answers.language}{step}", 303)
