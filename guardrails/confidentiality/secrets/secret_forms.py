"""The published forms of vendors' tokens, and the beginnings by which they are looked for."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from guardrails.words import read_phrases

_HEX = "[0-9a-f]"
_CLASSES = {
    "<hex>": _HEX,
    "<alnum>": "[A-Za-z0-9]",
    "<word>": "[A-Za-z0-9_-]",
    "<base64>": "[A-Za-z0-9+/]",
    "<uuid>": f"{_HEX}{{8}}-(?:{_HEX}{{4}}-){{3}}{_HEX}{{12}}",
}


class Form(NamedTuple):
    """A vendor's token; one that is found by what stands inside it may begin `back` characters before."""

    kind: str
    back: int
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def form_finder() -> Any:
    """An automaton over folded text; its values are (length of the beginning, the forms that have it)."""
    import ahocorasick

    by_beginning: dict[str, list[Form]] = {}
    for line in read_phrases("token_forms"):
        kind, back, beginnings, form = line.split(" | ", 3)
        for beginning in beginnings.split():
            by_beginning.setdefault(beginning, []).append(Form(kind, int(back), _compiled(form)))
    automaton = ahocorasick.Automaton()
    for beginning, forms in by_beginning.items():
        automaton.add_word(beginning, (len(beginning), tuple(forms)))
    automaton.make_automaton()
    return automaton


def _compiled(form: str) -> re.Pattern[str]:
    for name, signs in _CLASSES.items():
        form = form.replace(name, signs)
    return re.compile(f"(?<![A-Za-z0-9_-])(?:{form})(?![A-Za-z0-9])")
