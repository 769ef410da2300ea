"""How an author's own posts fare against the same colleagues: the most that a draft could hope for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

from app.domain.people import Language, Person
from app.services import Services
from app.store import posts
from evals.case import SIDES
from evals.metrics import share
from evals.suite import Measures
from guardrails.authenticity.voice.profile import Sample, build_profile
from guardrails.authenticity.voice.score import score_voice

HELD_OUT = 4
"""Posts of each author, each scored by a voice measured on the author's others: the oldest, and in turn."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A post, as likely its author's and as likely each colleague's, in percent."""

    language: Language
    own: int
    others: tuple[int, ...]


def measure_own_posts(services: Services, peers: Sequence[Person]) -> Measures:
    """The figures of the drafts' voice, for posts that their authors wrote."""
    held = [one for side in SIDES for one in _held_out(services, peers, Language(side))]
    sides = {side: [one for one in held if one.language == side] for side in SIDES}
    return {
        "own past posts: author ranks first": {
            side: share(one.own > max(one.others) for one in some) or 0.0 for side, some in sides.items()
        },
        "own past posts: voice for the author": {
            side: mean(one.own for one in some) for side, some in sides.items()
        },
        "own past posts: voice for a colleague": {
            side: mean(value for one in some for value in one.others) for side, some in sides.items()
        },
    }


def _held_out(services: Services, peers: Sequence[Person], language: Language) -> Iterator[HeldOut]:
    for author in peers:
        with services.sessions() as session:
            written = [
                post.text
                for _, post in posts.list_posts(session, author_id=author.id)
                if post.language == language
            ]
        for text in written[-HELD_OUT:]:
            rest = [Sample(other, language) for other in written if other != text]
            own = score_voice(build_profile(rest, language), text).value
            others = [
                services.voices.score(text, peer, language=language).value for peer in peers if peer != author
            ]
            known = tuple(value for value in others if value is not None)
            if own is not None and known:
                yield HeldOut(language, own, known)
