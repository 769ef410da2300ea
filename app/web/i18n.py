"""The two languages of the pages: catalogues read from .po files at start-up, and the reader's choice."""

import gettext
import io
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from functools import cache
from importlib.resources import files

from babel import Locale
from babel.dates import format_date, format_time, format_timedelta
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal
from fastapi import Request

from app.domain.people import Language

LANGUAGE_COOKIE = "tandem_language"

# Dates read as a British or a French reader writes them.
_LOCALES = {Language.ENGLISH: Locale("en", "GB"), Language.FRENCH: Locale("fr", "FR")}


@cache
def translations(language: Language) -> gettext.NullTranslations:
    """The catalogue of `language`; English is what the sources say."""
    if language is Language.ENGLISH:
        return gettext.NullTranslations()
    path = files("app.web") / "locales" / language / "LC_MESSAGES" / "messages.po"
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def asked_language(request: Request) -> Language:
    """The choice kept in a cookie, else the browser's."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in set(Language):
        return Language(chosen)
    return preferred_language(request.headers.get("accept-language", ""))


def preferred_language(accept_language: str) -> Language:
    """The first of our languages in an Accept-Language header; English when there is none.

    Browsers list languages by preference, so weights are not read.
    """
    for part in accept_language.split(","):
        primary = part.split(";")[0].strip().split("-")[0].lower()
        if primary in set(Language):
            return Language(primary)
    return Language.ENGLISH


def show_date(value: date | datetime | None, language: Language, zone: tzinfo) -> str:
    """The day, and for a moment the day it is in `zone`: "3 March 2026"; "" for None."""
    day = value.astimezone(zone).date() if isinstance(value, datetime) else value
    return format_date(day, format="long", locale=_LOCALES[language]) if day else ""


def show_month(value: datetime, language: Language, zone: tzinfo) -> str:
    """The calendar month it is in `zone`: "March 2026"."""
    return str(format_date(value.astimezone(zone).date(), format="LLLL yyyy", locale=_LOCALES[language]))


def show_moment(value: datetime | None, language: Language, zone: tzinfo) -> str:
    """The day and the time in `zone`: "3 March 2026, 14:05". Midnight goes without saying."""
    if value is None:
        return ""
    local = value.astimezone(zone)
    day = show_date(value, language, zone)
    if local.time() == time():
        return day
    at = " à " if language is Language.FRENCH else ", "
    return day + at + str(format_time(local.time(), format="short", locale=_LOCALES[language]))


def show_ago(value: datetime, now: datetime, language: Language) -> str:
    """How long ago, in words: "3 hours ago"."""
    return str(format_timedelta(value - now, add_direction=True, locale=_LOCALES[language]))


def show_money(value: Decimal, currency: str, language: Language) -> str:
    """An amount with its currency: two decimals, or as many more as its first two figures need."""
    places = 2 if not value or value >= 1 else max(2, 1 - value.adjusted())
    locale = _LOCALES[language]
    pattern = locale.currency_formats["standard"].pattern.replace(".00", "." + "0" * places)
    return str(format_currency(value, currency, pattern, locale=locale, currency_digits=False))


def show_number(value: float, language: Language) -> str:
    return str(format_decimal(round(value, 1), locale=_LOCALES[language]))
