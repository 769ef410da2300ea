"""What a form says about an entry of the lexicon."""

from collections.abc import Mapping
from datetime import tzinfo

from starlette.datastructures import FormData

from app.domain.lexicon import Kind, LexiconWish, checked_wish
from app.web.clearing import read_moment, shown_moment
from app.web.forms import clean_text

NOTHING_TYPED: Mapping[str, object] = {
    "kind": Kind.CODE_NAME.value,
    "words": "",
    "topics": (),
    "starts": "",
    "ends": "",
    "announced": False,
    "note": "",
}


def typed_wish(form: FormData) -> dict[str, object]:
    """The fields as they were typed, to be shown again."""
    typed = {
        name: clean_text(str(form.get(name, ""))).strip()
        for name in ("kind", "words", "starts", "ends", "note")
    }
    topics = tuple(clean_text(str(topic)) for topic in form.getlist("topics"))
    return {**typed, "topics": topics, "announced": "announced" in form}


def read_wish(typed: Mapping[str, object], zone: tzinfo) -> LexiconWish:
    """What was typed, its moments in `zone`. Raises BadInput with a sentence on what cannot be meant."""
    topics = typed["topics"]
    return checked_wish(
        str(typed["kind"]),
        str(typed["words"]),
        topics=topics if isinstance(topics, tuple) else (),
        starts=read_moment(str(typed["starts"]), zone),
        ends=read_moment(str(typed["ends"]), zone),
        announced=bool(typed["announced"]),
        note=str(typed["note"]),
    )


def shown_wish(wish: LexiconWish, zone: tzinfo) -> dict[str, object]:
    """The fields as a form shows them."""
    return {
        "kind": wish.kind.value,
        "words": ", ".join(wish.words),
        "topics": wish.topics,
        "starts": shown_moment(wish.starts, zone),
        "ends": shown_moment(wish.ends, zone),
        "announced": wish.announced,
        "note": wish.note,
    }
