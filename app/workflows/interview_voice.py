"""The voice interview: one question at a time, each answer kept at once, all of it revocable."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.interview import Answers, Choice, Interview, Prompt, checked_post, interview_in
from app.domain.people import Language, PersonId
from app.errors import BadInput, NotFound
from app.services import Services
from app.store import interviews, posts
from knowledge_base.language import detect_language


@dataclass(frozen=True, slots=True)
class Sitting:
    """Where an author stands in the interview of one language.

    `texts` are the posts written in it, by prompt; `elsewhere` how many of them read as the other language
    and so speak for that voice. `posts` is the number of all posts that this voice rests on.
    """

    interview: Interview
    answers: Answers
    texts: Mapping[str, str]
    posts: int
    elsewhere: int

    @property
    def choices(self) -> int:
        return len(self.answers.preferred)

    @property
    def own_posts(self) -> int:
        """Of the posts of this voice, those that were written in the interview."""
        return len(self.texts) - self.elsewhere


def open_sitting(services: Services, language: Language, *, author_id: PersonId) -> Sitting:
    with services.sessions() as session:
        answers = interviews.get_answers(session, language=language, author_id=author_id)
        texts = interviews.list_texts(session, answers, author_id=author_id)
        mine = [post for _, post in posts.list_posts(session, author_id=author_id)]
    here = {post.text for post in mine if post.language == language}
    return Sitting(
        interview=interview_in(language),
        answers=answers,
        texts=texts,
        posts=len(here),
        elsewhere=sum(text not in here for text in texts.values()),
    )


def choose_phrasing(
    services: Services, language: Language, choice_id: str, option: str, *, author_id: PersonId
) -> Answers:
    """Keep which phrasing the author would write. Raises BadInput for none of those offered."""
    choice = interview_in(language).step(choice_id)
    if not isinstance(choice, Choice):
        raise NotFound("There is no such question in this interview.")
    if option not in choice.options:
        raise BadInput("Choose one of these phrasings, or skip the question.")
    with services.sessions.begin() as session:
        answers = interviews.get_answers(session, language=language, author_id=author_id, lock=True)
        answers = answers.choosing(choice, option)
        interviews.save_answers(session, answers, author_id=author_id, now=services.clock())
    return answers


def write_post(
    services: Services, language: Language, prompt_id: str, typed: str, *, author_id: PersonId
) -> Answers:
    """Keep a short post as a sample of the voice it is written in. Raises BadInput for what shows none."""
    prompt = interview_in(language).step(prompt_id)
    if not isinstance(prompt, Prompt):
        raise NotFound("There is no such question in this interview.")
    text = checked_post(typed)
    spoken = detect_language(text)
    with services.sessions.begin() as session:
        answers = interviews.get_answers(session, language=language, author_id=author_id, lock=True)
        before = answers.post_of(prompt)
        post_id = interviews.keep_text(session, before, text, language=spoken, author_id=author_id)
        answers = answers.writing(prompt, post_id)
        interviews.save_answers(session, answers, author_id=author_id, now=services.clock())
    services.voices.forget(author_id)
    return answers


def skip_step(services: Services, language: Language, step_id: str, *, author_id: PersonId) -> Answers:
    """Go past a question. What was written there before is taken away, what was chosen is unsaid."""
    step = interview_in(language).step(step_id)
    with services.sessions.begin() as session:
        answers = interviews.get_answers(session, language=language, author_id=author_id, lock=True)
        if isinstance(step, Choice):
            answers = answers.choosing(step, "")
        else:
            interviews.drop_text(session, answers.post_of(step), author_id=author_id)
            answers = answers.writing(step, 0)
        interviews.save_answers(session, answers, author_id=author_id, now=services.clock())
    services.voices.forget(author_id)
    return answers


def forget_interview(services: Services, language: Language, *, author_id: PersonId) -> None:
    with services.sessions.begin() as session:
        interviews.delete_interview(session, language=language, author_id=author_id)
    services.voices.forget(author_id)
