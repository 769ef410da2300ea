"""Markdown: prose, headings and front matter; no code, no markup, no site generator's tags."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from knowledge_base.loaders.content import Content, read_date
from knowledge_base.loaders.decoding import decode
from knowledge_base.loaders.front_matter import split_front_matter
from knowledge_base.loaders.markup import strip_html
from knowledge_base.loaders.tables import read_rows
from knowledge_base.loaders.unreadable import UnreadableFile
from knowledge_base.passages import Chunk

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LONGEST = 2_000_000  # characters; some 700 pages, which take the parser four seconds
_MOST_LINES = 50_000
_MOST_BRACKETS = 50_000  # each may begin a link; a text of nothing else takes the parser three seconds
_EMBEDDED = re.compile(r"\(data:[^()\s]*\)")  # a picture inside the text may be longer than the text
# Each is bounded, so that none of them can be made to scan a text again and again.
_SITE_TAGS = re.compile(
    r"\{%[^%\n]{0,500}%\}"  # Liquid: {% include … %}
    r"|\{\{[^{}\n]{0,500}\}\}"  # Liquid and others: {{ page.title }}
    r"|\{:[^{}\n]{0,300}\}"  # kramdown attributes: {:target="_blank"}
    r"|\[\^[^\]\n]{1,60}\]:?"  # footnotes
)
_HIGHLIGHT = re.compile(r"\{%-?\s*(end)?highlight\b")
_CELLS = frozenset({"td_open", "th_open"})
_OPENERS = _CELLS | {"heading_open"}
_IMAGE_ONLY = {"image", "softbreak", "hardbreak", "text_special"}


def read_markdown(data: bytes) -> Content:
    """Read the prose; raises UnreadableFile for front matter that is broken or unsafe."""
    text = _EMBEDDED.sub("()", decode(data))
    if len(text) > _LONGEST or text.count("\n") > _MOST_LINES or text.count("[") > _MOST_BRACKETS:
        raise UnreadableFile("This text is too long for Markdown: split it.")
    fields, body = split_front_matter(text)
    return Content(
        blocks=tuple(_blocks(_parser().parse(_without_site_tags(body)))),
        title=_plain(fields.get("title", "")),
        language=fields.get("language") or fields.get("lang", ""),
        author=fields.get("author") or fields.get("authors", ""),
        publisher=fields.get("publisher", ""),
        url=fields.get("url") or fields.get("canonical_url", ""),
        licence=fields.get("licence") or fields.get("license", ""),
        published_on=read_date(fields.get("date", "")),
    )


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _without_site_tags(body: str) -> str:
    kept, highlighting = [], False
    for line in body.split("\n"):
        tag = _HIGHLIGHT.search(line) if "{%" in line else None
        if tag:
            highlighting = not tag[1]
        elif not highlighting:
            kept.append(_SITE_TAGS.sub("", line) if "{" in line or "[^" in line else line)
    return "\n".join(kept)


def _blocks(tokens: list["Token"]) -> Iterator[Chunk]:
    heading, rows = "", list[list[str]]()
    for position, token in enumerate(tokens):
        if token.type == "html_block":
            lines = [strip_html(token.content)]
        elif token.type == "table_close":
            lines, rows = list(read_rows(rows, header=True)), []
        elif token.type == "inline":
            text, opener = _inline_text(token), tokens[position - 1].type
            lines = [text] if opener not in _OPENERS else []
            if opener == "heading_open":
                heading = text or heading
            elif opener in _CELLS:
                rows[-1].append(text)
        else:
            lines = []
            if token.type == "tr_open":
                rows.append([])
        yield from (Chunk(line, heading=heading) for line in lines if line)


def _inline_text(token: "Token") -> str:
    children = token.children or []
    if all(child.type in _IMAGE_ONLY for child in children):
        return ""  # an image on its own: its description is not prose
    return " ".join("".join(_texts(children)).split())


def _texts(children: list["Token"]) -> Iterator[str]:
    for child in children:
        if child.type in {"softbreak", "hardbreak"} or child.content.startswith("<br"):
            yield " "
        elif child.type != "html_inline":
            yield child.content  # of an image, its description


def _plain(markdown: str) -> str:
    return _inline_text(_parser().parseInline(markdown)[0]) if markdown else ""
