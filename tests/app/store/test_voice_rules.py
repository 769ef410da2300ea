"""Rules and interviews in rows, on both databases: one author's own, and gone with what taught them."""

from datetime import timedelta

import pytest

from app.domain.briefs import Brief
from app.domain.interview import Answers, interview_in
from app.domain.people import Language, PersonId
from app.domain.posts import Post
from app.domain.voice_rules import KEPT, Lesson, RuleKind, RuleState
from app.errors import NotFound
from app.store import drafts, interviews, posts, voice_rules
from app.store.session import Sessions
from app.store.voice_rules import Learning
from tests.conftest import NOW
from tests.support.people import add_person

HASHTAGS = Lesson(RuleKind.HABIT, "hashtags", "never", "#four", "")
WORDS = Lesson(RuleKind.WORDS, "cependant", "mais", "Cependant, non.", "Mais non.")
FRENCH = Language.FRENCH


@pytest.fixture
def author(sessions: Sessions) -> PersonId:
    return add_person(sessions, "a")


@pytest.fixture
def other(sessions: Sessions) -> PersonId:
    return add_person(sessions, "b")


def learn(sessions: Sessions, author: PersonId, *lessons: Lesson, day: int = 0) -> int:
    with sessions.begin() as session:
        draft = drafts.add_draft(session, Brief(topic="x"), author_id=author, now=NOW)
        voice_rules.keep_lessons(
            session,
            draft.id,
            lessons,
            language=FRENCH,
            author_id=author,
            now=NOW + timedelta(days=day),
        )
    return draft.id


def rules_of(sessions: Sessions, author: PersonId) -> dict[str, RuleState]:
    with sessions() as session:
        return {rule.name: rule.state for rule in voice_rules.list_rules(session, author_id=author)}


def test_a_rule_counts_from_the_second_draft(sessions: Sessions, author: PersonId) -> None:
    learn(sessions, author, HASHTAGS)
    once = rules_of(sessions, author)

    learn(sessions, author, HASHTAGS, day=1)

    assert once == {"hashtags": RuleState.SEEN_ONCE}
    assert rules_of(sessions, author) == {"hashtags": RuleState.IN_FORCE}


def test_a_draft_that_leaves_twice_counts_once(sessions: Sessions, author: PersonId) -> None:
    draft_id = learn(sessions, author, HASHTAGS, WORDS)

    with sessions.begin() as session:
        voice_rules.keep_lessons(
            session, draft_id, [WORDS], language=FRENCH, author_id=author, now=NOW + timedelta(days=1)
        )

    assert rules_of(sessions, author) == {"cependant": RuleState.SEEN_ONCE}


def test_what_was_merely_kept_is_no_rule(sessions: Sessions, author: PersonId) -> None:
    learn(sessions, author, Lesson(RuleKind.HABIT, "emoji", KEPT))

    assert rules_of(sessions, author) == {}


def test_deleting_a_draft_takes_back_what_it_taught(sessions: Sessions, author: PersonId) -> None:
    learn(sessions, author, WORDS)
    newest = learn(sessions, author, WORDS, day=1)

    with sessions.begin() as session:
        drafts.delete_draft(session, newest, author_id=author)

    assert rules_of(sessions, author) == {"cependant": RuleState.SEEN_ONCE}


def test_words_that_only_a_deleted_draft_taught_are_kept_nowhere(
    sessions: Sessions, author: PersonId, other: PersonId
) -> None:
    learn(sessions, other, WORDS)
    only = learn(sessions, author, WORDS)

    with sessions.begin() as session:
        drafts.delete_draft(session, only, author_id=author)

    with sessions() as session:
        assert voice_rules.words_taken_out(session, author_id=author, language=FRENCH) == ()
        assert voice_rules.words_taken_out(session, author_id=other, language=FRENCH) == ("cependant",)


def test_words_that_a_changed_draft_no_longer_teaches_are_kept_nowhere(
    sessions: Sessions, author: PersonId
) -> None:
    draft_id = learn(sessions, author, WORDS)

    with sessions.begin() as session:
        voice_rules.keep_lessons(session, draft_id, [], language=FRENCH, author_id=author, now=NOW)

    with sessions() as session:
        assert voice_rules.words_taken_out(session, author_id=author, language=FRENCH) == ()


def test_nobody_reaches_the_rules_of_another(sessions: Sessions, author: PersonId, other: PersonId) -> None:
    learn(sessions, author, WORDS)
    with sessions() as session:
        (rule,) = voice_rules.list_rules(session, author_id=author)

    with sessions.begin() as session:
        assert voice_rules.list_rules(session, author_id=other) == ()
        assert voice_rules.words_taken_out(session, author_id=other, language=FRENCH) == ()
        with pytest.raises(NotFound):
            voice_rules.switch_rule(session, rule.id, active=False, author_id=other)
        with pytest.raises(NotFound):
            voice_rules.delete_rule(session, rule.id, author_id=other)
        voice_rules.delete_rules(session, author_id=other)

    assert rules_of(sessions, author) == {"cependant": RuleState.SEEN_ONCE}


def test_a_rule_switched_off_stays_off_while_it_is_taught_again(sessions: Sessions, author: PersonId) -> None:
    learn(sessions, author, WORDS)
    with sessions.begin() as session:
        (rule,) = voice_rules.list_rules(session, author_id=author)
        voice_rules.switch_rule(session, rule.id, active=False, author_id=author)

    learn(sessions, author, WORDS, day=1)

    assert rules_of(sessions, author) == {"cependant": RuleState.OFF}


def test_a_deleted_rule_may_be_learned_anew(sessions: Sessions, author: PersonId) -> None:
    learn(sessions, author, WORDS)
    with sessions.begin() as session:
        (rule,) = voice_rules.list_rules(session, author_id=author)
        voice_rules.delete_rule(session, rule.id, author_id=author)

    learn(sessions, author, WORDS, day=1)

    assert rules_of(sessions, author) == {"cependant": RuleState.SEEN_ONCE}


def test_chance_finds_are_not_kept_for_ever(
    sessions: Sessions, author: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voice_rules, "MOST_RULES", 3)
    learn(sessions, author, WORDS)
    learn(sessions, author, WORDS, day=1)

    for day, word in enumerate(("ainsi", "donc", "bref", "enfin"), start=2):
        learn(sessions, author, Lesson(RuleKind.WORDS, word, ""), day=day)

    assert set(rules_of(sessions, author)) == {"cependant", "bref", "enfin"}


def test_what_may_be_learned_is_everything_until_its_author_says_otherwise(
    sessions: Sessions, author: PersonId
) -> None:
    with sessions.begin() as session:
        before = voice_rules.get_learning(session, author_id=author)
        voice_rules.save_learning(session, Learning(from_edits=False), author_id=author)

    with sessions() as session:
        after = voice_rules.get_learning(session, author_id=author)
    assert (before, after) == (Learning(), Learning(from_edits=False))


def test_forgetting_an_interview_takes_its_posts_and_no_other(sessions: Sessions, author: PersonId) -> None:
    first, *_ = interview_in(FRENCH).prompts
    with sessions.begin() as session:
        kept = interviews.keep_text(session, 0, "Un post de l’entretien.", language="fr", author_id=author)
        answers = Answers(FRENCH).writing(first, kept).choosing(interview_in(FRENCH).choices[0], "short")
        interviews.save_answers(session, answers, author_id=author, now=NOW)
        posts.add_posts(session, [Post("Un post apporté.", "fr")], author_id=author)

    with sessions.begin() as session:
        priors = interviews.list_priors(session, language=FRENCH, author_id=author)
        interviews.delete_interview(session, language=FRENCH, author_id=author)

    with sessions() as session:
        left = [post.text for _, post in posts.list_posts(session, author_id=author)]
        again = interviews.get_answers(session, language=FRENCH, author_id=author)
    assert len(priors) == 1
    assert left == ["Un post apporté."]
    assert not again.begun


def test_a_post_brought_before_is_not_kept_twice(
    sessions: Sessions, author: PersonId, other: PersonId
) -> None:
    with sessions.begin() as session:
        posts.add_posts(session, [Post("Un post apporté.", "fr")], author_id=author)
        first = interviews.keep_text(session, 0, "Un post apporté.", language="fr", author_id=author)
        again = interviews.keep_text(session, 0, "Un post apporté.", language="fr", author_id=author)
        theirs = interviews.keep_text(session, first, "Un tout autre.", language="fr", author_id=other)

    assert first == again != theirs
    with sessions() as session:
        assert [post.text for _, post in posts.list_posts(session, author_id=author)] == ["Un post apporté."]
