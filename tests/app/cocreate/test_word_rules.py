"""What edits taught of an author's words holds for the writer's own, and for which facts it chooses."""

from dataclasses import replace

import pytest

from app.cocreate.attribution import cite, frames, styles_for
from app.cocreate.built_in import BuiltInWriter
from app.cocreate.disclosure import disclosure_of
from app.cocreate.facts import find_facts
from app.domain.voice_rules import WordRule, offends
from guardrails.authenticity.voice.style import Style
from tests.support.briefings import make_brief, make_passages, make_voice

REPLACED = [
    ("fr", "prose", WordRule("selon", "d'après"), "D'après"),
    ("fr", "lead_in", WordRule("écrit", ""), " : "),
    ("en", "prose", WordRule("according to", ""), "As "),
    ("en", "lead_in", WordRule("writes", "says"), ": "),
]


@pytest.mark.parametrize(
    ("language", "style", "rule", "kept"), REPLACED, ids=[f"{r[0]} {r[2].before}" for r in REPLACED]
)
def test_a_source_is_named_without_words_that_the_author_replaces(language, style, rule, kept):
    fact = find_facts(make_passages(language), language=language)[0]

    for seed in range(8):
        piece, *_ = cite(fact, style, make_brief(language, seed=seed), Style(), rules=(rule,))
        assert not offends(piece.text, (rule,))
        assert kept.strip() in piece.text.replace("\u00a0", " ")


def test_a_way_of_naming_that_needs_replaced_words_comes_last():
    rules = (WordRule("according to", ""), WordRule("as", ""))

    for seed in range(8):
        assert styles_for(Style(), seed=seed, language="en", rules=rules)[-1] == "prose"


@pytest.mark.parametrize(("language", "word"), [("fr", "étals"), ("en", "stalls")])
def test_a_fact_in_replaced_words_gives_way_to_others(language, word):
    voice = replace(make_voice(language), rules=(WordRule(word, "—"),))

    for seed in range(4):
        for variant in (
            BuiltInWriter().write(make_brief(language, seed=seed), make_passages(language), voice).variants
        ):
            assert word not in variant.text


def test_a_fact_in_replaced_words_stands_where_there_is_no_other():
    passages = make_passages(
        "en", sentences=["The covered market in Vernoy has lost 38 stalls in twelve years."]
    )
    voice = replace(make_voice("en"), rules=(WordRule("stalls", "stands"),))

    written = BuiltInWriter().write(make_brief("en"), passages, voice)

    assert any("38 stalls" in variant.text for variant in written.variants)


@pytest.mark.parametrize(
    ("language", "rule", "said"),
    [
        ("fr", WordRule("travaille", "bosse"), "je bosse"),
        ("en", WordRule("I work", "I earn my living"), "I earn"),
    ],
)
def test_a_disclosure_is_put_in_the_author_s_own_words(language, rule, said):
    voice = replace(make_voice(language), employer="Galbrune", rules=(rule,))

    assert said.casefold() in disclosure_of(make_brief(language), voice).casefold()
    assert frames(language)["disclosure"]["employer"]
