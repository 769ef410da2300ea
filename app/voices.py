"""The voices of the authors here: profiles measured on the posts each of them brought."""

from functools import lru_cache

from app.domain.people import Language, Person
from app.store import posts
from app.store.session import Sessions
from guardrails.authenticity.voice.profile import Sample, VoiceProfile, build_profile
from guardrails.authenticity.voice.score import VoiceScore, score_voice


class Voices:
    """Every question names the author it is about, and is answered from that author's posts alone."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def profile(self, author: Person, *, language: Language) -> VoiceProfile:
        with self._sessions() as session:
            mine = posts.list_posts(session, author_id=author.id)
        samples = tuple(Sample(post.text, post.language) for _, post in mine)
        return _build(samples, language)

    def score(self, text: str, author: Person | None, *, language: Language) -> VoiceScore:
        """Without an author there is no voice to compare with: no value, and the reason says so."""
        profile = self.profile(author, language=language) if author else VoiceProfile.empty(language)
        return score_voice(profile, text)


@lru_cache(maxsize=256)
def _build(samples: tuple[Sample, ...], language: str) -> VoiceProfile:
    return build_profile(samples, language)
