"""The demo company holds together: complete, invented, and its secrets appear nowhere else."""

import re
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from app.demo.company import HERE, DemoDocument, read_demo_company
from app.domain.people import Language, Role
from knowledge_base.loaders import load_file
from knowledge_base.passages import Classification, Origin
from tests.support.takes import ENGLISH_TAKES, FRENCH_TAKES, TAKES

COMPANY = read_demo_company()
PROFILE = COMPANY.profile
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
AUTHORS = [person for person in COMPANY.people if person.role is Role.AUTHOR]
CITABLE = [document for document in COMPANY.documents if document.clearance.in_force(NOW)]
SECRET = [d for d in COMPANY.documents if d.clearance.classification is Classification.CONFIDENTIAL]
KEPT = [d for d in COMPANY.documents if d.clearance.classification is not Classification.PUBLIC]
REQUIRED = {"title", "date", "author", "publisher", "url", "language"}
SIX = 6


def front_matter_of(document: DemoDocument) -> dict[str, object]:
    return yaml.safe_load(document.path.read_text(encoding="utf-8").split("---\n")[1])


def body_of(document: DemoDocument) -> str:
    return document.path.read_text(encoding="utf-8").split("---\n", 2)[2]


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def runs_of_six(text: str) -> set[tuple[str, ...]]:
    words = words_of(text)
    return {tuple(words[i : i + SIX]) for i in range(len(words) - SIX + 1)}


def by_path(document: DemoDocument) -> str:
    return document.path.name


def test_every_document_on_disk_has_a_clearance_and_the_other_way_round():
    on_disk = set((HERE / "documents").rglob("*.md"))

    assert {document.path for document in COMPANY.documents} == on_disk
    assert len(COMPANY.documents) == len(on_disk)


@pytest.mark.parametrize("document", COMPANY.documents, ids=by_path)
def test_every_document_says_what_it_is(document):
    matter = front_matter_of(document)

    assert set(matter) >= REQUIRED
    assert all(matter[key] for key in REQUIRED)
    assert date(2026, 6, 1) <= matter["date"] <= date(2026, 11, 20)
    assert matter["language"] in {"fr", "en"}
    assert body_of(document).lstrip().startswith("# ")


@pytest.mark.parametrize("document", COMPANY.documents, ids=by_path)
def test_the_folder_agrees_with_the_clearance(document):
    clearance = document.clearance
    folder = {
        (Origin.COMPANY, Classification.PUBLIC): "company",
        (Origin.INDUSTRY, Classification.PUBLIC): "industry",
        (Origin.COMPANY, Classification.INTERNAL): "internal",
        (Origin.COMPANY, Classification.CONFIDENTIAL): "confidential",
    }

    assert document.path.parent.name == folder[clearance.origin, clearance.classification]


def test_there_is_enough_to_talk_about_in_both_languages():
    languages = Counter((d.clearance.origin, front_matter_of(d)["language"]) for d in CITABLE)

    assert languages[Origin.COMPANY, "fr"] >= 5
    assert languages[Origin.COMPANY, "en"] >= 5
    assert languages[Origin.INDUSTRY, "fr"] >= 1
    assert languages[Origin.INDUSTRY, "en"] >= 1


@pytest.mark.parametrize("document", COMPANY.documents, ids=by_path)
def test_the_knowledge_base_reads_every_document(document):
    matter = front_matter_of(document)

    loaded = load_file(document.path)

    assert loaded.title.split() == str(matter["title"]).split()
    assert (loaded.language, loaded.published_on) == (matter["language"], matter["date"])
    assert len(loaded.chunks) >= 3


@pytest.mark.parametrize("document", CITABLE, ids=by_path)
def test_citable_documents_carry_several_figures(document):
    sentences = re.split(r"(?<=[.!?])\s", body_of(document))

    assert sum(any(c.isdigit() for c in sentence) for sentence in sentences) >= 6


def test_industry_items_say_under_which_licence_they_come():
    industry = [d for d in COMPANY.documents if d.clearance.origin is Origin.INDUSTRY]

    assert len(industry) == 3
    assert all(front_matter_of(document)["licence"] for document in industry)
    assert all(front_matter_of(document)["publisher"] != PROFILE.name for document in industry)


def test_an_embargoed_document_cannot_be_cited_yet():
    embargoed = [d for d in COMPANY.documents if d.clearance.embargo_until is not None]

    assert len(embargoed) == 1
    assert not embargoed[0].clearance.in_force(NOW)
    assert embargoed[0].clearance.in_force(datetime(2030, 1, 15, tzinfo=UTC))


def test_there_is_one_secret_in_each_language():
    assert sorted(str(front_matter_of(document)["language"]) for document in SECRET) == ["en", "fr"]


def test_nothing_secret_or_internal_is_said_anywhere_else():
    secret = set().union(*(runs_of_six(body_of(document)) for document in KEPT))
    said = [body_of(document) for document in COMPANY.documents if document not in KEPT]
    said += [post.text for post in COMPANY.posts]
    said += [take.answer for take in TAKES]

    assert not secret & set().union(*(runs_of_six(text) for text in said))


@pytest.mark.parametrize("term", PROFILE.terms, ids=lambda term: term.term)
def test_watched_terms_are_in_no_citable_text(term):
    texts = [body_of(document) for document in CITABLE] + [post.text for post in COMPANY.posts]

    assert not [text for text in texts if term.term.casefold() in text.casefold()]


def test_a_code_name_has_no_end_and_an_embargo_has_one():
    ends = {(term.kind, term.ends is None) for term in PROFILE.terms}

    assert ends == {("code_name", True), ("embargo", False)}
    assert all(term.starts <= NOW.date() for term in PROFILE.terms)


def test_three_authors_a_reviewer_and_an_admin_work_there():
    roles = Counter(person.role for person in COMPANY.people)

    assert roles == {Role.AUTHOR: 3, Role.REVIEWER: 1, Role.ADMIN: 1}
    assert len({person.email for person in COMPANY.people}) == 5


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Denis Gorvel", {Language.FRENCH: 10}),
        ("Ruth Ackerley", {Language.ENGLISH: 10}),
        ("Solène Adeyemi", {Language.FRENCH: 6, Language.ENGLISH: 6}),
    ],
    ids=["French only", "English only", "bilingual"],
)
def test_each_author_has_posted_enough_to_have_a_voice(name, expected):
    author = next(person for person in AUTHORS if person.name == name)

    posts = COMPANY.posts_of(author.email)

    assert Counter(post.language for post in posts) == expected
    assert all(300 <= len(post.text) <= 1300 for post in posts)
    assert [post.posted_on for post in posts] == sorted({post.posted_on for post in posts})


def test_the_three_voices_differ_at_first_sight():
    blunt, dry, warm = ([post.text for post in COMPANY.posts_of(author.email)] for author in AUTHORS)

    assert not set("!?#") & set("".join(blunt))
    assert "!" not in "".join(dry)
    assert all(text.endswith("#HearthNotes") for text in dry)
    assert all({"?", "!", "#"} <= set(text) for text in warm)


def test_nobody_has_an_address_outside_the_example_domains():
    files = [p for p in HERE.rglob("*") if p.suffix in {".md", ".toml"}]
    files.append(Path(__file__).parents[1] / "support" / "takes.py")
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)

    hosts = re.findall(r"(?:@|https?://)([\w-]+(?:\.[\w-]+)+)", text)

    assert hosts
    assert {host for host in hosts if not host.endswith((".example", ".test"))} == set()


@pytest.mark.parametrize(
    "path",
    [d.path for d in COMPANY.documents] + sorted((HERE / "posts").glob("*.md")),
    ids=lambda path: path.name,
)
def test_french_punctuation_never_falls_to_the_next_line(path):
    text = path.read_text(encoding="utf-8").split("---\n", 2)[2]

    assert not re.findall(r"\w [;!?»]|« ", text)


def test_disclosures_name_the_company_in_both_languages():
    assert set(PROFILE.disclosures) == {"fr", "en"}
    assert all(PROFILE.name in phrase for phrases in PROFILE.disclosures.values() for phrase in phrases)


def test_sample_takes_speak_of_documents_that_can_be_cited_by_people_who_exist():
    documents = {f"{d.path.parent.name}/{d.path.name}": d for d in CITABLE}
    authors = {author.email for author in AUTHORS}

    assert len(FRENCH_TAKES) == len(ENGLISH_TAKES) == 6
    assert {take.document for take in TAKES} <= set(documents)
    assert {take.email for take in TAKES} <= authors
    assert all(front_matter_of(documents[take.document])["language"] == take.language for take in TAKES)
