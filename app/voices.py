"""The voices of the authors here: profiles measured on the posts each of them brought."""

from collections import OrderedDict
from threading import Lock

from app.domain.people import Language, Person, PersonId
from app.store import posts
from app.store.session import Sessions
from guardrails.authenticity.voice.profile import Sample, VoiceProfile, build_profile
from guardrails.authenticity.voice.score import VoiceScore, score_voice

Samples = tuple[Sample, ...]

MOST_PROFILES = 256
"""Kept in memory, those used last."""


class Voices:
    """Every question names the author it is about, and is answered from that author's posts alone."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._profiles: OrderedDict[tuple[PersonId, Language], tuple[Samples, VoiceProfile]] = OrderedDict()
        self._lock = Lock()

    def profile(self, author: Person, *, language: Language) -> VoiceProfile:
        with self._sessions() as session:
            mine = posts.list_posts(session, author_id=author.id)
        samples = tuple(Sample(post.text, post.language) for _, post in mine if post.language == language)
        with self._lock:
            known = self._profiles.pop((author.id, language), None)
            if known is None or known[0] != samples:
                known = (samples, build_profile(samples, language))
            self._profiles[author.id, language] = known
            if len(self._profiles) > MOST_PROFILES:
                self._profiles.popitem(last=False)
        return known[1]

    def score(self, text: str, author: Person | None, *, language: Language) -> VoiceScore:
        """Without an author there is no voice to compare with: no value, and the reason says so."""
        profile = self.profile(author, language=language) if author else VoiceProfile.empty(language)
        return score_voice(profile, text)

    def forget(self, author_id: PersonId) -> None:
        """Drop what is remembered of an author, at once: they deleted posts."""
        with self._lock:
            for language in Language:
                self._profiles.pop((author_id, language), None)
