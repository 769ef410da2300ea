"""An author says that a finding is fine as it is, or takes that back."""

from app.domain.dismissals import LONGEST_WORDS, Reason
from app.domain.drafts import Draft
from app.domain.people import Person, PersonId
from app.errors import BadInput, NotAllowed, NotReady
from app.services import Services
from app.store import dismissals, drafts
from app.workflows.judge_text import Judgement, judge_draft
from guardrails.candidate import Candidate
from guardrails.compliance.protected_speech import protected_sentences
from guardrails.doc import Doc
from guardrails.findings import Finding, Severity


def dismiss_finding(
    services: Services, draft_id: int, fingerprint: str, *, reason: str, words: str, author: Person
) -> Draft:
    """Keep the answer for as long as the words stand in the draft.

    A tip is then set aside; what a reviewer has to see still goes to them, with the reason. What blocks
    cannot be answered like this (NotAllowed). Raises NotReady when the finding is no longer there, and
    BadInput without a reason.
    """
    with services.sessions() as session:
        draft = drafts.get_draft(session, draft_id, author_id=author.id)
    finding, judgement = _find(services, draft, fingerprint, author)
    if finding.severity is Severity.BLOCK:
        raise NotAllowed("What holds a post back cannot be set aside: change the words, and it goes away.")
    why, said = _checked(reason, words.strip())
    if not speaks_of_work(judgement, finding):
        with services.sessions.begin() as session:
            drafts.get_draft(session, draft_id, author_id=author.id, lock=True)
            dismissals.save_dismissal(
                session, draft_id, rule=finding.rule, fingerprint=fingerprint, reason=why, words=said,
                now=services.clock(),
            )  # fmt: skip
    return draft


def undo_dismissal(services: Services, draft_id: int, fingerprint: str, *, author_id: PersonId) -> Draft:
    with services.sessions.begin() as session:
        draft = drafts.get_draft(session, draft_id, author_id=author_id)
        dismissals.delete_dismissal(session, draft_id, fingerprint)
    return draft


def note_fired(services: Services, draft: Draft, judgement: Judgement) -> None:
    """Note which rules spoke in a draft, by their names alone, so that their precision can be counted.

    What is for the author's eyes only is not counted either.
    """
    shown = judgement.for_others().report.findings
    spoke = {finding.rule for finding in shown if not finding.rule.startswith("runner.")}
    with services.sessions() as session:
        new = spoke - dismissals.list_fired(session, draft.id)
    new = {f.rule for f in judgement.report.findings if f.rule in new and not speaks_of_work(judgement, f)}
    if new:
        with services.sessions.begin() as session:
            drafts.get_draft(session, draft.id, author_id=draft.author_id, lock=True)
            dismissals.add_fired(session, draft.id, new - dismissals.list_fired(session, draft.id))


def speaks_of_work(judgement: Judgement, finding: Finding) -> bool:
    """Whether the words are protected speech: then nothing of them is kept, not even that they were seen."""
    doc = Doc.of(Candidate(judgement.text))
    spans = (doc.original_span(*doc.sentences[number]) for number in protected_sentences(doc))
    return any(start < finding.end and finding.start < end for start, end in spans)


def _find(services: Services, draft: Draft, fingerprint: str, author: Person) -> tuple[Finding, Judgement]:
    """Among the quick checks' findings first: most of them are there."""
    for finished in (False, True):
        judgement = judge_draft(services, draft, author, finished=finished)
        for finding in judgement.report.findings:
            if finding.fingerprint == fingerprint:
                return finding, judgement
    raise NotReady("This is no longer in the text: there is nothing to set aside.")


def _checked(reason: str, words: str) -> tuple[Reason, str]:
    if reason not in set(Reason):
        raise BadInput("Choose a reason, or give your own.")
    if reason == Reason.OTHER and not words:
        raise BadInput("Give your reason in a few words, or choose one of the others.")
    if len(words) > LONGEST_WORDS:
        raise BadInput("Say it shorter: %(limit)s characters at most.", limit=LONGEST_WORDS)
    doc = Doc.of(Candidate(words))
    return Reason(reason), "" if protected_sentences(doc) else words
