"""Web pages saved as files: the article in them, and what their head declares."""

from dataclasses import replace

from knowledge_base.loaders.content import Content, read_date
from knowledge_base.loaders.decoding import decode
from knowledge_base.loaders.markup import Page, parse_html
from knowledge_base.passages import Chunk

_MANY_LINKS = 0.2  # of the letters; running text has some 0.05
_AUTHOR = ("author", "article:author", "dc.creator")
_DATE = ("article:published_time", "date", "dc.date", "dc.date.issued", "datepublished", "time")


def read_html(data: bytes) -> Content:
    """Read a page. Raises UnreadableFile when its elements are too many or nested beyond reason."""
    text = decode(data)
    page = parse_html(text)
    content = read_page(page)
    return replace(content, blocks=_article_of(text) or content.blocks) if _is_messy(page) else content


def _is_messy(page: Page) -> bool:
    """Whether menus and lists of links are not told apart from what the page says."""
    return not page.has_main_part and page.linked_letters > _MANY_LINKS * page.letters


def _article_of(text: str) -> tuple[Chunk, ...]:
    from knowledge_base.article import extract_article  # which itself reads pages through this module

    return extract_article(text).blocks


def read_page(page: Page) -> Content:
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
