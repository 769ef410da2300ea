"""Local accounts: who gets in, how often they may try, and what the first start does."""

import pytest
from starlette.testclient import TestClient

from app.config import Settings
from app.domain.people import Language, Role
from app.errors import NotFound
from app.services import open_services
from app.store import people
from app.web.app import create_app
from app.workflows.sign_in import add_first_admin, add_person, sign_in_as_demo
from tests.app.web.conftest import SAME_ORIGIN, Site, Visitor, field_value
from tests.conftest import NOW

PASSWORD = "une phrase de passe"


@pytest.fixture
def zoe(site: Site) -> Visitor:
    """Somebody with an account, not signed in."""
    add_person(
        site.services,
        name="Zoé",
        email="zoe@ailleurs.example",
        role=Role.AUTHOR,
        language=Language.FRENCH,
        password=PASSWORD,
    )
    return site.visitor()


def test_the_right_password_opens_the_first_page(zoe: Visitor) -> None:
    page = zoe.post("/sign-in", email=" ZOE@ailleurs.example ", password=PASSWORD)

    assert page.url.path == "/"
    assert "Zoé" in page.text


@pytest.mark.parametrize("email", ["zoe@ailleurs.example", "nobody@ailleurs.example"])
def test_a_wrong_e_mail_and_a_wrong_password_are_told_alike(zoe: Visitor, email: str) -> None:
    page = zoe.post("/sign-in", email=email, password="wrong")

    assert page.status_code == 403
    assert "do not go together" in page.text


def test_guessing_is_slowed_down(zoe: Visitor) -> None:
    tries = [zoe.post("/sign-in", email="zoe@ailleurs.example", password=f"guess {n}") for n in range(7)]

    assert [page.status_code for page in tries] == [403] * 5 + [429] * 2
    assert zoe.post("/sign-in", email="zoe@ailleurs.example", password=PASSWORD).status_code == 429


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(zoe: Visitor) -> None:
    response = zoe.client.post(
        "/sign-in",
        data={"email": "zoe@ailleurs.example", "password": PASSWORD},
        headers=SAME_ORIGIN,
        follow_redirects=False,
    )

    cookie = next(c for c in response.headers.get_list("set-cookie") if c.startswith("tandem_session="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def test_the_database_holds_no_token_and_no_password(zoe: Visitor, site: Site) -> None:
    zoe.post("/sign-in", email="zoe@ailleurs.example", password=PASSWORD)
    token = zoe.client.cookies["tandem_session"]

    raw = b"".join(path.read_bytes() for path in site.services.settings.data_dir.glob("tandem.db*"))

    assert token.encode() not in raw
    assert PASSWORD.encode() not in raw
    assert b"$argon2id$" in raw


def test_demo_people_cannot_be_entered_outside_demo_mode(site: Site) -> None:
    with site.services.sessions() as session:
        someone = people.list_demo_people(session)[0]
    settings = Settings(data_dir=site.services.settings.data_dir, demo=False, _env_file=None)

    with open_services(settings, clock=lambda: NOW) as services, pytest.raises(NotFound):
        sign_in_as_demo(services, someone.id)


def test_the_first_start_makes_one_administrator(tmp_path) -> None:
    settings = Settings(data_dir=tmp_path, _env_file=None)

    with open_services(settings, clock=lambda: NOW) as services:
        email, password = add_first_admin(services)
        again = add_first_admin(services)
        with TestClient(create_app(services), base_url="http://127.0.0.1:8000") as client:
            page = client.post("/sign-in", data={"email": email, "password": password}, headers=SAME_ORIGIN)

    assert again is None
    assert page.url.path == "/"
    assert "Reviews" in page.text


def test_a_chosen_language_stays_with_the_person(site: Site, author: Visitor) -> None:
    assert "Aujourd" in author.get("/").text

    author.post("/language", language="en", back="/voice")

    assert "Today" in author.get("/").text
    assert "Today" in site.signed_in("Denis").get("/").text


def test_the_other_language_comes_back_to_the_same_search(site: Site) -> None:
    author = site.signed_in("Denis")
    back = field_value(author.get("/drafts/new?q=four&idea=Un%20doute").text, "back")

    assert author.post("/language", language="en", back=back).url.query == b"q=four&idea=Un%20doute"


@pytest.mark.parametrize(
    ("browser", "today"),
    [("fr-CA,fr;q=0.9,en;q=0.8", "Aujourd"), ("en-GB,en;q=0.9,fr;q=0.5", "Today"), ("de-DE", "Today")],
    ids=["French", "English", "neither"],
)
def test_a_new_account_speaks_the_language_of_its_browser_until_one_is_chosen(
    site: Site, browser: str, today: str
) -> None:
    add_person(site.services, name="Ana", email="ana@ailleurs.example", role=Role.AUTHOR, password=PASSWORD)
    ana = site.visitor()
    ana.client.headers["accept-language"] = browser

    first = ana.post("/sign-in", email="ana@ailleurs.example", password=PASSWORD)
    other = "fr" if today == "Today" else "en"
    ana.post("/language", language=other)
    ana.client.cookies.delete("tandem_language")

    assert today in first.text
    assert f'<html lang="{other}">' in ana.get("/").text
