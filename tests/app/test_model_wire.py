"""Every byte that a model is sent for whole compositions: no confidential word, no datum, nobody's name."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.cocreate.composition import Composition
from app.domain.briefs import Answer, Brief, Question
from app.domain.people import Language
from app.domain.voice import VoiceWishes
from app.domain.voice_rules import WordRule
from app.services import Services
from app.store import people
from app.workflows.ingest_loaded import ingest_loaded
from evals.scripted.server import MODEL, ScriptedServer, scripted_server
from guardrails.confidentiality.personal.persons import find_persons
from knowledge_base.passages import Classification, Passage
from tests.app.conftest import open_demo
from tests.conftest import NOW
from tests.support.library import PUBLIC, make_loaded

SECRET = replace(PUBLIC, classification=Classification.CONFIDENTIAL)
INTERNAL = replace(PUBLIC, classification=Classification.INTERNAL)
EMBARGOED = replace(PUBLIC, embargo_until=NOW + timedelta(days=2))
CONFIDENTIAL = (
    "The Tarbes bakery loses nine hundred thousand euros a year and closes in March without a buyer."
)

TAKES = {
    "fr": (
        "J'ai posé cent fours à pain avec Thibault Rescourt. Contact : thibault@mill.test, 06 12 34 56 78.",
        "C'est Mme Quéméner qui a trouvé la panne, et Thibault l'a réparée avec l'aide d'Inaya.",
        "Un four à pain doit chauffer une heure, répète Yolande Prigent. Thibault Rescourt est d'accord.",
        "Merci à Gauthier de la Morlière pour le four ! Une question : inaya@mill.test",
    ),
    "en": (
        "I have fitted a hundred bread ovens with Tobias Wexler. I am at tobias@mill.test or 06 12 34 56 78.",
        "It was Mrs Tanaka who found the fault, and Tobias mended it with the help of Ifeoma Umeh.",
        "A bread oven needs an hour to warm up, says Yolanda Price. Tobias Wexler agrees.",
        "Thanks to Siobhán de Búrca for the oven! Any questions: ifeoma@mill.test",
    ),
}


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    with scripted_server() as running:
        yield running


@pytest.fixture
def services(data_dir: Path, server: ScriptedServer) -> Iterator[Services]:
    server.bodies.clear()
    with open_demo(data_dir, model_url=server.url, model=MODEL) as opened:
        yield opened


def keep(services: Services, text: str, clearance: Any = PUBLIC, *, language: str = "en") -> None:
    loaded = make_loaded(text, title=f"About ovens, {clearance.classification}", language=language)
    ingest_loaded(services, loaded, place=text[:20], clearance=clearance, cleared_by="Comms")


def composed(services: Services, brief: Brief, *posts: str) -> Composition:
    """As for the first author of the demo, with these past posts, wishes and rules on top of their own."""
    with services.sessions() as session:
        author = people.list_people(session)[0]
    voice = services.voice_for(brief, author)
    voice = replace(
        voice,
        exemplars=(*posts, *voice.exemplars),
        wishes=VoiceWishes(refusals=("Petra Novotná", "Cormoran"), avoided=("Noctule", "synergy")),
        rules=(WordRule("Cormorant", "oven"), WordRule("utilise", "use")),
    )
    return services.writer.write(brief, services.passages_for(brief), voice)


def brief_of(language: str, *takes: str) -> Brief:
    idea, answer = takes
    question = Question("q1", {"fr": "Qui a trouvé la panne ?", "en": "Who found the fault?"}[language])
    return Brief(
        topic={"fr": "Le four à pain d'Ottilie Brandt", "en": "Ottilie Brandt and her bread oven"}[language],
        language=Language(language),
        idea=idea,
        answers=(Answer(question, answer),),
    )


def on_the_wire(server: ScriptedServer) -> str:
    """The bytes as they are, and what they say once unescaped."""
    raw = b"\n".join(server.bodies).decode()
    said = [message["content"] for body in server.bodies for message in json.loads(body)["messages"]]
    return "\n".join([raw, *said])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_name_and_no_datum_of_anybody_is_sent(
    services: Services, server: ScriptedServer, language: str
) -> None:
    idea, answer, passage, post = TAKES[language]
    keep(services, passage, language=language)
    brief = brief_of(language, idea, answer)

    composition = composed(services, brief, post)

    assert composition.writer == "model", composition.notice
    wire = on_the_wire(server)
    found = [
        text[start:end]
        for text in (brief.topic, idea, answer, passage, post)
        for start, end in find_persons(text)
    ]
    assert len(found) >= 7
    assert [name for name in [*found, "Petra Novotn"] if name in wire] == []
    assert [datum for datum in ("mill.test", "06 12", "34 56") if datum in wire] == []
    assert "[PERSON_1]" in wire
    assert "[EMAIL_1]" in wire


@pytest.mark.parametrize("language", ["fr", "en"])
def test_drafts_name_people_as_they_were_written(
    services: Services, server: ScriptedServer, language: str
) -> None:
    idea, answer, passage, post = TAKES[language]
    keep(services, passage, language=language)

    composition = composed(services, brief_of(language, idea, answer), post)

    text = "\n".join(variant.text for variant in composition.variants)
    assert "PERSON" not in text
    assert any(name in text for name in ("Thibault", "Tobias", "Tanaka", "Quéméner", "Prigent", "Price"))


def test_only_what_is_cleared_and_in_force_is_sent(services: Services, server: ScriptedServer) -> None:
    keep(services, CONFIDENTIAL, SECRET)
    keep(services, "Bread ovens of the series Zibeline are late by a year.", INTERNAL)
    keep(services, "Bread ovens of the series Marcassin win a prize tomorrow.", EMBARGOED)
    posts = (
        "Bread ovens: Cormoran is coming, and you will love it.",
        f"Sad news about ovens. {CONFIDENTIAL}",
    )

    composition = composed(services, brief_of("en", *TAKES["en"][:2]), *posts)

    assert composition.writer == "model", composition.notice
    wire = on_the_wire(server)
    secrets = (
        "Tarbes",
        "nine hundred thousand",
        "Zibeline",
        "Marcassin",
        "Cormoran",
        "Noctule",
        "you will love it",
    )
    assert [word for word in secrets if word in wire] == []
    assert "synergy" in wire
    assert "utilise" in wire


@pytest.mark.parametrize(
    "take",
    ["Cormoran will bake bread like nothing else.", "The bakery of Tarbes closes in March, without a buyer."],
    ids=["code name", "reworded"],
)
@pytest.mark.parametrize("part", ["idea", "answer", "topic"])
def test_nothing_at_all_is_sent_for_an_author_who_says_a_secret(
    services: Services, server: ScriptedServer, take: str, part: str
) -> None:
    keep(services, CONFIDENTIAL, SECRET)
    brief = brief_of(
        "en", take if part == "idea" else TAKES["en"][0], take if part == "answer" else "We laughed."
    )

    composition = composed(services, replace(brief, topic=take) if part == "topic" else brief)

    assert composition.notice == "kept_from_model"
    assert server.bodies == []


def test_the_passages_offered_are_those_that_were_cleared(services: Services) -> None:
    keep(services, CONFIDENTIAL, SECRET)

    offered: tuple[Passage, ...] = services.passages_for(Brief(topic="Tarbes bakery", idea=CONFIDENTIAL))

    assert not any("Tarbes" in passage.text for passage in offered)
