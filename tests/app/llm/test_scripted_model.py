"""The fake behaves like the real thing, so that tests with it mean something."""

import pytest
from pydantic import BaseModel

from app.llm.chat_model import Message, Role
from app.llm.errors import ModelNonsense, ModelTimedOut
from app.llm.scripted_model import ScriptedModel


class Sky(BaseModel):
    """The sky."""

    colour: str


ASK = [Message(Role.USER, "Which colour?")]


def test_replies_come_in_turn_and_the_last_one_stays() -> None:
    model = ScriptedModel(['{"colour": "grey"}', '{"colour": "blue"}'])

    colours = [model.complete(ASK, Sky).colour for _ in range(3)]

    assert colours == ["grey", "blue", "blue"]
    assert model.seen == [tuple(ASK)] * 3


def test_text_grows_to_the_whole_reply() -> None:
    told: list[str] = []

    ScriptedModel(['{"colour": "grey"}'], piece=7).complete(ASK, Sky, on_text=told.append)

    assert told == ['{"colou', '{"colour": "gr', '{"colour": "grey"}']


def test_it_fails_as_told() -> None:
    model = ScriptedModel([ModelTimedOut("Too late."), "grey"])

    with pytest.raises(ModelTimedOut):
        model.complete(ASK, Sky)
    with pytest.raises(ModelNonsense):
        model.complete(ASK, Sky)
