"""Find the sentences that people read in Python code, for the catalogue: those errors are raised with."""

import ast
from collections.abc import Collection, Iterator
from typing import IO, Any

import app.errors
import app.llm.errors
from app.domain.model_endpoints import BadEndpoint
from app.errors import AppError, Misconfigured
from app.llm.errors import ModelError

# A wrong setting stops the start: it is read at the terminal, in English, by whoever runs Tandem.
ERRORS = frozenset(
    name
    for name, kind in vars(app.errors).items()
    if isinstance(kind, type) and issubclass(kind, AppError) and not issubclass(kind, Misconfigured)
)
# What the loaders say of a file: errors, remarks, and sentences held in tables.
LOADERS = frozenset({"UnreadableFile", "DamagedArchive", "Remark", "sentence"})
# What administrators read of a model: why it does not answer, and what is wrong with its settings.
MODELS = frozenset(
    name
    for name, kind in vars(app.llm.errors).items()
    if isinstance(kind, type) and issubclass(kind, ModelError)
)
CALLS = ERRORS | LOADERS | MODELS | {BadEndpoint.__name__, "gettext"}

Message = tuple[int, None, str, list[str]]


def find_sentences(
    file: IO[bytes], _keywords: Collection[str], _tags: Collection[str], options: dict[str, Any]
) -> Iterator[Message]:
    """Babel's extraction method: (line, None, msgid, no comments) for each sentence of one module.

    A sentence counts when an error is raised with it, or with a constant of the same module that holds it.
    """
    tree = ast.parse(file.read())
    constants = {name: value for node in tree.body for name, value in _constant(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and _called(node.func) in CALLS:
            first = node.args[0]
            text = constants.get(first.id) if isinstance(first, ast.Name) else _text(first)
            if text:
                yield node.lineno, None, text, []


def _constant(node: ast.stmt) -> Iterator[tuple[str, str]]:
    text = _text(node.value) if isinstance(node, ast.Assign) else None
    if text and isinstance(node, ast.Assign):
        yield from ((target.id, text) for target in node.targets if isinstance(target, ast.Name))


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
