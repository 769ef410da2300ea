"""Words still marked to be said again never leave by mistake."""

import pytest

from guardrails.candidate import Candidate
from guardrails.compliance.left_to_say import MARKS, LeftToSayCheck
from guardrails.doc import Doc


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("space", [" ", "\u00a0"], ids=["space", "no-break space"])
def test_a_mark_is_found_as_it_is_put(language, space):
    text = f"Un début.\n\n{MARKS[language].format(said='My words.')}".replace(" :", f"{space}:")

    (finding,) = LeftToSayCheck()(Doc.of(Candidate(text, language)))

    assert text[finding.start : finding.end].startswith("[")
    assert text[finding.start : finding.end].endswith(":")


@pytest.mark.parametrize("text", ["[Source : La Gazette]", "À redire en français : merci.", "[to say again]"])
def test_brackets_of_other_kinds_are_left_alone(text):
    assert LeftToSayCheck()(Doc.of(Candidate(text, "fr"))) == []
