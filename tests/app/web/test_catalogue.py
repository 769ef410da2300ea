"""What the pages say is said in French too."""

from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from app.domain.people import Language
from app.web.i18n import translations

WEB = Path(str(files("app.web")))


@pytest.fixture(scope="module")
def said() -> set[str]:
    """The msgids of the sources, the singular standing for both."""
    with (WEB / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    loaders = Path(str(files("knowledge_base.loaders")))
    found = [*extract_from_dir(WEB.parent, methods, options), *extract_from_dir(loaders, methods, options)]
    return {msgid[0] if isinstance(msgid, tuple) else msgid for _, _, msgid, _, _ in found}


@pytest.fixture(scope="module")
def french() -> Catalog:
    with (WEB / "locales/fr/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="fr")


def texts(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def test_every_sentence_has_its_french(said: set[str], french: Catalog) -> None:
    missing = [msgid for msgid in said if msgid not in french or not all(texts(french[msgid]))]

    assert missing == []


def test_no_french_is_kept_for_a_sentence_that_is_gone(said: set[str], french: Catalog) -> None:
    known = [message.id[0] if message.pluralizable else message.id for message in french if message.id]

    assert [msgid for msgid in known if msgid not in said] == []


def test_french_keeps_every_placeholder(french: Catalog) -> None:
    broken = [error for message in french for error in message.check(french)]

    assert broken == []


def test_french_has_french_typography(french: Catalog) -> None:
    every = [text for message in french if message.id for text in texts(message)]

    assert [
        text for text in every if any(mark in text for mark in (" :", " ;", " ?", " !", "« ", " »", "“", "'"))
    ] == []


def test_an_error_raised_by_name_is_found() -> None:
    assert (
        translations(Language.FRENCH)
        .gettext("This draft is not here. It may have been deleted.")
        .startswith("Ce")
    )
