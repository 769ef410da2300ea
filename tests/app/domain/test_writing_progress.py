"""What the waiting page shows of drafts that are being written."""

from functools import reduce

from app.domain.writing_progress import WritingProgress


def after(*steps: tuple[str, str]) -> WritingProgress:
    return reduce(lambda progress, step: progress.then(*step), steps, WritingProgress())


def shown(progress: WritingProgress) -> list[tuple[str, list[str]]]:
    return [(draft.angle, [one.text for one in draft.sentences]) for draft in progress.shown]


def test_sentences_stand_under_the_draft_they_belong_to() -> None:
    progress = after(("write", "own_take"), ("own", "A."), ("write", "lesson"), ("sourced", "B."))

    assert shown(progress) == [("own_take", ["A."]), ("lesson", ["B."])]
    assert (progress.step, progress.detail) == ("write", "lesson")


def test_a_draft_that_is_begun_anew_is_shown_once() -> None:
    progress = after(
        ("write", "lesson"), ("own", "A."), ("revise", "lesson"), ("write", "lesson"), ("own", "B.")
    )

    assert shown(progress) == [("lesson", ["B."])]


def test_a_writer_that_tells_no_sentences_shows_no_empty_drafts() -> None:
    progress = after(("read", "Report"), ("write", "own_take"), ("check", "own_take"))

    assert shown(progress) == []
    assert progress.step == "check"


def test_what_a_model_pours_out_is_cut() -> None:
    progress = after(("write", "lesson"), *[("own", "x" * 5000)] * 500)

    assert len(progress.drafts[0].sentences) == 60
    assert len(progress.drafts[0].sentences[0].text) == 1000
