"""Administrators set up models in the pages; nobody else does, and no page shows a key."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.model_endpoints import ModelEndpoint, Purpose
from tests.app.web.conftest import Site, Visitor
from tests.support.openai_server import OpenAiServer, fails, listening, says, scripted

KEY = "sk-never-shown-again"
TYPED = {
    "name": "Atelier",
    "url": "https://models.example/v1",
    "model": "writer-1",
    "key": KEY,
    "purposes": "draft",
    "timeout": "60",
    "at_once": "8",
    "api": "auto",
    "price_in": "0,40",
}


@pytest.fixture
def admin(site: Site) -> Visitor:
    visitor = site.signed_in("Owen")
    visitor.client.headers["accept-language"] = "en"
    return visitor


@pytest.fixture
def model_server() -> Iterator[OpenAiServer]:
    with listening() as http, scripted(http) as running:
        yield running


def added(site: Site, admin: Visitor, **changes: object) -> ModelEndpoint:
    answer = admin.post("/models", **{**TYPED, **changes})
    assert answer.status_code == 200
    return site.services.models.endpoints()[-1]


def test_a_model_is_added_changed_and_removed(site: Site, admin: Visitor) -> None:
    endpoint = added(site, admin)
    assert (endpoint.name, endpoint.key, str(endpoint.price_in)) == ("Atelier", KEY, "0.40")
    assert endpoint.purposes == {Purpose.DRAFT}

    admin.post(f"/models/{endpoint.id}", **{**TYPED, "key": "", "model": "writer-2"})
    (changed,) = site.services.models.endpoints()
    assert (changed.model, changed.key) == ("writer-2", KEY)

    admin.post(f"/models/{endpoint.id}", **{**TYPED, "key": "", "no_key": "1"})
    assert site.services.models.endpoints()[0].key == ""

    page = admin.post(f"/models/{endpoint.id}/remove").text
    assert site.services.models.endpoints() == []
    assert "built-in writer" in page


def test_no_page_and_no_mistake_shows_a_key(site: Site, admin: Visitor) -> None:
    endpoint = added(site, admin)

    pages = [
        admin.get("/models").text,
        admin.get(f"/models/{endpoint.id}").text,
        admin.post("/models", **{**TYPED, "url": "ftp://x"}).text,
    ]

    assert not any(KEY in page for page in pages)


def test_a_key_does_not_follow_an_address_that_moves(site: Site, admin: Visitor) -> None:
    endpoint = added(site, admin)

    answer = admin.post(
        f"/models/{endpoint.id}", **{**TYPED, "key": "", "url": "https://elsewhere.example/v1"}
    )

    assert answer.status_code == 422
    assert 'id="wrong-key"' in answer.text
    assert site.services.models.endpoints()[0].url == "https://models.example/v1"


WRONG: dict[str, tuple[str, str]] = {
    "no name": ("name", ""),
    "no scheme that works": ("url", "ftp://models.example"),
    "a password in the address": ("url", "https://me:pw@models.example/v1"),
    "no host": ("url", "http://"),
    "a port that is none": ("url", "http://host:99999999/v1"),
    "no model": ("model", " "),
    "an accent in the key": ("key", "clé"),
    "no purpose": ("purposes", "everything"),
    "no number": ("timeout", "soon"),
    "not a number": ("timeout", "NaN"),
    "too long": ("timeout", "9999"),
    "nobody at once": ("at_once", "0"),
    "half a call": ("at_once", "1.5"),
    "an endless number": ("at_once", "1e999999"),
    "no tokens": ("answer_tokens", "-3"),
    "a price below nothing": ("price_out", "-1"),
    "a long name": ("name", "a" * 200),
}


@pytest.mark.parametrize(("field", "value"), WRONG.values(), ids=WRONG.keys())
def test_what_cannot_work_is_told_at_its_field_and_nothing_typed_is_lost(
    site: Site, admin: Visitor, field: str, value: str
) -> None:
    answer = admin.post("/models", **{**TYPED, field: value})

    assert answer.status_code == 422
    assert f'id="wrong-{field}"' in answer.text
    assert 'value="https://models.example/v1"' in answer.text or field == "url"
    assert site.services.models.endpoints() == []


def test_a_name_that_is_taken_is_told(site: Site, admin: Visitor) -> None:
    added(site, admin)

    answer = admin.post("/models", **{**TYPED, "name": "ATELIER"})

    assert answer.status_code == 422
    assert 'id="error"' in answer.text


def test_models_are_put_in_order_and_switched_off(site: Site, admin: Visitor) -> None:
    first, second = added(site, admin), added(site, admin, name="Secours")

    admin.post(f"/models/{second.id}/move", earlier="true")
    admin.post(f"/models/{first.id}/switch")

    endpoints = site.services.models.endpoints()
    assert [(one.name, one.active) for one in endpoints] == [("Secours", True), ("Atelier", False)]


def test_trying_a_model_says_whether_it_works(site: Site, admin: Visitor, model_server: OpenAiServer) -> None:
    model_server.will(says(json.dumps({"greeting": "Bonjour à vous."})))
    good = added(site, admin, url=model_server.http.url_for("/v1"))

    page = admin.post(f"/models/{good.id}/try").text
    assert "Bonjour à vous." in page

    model_server.will(fails(401))
    page = admin.post(f"/models/{good.id}/try").text
    assert "did not accept the key" in page


@pytest.mark.parametrize("who", ["Denis", "Clémence"])
@pytest.mark.parametrize("address", ["/models", "/models/new", "/models/1"])
def test_only_administrators_see_models(site: Site, who: str, address: str) -> None:
    visitor = site.signed_in(who)

    assert visitor.get(address).status_code == 403
    assert 'href="/models"' not in visitor.get("/").text


@pytest.mark.parametrize(
    "address", ["", "/1", "/1/switch", "/1/move", "/1/remove", "/1/try", "/settings/try"]
)
def test_only_administrators_change_models(site: Site, reviewer: Visitor, address: str) -> None:
    assert reviewer.post(f"/models{address}", **TYPED).status_code == 403
    assert site.services.models.endpoints() == []


def test_the_model_of_the_settings_is_shown_and_not_changed(data_dir: Path) -> None:
    settings = {"model_url": "http://127.0.0.1:9/v1", "model": "settings-1", "model_key": KEY}
    with Site.open(data_dir, **settings) as site:
        admin = site.signed_in("Owen")

        page = admin.get("/models").text
        taken = admin.post("/models", **{**TYPED, "name": "settings-1"})

        assert "settings-1" in page
        assert "TANDEM_MODEL_URL" in page
        assert KEY not in page
        assert taken.status_code == 422
        assert admin.get("/models/0").status_code in {404, 422}


def test_a_model_set_up_in_the_pages_writes_the_next_draft_and_its_failure_is_told(
    site: Site, admin: Visitor, model_server: OpenAiServer
) -> None:
    model_server.will(fails(503))
    added(site, admin, url=model_server.http.url_for("/v1"), timeout="5")

    admin.start_draft("Hier, un client m’a tendu la pièce avant que j’ouvre le capot.")

    assert model_server.bodies


@pytest.mark.parametrize(
    ("field", "value"),
    [("at_once", "1e9999999"), ("answer_tokens", "1e9999999"), ("price_in", "0." + "1" * 30)],
    ids=["at once", "answer tokens", "more digits than are kept"],
)
def test_a_number_that_nobody_can_mean_is_told_at_its_field(
    site: Site, admin: Visitor, field: str, value: str
) -> None:
    answer = admin.post("/models", **{**TYPED, field: value})

    assert answer.status_code == 422
    assert value in answer.text
    assert site.services.models.endpoints() == []
