"""The style that a writer follows, changed as its author wishes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from guardrails.authenticity.voice.style import Range, Style

Restyling = Mapping[str, str]
"""What is wanted, by trait: "never", "sometimes", "often", a size, a kind, or "off"."""

_OFTEN, _NEARLY_ALWAYS, _SOMETIMES = 1.5, 0.9, 0.4
_PLAIN = Style()
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "emoji": ("emoji_rate", "emoji"),
    "hashtags": ("hashtags_per_post", "hashtags", "hashtags_inline"),
    "exclamation": ("exclamation_rate",),
    "question": ("question_rate", "question_posts"),
    "ellipsis": ("ellipsis_rate",),
    "first_person": ("first_person_share",),
    "we": ("we_share",),
    "address": ("address",),
    "layout": ("paragraph_break",),
    "length": ("length",),
    "sentence_length": ("sentence_length",),
    "paragraph_length": ("sentences_per_paragraph",),
    "list_items": ("list_share", "list_marker"),
    "links": ("link_share", "link_at_end"),
    "apostrophe": ("apostrophe",),
    "connectives": ("connectives",),
    "attribution": ("attribution",),
    "openings": ("openings",),
    "closings": ("closings",),
}
"""What a style holds of each trait: emptied when the author wants none of it, or switches it off."""

_RATES = ("emoji", "exclamation", "ellipsis")
_SHARES = {
    "first_person": "first_person_share",
    "we": "we_share",
    "list_items": "list_share",
    "links": "link_share",
}
_RANGES: Mapping[tuple[str, str], Range] = {
    ("length", "short"): Range(120, 250, 500),
    ("length", "medium"): Range(400, 700, 1100),
    ("length", "long"): Range(1000, 1400, 2000),
    ("sentence_length", "short"): Range(5, 9, 12),
    ("sentence_length", "medium"): Range(9, 14, 19),
    ("sentence_length", "long"): Range(16, 22, 30),
    ("paragraph_length", "short"): Range(1, 1, 1.5),
    ("paragraph_length", "medium"): Range(1.5, 2.5, 4),
    ("paragraph_length", "long"): Range(3, 5, 7),
    ("hashtags", "sometimes"): Range(0, 1, 2),
    ("hashtags", "often"): Range(2, 3, 4),
}
_WORDS: Mapping[tuple[str, str], str] = {
    ("layout", "block"): "none",
    ("layout", "lines"): "single",
    ("layout", "airy"): "blank",
    ("apostrophe", "straight"): "'",
    ("apostrophe", "curly"): "’",
    ("address", "tu"): "tu",
    ("address", "vous"): "vous",
}


def restyle(style: Style, wanted: Restyling) -> Style:
    """Lay what is wanted over a style; a trait that no style knows changes nothing."""
    for trait, stance in wanted.items():
        if trait in _FIELDS:
            style = replace(style, **_changes(style, trait, stance))
    return style


def _changes(style: Style, trait: str, stance: str) -> dict[str, Any]:
    if stance in {"never", "off", "neither"}:
        return {name: getattr(_PLAIN, name) for name in _FIELDS[trait]}
    if (trait, stance) in _RANGES:
        return {_FIELDS[trait][0]: _RANGES[trait, stance]}
    if (trait, stance) in _WORDS:
        return {_FIELDS[trait][0]: _WORDS[trait, stance]}
    return _how_often(style, trait, stance)


def _how_often(style: Style, trait: str, stance: str) -> dict[str, Any]:
    """A rate per post, or a share of posts, as wanted; "often" never lowers what was measured."""
    if trait == "question":
        # A writer adds a question of its own only where two posts had one.
        rate = _bounded(style.question_rate, 1.0, stance)
        return {"question_rate": rate, "question_posts": max(style.question_posts, 2)}
    if trait in _RATES:
        name, most = f"{trait}_rate", _OFTEN
    elif trait in _SHARES:
        name, most = _SHARES[trait], _NEARLY_ALWAYS
    else:
        return {}
    return {name: _bounded(getattr(style, name), most, stance)}


def _bounded(own: float, most: float, stance: str) -> float:
    return max(own, most) if stance == "often" else _SOMETIMES
