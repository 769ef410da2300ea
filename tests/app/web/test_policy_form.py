from datetime import date

import pytest

from app.web.policy_form import fields_of, read_policy_form
from guardrails.decisions import Action, Decisions, Ruling
from guardrails.policy import load_policy

POLICY = load_policy()
DECISIONS = Decisions(
    {
        "grounding.number": Ruling(Action.BLOCK),
        "authenticity.emoji": Ruling(Action.OFF, date(2031, 3, 1), date(2031, 3, 15)),
    },
    {"hashtags": 3.0, "copy_cosine": 0.55},
    {
        "domains": ("example.com", "intérieur.example"),
        "phones": ("01 99 00 11 22",),
        "spokespersons": ("Zoé",),
    },
    "uk",
)


@pytest.mark.parametrize("decisions", [Decisions(), DECISIONS], ids=["none", "many"])
def test_the_fields_of_a_policy_read_back_as_the_same_policy(decisions):
    form = read_policy_form(fields_of(decisions, POLICY), Decisions(), POLICY)

    assert form.decisions == decisions
    assert not form.mistakes


def test_a_field_that_was_not_sent_keeps_what_holds():
    form = read_policy_form({"action:grounding.number": ""}, DECISIONS, POLICY)

    assert set(form.decisions.rulings) == {"authenticity.emoji"}
    assert form.decisions.market == "uk"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"action:grounding.number": "explode"}, "action:grounding.number"),
        ({"action:grounding.number": "off", "from:grounding.number": "soon"}, "from:grounding.number"),
        (
            {
                "action:grounding.number": "off",
                "from:grounding.number": "2031-03-04",
                "until:grounding.number": "2031-03-01",
            },
            "until:grounding.number",
        ),
        ({"from:grounding.number": "2031-03-04"}, "action:grounding.number"),
        ({"threshold:hashtags": "many"}, "threshold:hashtags"),
        ({"threshold:hashtags": "-1"}, "threshold:hashtags"),
        ({"threshold:hashtags": "nan"}, "threshold:hashtags"),
        ({"threshold:hashtags": "1e400"}, "threshold:hashtags"),
        ({"threshold:copy_cosine": "3"}, "threshold:copy_cosine"),
        ({"allow:domains": "example.com\nhttps://a/b"}, "allow:domains"),
        ({"allow:domains": "example.com\n" * 501}, "allow:domains"),
        ({"allow:phones": "call me"}, "allow:phones"),
        ({"allow:spokespersons": "123"}, "allow:spokespersons"),
        ({"allow:spokespersons": "A" * 201}, "allow:spokespersons"),
        ({"market": "mars"}, "market"),
    ],
    ids=[
        "unknown action", "no day", "days backwards", "days without action", "no number", "negative", "nan",
        "endless", "more than all", "no domain", "too many", "no phone", "no name", "long name", "market",
    ],
)  # fmt: skip
def test_a_wrong_field_is_named_and_kept_as_it_was_typed(fields, wrong):
    form = read_policy_form(fields, Decisions(), POLICY)

    assert set(form.mistakes) == {wrong}
    assert all(form.typed[name] == value for name, value in fields.items())


def test_rules_that_hold_back_an_unchecked_text_are_not_in_the_form():
    form = read_policy_form({"action:runner.timed_out": "off"}, Decisions(), POLICY)

    assert not form.decisions.rulings
    assert not any("runner." in name for name in fields_of(Decisions(), POLICY))
