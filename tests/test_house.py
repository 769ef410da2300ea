"""The house rules that no single module could break alone."""

import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from app.config import Settings

ROOT = Path(__file__).parent.parent
PACKAGES = ("app", "prompts", "knowledge_base", "guardrails", "evals")
LOCKS = tuple(f"requirements{group}.lock" for group in ("", "-test", "-dev", "-peers"))
TOP_LEVEL = {
    *PACKAGES,
    *("tests", "docs", ".ci", "pyproject.toml", "Makefile", "README.md", "CHANGELOG.md", "LICENSE"),
    *LOCKS,
    *(".gitignore", ".gitattributes", ".dockerignore", ".env.example", "Dockerfile", "docker-compose.yml"),
}
HEAVY = (
    *("langchain", "langchain_core", "langchain_openai", "openai", "chromadb", "presidio_analyzer", "spacy"),
    *("sqlalchemy", "alembic", "fastapi", "uvicorn", "onnxruntime", "onnx", "tokenizers", "numpy", "babel"),
)
# Written so that this file does not find itself.
ELSEWHERE = re.compile(
    r"pyp[i]\.org|python[h]osted\.org|test\.pyp[i]|dev[p]i\b|artifact[o]ry|--(?:extra-)?index-url|--find-link[s]"
    r"|(?<![\w.~$}:/-])/(?:home|root|Users|work|tmp)/\w",
    re.IGNORECASE,
)
SETTING_ROW = re.compile(r"^\| `(TANDEM_[A-Z_]+)` \|", re.MULTILINE)


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is no clone, so nothing tells what belongs to it")
    return [Path(name) for name in listed.stdout.decode().split("\0") if name]


@pytest.mark.parametrize("name", PACKAGES)
def test_nobody_else_installs_a_package_of_our_name(name):
    """Wheels called guardrails and evals exist; one of them on the path would be imported instead of ours."""
    assert set(packages_distributions().get(name, [])) <= {"tandem"}


@pytest.mark.parametrize("name", PACKAGES)
def test_our_names_mean_our_folders(name):
    located = subprocess.run(
        [sys.executable, "-c", f"import {name}; print({name}.__file__)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert Path(located.stdout.strip()).parent == ROOT / name


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_asks_for_a_package_of_our_name(lock):
    pinned = re.findall(r"^([\w.-]+)==", (ROOT / lock).read_text("utf-8"), re.MULTILINE)

    assert pinned
    assert not {name.replace("-", "_").lower() for name in pinned} & set(PACKAGES)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_versions_and_hashes_but_no_place(lock):
    assert "://" not in (ROOT / lock).read_text("utf-8")


def test_the_top_level_holds_what_the_design_fixes_and_nothing_else():
    assert {path.parts[0] for path in tracked_files()} - TOP_LEVEL == set()


def test_no_file_tells_where_it_was_made():
    """Addresses of package indexes and paths of a machine work in one place only."""
    telling = []
    for path in tracked_files():
        file = ROOT / path
        if not file.is_file() or path.name in LOCKS:
            continue
        text = file.read_bytes().decode("utf-8", "ignore")
        telling += [f"{path}: {match.group()}" for match in ELSEWHERE.finditer(text)]

    assert telling == []


def test_help_needs_no_heavy_library():
    """Whoever asks for help should have it at once."""
    asked = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "app", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in asked.stderr.splitlines()}

    assert "typer" in imported
    assert imported & set(HEAVY) == set()


def test_every_setting_stands_in_the_table_of_the_readme_and_no_other():
    settings = {f"TANDEM_{name.upper()}" for name in Settings.model_fields}

    assert set(SETTING_ROW.findall((ROOT / "README.md").read_text("utf-8"))) == settings
