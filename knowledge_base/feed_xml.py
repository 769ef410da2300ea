"""The XML of feeds: made safe to parse, and mended where it is not well-formed."""

import re
from html.entities import html5
from typing import TYPE_CHECKING
from xml.sax import SAXException
from xml.sax.handler import ContentHandler, feature_namespaces

from knowledge_base.fetching import Fetched, FetchFailed, Trouble
from knowledge_base.fetching.charset import decode

if TYPE_CHECKING:
    from lxml.etree import _Element

_ENTITY = re.compile(r"<!\s*ENTITY", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,500}>", re.IGNORECASE)
_AMPERSAND = re.compile(r"&(?:(#\d{1,7}|#x[0-9a-fA-F]{1,6})|(\w{1,31}))?(;)?")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_DEEPEST = 200  # open elements; feeds stay below 20
_MOST = 100_000  # elements; a feed of a thousand entries has some 15,000
_NAMESPACES = {  # prefixes that feeds use without declaring them
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "atom": "http://www.w3.org/2005/Atom",
    "cc": "http://creativecommons.org/ns#",
}


def safe_xml(fetched: Fetched) -> bytes:
    """Return well-formed UTF-8 without any entity of the feed's own: these blow up, or name files to read.

    Raises FetchFailed: UNSAFE_XML, or NO_FEED for what cannot be mended.
    """
    text = _DECLARATION.sub("", decode(fetched.body, declared=fetched.encoding)).strip()
    if _ENTITY.search(text):
        raise FetchFailed(Trouble.UNSAFE_XML)
    text = _DOCTYPE.sub("", text, count=1)
    data = text.encode("utf-8", "replace")
    try:
        _check(data)
    except SAXException:
        data = _mended(text)
        try:
            _check(data)
        except SAXException as error:
            raise FetchFailed(Trouble.NO_FEED) from error
    return data


class _Reason(ContentHandler):
    """Stops a file that has, or nests, its elements beyond reason."""

    def __init__(self) -> None:
        super().__init__()
        self._open = 0
        self._met = 0

    def startElementNS(self, name: object, qname: object, attrs: object) -> None:  # noqa: N802  # of xml.sax
        self._open += 1
        self._met += 1
        if self._open > _DEEPEST or self._met > _MOST:
            raise FetchFailed(Trouble.UNSAFE_XML)

    def endElementNS(self, name: object, qname: object) -> None:  # noqa: N802  # of xml.sax
        self._open -= 1


def _check(data: bytes) -> None:
    """Parse as feedparser will, to be sure that it need not fall back on its tolerant reader.

    That one takes minutes for markup made to be slow. Raises SAXException and FetchFailed.
    """
    import io

    from defusedxml import DefusedXmlException
    from defusedxml.sax import make_parser

    parser = make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, 1)
    parser.setContentHandler(_Reason())
    try:
        parser.parse(io.BytesIO(data))
    except DefusedXmlException as error:
        raise FetchFailed(Trouble.UNSAFE_XML) from error


def _mended(text: str) -> bytes:
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    data = _AMPERSAND.sub(_as_character, text).encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:  # there is nothing to mend
        raise FetchFailed(Trouble.NO_FEED) from error
    if root is None:
        raise FetchFailed(Trouble.NO_FEED)
    for element in root.iter(etree.Element):
        _declare(element)
    return etree.tostring(root, encoding="utf-8")


def _as_character(found: re.Match[str]) -> str:
    """Turn HTML's own names into characters, and an ampersand that means itself into a proper one."""
    number, name, end = found.groups()
    if end and (name in _OF_XML or (number and _is_character(number))):
        return found[0]
    if end and name and (character := html5.get(f"{name};")):
        return character
    return f"&amp;{found[0][1:]}"


def _is_character(number: str) -> bool:
    """Half of a surrogate pair, or a number beyond Unicode, is none: lxml would keep it and fail later."""
    digits = number.lstrip("#")
    code = int(digits[1:], 16) if digits[:1] in "xX" else int(digits)
    return code < 0xD800 or 0xDFFF < code <= 0x10FFFF


def _declare(element: "_Element") -> None:
    """Give an undeclared prefix its namespace, or take its meaning away."""
    tag = str(element.tag)
    if ":" in tag and not tag.startswith("{"):
        prefix, _, name = tag.partition(":")
        known = prefix in _NAMESPACES and _NAME.fullmatch(name)
        element.tag = f"{{{_NAMESPACES[prefix]}}}{name}" if known else "unknown"
    for key in [key for key in element.attrib if ":" in str(key) and not str(key).startswith("{")]:
        del element.attrib[key]
