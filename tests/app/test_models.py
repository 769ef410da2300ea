"""The models in use follow what administrators keep, at once."""

from dataclasses import replace

import pytest
from pydantic import BaseModel
from sqlalchemy import Engine

from app.domain.model_endpoints import ModelEndpoint, Purpose
from app.llm.chat_model import ChatModel, Message, Role
from app.llm.errors import ModelDown
from app.llm.scripted_model import ScriptedModel
from app.models import Models
from app.store import model_endpoints
from app.store.session import Sessions
from tests.conftest import NOW

SETTINGS = ModelEndpoint(url="http://settings.example/v1", model="settings-1")
PAGES = ModelEndpoint(url="http://pages.example/v1", model="pages-1", name="Pages")
ASK = [Message(Role.USER, "Which colour?")]


class Sky(BaseModel):
    """The sky."""

    colour: str


class Opened:
    """Scripted models, by the address of their endpoint, and how often each was opened."""

    def __init__(self, **replies: str | ModelDown) -> None:
        self.replies = replies
        self.models: list[ScriptedModel] = []

    def __call__(self, endpoint: ModelEndpoint) -> ChatModel:
        self.models.append(ScriptedModel([self.replies[endpoint.model[:5]]], name=endpoint.model))
        return self.models[-1]


@pytest.fixture
def sessions(engine: Engine) -> Sessions:
    return Sessions(engine)


def keep(models: Models, sessions: Sessions, endpoint: ModelEndpoint) -> int:
    with sessions.begin() as session:
        return model_endpoints.add_endpoint(session, endpoint, models.box, by="Owen", now=NOW).id or 0


def test_the_model_of_the_settings_is_asked_first_and_the_pages_next(sessions: Sessions) -> None:
    opened = Opened(setti=ModelDown("gone"), pages='{"colour": "grey"}')
    models = Models(sessions, b"s" * 32, SETTINGS, open_model=opened)
    keep(models, sessions, PAGES)
    model = models.chat(Purpose.DRAFT)
    assert model is not None
    assert model.name == "settings-1"

    assert model.complete(ASK, Sky).colour == "grey"

    assert model.name == "pages-1"


def test_there_is_no_model_until_one_is_set_up_and_none_once_it_is_off(sessions: Sessions) -> None:
    models = Models(sessions, b"s" * 32, open_model=Opened(pages='{"colour": "grey"}'))
    assert models.chat(Purpose.DRAFT) is None

    kept = keep(models, sessions, PAGES)
    assert models.chat(Purpose.DRAFT) is not None
    assert models.embeddings_endpoint() is None

    with sessions.begin() as session:
        model_endpoints.switch_endpoint(session, kept, on=False, by="Owen", now=NOW)
    assert models.chat(Purpose.DRAFT) is None
    with pytest.raises(ModelDown, match="No model"):
        models.chain(Purpose.DRAFT).complete(ASK, Sky)


def test_an_endpoint_serves_its_purposes_alone(sessions: Sessions) -> None:
    models = Models(sessions, b"s" * 32, open_model=Opened())
    keep(models, sessions, replace(PAGES, purposes=frozenset({Purpose.EMBEDDINGS})))

    assert models.chat(Purpose.DRAFT) is None
    endpoint = models.embeddings_endpoint()
    assert endpoint is not None
    assert endpoint.name == "Pages"


def test_clients_and_breakers_outlive_calls_but_not_a_change(sessions: Sessions) -> None:
    opened = Opened(pages=ModelDown("gone"))
    models = Models(sessions, b"s" * 32, open_model=opened)
    kept = keep(models, sessions, PAGES)
    for _ in range(6):
        with pytest.raises(ModelDown):
            models.chain(Purpose.DRAFT).complete(ASK, Sky)
    (endpoint,) = models.endpoints()
    assert models.resting(endpoint)
    assert [len(model.seen) for model in opened.models] == [4]

    with sessions.begin() as session:
        changed = replace(endpoint, timeout_seconds=5)
        model_endpoints.change_endpoint(session, kept, changed, models.box, by="Owen", now=NOW)
    with pytest.raises(ModelDown):
        models.chain(Purpose.DRAFT).complete(ASK, Sky)

    assert [len(model.seen) for model in opened.models] == [4, 1]
