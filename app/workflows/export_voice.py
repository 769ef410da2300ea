"""Everything kept of a voice, in one file for its author."""

from typing import Any

from app.domain.people import Language, Person
from app.services import Services
from app.store import interviews, posts, voice_rules
from app.voices import Voice
from guardrails.authenticity.voice.profile import Habit

FORMAT = "tandem-voice/1"


def export_voice(services: Services, author: Person) -> dict[str, Any]:
    """Posts, habits, wishes, corrections, learned rules and interviews, as JSON can say them."""
    wishes = services.voices.wishes(author)
    with services.sessions() as session:
        mine = posts.list_posts(session, author_id=author.id)
        rules = voice_rules.list_rules(session, author_id=author.id)
        answers = {
            language: interviews.get_answers(session, language=language, author_id=author.id)
            for language in Language
        }
    voices = {language: services.voices.voice(author, language=language) for language in Language}
    return {
        "format": FORMAT,
        "made_at": services.clock().isoformat(),
        "author": author.name,
        "topics": list(author.topics),
        "wishes": {
            "never_said": list(wishes.refusals),
            "words_avoided": list(wishes.avoided),
            "tones": {channel.value: tone.value for channel, tone in wishes.tones.items()},
        },
        "languages": {language.value: _voice(voice) for language, voice in voices.items()},
        "learned_rules": [
            {
                "language": rule.language.value,
                "kind": rule.kind.value,
                "of": rule.name,
                "becomes": rule.after,
                "state": rule.state.value,
                "examples": [{"was": one.was, "became": one.became} for one in rule.examples],
            }
            for rule in rules
        ],
        "interviews": {language.value: dict(one.chosen) for language, one in answers.items()},
        "posts": [
            {
                "text": post.text,
                "language": post.language,
                "posted_on": post.posted_on.isoformat() if post.posted_on else None,
                "source": post.source,
            }
            for _, post in mine
        ],
    }


def _voice(voice: Voice) -> dict[str, Any]:
    return {
        "posts": voice.measured.posts,
        "habits": {name: _habit(habit) for name, habit in voice.measured.habits.items()},
        "corrections": {trait: stance.value for trait, stance in voice.corrections.items()},
    }


def _habit(habit: Habit) -> dict[str, float]:
    return {
        "usual": round(habit.usual, 3),
        "low": round(habit.low, 3),
        "high": round(habit.high, 3),
        "posts_with": habit.posts_with,
    }
