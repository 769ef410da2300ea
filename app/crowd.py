"""What is common among the people here: the counts of their posts, against which one voice stands out."""

from threading import Lock

from app.domain.people import Language, PersonId
from app.store.crowds import CrowdStamp, crowd_posts, crowd_stamp
from app.store.session import Sessions
from guardrails.authenticity.voice.background import Background, generic_background
from guardrails.authenticity.voice.reading import LONGEST_READ, read_text

FEWEST_PEOPLE = 5
"""Others than the author: nobody is to be made out in the counts of a smaller group."""
MOST_PEOPLE, POSTS_EACH, FEWEST_POSTS = 12, 10, 5

Counted = dict[PersonId, Background]


class Crowd:
    """Sums of n-grams and habits of a dozen people, recounted when posts come or go; no text is kept."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._counted: dict[Language, tuple[CrowdStamp, Counted]] = {}
        self._behind: dict[tuple[PersonId | None, Language], Background] = {}
        self._lock = Lock()

    def background(self, author_id: PersonId, *, language: Language) -> Background:
        """The shipped background with the counts of the author's colleagues, if there are five or more.

        The author's own posts never count; the same object comes back until posts change.
        """
        with self._lock:
            counted = self._people(language)
            key = (author_id if author_id in counted else None, language)
            if key not in self._behind:
                others = [counts for person, counts in counted.items() if person != author_id]
                self._behind[key] = _together(others, language)
            return self._behind[key]

    def forget(self) -> None:
        """Drop every count, at once: somebody deleted posts."""
        with self._lock:
            self._counted.clear()
            self._behind.clear()

    def _people(self, language: Language) -> Counted:
        with self._sessions() as session:
            stamp = crowd_stamp(session)
            known = self._counted.get(language)
            if known is not None and known[0] == stamp:
                return known[1]
            texts = crowd_posts(
                session, language=language, people=MOST_PEOPLE, each=POSTS_EACH, fewest=FEWEST_POSTS
            )
        counted = {person: _counts(mine, language) for person, mine in texts.items()}
        self._counted[language] = stamp, counted
        self._behind = {key: kept for key, kept in self._behind.items() if key[1] != language}
        return counted


def _counts(texts: list[str], language: Language) -> Background:
    readings = (read_text(text[:LONGEST_READ], language.value) for text in texts)
    return Background.of(readings, language.value)


def _together(people: list[Background], language: Language) -> Background:
    behind = generic_background(language.value)
    if len(people) < FEWEST_PEOPLE:
        return behind
    for counts in people:
        behind = behind.plus(counts)
    return behind
