import ast
import json
import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

import guardrails
from guardrails.confidentiality.lexicon import Kind
from guardrails.confidentiality.personal.presidio_engine import ENTITIES
from guardrails.decisions import Decisions, Ruling
from guardrails.policy import REACHES, Action, PolicyError, load_policy, read_decisions

POLICY = load_policy()
FAMILIES = ("runner", "confidentiality", "grounding", "compliance", "authenticity", "injection")


def rules_in_code() -> set[str]:
    literal = re.compile(rf"(?:{'|'.join(FAMILIES)})\.[a-z_]+")
    rules = {f"confidentiality.{kind}" for kind in get_args(Kind)}
    rules |= {f"confidentiality.{entity.lower()}" for entity in ENTITIES}
    rules |= {"grounding.number", "grounding.date", "grounding.superlative", "grounding.causal"}
    names: set[str] = set()
    for path in Path(guardrails.__file__).parent.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        strings = {node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)}
        rules |= {text for text in strings if isinstance(text, str) and literal.fullmatch(text)}
        # A check may be called after its only rule, or after none.
        names |= set(re.findall(r'^    name: str = "(.+)"', source, re.MULTILINE))
        if path.name == "tone.py":
            rules |= {f"authenticity.{name}" for name in re.findall(r'_report\(doc, "(\w+)"', source)}
    return rules - (names - set(POLICY.rules))


def test_every_rule_in_the_code_has_its_words_and_every_word_its_rule():
    assert rules_in_code() == set(POLICY.rules)


@pytest.mark.parametrize("rule", sorted(POLICY.rules))
def test_both_languages_say_the_same_with_the_same_details(rule):
    english, french = POLICY.words(rule, "en"), POLICY.words(rule, "fr")

    assert english.placeholders == french.placeholders
    assert english != french
    assert all((english.title, english.why, english.fix, french.title, french.why, french.fix))
    assert POLICY.reach(rule) in REACHES


def test_words_are_filled_with_the_details_of_a_finding():
    words = POLICY.words("compliance.length", "fr").filled({"channel": "X", "limit": "280", "used": "301"})

    assert words.title == "Trop long pour X"
    assert words.why == "X accepte 280\N{NO-BREAK SPACE}; votre texte en compte 301."


def test_braces_in_a_detail_are_left_alone():
    words = POLICY.words("grounding.number", "en").filled({"words": "{limit} 12"})

    assert words.title == "Where does {limit} 12 come from?"


def test_another_language_reads_english():
    assert POLICY.words("confidentiality.iban", "de") == POLICY.words("confidentiality.iban", "en")


def test_accounts_cards_and_social_security_numbers_block_by_default():
    rules = ("confidentiality.iban", "confidentiality.card", "confidentiality.nir", "confidentiality.secret")

    assert {POLICY.action(rule) for rule in rules} == {Action.BLOCK}


def test_a_company_changes_actions_thresholds_and_lists(tmp_path):
    path = tmp_path / "policy.toml"
    path.write_text(
        '[actions]\n"grounding.number" = "block"\nauthenticity.emoji = "off"\n'
        '[thresholds]\nhashtags = 3\n[allow]\ndomains = ["example.com"]\nphones = ["01 99 00 11 22"]\n'
    )

    policy = load_policy(path)

    assert policy.action("grounding.number") is Action.BLOCK
    assert policy.severity("authenticity.emoji") is None
    assert policy.thresholds["hashtags"] == 3
    assert policy.thresholds["copy_cosine"] == POLICY.thresholds["copy_cosine"]
    assert policy.domains == {"example.com"}


@pytest.mark.parametrize(
    ("content", "line", "named"),
    [
        ('[actions]\n\n"grounding.numbers" = "off"\n', "line 3", "grounding.numbers"),
        ('[actions]\n"grounding.number" = "warn"\n', "line 2", "warn"),
        ('[actions]\n"runner.could_not_run" = "off"\n', "line 2", "runner.could_not_run"),
        ('[actions]\n\n"authenticity.avoided_word" = "block"\n', "line 3", "is for its author alone"),
        ("[thresholds]\nhashtag = 3\n", "line 2", "hashtag"),
        ('[thresholds]\nhashtags = "many"\n', "line 2", "hashtags"),
        ('[allow]\ndomains = "example.com"\n', "line 2", "domains"),
        ("# hello\n[rules]\nx = 1\n", "line 2", "rules"),
        ('[actions]\n"grounding.number" = \n', "line 2", "TOML"),
        ("actions = 3\n", "line 1", "actions"),
        ('market = "mars"\n', "line 1", "market"),
        ('[actions]\n"grounding.number" = { action = "off", from = "soon" }\n', "line 2", "from"),
        (
            '[actions]\n"grounding.number" = { action = "off", from = 2031-03-04, until = 2031-03-01 }\n',
            "line 2",
            "before",
        ),
        ("[thresholds]\nhashtags = nan\n", "line 2", "hashtags"),
    ],
    ids=[
        "unknown rule", "unknown action", "fail-closed rule", "private rule", "unknown threshold",
        "not a number", "not a list", "unknown section", "not TOML", "not a section", "unknown market",
        "no day", "days backwards", "no number at all",
    ],
)  # fmt: skip
def test_a_wrong_policy_file_names_the_line_and_the_word(tmp_path, content, line, named):
    path = tmp_path / "policy.toml"
    path.write_text(content)

    with pytest.raises(PolicyError) as raised:
        load_policy(path)

    assert line in str(raised.value)
    assert named in str(raised.value)


def test_a_missing_or_binary_policy_file_is_named(tmp_path):
    binary = tmp_path / "policy.toml"
    binary.write_bytes(b"\xff\xfe\x00")

    for path in (binary, tmp_path / "absent.toml"):
        with pytest.raises(PolicyError, match=path.name):
            load_policy(path)


@pytest.mark.parametrize(
    ("day", "action"),
    [("2031-02-28", "advise"), ("2031-03-01", "block"), ("2031-03-15", "block"), ("2031-03-16", "advise")],
    ids=["the day before", "the first day", "the last day", "the day after"],
)
def test_a_decision_may_hold_for_a_time(tmp_path, day, action):
    path = tmp_path / "policy.toml"
    path.write_text(
        '[actions]\n"authenticity.emoji" = { action = "block", from = 2031-03-01, until = 2031-03-15 }\n'
    )

    assert load_policy(path, today=date.fromisoformat(day)).action("authenticity.emoji") == action


DECISIONS = Decisions(
    {
        "grounding.number": Ruling(Action.BLOCK),
        "authenticity.emoji": Ruling(Action.OFF, date(2031, 3, 1), date(2031, 3, 15)),
        "confidentiality.client": Ruling(Action.BLOCK, None, date(2031, 3, 15)),
    },
    {"hashtags": 3, "copy_cosine": 0.55},
    {"domains": ("example.com",), "spokespersons": ('Ana "the voice" Durand', "Élodie\\Roux")},
    "uk",
)


@pytest.mark.parametrize("decisions", [Decisions(), DECISIONS], ids=["none", "many"])
def test_decisions_come_back_the_same_from_a_file_and_from_a_row(tmp_path, decisions):
    path = tmp_path / "policy.toml"
    path.write_text(decisions.as_toml(), encoding="utf-8")

    assert read_decisions(path) == decisions
    assert Decisions.from_json(json.loads(json.dumps(decisions.as_json()))) == decisions


def test_a_decision_on_a_rule_that_is_no_more_is_left_aside():
    old = Decisions({"gone.rule": Ruling(Action.BLOCK), "runner.timed_out": Ruling(Action.OFF)}, {"gone": 1})

    assert POLICY.with_decisions(old) == POLICY
