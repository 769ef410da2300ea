"""What an author asked for, and the habits they corrected: asked for by their id, told to nobody else."""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.channels import Channel
from app.domain.people import PersonId
from app.domain.voice import Tone, VoiceWishes
from app.store.tables import VoiceCorrectionRow, VoiceWishRow

KeptCorrections = Mapping[tuple[str, str], str]
"""Stances as they are stored, by (language, trait)."""


def find_wishes(session: Session, *, author_id: PersonId) -> VoiceWishes:
    """Empty wishes for somebody who made none. A channel or a tone that is no more is left aside."""
    row = session.get(VoiceWishRow, author_id)
    if row is None:
        return VoiceWishes()
    channels, tones = set(Channel), set(Tone)
    known = {Channel(c): Tone(t) for c, t in row.tones.items() if c in channels and t in tones}
    return VoiceWishes(tuple(row.refusals), tuple(row.avoided), MappingProxyType(known))


def save_wishes(session: Session, wishes: VoiceWishes, *, author_id: PersonId) -> None:
    row = session.get(VoiceWishRow, author_id)
    if row is None:
        row = VoiceWishRow(author_id=author_id)
        session.add(row)
    row.refusals, row.avoided = list(wishes.refusals), list(wishes.avoided)
    row.tones = {channel.value: tone.value for channel, tone in wishes.tones.items()}


def list_corrections(session: Session, *, author_id: PersonId) -> KeptCorrections:
    rows = session.scalars(select(VoiceCorrectionRow).where(VoiceCorrectionRow.author_id == author_id))
    return {(row.language, row.trait): row.stance for row in rows}


def save_correction(session: Session, trait: str, stance: str, *, language: str, author_id: PersonId) -> None:
    session.merge(VoiceCorrectionRow(author_id=author_id, language=language, trait=trait, stance=stance))


def delete_correction(session: Session, trait: str, *, language: str, author_id: PersonId) -> None:
    row = session.get(VoiceCorrectionRow, (author_id, language, trait))
    if row is not None:
        session.delete(row)


def delete_wishes(session: Session, *, author_id: PersonId) -> None:
    """Wishes and corrections, in every language."""
    session.execute(delete(VoiceWishRow).where(VoiceWishRow.author_id == author_id))
    session.execute(delete(VoiceCorrectionRow).where(VoiceCorrectionRow.author_id == author_id))
