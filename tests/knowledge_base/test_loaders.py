"""Files of every format, good and bad, as somebody would bring them."""

from datetime import date
from pathlib import Path

import pytest

from knowledge_base.loaders import UnreadableFile, load_file
from tests.support.pdf import make_pdf

FRENCH = "Le four à pain est réparé par les équipes de Nantes, et il tient ses promesses."

MARKDOWN = """---
title: "Un four **réparé**"
date: 2026-11-03
author: [Inès Roche, Paul Petit]
publisher: Hearthline
url: https://example.com/four
licence: CC-BY-4.0
---

{% include menu.html %}
# Le contexte

Le *four* est [réparé](https://example.com) par `Nantes`.{:target="_blank"} Et il chauffe[^1].

![Une photo du four](four.jpg)

```python
print("code")
```

{% highlight js %}
const four = 1;
{% endhighlight %}

<div class="note">Une <b>note</b> utile.</div>
<script>alert(1)</script>

## Les chiffres

- Un premier point
- Un second point

| Année | Fours |
|-------|-------|
| 2025  | 12    |
"""

HTML = """<!doctype html><html lang="en-GB"><head><title>Ovens | Hearthline</title>
<meta name="author" content="Ann Lee"><meta property="article:published_time" content="2026-05-04T10:00:00Z">
<meta property="og:site_name" content="Hearthline"><link rel="canonical" href="https://example.com/ovens">
<style>p { color: red }</style></head><body><nav>Home About</nav><header>Banner</header>
<main><h1>Ovens &amp; people</h1><p>We repair ovens<br>in every town, and have for years and years.</p>
<h2>How</h2><p>With <b>tools</b>, patience and a good many spare parts that we keep on our own shelves.</p>
<script>var x = "<p>no</p>";</script><p>%s</p></main><footer>Legal</footer></body></html>
"""


def save(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def whole_text(path: Path) -> str:
    return "\n".join(chunk.text for chunk in load_file(path).chunks)


def test_markdown_reads_as_prose_under_its_headings(tmp_path: Path) -> None:
    document = load_file(save(tmp_path, "four.md", MARKDOWN))

    assert [(chunk.heading, chunk.text) for chunk in document.chunks] == [
        ("Le contexte", "Le four est réparé par Nantes. Et il chauffe.\nUne note utile."),
        ("Les chiffres", "Un premier point\nUn second point\nAnnée: 2025; Fours: 12"),
    ]


def test_markdown_front_matter_says_what_a_citation_needs(tmp_path: Path) -> None:
    document = load_file(save(tmp_path, "four.md", MARKDOWN))

    assert (document.title, document.author, document.publisher) == (
        "Un four réparé",
        "Inès Roche, Paul Petit",
        "Hearthline",
    )
    assert (document.url, document.licence) == ("https://example.com/four", "CC-BY-4.0")
    assert document.published_on == date(2026, 11, 3)
    assert document.language == "fr"


@pytest.mark.parametrize(
    ("name", "content", "title"),
    [
        ("a.md", "---\ntitle: Front\n---\n# Heading\n\nText here.", "Front"),
        ("a.md", "Before.\n\n## First heading\n\nText here.", "First heading"),
        ("spare_parts-2026.md", "Only text here.", "spare parts 2026"),
        ("a.txt", "A title line\n\nThe text of it.", "A title line"),
        ("a.txt", "A title line\n" + "The text of it. " * 9, "A title line"),
        ("a.txt", "Lines that are cut\nwhere the screen ends\nare one paragraph.", "a"),
        ("notes.txt", "A sentence comes first.\n\nThen another.", "notes"),
        ("06.txt", "A sentence comes first.\n\nThen another.", "A sentence comes first. Then another."),
    ],
    ids=[
        "front matter",
        "heading",
        "file name",
        "first line",
        "one break",
        "wrapped",
        "no title",
        "a number",
    ],
)
def test_title_falls_back(tmp_path: Path, name: str, content: str, title: str) -> None:
    assert load_file(save(tmp_path, name, content)).title == title


def test_date_is_taken_from_a_dated_file_name(tmp_path: Path) -> None:
    assert load_file(save(tmp_path, "2026-02-03-news.md", "Text.")).published_on == date(2026, 2, 3)


@pytest.mark.parametrize(
    ("declared", "language"),
    [("en", "en"), ("fr-FR", "fr"), ("English", "en"), ("de", "fr"), ("", "fr")],
)
def test_declared_language_wins_when_it_is_one_of_ours(tmp_path: Path, declared: str, language: str) -> None:
    path = save(tmp_path, "a.md", f"---\nlanguage: {declared}\n---\n{FRENCH}")

    assert load_file(path).language == language


def test_html_keeps_the_main_text_only(tmp_path: Path) -> None:
    document = load_file(save(tmp_path, "page.html", HTML % "The end of this page."))

    assert [chunk.heading for chunk in document.chunks] == ["Ovens & people", "How"]
    assert document.chunks[0].text.startswith("We repair ovens\nin every town")
    whole = " ".join(chunk.text for chunk in document.chunks)
    assert not any(word in whole for word in ("Home", "Banner", "Legal", "no", "color"))
    assert (document.title, document.author, document.publisher) == (
        "Ovens & people",
        "Ann Lee",
        "Hearthline",
    )
    assert (document.published_on, document.language) == (date(2026, 5, 4), "en")
    assert document.url == "https://example.com/ovens"


def test_html_without_a_main_part_is_read_whole(tmp_path: Path) -> None:
    path = save(tmp_path, "page.htm", "<title>Bonjour</title><p>Un</p><div>Deux</div>")

    assert whole_text(path) == "Un\nDeux"
    assert load_file(path).title == "Bonjour"


def test_pdf_keeps_its_page_numbers_and_drops_running_lines(tmp_path: Path) -> None:
    pages = [
        ["Rapport annuel", f"Le texte de la page {name} est court."]
        for name in ("un", "deux", "trois", "quatre")
    ]

    document = load_file(save(tmp_path, "rapport.pdf", make_pdf(*pages)))

    assert [chunk.page for chunk in document.chunks] == [1, 2, 3, 4]
    assert document.chunks[1].text == "Le texte de la page deux est court."


@pytest.mark.parametrize(
    "content",
    [FRENCH.encode(), FRENCH.encode("utf-8-sig"), FRENCH.encode("cp1252"), FRENCH.encode("utf-16")],
    ids=["utf-8", "utf-8 with a mark", "windows-1252", "utf-16"],
)
def test_accents_survive_every_encoding(tmp_path: Path, content: bytes) -> None:
    assert whole_text(save(tmp_path, "a.txt", content)) == FRENCH


def test_checksum_is_of_the_bytes(tmp_path: Path) -> None:
    first, same, other = (
        load_file(save(tmp_path, name, text)).checksum
        for name, text in (("a.md", "One."), ("b.txt", "One."), ("c.md", "Two."))
    )

    assert first == same != other
    assert len(first) == 64


ENCRYPTED = make_pdf(["Secret"]).replace(
    b"/Root 1 0 R",
    b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4"
    b" /O <" + b"01" * 32 + b"> /U <" + b"02" * 32 + b"> >>",
)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.docx", b"PK", "no Word document"),
        ("a", b"text", "only Word, PowerPoint"),
        ("a.md", b"", "is empty"),
        ("a.md", b"  \n\n", "is empty"),
        ("a.md", b"---\ntitle: Nothing else\n---\n", "holds no text"),
        ("a.md", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is a picture"),
        ("a.md", b"%PDF-1.7 and so on", "end in .pdf"),
        ("a.txt", b"text\0with a nul", "binary data"),
        ("a.md", b"---\na: &x [*x]\n---\nText.", "references"),
        ("a.md", b"---\na: &x [1]\nb: [*x, *x]\n---\nText.", "references"),
        ("a.md", b"---\na: 'open\n---\nText.", "not valid YAML"),
        ("a.md", b"---\na: " + b"[" * 20_000 + b"\n---\nText.", "not valid YAML"),
        ("a.md", b"---\na: " + b"x" * 100_000 + b"\n---\nText.", "too long"),
        ("a.md", b"---\ntitle: Never closed\n\nText.", "not closed"),
        ("a.md", b"|a|b|\n|-|-|\n" + b"|1|2|\n" * 60_000, "too long for Markdown"),
        ("a.md", b"word " * 500_000, "too long for Markdown"),
        ("a.txt", b"word " * 1_100_000, "longer than 5 MB"),
        ("a.html", b"<div>" * 100_000 + b"a</span>" * 100_000, "too deeply"),
        ("a.pdf", make_pdf(["Text"])[:300], "damaged or incomplete"),
        ("a.pdf", b"not a pdf at all", "no PDF file"),
        ("a.pdf", make_pdf([], []), "no text"),
        ("a.pdf", ENCRYPTED, "password"),
    ],
    ids=[
        *(
            "docx",
            "no extension",
            "empty",
            "blank",
            "front matter only",
            "picture named .md",
            "pdf named .md",
        ),
        *("nul", "yaml cycle", "yaml aliases", "broken yaml", "deep yaml", "huge yaml", "open front matter"),
        *("long table", "long markdown", "long text"),
        *("html bomb", "truncated pdf", "no pdf", "scanned pdf", "encrypted pdf"),
    ],
)
def test_an_unreadable_file_is_refused_with_a_sentence(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    with pytest.raises(UnreadableFile, match=reason) as refused:
        load_file(save(tmp_path, name, content))

    assert str(refused.value).endswith(".")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.md"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    monkeypatch.setattr(Path, "read_bytes", lambda _self: pytest.fail("it was read"))

    with pytest.raises(UnreadableFile, match="larger than 25 MB"):
        load_file(path)


def test_a_missing_file_is_a_sentence_too(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no such file"):
        load_file(tmp_path / "gone.md")


def test_a_rule_at_the_top_is_no_front_matter(tmp_path: Path) -> None:
    assert whole_text(save(tmp_path, "a.md", "---\n\nJust text.\n\n---\n\nMore.")) == "Just text.\nMore."


@pytest.mark.parametrize("piece", ["[", "![", "[a](", "![\n"], ids=["brackets", "images", "links", "lines"])
def test_markdown_made_of_nothing_but_links_is_refused_before_it_is_read(tmp_path: Path, piece: str) -> None:
    path = tmp_path / "slow.md"
    path.write_text(piece * 50_001)

    with pytest.raises(UnreadableFile, match="too long for Markdown"):
        load_file(path)


def test_a_picture_inside_the_text_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "picture.md"
    path.write_text(f"Before. ![An oven](data:image/png;base64,{'A' * 3_000_000}) After.")

    assert load_file(path).chunks[0].text == "Before. An oven After."
