"""The voice's constants are learned and measured without looking at the answers."""

import json

import numpy as np
import pytest

from app.demo.company import read_demo_company
from evals.voice_background import background_texts
from evals.voice_fit import auc, fit_weights, make_background, run_trials
from evals.voice_trials import half_of, load_posts, make_trials
from guardrails.authenticity.voice.background import Background


@pytest.fixture
def posts(tmp_path):
    """Eight invented authors, seven posts in each of three documents."""
    rows = [
        {
            "corpus": "blog_en",
            "lang": "en",
            "author": f"author-{a}",
            "doc": f"{a}-{d}",
            "text": f"Author {a} wrote part {i} of document {d} about topic{i} and plumbing in general.",
        }
        for a in range(8)
        for d in range(3)
        for i in range(7)
    ]
    path = tmp_path / "posts.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return load_posts(path)


def test_a_profile_never_holds_the_document_it_is_tested_on(posts):
    trials = make_trials(posts)

    assert {trial.size for trial in trials} == {5, 10}
    assert all(trial.own.doc not in {post.doc for post in trial.profile} for trial in trials)


def test_impostors_and_colleagues_are_other_people(posts):
    for trial in make_trials(posts):
        crowd = {post.author for post in trial.colleagues}

        assert trial.author not in {trial.near.author, trial.other.author} | crowd
        assert trial.near.author not in crowd


def test_trials_are_the_same_each_time(posts):
    first, second = make_trials(posts), make_trials(posts)

    assert [trial.own.text for trial in first] == [trial.own.text for trial in second]


def test_each_half_of_the_authors_can_be_measured_by_the_other(posts):
    assert {half_of(post.author) for post in posts} == {0, 1}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_shipped_background_counts_twenty_invented_posts_and_no_measured_one(language):
    texts = background_texts(language)

    assert make_background(language).posts == pytest.approx(20)
    assert len(texts) > 1_000
    assert not {post.text for post in read_demo_company().posts} & set(texts)


def test_weights_learn_which_scores_speak_for_the_author(posts):
    trials = [trial for trial in make_trials(posts) if trial.size == 5]
    outcomes = [o for o in run_trials(trials, {"en": Background.of((), "en")}) if o.mode == "colleagues"]

    weights = fit_weights(outcomes)

    own, near = (
        [float(weights.value.logits(getattr(o, kind), o.own_scores)) for o in outcomes]
        for kind in ("own", "near")
    )
    assert auc(np.array(own), np.array(near)) > 0.7


@pytest.mark.parametrize(
    ("own", "other", "area"), [([2, 3], [0, 1], 1.0), ([0, 1], [2, 3], 0.0), ([1, 1], [1, 1], 0.5)]
)
def test_area_under_the_curve(own, other, area):
    assert auc(np.array(own, dtype=float), np.array(other, dtype=float)) == area
