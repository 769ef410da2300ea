"""The YAML block at the top of a Markdown file, read as plain strings."""

import re

import yaml

from knowledge_base.loaders.unreadable import UnreadableFile

_LARGEST = 64 * 1024  # characters
_OPENING = re.compile(r"\A---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_FIELD = re.compile(r"[A-Za-z][\w-]*\s*:(?:\s|$)")


class _PlainLoader(yaml.BaseLoader):
    """Strings, lists and mappings only: no types to construct, no aliases to expand or loop."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise UnreadableFile("Its front matter uses YAML references (&, *), which are not accepted.")
        return super().compose_node(parent, index)


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the fields, names in lower case and lists joined by commas, and the text below them.

    A leading rule (---) that opens no fields is part of the text. Raises UnreadableFile.
    """
    opening = _OPENING.match(text)
    if not opening:
        return {}, text
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        if _FIELD.match(text, opening.end()):
            raise UnreadableFile("Its front matter is not closed by a line of three dashes.")
        return {}, text
    block = text[opening.end() : closing.start()]
    fields = _parse(block)
    return (fields, text[closing.end() :]) if fields is not None else ({}, text)


def _parse(block: str) -> dict[str, str] | None:
    """Return None when the block is prose between two rules rather than fields."""
    if len(block) > _LARGEST:
        raise UnreadableFile("Its front matter is too long.")
    try:
        # The loader only makes strings, lists and mappings.
        fields = yaml.load(block, Loader=_PlainLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError) as error:
        raise UnreadableFile("Its front matter is not valid YAML.") from error
    if not isinstance(fields, dict):
        return None if fields else {}
    return {str(name).lower(): _as_text(value) for name, value in fields.items()}


def _as_text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(item for item in value if isinstance(item, str))
    return value.strip() if isinstance(value, str) else ""
