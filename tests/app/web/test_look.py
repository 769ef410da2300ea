"""What every page owes its readers, read from the files that make it."""

import gzip
import hashlib
import re
from importlib.resources import files
from pathlib import Path

import pytest

WEB = Path(str(files("app.web")))
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
SHEETS = sorted((WEB / "static/css").glob("*.css"))
MODULES = sorted((WEB / "static/js").rglob("*.js"))

INLINE = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)|javascript:", re.IGNORECASE)
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\brgb|\bhsl", re.IGNORECASE)
FIRST_PAGE = 150_000
"""Bytes after gzip, of all that a first visit loads."""


def name_of(path: Path) -> str:
    return str(path.relative_to(WEB))


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_a_template_says_what_it_needs_and_stays_short(template: Path) -> None:
    text = template.read_text("utf-8")

    assert text.startswith("{# Needs: ")
    assert len(text.splitlines()) <= 80


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_nothing_is_inline_that_the_policy_would_refuse(template: Path) -> None:
    assert INLINE.findall(template.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "sheet", [s for s in SHEETS if s.name not in {"tokens.css", "print.css"}], ids=name_of
)
def test_colours_are_named_in_one_place(sheet: Path) -> None:
    rules = re.sub(r"mask-image:[^;]+;", "", sheet.read_text("utf-8"))  # a mask has no colour, only depth

    assert COLOUR.findall(rules) == []


def test_vendored_scripts_are_what_the_list_says() -> None:
    listed = dict(
        re.findall(r"^\| `([^`]+)` .* `([0-9a-f]{64})` \|$", read("vendor/README.md"), re.MULTILINE)
    )
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in static("vendor").glob("*.js")
    }

    assert found == listed


def test_every_drawing_that_is_asked_for_exists() -> None:
    drawn = set(re.findall(r'<symbol id="([a-z]+)"', read("icons.svg")))
    asked = {name for t in TEMPLATES for name in re.findall(r'icon\("([a-z]+)"\)', t.read_text("utf-8"))}

    assert asked <= drawn


def test_a_first_visit_is_light() -> None:
    fonts = [static("fonts") / f"{family}-latin-wght-normal.woff2" for family in ("inter", "source-serif-4")]
    text = [
        *SHEETS,
        *MODULES,
        *static("vendor").glob("*.js"),
        static("icons.svg"),
        WEB / "templates/sign_in.html",
    ]
    weight = sum(path.stat().st_size for path in fonts) + sum(
        len(gzip.compress(p.read_bytes())) for p in text
    )

    assert weight <= FIRST_PAGE


def static(name: str) -> Path:
    return WEB / "static" / name


def read(name: str) -> str:
    return static(name).read_text("utf-8")
