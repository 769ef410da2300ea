"""The two languages of the pages: catalogues read from .po files at start-up, and the reader's choice."""

import gettext
import io
from datetime import date, datetime
from functools import cache
from importlib.resources import files

from babel import Locale
from babel.dates import format_date, format_timedelta
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from app.domain.people import Language

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


def preferred_language(accept_language: str) -> Language:
    """The first of our languages in an Accept-Language header; English when there is none.

    Browsers list languages by preference, so weights are not read.
    """
    for part in accept_language.split(","):
        primary = part.split(";")[0].strip().split("-")[0].lower()
        if primary in set(Language):
            return Language(primary)
    return Language.ENGLISH


def show_date(value: date | datetime | None, language: Language) -> str:
    return format_date(value, format="long", locale=_LOCALES[language]) if value else ""


def show_ago(value: datetime, now: datetime, language: Language) -> str:
    """How long ago, in words: "3 hours ago"."""
    return str(format_timedelta(value - now, add_direction=True, locale=_LOCALES[language]))


def show_number(value: float, language: Language) -> str:
    return str(format_decimal(round(value, 1), locale=_LOCALES[language]))
