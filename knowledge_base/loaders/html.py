"""HTML: the main text of a page, without its machinery, and what its head declares."""

from collections import defaultdict
from collections.abc import Mapping

from knowledge_base.loaders.content import Content, read_date
from knowledge_base.loaders.decoding import decode
from knowledge_base.loaders.unreadable import UnreadableFile
from knowledge_base.passages import Chunk

_DEEPEST = 500  # open elements; pages stay below 60, and closing elements costs the parser their depth
_STEP = 16_384  # characters parsed between two looks at the depth
_ENOUGH = 100  # characters in <main> or <article> for the rest to be furniture
_IGNORED = frozenset(
    {
        "script",
        "style",
        "nav",
        "footer",
        "aside",
        "noscript",
        "template",
        "svg",
        "iframe",
        "form",
        "select",
        "button",
        "pre",
        "dialog",
        "audio",
        "video",
    }
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | frozenset(
    {
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "section",
        "article",
        "main",
        "header",
        "blockquote",
        "table",
        "tr",
        "figcaption",
        "br",
        "hr",
        "body",
        "address",
    }
)
_CELLS = frozenset({"td", "th"})
_AUTHOR = ("author", "article:author", "dc.creator")
_DATE = ("article:published_time", "date", "dc.date", "dc.date.issued", "datepublished", "time")


class _Page:
    """What the parser calls while it reads: no tree is built, so depth costs no memory and no recursion."""

    def __init__(self) -> None:
        self.meta: defaultdict[str, str] = defaultdict(str)
        self.blocks: list[tuple[bool, Chunk]] = []  # whether it stood in the main part, and the text
        self.open: list[str] = []
        self.ignoring = 0
        self.in_main = 0
        self.heading = ""
        self.text: list[str] = []

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        self.open.append(tag)
        self.ignoring += tag in _IGNORED
        if tag in _BLOCKS:
            self._flush()
        elif tag in _CELLS and self.text:
            self.text.append(" | ")
        self.in_main += tag in {"main", "article"}
        self._note(tag, attrib)

    def end(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._end_heading(tag)
        elif tag in _BLOCKS:
            self._flush()
        self.in_main -= tag in {"main", "article"}
        self.ignoring -= tag in _IGNORED
        if self.open:
            self.open.pop()

    def data(self, data: str) -> None:
        if self.open and self.open[-1] == "title" and not self.ignoring:
            self.meta["title"] += data
        elif not self.ignoring:
            self.text.append(data)

    def comment(self, text: str) -> None:
        """Comments are not text."""

    def close(self) -> None:
        self._flush()

    def _note(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or ""
        if tag == "meta":
            self.meta.setdefault(name.lower(), attributes.get("content", "").strip())
        elif tag == "html":
            self.meta["lang"] = attributes.get("lang", "")
        elif tag == "time":
            self.meta.setdefault("time", attributes.get("datetime", ""))
        elif tag == "link" and attributes.get("rel") == "canonical":
            self.meta["canonical"] = attributes.get("href", "")

    def _take_text(self) -> str:
        text = " ".join("".join(self.text).split())
        self.text.clear()
        return text

    def _flush(self) -> None:
        if text := self._take_text():
            self.blocks.append((self.in_main > 0, Chunk(text, heading=self.heading)))

    def _end_heading(self, tag: str) -> None:
        if (text := self._take_text()) and not self.ignoring:
            self.heading = text
            if tag == "h1":
                self.meta.setdefault("h1", text)

    def main_blocks(self) -> tuple[Chunk, ...]:
        main = tuple(block for in_main, block in self.blocks if in_main)
        if sum(len(block.text) for block in main) >= _ENOUGH:
            return main
        return tuple(block for _, block in self.blocks)


def read_html(data: bytes) -> Content:
    """Read a page. Raises UnreadableFile when its elements are nested beyond reason."""
    return read_page(parse_html(decode(data)))


def read_page(page: _Page) -> Content:
    """Return the main part of a parsed page and what its head declares."""
    meta = page.meta
    return Content(
        blocks=page.main_blocks(),
        title=meta["h1"] or meta["og:title"] or " ".join(meta["title"].split()),
        language=meta["lang"],
        author=next((meta[name] for name in _AUTHOR if meta[name]), ""),
        publisher=meta["og:site_name"],
        url=meta["canonical"] or meta["og:url"],
        published_on=next((found for name in _DATE if (found := read_date(meta[name]))), None),
    )


def parse_html(text: str) -> _Page:
    from lxml import etree

    page = _Page()
    parser = etree.HTMLParser(target=page)  # type: ignore[arg-type]  # the stubs also expect bytes
    for start in range(0, len(text), _STEP):
        parser.feed(text[start : start + _STEP])
        if len(page.open) > _DEEPEST:
            raise UnreadableFile("This page nests its elements too deeply to be read.")
    if text.strip():
        parser.close()
    return page


def strip_html(fragment: str) -> str:
    """Return the text of a fragment, one line per block."""
    if "<" not in fragment:
        return fragment
    return "\n".join(block.text for _, block in parse_html(fragment).blocks)
