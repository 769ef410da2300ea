"""What authors say of their own voice: wishes, corrections of habits, and what becomes of all of it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType

from app.domain.channels import Channel
from app.domain.people import Language, Person, PersonId
from app.domain.voice import LONGEST_WISH, LOUD, MOST_WISHES, Clash, Contradiction, Tone, VoiceWishes
from app.errors import BadInput
from app.services import Services
from app.store import interviews, people, posts, voice_rules, voice_wishes
from guardrails.authenticity.own_rules import LANGUAGES, holds_word, speaks_of
from guardrails.authenticity.voice.corrections import Stance, choices, is_trait

_BETWEEN = re.compile(r"[\n;]+")


@dataclass(frozen=True, slots=True)
class TypedWishes:
    """A form of wishes as it was sent: one thing on each line; tones by channel."""

    topics: str = ""
    refusals: str = ""
    avoided: str = ""
    tones: Mapping[str, str] = field(default_factory=dict)


def typed_wishes(wishes: VoiceWishes, topics: Iterable[str]) -> TypedWishes:
    """What the fields of the form hold for these wishes."""
    tones = {channel.value: tone.value for channel, tone in wishes.tones.items()}
    return TypedWishes("\n".join(topics), "\n".join(wishes.refusals), "\n".join(wishes.avoided), tones)


def save_wishes(services: Services, typed: TypedWishes, *, author_id: PersonId) -> None:
    """Keep what was asked for. Raises BadInput for what is too long or too much, and keeps nothing then."""
    topics, refusals, avoided = map(_listed, (typed.topics, typed.refusals, typed.avoided))
    tones = {
        Channel(channel): _tone(tone) for channel, tone in typed.tones.items() if channel in set(Channel)
    }
    wanted = {channel: tone for channel, tone in tones.items() if tone is not Tone.AS_I_AM}
    wishes = VoiceWishes(refusals, avoided, MappingProxyType(wanted))
    with services.sessions.begin() as session:
        people.set_topics(session, topics, author_id=author_id)
        voice_wishes.save_wishes(session, wishes, author_id=author_id)


def find_contradictions(services: Services, author: Person) -> tuple[Contradiction, ...]:
    """Wishes that do not go together, as they stand. Both are kept, and each kind has its winner."""
    wishes = services.voices.wishes(author)
    words = (
        Contradiction(Clash.WORD_IN_TOPIC, word, topic)
        for word in wishes.avoided
        for topic in author.topics
        if any(holds_word(word, topic, language=language) for language in LANGUAGES)
    )
    subjects = (
        Contradiction(Clash.TOPIC_REFUSED, refused, topic)
        for refused in wishes.refusals
        for topic in author.topics
        if any(speaks_of(refused, topic, language=language) for language in LANGUAGES)
    )
    sober = [channel for channel, tone in wishes.tones.items() if tone is Tone.SOBER]
    loud = _loud(services, author) if sober else ()
    tones = (Contradiction(Clash.LOUD_AND_SOBER, channel, ",".join(loud)) for channel in sober if loud)
    return tuple(chain(words, subjects, tones))


def correct_habit(
    services: Services, trait: str, stance: str, *, language: Language, author_id: PersonId
) -> None:
    """Say what a habit shall be, or "off"; "" takes the author's word back. Raises BadInput."""
    known = is_trait(trait, language) and (not stance or stance in {*choices(trait), Stance.OFF})
    if not known:
        raise BadInput("Choose one of the answers given for this habit.")
    with services.sessions.begin() as session:
        if stance:
            voice_wishes.save_correction(session, trait, stance, language=language, author_id=author_id)
        else:
            voice_wishes.delete_correction(session, trait, language=language, author_id=author_id)


def forget_voice(services: Services, *, author_id: PersonId) -> None:
    """Everything that was kept of a voice goes: posts, wishes, corrections, rules, interviews.

    What stays is the author's choice of what may be learned: forgetting a "no" would turn it into a "yes".
    """
    with services.sessions.begin() as session:
        for language in Language:
            interviews.delete_interview(session, language=language, author_id=author_id)
        posts.delete_posts(session, author_id=author_id)
        voice_wishes.delete_wishes(session, author_id=author_id)
        voice_rules.delete_rules(session, author_id=author_id)
    services.voices.forget(author_id)


def _loud(services: Services, author: Person) -> tuple[str, ...]:
    """What the author uses in most posts of a language, measured or said."""
    profiles = [services.voices.profile(author, language=language) for language in Language]
    rates = {
        "emoji": [p.style.emoji_rate for p in profiles],
        "exclamation": [p.style.exclamation_rate for p in profiles],
    }
    return tuple(trait for trait in LOUD if max(rates[trait]) >= 1)


def _listed(typed: str) -> tuple[str, ...]:
    """One wish on each line, without repeats."""
    lines = (" ".join(line.split()) for line in _BETWEEN.split(typed))
    wishes = tuple(dict.fromkeys(line for line in lines if line))
    if len(wishes) > MOST_WISHES:
        raise BadInput("That is a lot: %(most)s in each list at most.", most=MOST_WISHES)
    too_long = next((wish for wish in wishes if len(wish) > LONGEST_WISH), "")
    if too_long:
        raise BadInput(
            "Say it shorter, please: “%(words)s…” is more than %(most)s characters.",
            words=too_long[:30],
            most=LONGEST_WISH,
        )
    return wishes


def _tone(value: str) -> Tone:
    if value not in set(Tone):
        raise BadInput("Choose one of the tones given.")
    return Tone(value)
