"""HTML as its author wrote it: paragraphs and line breaks kept, what they quote left out."""

import re
from collections.abc import Mapping

from knowledge_base.loaders.unreadable import UnreadableFile

_DEEPEST = 200  # open elements
_STEP = 16_384  # characters parsed between two looks at the depth
_PARAGRAPHS = frozenset(
    {
        *("p", "div", "ul", "ol", "section", "article", "figure", "table", "blockquote", "pre", "hr"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
    }
)
_LINES = frozenset({"br", "li", "tr", "dt", "dd"})
# Code is no prose; a quotation, a caption and a heading of a list of links are not what an author tells.
_LEFT_OUT = frozenset(
    {
        *("script", "style", "noscript", "template", "svg", "iframe", "audio", "video", "form", "button"),
        *("pre", "blockquote", "figure", "figcaption", "table", "nav", "aside", "footer"),
    }
)
_QUOTING = "quote-inline"  # how Mastodon repeats a quoted post's address
_BLANKS = re.compile(r"[^\S\n\u00a0\u202f]+")  # not the spaces that French typography needs
_AROUND_BREAKS = re.compile(r" *\n *")
_MANY_BREAKS = re.compile(r"\n{3,}")


def read_prose(fragment: str) -> str:
    """Paragraphs with a blank line between them, lines where the author broke them.

    Raises UnreadableFile for elements nested beyond reason.
    """
    from lxml import etree

    prose = _Prose()
    parser = etree.HTMLParser(target=prose)  # type: ignore[arg-type]  # the stubs also expect bytes
    for start in range(0, len(fragment), _STEP):
        parser.feed(fragment[start : start + _STEP])
        if len(prose.open) > _DEEPEST:
            raise UnreadableFile("This page nests its elements too deeply to be read.")
    if fragment.strip():
        parser.close()
    text = _AROUND_BREAKS.sub("\n", _BLANKS.sub(" ", "".join(prose.text)))
    return _MANY_BREAKS.sub("\n\n", text).strip()


class _Prose:
    def __init__(self) -> None:
        self.text: list[str] = []
        self.open: list[bool] = []  # for each element, whether what is in it is left out
        self._leaving_out = 0

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        left_out = tag in _LEFT_OUT or _QUOTING in attrib.get("class", "")
        self.open.append(left_out)
        self._leaving_out += left_out
        self._break(tag)

    def end(self, tag: str) -> None:
        if self.open:
            self._leaving_out -= self.open.pop()
        if tag not in _LINES:
            self._break(tag)

    def data(self, data: str) -> None:
        if not self._leaving_out:
            self.text.append(data.replace("\r", "").replace("\n", " "))

    def comment(self, text: str) -> None:
        """Comments are not text."""

    def close(self) -> None:
        """Nothing is kept open."""

    def _break(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self.text.append("\n\n")
        elif tag in _LINES:
            self.text.append("\n")
