"""Mixing the drafts on offer: sentences of one with sentences of another."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.cocreate.actions.merge import Pick, between_paragraphs, merged, picks_of
from app.cocreate.actions.outcome import Sheet
from app.domain.drafts import Draft, Proposal
from app.domain.people import Person
from app.errors import BadInput
from app.services import Services
from app.store import drafts
from app.workflows.edit_draft import choose_draft
from app.workflows.judge_text import load_passages

MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Mix:
    """Sentences picked by key, in the order of the drafts, with the one that comes first."""

    keys: Collection[str] = ()
    opening: str = ""


def list_picks(services: Services, draft: Draft, author: Person) -> tuple[Pick, ...]:
    """The sentences of all drafts on offer, each once."""
    return picks_of(_texts(draft), _sheet(services, draft, author))


def mix_drafts(services: Services, draft_id: int, mix: Mix, *, author: Person) -> tuple[Draft, Proposal]:
    """The picked sentences as one more draft to look at. Nothing changes. Raises BadInput without picks."""
    with services.sessions() as session:
        draft = drafts.get_draft(session, draft_id, author_id=author.id)
    sheet = _sheet(services, draft, author)
    picks = picks_of(_texts(draft), sheet)
    text = merged(picks, mix.keys, mix.opening, between_paragraphs(_texts(draft), sheet))
    if not text:
        raise BadInput("Pick at least one sentence: they are listed under the drafts.")
    rests = (pick.passage_id for pick in picks if pick.key in mix.keys)
    return draft, Proposal(MIXED, text, tuple(dict.fromkeys(one for one in rests if one is not None)))


def start_from_mix(services: Services, draft_id: int, mix: Mix, *, author: Person) -> Draft:
    """Offer the mixed draft beside the others, and begin with it; a text already edited is set aside."""
    draft, proposal = mix_drafts(services, draft_id, mix, author=author)
    known = [one for one in draft.proposals if one.text == proposal.text]
    if not known:
        with services.sessions.begin() as session:
            draft = drafts.get_draft(session, draft_id, author_id=author.id, lock=True)
            draft = draft.with_proposal(proposal)
            drafts.save_draft(session, draft, now=services.clock())
    position = next(at for at, one in enumerate(draft.proposals) if one.text == proposal.text)
    return choose_draft(services, draft_id, position, author_id=author.id)


def _texts(draft: Draft) -> Sequence[str]:
    return [proposal.text for proposal in draft.proposals if proposal.angle != MIXED]


def _sheet(services: Services, draft: Draft, author: Person) -> Sheet:
    passages = load_passages(services, draft.passage_ids)
    offered = "\n\n".join(_texts(draft))
    return Sheet("", draft.brief, passages, services.voice_for(draft.brief, author), offered)
