"""Web pages: the article is found among menus, banners and links."""

from datetime import date
from time import process_time

import pytest

from knowledge_base.article import extract_article
from knowledge_base.loaders import UnreadableFile, load_file

PAGE = """<html lang="fr"><head><title>Le four | La Gazette</title><meta name="author" content="Inès Roche">
<meta property="og:site_name" content="La Gazette"><link rel="canonical" href="https://gazette.example/four">
</head><body><div class="menu"><ul><li><a href="/">Accueil du site</a></li>
<li><a href="/a">À propos de nous</a></li><li><a href="/b">Nous écrire une lettre</a></li></ul></div>
<div class="cookie-banner">Nous utilisons des cookies. <a href="/c">Tout accepter et continuer</a></div>
<div class="content"><h1>Le four de Nantes</h1>
<p>Le four à pain est réparé par les équipes de Nantes, et il tient ses promesses depuis dix ans.</p>
<h2>Les chiffres</h2><p>Nous avons réparé douze fours<br>cette année, et vingt-deux avec nos partenaires.</p>
<ul><li>Un premier point</li><li>Un second point</li></ul>
<table><tr><th>Année</th><th>Fours</th></tr><tr><td>2025</td><td>12</td></tr></table></div>
<div class="related"><h3>À lire aussi</h3><a href="/x">Un autre article sur les fours</a>
<a href="/y">Encore un article sur les pierres</a></div>
<div class="footer">© 2026 <a href="/l">Mentions légales et crédits</a></div></body></html>"""
ARTICLE = [
    (
        "Le four de Nantes",
        "Le four à pain est réparé par les équipes de Nantes, et il tient ses promesses depuis dix ans.",
    ),
    ("Les chiffres", "Nous avons réparé douze fours cette année, et vingt-deux avec nos partenaires."),
    ("Les chiffres", "Un premier point"),
    ("Les chiffres", "Un second point"),
    ("Les chiffres", "Année: 2025; Fours: 12"),
]


def test_the_article_is_found_among_menus_and_banners():
    article = extract_article(PAGE, "https://gazette.example/four?from=mail")

    assert [(block.heading, block.text) for block in article.blocks] == ARTICLE
    assert (article.title, article.author, article.publisher) == (
        "Le four de Nantes",
        "Inès Roche",
        "La Gazette",
    )
    assert (article.language, article.url) == ("fr", "https://gazette.example/four")


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="2031-05-04T10:00:00Z">', date(2031, 5, 4)),
        (
            '<script type="application/ld+json">{"@type":"Article","datePublished":"2026-05-04"}</script>',
            date(2026, 5, 4),
        ),
        ("", None),
    ],
    ids=["meta, in the future", "linked data", "none"],
)
def test_the_day_is_what_the_page_says(head, day):
    assert extract_article(PAGE.replace("</head>", f"{head}</head>")).published_on == day


def test_a_messy_page_saved_as_a_file_is_read_as_an_article(tmp_path):
    (tmp_path / "page.html").write_text(PAGE)

    document = load_file(tmp_path / "page.html")

    assert [(chunk.heading, chunk.text) for chunk in document.chunks] == [
        ARTICLE[0],
        ("Les chiffres", "\n".join(text for _, text in ARTICLE[1:])),
    ]


@pytest.mark.parametrize("html", ["", "<p></p>", "<html><body><script>x</script></body></html>"])
def test_a_page_without_text_has_no_blocks(html):
    assert extract_article(html).blocks == ()


def test_a_page_too_small_for_an_article_is_read_whole():
    assert [block.text for block in extract_article("<p>Bonjour.</p>").blocks] == ["Bonjour."]


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<p>a" * 500_000, "more than 100000 elements"),
        ("<div>" * 100_000, "too deeply"),
        ("<table><tr><td>" * 20_000, "too deeply"),
        ("<td>a</td>" * 120_000, "more than 100000 elements"),
    ],
    ids=["paragraphs", "depth", "nested tables", "cells"],
)
def test_a_hostile_page_is_refused_in_good_time(tmp_path, html, reason):
    started = process_time()

    with pytest.raises(UnreadableFile, match=reason):
        extract_article(html)

    (tmp_path / "a.html").write_text(html)
    with pytest.raises(UnreadableFile, match=reason):
        load_file(tmp_path / "a.html")
    assert process_time() - started < 10


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>", ["A: 1; B: 2"]),
        (
            "<table><tr><td>Ville</td><td>Nantes</td></tr><tr><td>Pain</td><td>Oui</td></tr></table>",
            ["Ville: Nantes", "Pain: Oui"],
        ),
        (
            "<table><tr><th>Ville</th><td>Nantes</td></tr><tr><th>Fours</th><td>12</td></tr></table>",
            ["Ville: Nantes", "Fours: 12"],
        ),
        (
            "<table><tr><td><h2>Un</h2><p>Deux.</p></td><td><p>Trois.</p></td></tr></table>",
            ["Deux.", "Trois."],
        ),
        (
            "<table><tr><td><table><tr><td>Un</td><td>Deux</td></tr></table></td><td>Trois</td></tr></table>",
            ["Un: Deux", "Trois"],
        ),
        ("<table><tr><td>Un</td></tr><tr><td>Deux</td></tr></table>", ["Un", "Deux"]),
        ("<table><tr><td>Un<td>Deux<td>3<tr><td>4", ["Un | Deux | 3", "4"]),
        (
            '<p>Vu.</p><p hidden>Caché.</p><div style="display: none">Caché <p>aussi.</p></div>Fin.',
            ["Vu.", "Fin."],
        ),
    ],
    ids=[
        "headers",
        "names and values",
        "row headers",
        "layout",
        "nested",
        "one column",
        "not closed",
        "hidden",
    ],
)
def test_a_page_reads_as_it_is_seen(tmp_path, html, lines):
    (tmp_path / "a.html").write_text(html)

    assert [
        line for chunk in load_file(tmp_path / "a.html").chunks for line in chunk.text.split("\n")
    ] == lines
