"""The voice's constants are learned and measured without looking at the answers."""

import json

import numpy as np
import pytest

from evals.voice_fit import auc, is_training, load_posts, make_background, make_trials


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


def test_some_authors_are_kept_for_measuring(posts):
    sides = {is_training(post.author) for post in posts}

    assert sides == {True, False}


def test_a_background_weighs_twenty_posts_whatever_it_was_made_of(posts):
    assert make_background(posts, "en").posts == pytest.approx(20)


@pytest.mark.parametrize(
    ("own", "other", "area"), [([2, 3], [0, 1], 1.0), ([0, 1], [2, 3], 0.0), ([1, 1], [1, 1], 0.5)]
)
def test_area_under_the_curve(own, other, area):
    assert auc(np.array(own, dtype=float), np.array(other, dtype=float)) == area
