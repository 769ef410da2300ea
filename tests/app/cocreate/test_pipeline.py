import pytest

from app.cocreate.built_in import BuiltInWriter
from app.cocreate.label import label_variant
from app.cocreate.pipeline import Pipeline
from guardrails.grounding.labels import Label
from tests.support.briefings import TAKES, make_brief, make_passages, make_voice


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_brief_becomes_drafts_whose_every_sentence_is_labelled(language):
    seen = []
    pipeline = Pipeline(BuiltInWriter(), lambda brief: make_passages(brief.language.value))

    made = pipeline(make_brief(language), make_voice(language), progress=lambda step, what: seen.append(step))

    assert seen[0] == "retrieve"
    assert len(made.labels) == len(made.composition.variants) == 3
    for labels in made.labels:
        assert {Label.OWN, Label.SOURCED} <= {sentence.label for sentence in labels}


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_the_built_in_writer_writes_is_unsupported(language, seed):
    made = Pipeline(BuiltInWriter(), lambda brief: make_passages(language))(
        make_brief(language, seed=seed), make_voice(language)
    )

    labels = [sentence for labels in made.labels for sentence in labels]
    assert [sentence for sentence in labels if sentence.label is Label.UNSUPPORTED] == []


def test_labels_follow_the_text_as_it_stands():
    text = f"{TAKES['en'][0]} The market of Brestelle sold 991 goats."

    labels = label_variant(text, make_brief("en"), make_passages("en"))

    assert labels[0].label is Label.OWN
    assert labels[-1].label is Label.UNSUPPORTED
