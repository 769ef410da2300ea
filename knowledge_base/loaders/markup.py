"""HTML as it is parsed: the text people see, in blocks, without the page's machinery."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from knowledge_base.loaders.tables import read_rows
from knowledge_base.loaders.unreadable import UnreadableFile
from knowledge_base.passages import Chunk

_DEEPEST = 500  # open elements; pages stay below 60, and closing elements costs the parser their depth
_MOST_ELEMENTS = 100_000  # a second's work; long pages have some 10,000
_STEP = 16_384  # characters parsed between two looks at the depth
_ENOUGH = 100  # characters in <main> or <article> for the rest to be furniture
_LONGEST_CELL = 300  # characters; beyond, a table lays out prose
_DEEPEST_TABLE = 5  # tables in tables
_IGNORED = frozenset(
    {
        *("script", "style", "noscript", "template", "svg", "iframe", "audio", "video", "dialog"),
        *("nav", "footer", "aside", "form", "select", "button", "pre"),
    }
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | frozenset(
    {
        *("p", "div", "br", "hr", "blockquote", "figcaption", "caption", "address", "body"),
        *("li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "td", "th"),
        *("section", "article", "main", "header"),
    }
)
_CELLS = frozenset({"td", "th"})
_UNSEEN = ("display:none", "visibility:hidden")


@dataclass(slots=True)
class _Table:
    """A table being read: for each row its cells, for each cell the blocks in it."""

    rows: list[list[list[tuple[bool, Chunk]]]] = field(default_factory=list)
    named: list[bool] = field(default_factory=list)  # for each row, whether all its cells are headers
    has_names: bool = False  # header cells anywhere
    holds_more: bool = False  # headings or other tables

    def begin(self, tag: str) -> None:
        if tag == "tr":
            self.rows.append([])
            self.named.append(True)
        elif tag in _CELLS and self.rows:
            self.rows[-1].append([])
            self.named[-1] = self.named[-1] and tag == "th"
            self.has_names = self.has_names or tag == "th"

    def add(self, block: tuple[bool, Chunk]) -> None:
        if not self.rows:
            self.begin("tr")
        if not self.rows[-1]:
            self.rows[-1].append([])
        self.rows[-1][-1].append(block)

    def blocks(self) -> Iterator[tuple[bool, Chunk]]:
        """Rows as lines; where the table only lays out prose, that prose."""
        blocks = [block for row in self.rows for cell in row for block in cell]
        texts = [[" ".join(chunk.text for _, chunk in cell) for cell in row] for row in self.rows]
        if self.holds_more or not _is_data(texts):
            yield from blocks
            return
        in_main, first = blocks[0]
        for line in read_rows(texts, header=self.named[0] if self.has_names else None):
            yield in_main, Chunk(line, heading=first.heading)


def _is_data(texts: list[list[str]]) -> bool:
    cells = [text for row in texts for text in row]
    return max(map(len, texts), default=0) > 1 and any(cells) and max(map(len, cells)) <= _LONGEST_CELL


class Page:
    """What the parser calls while it reads: no tree is built, so depth costs no memory and no recursion."""

    def __init__(self) -> None:
        self.meta: defaultdict[str, str] = defaultdict(str)
        self.blocks: list[tuple[bool, Chunk]] = []  # whether it stood in the main part, and the text
        self.open: list[tuple[str, bool]] = []  # tags, and whether what is in them is ignored
        self.elements = 0
        self.letters = 0
        self.linked_letters = 0
        self._ignoring = 0
        self._in_main = 0
        self._in_link = 0
        self._heading = ""
        self._text: list[str] = []
        self._tables: list[_Table] = []

    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        self.elements += 1
        ignored = tag in _IGNORED or (bool(attrib) and _is_unseen(attrib))
        self.open.append((tag, ignored))
        if tag in _BLOCKS:
            self._flush()
        self._ignoring += ignored
        self._in_main += tag in {"main", "article"}
        self._in_link += tag == "a"
        if tag == "table" and len(self._tables) < _DEEPEST_TABLE:
            self._tables.append(_Table())
        elif self._tables:
            self._tables[-1].begin(tag)
        if attrib:
            self._note(tag, attrib)

    def end(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._end_heading(tag)
        elif tag in _BLOCKS:
            self._flush()
        if tag == "table":
            self._end_table()
        self._in_main -= tag in {"main", "article"}
        self._in_link -= tag == "a"
        if self.open:
            self._ignoring -= self.open.pop()[1]

    def data(self, data: str) -> None:
        if self._ignoring:
            return
        if self.open and self.open[-1][0] == "title":
            self.meta["title"] += data
            return
        self._text.append(data)
        self.letters += len(data)
        self.linked_letters += len(data) if self._in_link > 0 else 0

    def comment(self, text: str) -> None:
        """Comments are not text."""

    def close(self) -> None:
        self._flush()
        while self._tables:
            self._end_table()

    @property
    def has_main_part(self) -> bool:
        """Whether the page says which part of it matters, and that part holds text."""
        return sum(len(block.text) for in_main, block in self.blocks if in_main) >= _ENOUGH

    def main_blocks(self) -> tuple[Chunk, ...]:
        """The blocks of the main part; all of them where the page does not say what that is."""
        main_only = self.has_main_part
        return tuple(block for in_main, block in self.blocks if in_main or not main_only)

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
        text = " ".join("".join(self._text).split())
        self._text.clear()
        return text

    def _flush(self) -> None:
        if text := self._take_text():
            self._keep((self._in_main > 0, Chunk(text, heading=self._heading)))

    def _keep(self, block: tuple[bool, Chunk]) -> None:
        if self._tables:
            self._tables[-1].add(block)
        else:
            self.blocks.append(block)

    def _end_table(self) -> None:
        if not self._tables:
            return
        blocks = list(self._tables.pop().blocks())
        if self._tables and blocks:
            self._tables[-1].holds_more = True
        for block in blocks:
            self._keep(block)

    def _end_heading(self, tag: str) -> None:
        if (text := self._take_text()) and not self._ignoring:
            self._heading = text
            if self._tables:
                self._tables[-1].holds_more = True
            if tag == "h1":
                self.meta.setdefault("h1", text)


def parse_html(text: str) -> Page:
    """Parse a page or a fragment. Raises UnreadableFile for elements too many or nested too deeply."""
    from lxml import etree

    page = Page()
    parser = etree.HTMLParser(target=page)  # type: ignore[arg-type]  # the stubs also expect bytes
    for start in range(0, len(text), _STEP):
        parser.feed(text[start : start + _STEP])
        if len(page.open) > _DEEPEST:
            raise UnreadableFile("This page nests its elements too deeply to be read.")
        if page.elements > _MOST_ELEMENTS:
            raise UnreadableFile(
                "This page has more than %(limit)s elements: keep the part that matters.",
                limit=_MOST_ELEMENTS,
            )
    if text.strip():
        parser.close()
    return page


def strip_html(fragment: str) -> str:
    """Return the text of a fragment, one line per block."""
    if "<" not in fragment:
        return fragment
    return "\n".join(block.text for _, block in parse_html(fragment).blocks)


def _is_unseen(attributes: Mapping[str, str]) -> bool:
    """Whether people do not see it, by the element's own word; style sheets are not read."""
    style = attributes.get("style", "").replace(" ", "").lower()
    return "hidden" in attributes or any(rule in style for rule in _UNSEEN)
