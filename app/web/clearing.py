"""What a form says about a clearance."""

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any

from app.errors import BadInput
from app.web.forms import clean_text
from knowledge_base.passages import Classification, Clearance, Origin

LONGEST_NOTE = 500
FIELDS = ("origin", "classification", "embargo_until", "valid_until", "audience", "rights")


def typed_clearance(form: Mapping[str, Any]) -> dict[str, str]:
    """The fields as they were typed, to be shown again."""
    return {name: clean_text(str(form.get(name, ""))).strip() for name in FIELDS}


def read_clearance(typed: Mapping[str, str], zone: tzinfo) -> Clearance:
    """What was typed, its moments in `zone`. Raises BadInput with a sentence on what cannot be meant."""
    if typed["classification"] not in set(Classification) or typed["origin"] not in set(Origin):
        raise BadInput("Say where it comes from and who may read it.")
    embargo, end = (read_moment(typed[name], zone) for name in ("embargo_until", "valid_until"))
    if embargo and end and end <= embargo:
        raise BadInput("It would expire before its embargo is over. Check the two dates.")
    return Clearance(
        Origin(typed["origin"]),
        Classification(typed["classification"]),
        embargo_until=embargo,
        valid_until=end,
        audience=_note(typed["audience"]),
        rights=_note(typed["rights"]),
    )


def shown_clearance(clearance: Clearance, zone: tzinfo) -> dict[str, str]:
    """The fields as a form shows them; moments are in `zone`, to the minute."""
    return {
        "origin": clearance.origin.value,
        "classification": clearance.classification.value,
        "embargo_until": shown_moment(clearance.embargo_until, zone),
        "valid_until": shown_moment(clearance.valid_until, zone),
        "audience": clearance.audience,
        "rights": clearance.rights,
    }


def shown_moment(moment: datetime | None, zone: tzinfo) -> str:
    """As a field for a day and a time takes it."""
    return moment.astimezone(zone).strftime("%Y-%m-%dT%H:%M") if moment else ""


def read_moment(text: str, zone: tzinfo) -> datetime | None:
    """What such a field says, in UTC; None when it is empty. Raises BadInput."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput("“%(text)s” is no date that can be read.", text=text[:40]) from error
    if moment.tzinfo is not None or not 1970 <= moment.year <= 9000:
        raise BadInput("“%(text)s” is no date that can be read.", text=text[:40])
    return moment.replace(tzinfo=zone).astimezone(UTC)


def _note(text: str) -> str:
    if len(text) > LONGEST_NOTE:
        raise BadInput("Keep each note under %(limit)s characters.", limit=LONGEST_NOTE)
    return text
