"""What may happen to a draft, and what may not."""

import pytest

from app.domain.briefs import Answer, Question
from app.domain.channels import Channel
from app.domain.drafts import MAX_TEXT, Draft, Stage, hash_text
from app.errors import BadInput, NotReady
from tests.support.drafts import make_draft


def test_an_edit_voids_an_approval() -> None:
    approved = make_draft(stage=Stage.SUBMITTED).approved_by_reviewer(
        text_hash=hash_text("Une phrase."), blocked=False
    )

    edited = approved.edited("Une phrase !")

    assert approved.approved
    assert not edited.approved
    assert edited.stage is Stage.EDITING


def test_saving_the_same_text_keeps_an_approval() -> None:
    approved = make_draft(stage=Stage.SUBMITTED).approved_by_reviewer(
        text_hash=hash_text("Une phrase."), blocked=False
    )

    assert approved.edited("Une phrase.") == approved


def test_an_action_that_leaves_the_text_as_it_was_changes_nothing_that_was_decided_on() -> None:
    approved = make_draft(stage=Stage.SUBMITTED).approved_by_reviewer(
        text_hash=hash_text("Une phrase."), blocked=False
    )
    answer = Answer(Question("q9", "Pourquoi ?"), "Parce que.")

    same = approved.reworked("Une phrase.", passage_ids=(9,), brought_in=("Une phrase.",), answer=answer)

    assert same == approved


def test_only_the_text_that_was_read_is_approved() -> None:
    with pytest.raises(NotReady):
        make_draft(stage=Stage.SUBMITTED).approved_by_reviewer(
            text_hash=hash_text("Autre chose."), blocked=False
        )


def test_a_reviewer_cannot_approve_what_the_policy_blocks() -> None:
    with pytest.raises(NotReady):
        make_draft(stage=Stage.SUBMITTED).approved_by_reviewer(
            text_hash=hash_text("Une phrase."), blocked=True
        )


def test_a_blocked_text_cannot_be_sent_to_comms() -> None:
    with pytest.raises(NotReady):
        make_draft().submitted(blocked=True, flags={})


@pytest.mark.parametrize("stage", [Stage.EDITING, Stage.APPROVED, Stage.DECLINED, Stage.PROPOSED])
def test_a_reviewer_decides_only_on_what_is_submitted(stage: Stage) -> None:
    with pytest.raises(NotReady):
        make_draft(stage=stage).declined_by_reviewer("Pas maintenant.", text_hash=hash_text("Une phrase."))


def test_declining_needs_a_reason() -> None:
    with pytest.raises(BadInput):
        make_draft(stage=Stage.SUBMITTED).declined_by_reviewer("  ", text_hash=hash_text("Une phrase."))


def test_accepting_a_proposal_approves_exactly_the_reviewers_text() -> None:
    proposed = make_draft(stage=Stage.SUBMITTED).changed_by_reviewer(
        "Une phrase plus juste.", "La date manquait.", text_hash=hash_text("Une phrase.")
    )

    accepted = proposed.accepted(text_hash=hash_text("Une phrase plus juste."))

    assert accepted.text == "Une phrase plus juste."
    assert accepted.approved
    assert accepted.edited("Autre chose.").reviewer_text == ""


def proposed_draft() -> Draft:
    return make_draft(stage=Stage.SUBMITTED).changed_by_reviewer(
        "Une phrase plus juste.", "La date manquait.", text_hash=hash_text("Une phrase.")
    )


def test_a_keystroke_does_not_throw_a_proposal_away() -> None:
    edited = proposed_draft().edited("Une phrase !")

    accepted = edited.accepted(text_hash=hash_text("Une phrase plus juste."))

    assert edited.stage is Stage.EDITING
    assert not edited.approved
    assert accepted.text == "Une phrase plus juste."
    assert accepted.approved


def test_vouching_for_a_sentence_keeps_a_proposal_on_offer() -> None:
    assert proposed_draft().vouched("Une phrase.").reviewer_text == "Une phrase plus juste."


def test_a_refused_proposal_is_gone_and_cannot_be_accepted() -> None:
    refused = proposed_draft().refused()

    assert (refused.stage, refused.text, refused.reviewer_text) == (Stage.EDITING, "Une phrase.", "")
    with pytest.raises(NotReady):
        refused.accepted(text_hash=hash_text(""))


def test_sending_the_text_again_withdraws_the_old_proposal() -> None:
    again = proposed_draft().edited("Une phrase !").submitted(blocked=False, flags={})

    with pytest.raises(NotReady):
        again.accepted(text_hash=hash_text("Une phrase plus juste."))


def test_another_channel_takes_the_text_back_from_comms() -> None:
    approved = make_draft(stage=Stage.SUBMITTED).approved_by_reviewer(
        text_hash=hash_text("Une phrase."), blocked=False
    )

    moved = approved.for_channel(Channel.X)

    assert moved.brief.channel is Channel.X
    assert moved.stage is Stage.EDITING
    assert not moved.approved
    assert approved.for_channel(approved.brief.channel) == approved


def test_a_draft_that_is_not_chosen_yet_has_no_channel_to_change() -> None:
    with pytest.raises(NotReady):
        make_draft(stage=Stage.CHOOSING).for_channel(Channel.X)


def test_a_proposal_that_is_the_same_text_is_refused() -> None:
    with pytest.raises(BadInput):
        make_draft(stage=Stage.SUBMITTED).changed_by_reviewer(
            "Une phrase.", "", text_hash=hash_text("Une phrase.")
        )


def test_editing_a_submitted_text_takes_it_back() -> None:
    assert make_draft(stage=Stage.SUBMITTED).edited("Je reprends.").stage is Stage.EDITING


def test_a_text_longer_than_any_channel_takes_is_refused() -> None:
    with pytest.raises(BadInput):
        make_draft().edited("a" * (MAX_TEXT + 1))


def test_drafts_that_come_after_a_cancellation_are_dropped() -> None:
    cancelled = make_draft(stage=Stage.COMPOSING).interrupted("cancelled")

    assert cancelled.composed(make_draft().proposals) == cancelled


def test_a_draft_in_the_middle_of_writing_is_not_written_twice() -> None:
    composing = make_draft(stage=Stage.COMPOSING)

    with pytest.raises(NotReady):
        composing.composing(composing.brief)
