"""The voices of the authors here: measured on posts each of them brought, and as each of them wants it."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from app.crowd import Crowd
from app.domain.channels import Channel
from app.domain.people import Language, Person, PersonId
from app.domain.voice import LOUD, Tone, VoiceWishes
from app.domain.voice_rules import WordRule, learned_habits, word_rules
from app.store import interviews, posts, voice_rules, voice_wishes
from app.store.session import Sessions
from guardrails.authenticity.voice.corrections import Corrections, Stance, corrected
from guardrails.authenticity.voice.priors import Prior, with_priors
from guardrails.authenticity.voice.profile import Sample, VoiceProfile, build_profile
from guardrails.authenticity.voice.score import FEWEST_POSTS, VoiceScore, borrow_hint, score_voice

MOST_PROFILES = 256
"""Kept in memory, those used last."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What is measured: posts, and the phrasings an author preferred, which stand in for posts at first."""

    samples: tuple[Sample, ...]
    priors: tuple[Prior, ...] = ()

    def measured(self, language: Language) -> VoiceProfile:
        return with_priors(build_profile(self.samples, language), self.priors)


@dataclass(frozen=True, slots=True)
class Voice:
    """One author in one language: what was measured, what they say of it, and what comes of both.

    `learned` is what their edits say, which gives way to `corrections`, what they said outright.
    """

    measured: VoiceProfile
    corrections: Corrections
    learned: Corrections
    profile: VoiceProfile


class Voices:
    """Every question names the author it is about, and is answered from what is that author's alone."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._voices: OrderedDict[tuple[PersonId, Language], tuple[Basis, Voice]] = OrderedDict()
        self._crowd = Crowd(sessions)
        self._lock = Lock()

    def voice(self, author: Person, *, language: Language) -> Voice:
        with self._sessions() as session:
            mine = posts.list_posts(session, author_id=author.id)
            said = voice_wishes.list_corrections(session, author_id=author.id)
            priors = interviews.list_priors(session, author_id=author.id, language=language)
            rules = voice_rules.list_rules(session, author_id=author.id, language=language)
        samples = tuple(Sample(post.text, post.language) for _, post in mine if post.language == language)
        basis, corrections, learned = Basis(samples, priors), _in_force(said, language), learned_habits(rules)
        with self._lock:
            known = self._voices.pop((author.id, language), None)
            if known is None or known[0] != basis:
                known = basis, _voice(basis.measured(language), corrections, learned)
            elif (known[1].corrections, known[1].learned) != (corrections, learned):
                known = basis, _voice(known[1].measured, corrections, learned)
            self._voices[author.id, language] = known
            if len(self._voices) > MOST_PROFILES:
                self._voices.popitem(last=False)
        return known[1]

    def profile(self, author: Person, *, language: Language) -> VoiceProfile:
        """What writers follow and scores compare with: as its author wants it."""
        return self.voice(author, language=language).profile

    def for_writing(self, author: Person, *, language: Language, channel: Channel) -> VoiceProfile:
        """What a writer follows on a channel: where its author wants to sound sober, that goes first."""
        profile = self.profile(author, language=language)
        sober = self.wishes(author).tone(channel) is Tone.SOBER
        return corrected(profile, dict.fromkeys(LOUD, Stance.NEVER)) if sober else profile

    def wishes(self, author: Person) -> VoiceWishes:
        with self._sessions() as session:
            return voice_wishes.find_wishes(session, author_id=author.id)

    def score(self, text: str, author: Person | None, *, language: Language) -> VoiceScore:
        """Without an author there is no voice to compare with: no value, and the reason says so."""
        if author is None:
            return score_voice(VoiceProfile.empty(language), text)
        profile = self.profile(author, language=language)
        if profile.posts < FEWEST_POSTS:
            other = next(one for one in Language if one is not language)
            return borrow_hint(score_voice(profile, text), self.profile(author, language=other), text)
        return score_voice(profile, text, background=self._crowd.background(author.id, language=language))

    def word_rules(self, author: Person, *, language: Language) -> tuple[WordRule, ...]:
        """What the author puts in the place of words, as their edits taught it."""
        with self._sessions() as session:
            return word_rules(voice_rules.list_rules(session, author_id=author.id, language=language))

    def forget(self, author_id: PersonId) -> None:
        """Drop what is remembered of an author, at once: they deleted posts."""
        with self._lock:
            for language in Language:
                self._voices.pop((author_id, language), None)
        self._crowd.forget()


def _voice(measured: VoiceProfile, corrections: Corrections, learned: Corrections) -> Voice:
    return Voice(measured, corrections, learned, corrected(measured, {**learned, **corrections}))


def _in_force(said: voice_wishes.KeptCorrections, language: Language) -> dict[str, Stance]:
    """Those of a language; a stance that is no more is left aside."""
    known = set(Stance)
    return {
        trait: Stance(stance)
        for (spoken, trait), stance in said.items()
        if spoken == language and stance in known
    }
