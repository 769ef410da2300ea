"""What the suite of briefs complains about in a draft, and what it tells of held-out rows."""

import pytest

from evals.stage import open_stage
from evals.suites.writing import WritingSuite, read_briefs
from evals.writing.authors import bring_authors, read_authors
from evals.writing.pages import choose, reading
from evals.writing.yardstick import measure_own_posts
from guardrails.authenticity.voice.score import FEWEST_POSTS
from guardrails.findings import Finding, Severity
from guardrails.grounding.labels import Label, LabelledSentence
from tests.support.written import SENTENCES, drafted, own_words, question, written


@pytest.fixture(scope="module")
def house():
    with open_stage(demo=False) as services:
        yield services


def test_a_good_draft_draws_no_complaint():
    assert written(drafted()).complaints == []


@pytest.mark.parametrize(
    ("draft", "complaint"),
    [
        (drafted(used=281), "draft 1: too long"),
        (drafted(sentences=SENTENCES[:1]), "draft 1: text without a label"),
        (drafted(offered={}), "draft 1: a source that leads nowhere"),
        (drafted(documents=("traverse",)), "draft 1: off the subject"),
        (drafted(inputs=("Stones are heavy.",)), "draft 1: 26 is in no input"),
        (
            drafted(sentences=(SENTENCES[0], LabelledSentence(15, 35, Label.UNSUPPORTED))),
            "draft 1: unsupported “They weigh 26 kilos.”",
        ),
        (
            drafted(findings=[Finding("compliance.disclosure", Severity.BLOCK, 0, 0, "f")]),
            "draft 1: held by compliance.disclosure",
        ),
        (
            drafted(author=1, voices={1: 40, 2: 41}),
            "draft 1: another author would sooner have written it",
        ),
    ],
    ids=["too long", "no label", "no source", "other subject", "figure", "unsupported", "held", "voice"],
)
def test_each_fault_of_a_draft_is_named(draft, complaint):
    assert complaint in written(draft).complaints


def test_a_tip_is_no_fault():
    tip = Finding("authenticity.emoji", Severity.TIP, 0, 1, "f")

    assert written(drafted(findings=[tip])).complaints == []


def test_two_drafts_that_open_alike_are_one_angle():
    assert written(drafted(), drafted()).complaints == ["two drafts open alike"]


def test_too_few_drafts_are_told():
    assert written(least=1).complaints == ["0 drafts"]


@pytest.mark.parametrize(
    ("asked", "complaints"), [(question("And then?"), []), (None, ["no question more"])], ids=["asked", "not"]
)
def test_a_thin_brief_must_be_asked_once_more(asked, complaints):
    assert written(drafted(), kind="no_takes", asked=asked).complaints == complaints


def test_naming_a_source_is_no_sentence():
    text = "I lift stones daily. Source: The Proof Room"
    sentences = (LabelledSentence(0, 20, Label.OWN), LabelledSentence(21, 43, Label.PLAIN))

    draft = drafted(text, sentences, names=("The Proof Room",))

    assert [sentence.label for sentence in draft.sentences] == [Label.OWN]


def test_an_author_who_ties_with_a_colleague_does_not_rank_first():
    firsts = [
        drafted(author=1, voices=voices).author_first for voices in ({1: 60, 2: 59}, {1: 60, 2: 60}, {1: 60})
    ]

    assert firsts == [True, False, None]


def test_each_invented_author_has_a_voice_in_both_languages():
    for author in read_authors():
        for language in ("fr", "en"):
            posts = [post for post in author.posts if post.language == language]
            assert len(posts) >= 2 * FEWEST_POSTS, f"{author.name} in {language}"


def test_half_of_the_invented_authors_are_held_out_with_all_their_rows():
    rows = [case for case in read_briefs() if "split" in case.model_fields_set]
    sides = {split: {case.input.author for case in rows if case.split == split} for split in ("dev", "test")}

    assert sides["dev"].isdisjoint(sides["test"])
    assert len(sides["dev"]) == len(sides["test"]) == 3
    assert sides["dev"] | sides["test"] == {author.email for author in read_authors()}


def test_every_channel_and_kind_of_brief_is_tried_in_both_languages():
    rows = [case for case in read_briefs() if "split" in case.model_fields_set]
    tried = {(what, case.language) for case in rows for what in (case.kind, case.input.channel)}

    assert {what for what, language in tried if language == "fr"} == {
        what for what, language in tried if language == "en"
    }
    assert len(rows) >= 60


def test_pages_hold_every_brief_before_a_second_draft_of_any():
    briefs = [
        written(own_words("One stone here."), own_words("Two stones here."), name="a"),
        written(own_words("Three stones here."), name="b", author="denis@oven.example"),
    ]

    chosen = [(one.case.id, place) for one, place in choose(briefs)]

    assert chosen == [("a", 0), ("b", 0), ("a", 1)]


def test_a_page_shows_a_draft_line_by_line_with_what_its_author_said():
    (french, english) = reading([written(own_words("One.\n\nTwo stones."), takes=("Two stones.",))])

    assert "0 drafts in French" in french
    assert "```text\nOne.\n\nTwo stones.\n```" in english
    assert "- Two stones." in english


def test_the_suite_runs_on_what_ships():
    assert len(WritingSuite().cases) >= 60


def test_own_posts_are_held_out_of_the_voice_that_judges_them(house):
    peers = bring_authors(house)

    figures = measure_own_posts(house, peers)

    assert figures["own past posts: voice for the author"]["fr"] < 100
    assert (
        figures["own past posts: voice for a colleague"]["fr"]
        < figures["own past posts: voice for the author"]["fr"]
    )


def test_authors_are_brought_once(house):
    assert bring_authors(house) == bring_authors(house)
    assert len(bring_authors(house)) == 6
