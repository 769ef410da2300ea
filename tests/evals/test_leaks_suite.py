"""Secrets that were invented, told in eight ways, and what the suite makes of the tripwire's answers."""

import json
import re
from collections import Counter
from types import SimpleNamespace

import pytest

from evals.case import DATASETS, SIDES, BrokenDataset, read_cases
from evals.suites.leak_rows import (
    LEAKS,
    LeakRow,
    half_quoted,
    invented_background,
    read_leaks,
    real_background,
    split_of,
    wrapped,
)
from evals.suites.leaks import TRIPWIRE, LeaksSuite, hear
from guardrails.policy import load_policy
from tests.support.library import WordEmbedder

ROWS = read_leaks()
TEXTS = ("fact", "verbatim", "light", "heavy", "translated", "same_topic_public", "unrelated")
NO_TRIPWIRE = {"secret", "code_name", "code_name_maybe", "embargo", "quiet_period", "client", "person"}


def words(text):
    return re.findall(r"\w+", text.casefold())


def longest_common_run(left, right):
    runs = {tuple(right[i:j]) for i in range(len(right)) for j in range(i + 1, len(right) + 1)}
    found = (j - i for i in range(len(left)) for j in range(i + 1, len(left) + 1) if tuple(left[i:j]) in runs)
    return max(found, default=0)


def row_as_data(**changed):
    return json.loads(ROWS[0].model_dump_json()) | changed


def test_there_are_a_hundred_and_fifty_secrets_in_each_language():
    counts = Counter(row.language for row in ROWS)

    assert all(counts[side] >= 150 for side in SIDES)


def test_chance_decides_by_the_id_which_third_may_be_looked_at():
    looked_at = [row for row in ROWS if row.split == "dev"]

    assert [row.id for row in ROWS if row.split != split_of(row.id)] == []
    assert 0.25 < len(looked_at) / len(ROWS) < 0.42


def test_no_text_serves_twice():
    texts = Counter(getattr(row, name) for row in ROWS for name in TEXTS)

    assert [text for text, times in texts.items() if times > 1] == []


@pytest.mark.parametrize("side", SIDES)
def test_a_verbatim_leak_holds_the_fact_and_a_paraphrase_does_not(side):
    for row in (row for row in ROWS if row.language == side):
        fact = words(row.fact)

        assert row.fact.rstrip(".")[1:] in row.verbatim, row.id
        assert row.fact.rstrip(".") not in row.light, row.id
        assert longest_common_run(words(row.heavy), fact) <= 4, row.id


def test_a_hidden_paraphrase_keeps_no_figure():
    for row in (row for row in ROWS if row.hidden):
        figures = set(re.findall(r"\d+", row.fact))

        assert not figures & set(re.findall(r"\d+", row.heavy)), row.id


def test_wrapped_and_half_quoted_are_the_facts_own_words():
    row = ROWS[0]
    fact = words(row.fact)

    assert longest_common_run(words(wrapped(row)), fact) == len(fact)
    assert longest_common_run(words(half_quoted(row)), fact) in {len(fact) // 2, (len(fact) + 1) // 2}


@pytest.mark.parametrize("side", SIDES)
def test_the_background_never_says_the_same_twice(side):
    sentences = invented_background(side, 2_000)

    assert len(set(sentences)) == 2_000


def test_a_real_background_is_whole_sentences_of_the_language_asked_for(tmp_path):
    (tmp_path / "sources").mkdir()
    french = "Le four du fournil chauffe toute la nuit pour le pain du matin. Il est tard."
    english = "The oven in the bakery is warm all night long for the bread of the morning."
    (tmp_path / "sources" / "four.md").write_text(french, encoding="utf-8")
    (tmp_path / "sources" / "oven.txt").write_text(english, encoding="utf-8")

    assert real_background(tmp_path, "fr", 10) == [french.split(" Il est", maxsplit=1)[0]]


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [({"id": "leak-de-x"}, "id"), ({"split": "train"}, "split"), ({"why": "short"}, "why"), ({"x": 1}, "x")],
    ids=["another language", "another split", "no reason", "misspelt key"],
)
def test_a_broken_row_is_refused_with_its_line(tmp_path, changed, complaint):
    path = tmp_path / "leaks.jsonl"
    path.write_text(json.dumps(row_as_data(**changed)), encoding="utf-8")

    with pytest.raises(BrokenDataset, match=rf"line 1: [\s\S]*{complaint}"):
        read_cases([path], LeakRow)


def test_every_rule_of_confidentiality_is_told_apart_from_the_tripwire():
    pages = (DATASETS.parent.parent / "guardrails" / "rules" / "confidentiality.toml").read_text("utf-8")
    rules = set(re.findall(r"^\[confidentiality\.(\w+)\]$", pages, re.MULTILINE))

    assert rules - NO_TRIPWIRE == {rule.removeprefix("confidentiality.") for rule in TRIPWIRE}


class Marking:
    """Finds one rule over the first word of every post."""

    name = "confidentiality.near_copy"

    def __init__(self, rule):
        self.rule = rule

    def __call__(self, doc):
        return [doc.finding(self.rule, 0, 1)]


@pytest.mark.parametrize(
    ("rule", "flagged"),
    [("confidentiality.near_copy", True), ("confidentiality.secret", False), ("authenticity.emoji", False)],
)
def test_only_what_speaks_of_a_document_counts(rule, flagged):
    heard = hear("Il pleut. Il vente.", "fr", [Marking(rule)], load_policy())

    assert (bool(heard.rules), heard.touched, heard.sentences) == (flagged, int(flagged), 2)


class Fallen:
    name = "confidentiality.near_copy"

    def __call__(self, doc):
        raise RuntimeError


def test_a_check_that_stopped_is_not_taken_for_silence():
    assert not hear("Il pleut.", "fr", [Fallen()], load_policy()).ran


def test_a_few_secrets_from_end_to_end():
    rows = [row for side in SIDES for row in ROWS if row.language == side and row.split == "dev"]
    some = [*rows[:2], *rows[-2:]]
    result = LeaksSuite(rows=some, library=20).run(SimpleNamespace(embedder=WordEmbedder()))

    assert result.cases == {"fr": 2, "en": 2}
    assert result.metrics["verbatim, dev"] == {"fr": 1.0, "en": 1.0}
    assert result.metrics["unrelated, dev"] == {"fr": 0.0, "en": 0.0}
    assert {f"{kind}, dev" for kind in LEAKS} <= result.metrics.keys()
    assert result.metrics["verbatim, test"] == {}
