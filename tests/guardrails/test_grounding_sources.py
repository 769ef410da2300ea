"""What the author is shown beside a claim, what becomes of a source withdrawn, and what typing costs."""

from time import process_time

import pytest

from guardrails.candidate import Candidate, Source
from guardrails.doc import Doc
from guardrails.grounding import sentence_labels
from guardrails.grounding.approximations import loosened
from guardrails.grounding.figures import find_figures
from guardrails.grounding.grounding_check import GroundingCheck
from guardrails.grounding.labels import Label, Nearest
from guardrails.grounding.quotes import find_quotations
from guardrails.grounding.sentence_labels import label_sentences
from tests.support.posts import make_doc, seen_by

MILL = Source(
    4,
    "The mill at Ulverby grinds 40 tonnes a day. “Don’t rush a stone: it’s older than you,” says Ana Ruiz. "
    "The yard is swept every evening.",
)
MOULIN = Source(
    5,
    "Le moulin d’Ulverby moud 40 tonnes par jour. « N’allez pas trop vite : la meule est plus vieille que "
    "vous », dit Ana Ruiz. La cour est balayée chaque soir.",
    language="fr",
)


@pytest.mark.parametrize(
    ("text", "language", "nearest"),
    [
        ("The mill at Ulverby grinds 70 tonnes a day.", "en", "The mill at Ulverby grinds 40 tonnes a day."),
        (
            "Le moulin d’Ulverby moud 70 tonnes par jour.",
            "fr",
            "Le moulin d’Ulverby moud 40 tonnes par jour.",
        ),
        ("La cour est balayée chaque matin par six ouvriers.", "fr", "La cour est balayée chaque soir."),
    ],
)
def test_the_nearest_sentence_of_a_passage_is_offered(text, language, nearest):
    source = MOULIN if language == "fr" else MILL
    doc = make_doc(text, language=language, sources=[source])

    [labelled] = label_sentences(doc)
    findings = GroundingCheck()(doc)

    assert labelled.nearest == Nearest(source.id, nearest)
    assert {finding.details["nearest"] for finding in findings} == {nearest}
    assert {finding.details["passage"] for finding in findings} == {str(source.id)}


@pytest.mark.parametrize(
    "text", ["The mill at Ulverby grinds 40 tonnes a day.", "Sales of umbrellas reached 31,000 in Lindale."]
)
def test_nothing_is_offered_where_nothing_is_near_or_nothing_is_wrong(text):
    [labelled] = label_sentences(make_doc(text, sources=[MILL]))

    assert labelled.nearest is None


@pytest.mark.parametrize(
    ("text", "language", "faithful"),
    [
        ("\"Don't rush a stone: it's older than you\", says Ana Ruiz.", "en", True),
        ("‘Don’t rush a stone: it’s older than you,’ says Ana Ruiz.", "en", True),
        ("«\u202fDon’t rush a stone\u00a0: it’s older than you\u202f», says Ana Ruiz.", "en", True),
        ("“Don’t rush […] older than you,” says Ana Ruiz.", "en", True),
        ("“Never rush a stone: it’s older than you,” says Ana Ruiz.", "en", False),
        ("‘Don’t rush a stone, it is older than us,’ says Ana Ruiz.", "en", False),
        ("“A stone is older than you: don’t rush it,” says Ana Ruiz.", "en", False),
        ("« N'allez pas trop vite: la meule est plus vieille que vous », dit Ana Ruiz.", "fr", True),
        ('"N’allez pas trop vite : la meule est plus vieille que vous", dit Ana Ruiz.', "fr", True),
        ("“N’allez pas trop vite… plus vieille que vous”, dit Ana Ruiz.", "fr", True),
        ("« N’allez jamais trop vite : la meule est plus vieille que vous », dit Ana Ruiz.", "fr", False),
        ("« N’allez pas trop vite : la meule est plus vieille que nous », dit Ana Ruiz.", "fr", False),
    ],
)
def test_a_quotation_must_be_exact_however_it_is_set(text, language, faithful):
    source = MOULIN if language == "fr" else MILL

    rules = {rule for rule, _ in seen_by(GroundingCheck(), text, language=language, sources=[source])}

    assert ("quote" not in rules) is faithful


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The mill at Ulverby grinds 40 tonnes a day.", "en"),
        ("The yard is swept every evening.", "en"),
        ("The yard is swept every evening!", "en"),
        ("Le moulin d’Ulverby moud 40 tonnes par jour.", "fr"),
        ("La cour est balayée chaque soir.", "fr"),
    ],
)
def test_what_rests_on_a_withdrawn_source_is_unsupported_and_told(text, language):
    source = MOULIN if language == "fr" else MILL
    cited = Doc.of(Candidate(text, language, sources=(source,)))
    doc = Doc.of(Candidate(text, language, withdrawn=(source,)))

    assert [s.label for s in label_sentences(cited)] == [Label.SOURCED]
    assert [s.label for s in label_sentences(doc)] == [Label.UNSUPPORTED]
    assert [finding.rule for finding in GroundingCheck()(doc)] == ["grounding.withdrawn"]


def test_a_withdrawn_source_harms_nothing_that_another_or_the_author_says():
    text = "The yard is swept every evening. I like it so. What about you?"
    own = ("The yard is swept every evening, and I like it so.",)
    doc = Doc.of(Candidate(text, "en", own_words=own, withdrawn=(MILL,)))

    assert {s.label for s in label_sentences(doc)} <= {Label.OWN, Label.PLAIN}
    assert GroundingCheck()(doc) == []


def test_a_withdrawn_source_is_never_quoted_to_the_author():
    doc = Doc.of(Candidate("The mill at Ulverby grinds 70 tonnes.", "en", withdrawn=(MILL,)))

    assert [s.nearest for s in label_sentences(doc)] == [None]


def test_only_the_sentence_that_changed_is_judged_again():
    before = [f"The mill number {at} stands by the river and grinds for bakers." for at in range(40)]
    after = [*before[:20], "The mill that I love stands by the river.", *before[21:]]
    label_sentences(make_doc("\n".join(before), sources=[MILL]))
    known = sentence_labels._judge.cache_info().misses

    label_sentences(make_doc("\n".join(after), sources=[MILL]))

    assert sentence_labels._judge.cache_info().misses == known + 1


def test_a_remembered_sentence_is_judged_again_when_its_sources_change():
    text = "The mill at Ulverby grinds 40 tonnes a day."

    labels = [label_sentences(make_doc(text, sources=sources))[0].label for sources in ([MILL], [], [MILL])]

    assert labels == [Label.SOURCED, Label.UNSUPPORTED, Label.SOURCED]


@pytest.mark.parametrize(
    "piece",
    [
        "about a third of the ",
        "une sur trois ",
        "'a 'a ",
        "plus de ",
        "1 240 1,240 ",
        "les trois quarts des ",
        "« ",
    ],
)
def test_reading_figures_and_quotations_takes_time_in_proportion(piece):
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        start = process_time()
        for figure in find_figures(text, spelled=True):
            loosened(text, figure)
        find_quotations(text)
        return process_time() - start

    short, long = (min(seconds(length) for _ in range(3)) for length in (5_000, 40_000))

    assert long < 14 * max(short, 0.002)
