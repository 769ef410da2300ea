"""Writing in the background: what is asked for is what is offered, and nothing confidential leaves."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.cocreate.chosen_writer import ChosenWriter
from app.cocreate.composition import Composition, Variant
from app.cocreate.model.writer import ModelWriter
from app.domain.drafts import Stage
from app.domain.people import Person
from app.llm.call import NO_CALL
from app.llm.errors import ModelCancelled
from app.llm.scripted_model import ScriptedModel
from app.services import Services
from app.store import drafts, people
from app.workflows.compose_draft import ask_for_drafts, cancel_drafts, compose_draft, resume_composing
from app.workflows.create_draft import Wish, create_draft
from app.workflows.watched_writing import WatchedWriting
from knowledge_base.language import detect_language
from tests.app.conftest import open_demo


class RecordingWriter:
    """Gives one variant that repeats the takes; `during` happens while it writes."""

    def __init__(self) -> None:
        self.during = lambda: None
        self.briefs: list[object] = []

    def write(self, brief, passages, voice, *, progress=None, call=None) -> Composition:
        self.briefs.append(brief)
        self.during()
        return Composition(
            (Variant("own_take", " ".join(brief.takes)),), "built-in", passages=tuple(passages)
        )


class RecordingQueue:
    def __init__(self) -> None:
        self.drafts: list[int] = []

    def enqueue(self, _name: str, *, draft_id: int) -> None:
        self.drafts.append(draft_id)


@pytest.fixture
def author(services: Services) -> Person:
    with services.sessions() as session:
        person = people.find_person_by_name(session, "Denis")
    assert person is not None
    return person


def current(services: Services, draft_id: int, author: Person):
    with services.sessions() as session:
        return drafts.get_draft(session, draft_id, author_id=author.id)


@pytest.fixture
def recorded(services: Services) -> tuple[Services, RecordingWriter]:
    writer = RecordingWriter()
    return replace(services, writer=writer), writer


def test_drafts_of_a_cancelled_request_never_answer_the_next_one(recorded, author: Person) -> None:
    services, writer = recorded
    draft = create_draft(services, Wish(about="les fours"), author=author)
    question = draft.questions[0].id
    ask_for_drafts(services, draft.id, {question: "L'ancienne réponse."}, author_id=author.id)

    def ask_again() -> None:
        writer.during = lambda: None
        cancel_drafts(services, draft.id, author_id=author.id)
        ask_for_drafts(services, draft.id, {question: "La nouvelle réponse."}, author_id=author.id)

    writer.during = ask_again
    compose_draft(services, draft.id)
    assert current(services, draft.id, author).stage is Stage.COMPOSING

    compose_draft(services, draft.id)

    offered = current(services, draft.id, author)
    assert [proposal.text for proposal in offered.proposals] == ["La nouvelle réponse."]


def test_a_restart_takes_up_what_was_being_written(recorded, author: Person) -> None:
    services, _ = recorded
    draft = create_draft(services, Wish(about="les fours"), author=author)
    ask_for_drafts(services, draft.id, {draft.questions[0].id: "Une réponse."}, author_id=author.id)
    queue = RecordingQueue()
    waiting = replace(services, jobs=queue)

    resume_composing(waiting)

    assert queue.drafts == [draft.id]


def test_a_writer_that_breaks_keeps_the_answers_and_says_so(recorded, author: Person) -> None:
    services, writer = recorded

    def break_down() -> None:
        raise RuntimeError("broken")

    writer.during = break_down
    draft = create_draft(services, Wish(about="les fours"), author=author)
    ask_for_drafts(services, draft.id, {draft.questions[0].id: "Ma réponse."}, author_id=author.id)

    compose_draft(services, draft.id)

    after = current(services, draft.id, author)
    assert (after.stage, after.notice) == (Stage.ASKING, "composing_failed")
    assert after.brief.answers[0].text == "Ma réponse."


@pytest.mark.parametrize(
    "take",
    [
        "J'ai mesuré la nuit la chaleur que perd la porte du four. On prépare Cormoran pour l'an prochain.",
        "Le mot de passe du serveur est password=Xk9!f2Lq8Zt4.",
    ],
    ids=["code name", "secret"],
)
def test_no_model_is_asked_with_words_that_may_not_leave(data_dir: Path, take: str) -> None:
    with open_demo(data_dir, model_url="http://127.0.0.1:9/v1", model="peer") as services:
        writer = services.writer
        assert isinstance(writer, ChosenWriter)
        model = ScriptedModel(["{}"])
        guarded = replace(services, writer=replace(writer, model=lambda: model))
        with services.sessions() as session:
            author = people.find_person_by_name(session, "Denis")
        draft = create_draft(guarded, Wish(about="les fours", idea=take), author=author)
        ask_for_drafts(guarded, draft.id, {}, author_id=author.id)

        compose_draft(guarded, draft.id)

        assert model.seen == []
        assert current(services, draft.id, author).notice == "kept_from_model"


@pytest.mark.parametrize(
    ("why", "told"),
    [
        ("kept_from_model", "too_thin_and_kept"),
        ("model_timed_out", "too_thin_without_model"),
        ("orders_left_out", "too_thin"),
        ("", "too_thin"),
    ],
)
def test_too_little_to_write_from_does_not_hide_why_no_model_wrote(
    recorded, author: Person, why: str, told: str
) -> None:
    services, _ = recorded
    draft = create_draft(services, Wish(about="les fours"), author=author)
    ask_for_drafts(services, draft.id, {}, author_id=author.id)

    compose_draft(replace(services, writer=Silent(why)), draft.id)

    after = current(services, draft.id, author)
    assert (after.stage, after.notice) == (Stage.ASKING, told)


@dataclass
class Silent:
    """A writer that finds nothing to write from."""

    notice: str

    def write(self, brief, passages, voice, *, progress=None, call=None) -> Composition:
        return Composition((), "built-in", notice=self.notice)


class StoppedInTheMiddle:
    """A model whose author stops it while it writes; it ends once it is told to, or after five seconds."""

    name = "patient"

    def __init__(self, stop: Callable[[], object]) -> None:
        self.stop = stop
        self.told = False

    def complete(self, messages, schema, *, temperature=None, on_text=None, call=NO_CALL):
        self.stop()
        end = time.monotonic() + 5
        while not self.told and time.monotonic() < end:
            self.told = call.cancelled()
            time.sleep(0.02)
        raise ModelCancelled


def test_stopping_stops_the_model_and_no_other_writer_steps_in(recorded, author: Person) -> None:
    services, built_in = recorded
    draft = create_draft(services, Wish(about="les fours", idea="On a mesuré trois fours."), author=author)
    model = StoppedInTheMiddle(lambda: cancel_drafts(services, draft.id, author_id=author.id))
    writer = ModelWriter(model, built_in, detect=lambda _: [], language_of=detect_language)
    ask_for_drafts(services, draft.id, {}, author_id=author.id)

    compose_draft(replace(services, writer=writer), draft.id)

    stopped = current(services, draft.id, author)
    assert model.told
    assert built_in.briefs == []
    assert (stopped.stage, stopped.notice) == (Stage.ASKING, "cancelled")


def test_the_page_is_told_each_draft_as_far_as_it_has_come(recorded, author: Person) -> None:
    services, _ = recorded
    draft = create_draft(services, Wish(about="les fours", idea="On a mesuré."), author=author)
    ask_for_drafts(services, draft.id, {}, author_id=author.id)
    watched = WatchedWriting(services, current(services, draft.id, author))

    for step, detail in [("write", "own_take"), ("own", "On a mesuré."), ("unsupported", "Il a plu.")]:
        watched.tell(step, detail)

    with services.sessions() as session:
        progress = drafts.get_progress(session, draft.id, author_id=author.id)
    assert [(d.angle, [(s.label, s.text) for s in d.sentences]) for d in progress.shown] == [
        ("own_take", [("own", "On a mesuré."), ("unsupported", "Il a plu.")])
    ]
