import pytest

from app.cocreate.built_in import BuiltInWriter
from app.cocreate.label import candidate_of, label_text
from app.cocreate.pipeline import Pipeline
from guardrails.grounding.labels import Label, LabelledSentence
from tests.support.briefings import TAKES, make_brief, make_passages, make_voice


def labels_of_drafts(language: str, *, seed: int = 0) -> list[tuple[LabelledSentence, ...]]:
    brief, passages = make_brief(language, seed=seed), make_passages(language)
    made = Pipeline(BuiltInWriter(), lambda _: passages)(brief, make_voice(language))
    return [label_text(candidate_of(variant.text, brief, passages)) for variant in made.variants]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_brief_becomes_three_drafts_of_own_and_sourced_words(language):
    drafts = labels_of_drafts(language)

    assert len(drafts) == 3
    for labels in drafts:
        assert {Label.OWN, Label.SOURCED} <= {sentence.label for sentence in labels}


def test_what_is_read_is_told_before_what_is_written():
    seen = []
    pipeline = Pipeline(BuiltInWriter(), lambda brief: make_passages("en"))

    pipeline(make_brief("en"), make_voice("en"), progress=lambda step, what: seen.append(step))

    assert seen[0] == "retrieve"
    assert "write" in seen


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_the_built_in_writer_writes_is_unsupported(language, seed):
    sentences = [sentence for labels in labels_of_drafts(language, seed=seed) for sentence in labels]

    assert [sentence for sentence in sentences if sentence.label is Label.UNSUPPORTED] == []


def test_labels_follow_the_text_as_it_stands():
    text = f"{TAKES['en'][0]} The market of Brestelle sold 991 goats."

    labels = label_text(candidate_of(text, make_brief("en"), make_passages("en")))

    assert labels[0].label is Label.OWN
    assert labels[-1].label is Label.UNSUPPORTED
