"""Dates and times on pages: those of the company's own zone, as its readers write them."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.domain.people import Language
from app.store import documents
from app.web.clearing import read_clearance, shown_clearance
from app.web.i18n import show_date, show_moment
from knowledge_base.passages import Classification, Clearance, Origin
from tests.app.web.conftest import Site

PARIS = ZoneInfo("Europe/Paris")
LATE = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "zone", "day", "moment"),
    [
        (Language.FRENCH, "Europe/Paris", "2 juillet 2026", "2 juillet 2026 à 00:30"),
        (Language.ENGLISH, "Europe/London", "1 July 2026", "1 July 2026, 23:30"),
        (Language.ENGLISH, "America/Toronto", "1 July 2026", "1 July 2026, 18:30"),
    ],
)
def test_a_moment_is_told_as_the_clock_on_the_wall_shows_it(
    language: Language, zone: str, day: str, moment: str
) -> None:
    assert show_date(LATE, language, ZoneInfo(zone)) == day
    assert show_moment(LATE, language, ZoneInfo(zone)) == moment


def test_midnight_and_days_without_an_hour_are_days() -> None:
    midnight = datetime(2026, 12, 31, 23, tzinfo=UTC)

    assert show_moment(midnight, Language.ENGLISH, PARIS) == "1 January 2027"
    assert show_date(date(2026, 7, 1), Language.FRENCH, PARIS) == "1 juillet 2026"
    assert show_moment(None, Language.FRENCH, PARIS) == show_date(None, Language.FRENCH, PARIS) == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2030-01-15T09:00", datetime(2030, 1, 15, 8, tzinfo=UTC)),
        ("2030-07-15T09:00", datetime(2030, 7, 15, 7, tzinfo=UTC)),
    ],
    ids=["winter", "summer"],
)
def test_an_embargo_ends_at_the_hour_that_was_typed(typed: str, meant: datetime) -> None:
    form = shown_clearance(Clearance(Origin.COMPANY, Classification.PUBLIC), PARIS) | {"embargo_until": typed}

    clearance = read_clearance(form, PARIS)

    assert clearance.embargo_until == meant
    assert shown_clearance(clearance, PARIS)["embargo_until"] == typed


@pytest.mark.parametrize(
    ("zone", "shown"), [("Europe/Paris", "15 janvier 2030<"), ("UTC", "14 janvier 2030 à 23:00<")]
)
def test_pages_follow_the_setting(data_dir: Path, zone: str, shown: str) -> None:
    with Site.open(data_dir, time_zone=zone) as site:
        with site.services.sessions() as session:
            held = next(d for d in documents.list_documents(session) if d.clearance.embargo_until)

        page = site.signed_in("Clémence").get(f"/sources/{held.id}").text

    assert shown in page
    assert f"heure de {zone} qui compte" in page
