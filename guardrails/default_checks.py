"""The checks that a post goes through, put together once per company."""

from collections.abc import Iterable, Sequence
from datetime import date

from guardrails.authenticity.draft_prints import DraftPrint
from guardrails.authenticity.invented_experience import InventedExperienceCheck
from guardrails.authenticity.own_words import OwnWordsCheck
from guardrails.authenticity.sameness import SamenessCheck, SamenessIndex
from guardrails.authenticity.tone import ToneCheck
from guardrails.checks import Check
from guardrails.compliance.ai_note import AiNoteCheck
from guardrails.compliance.channels import ChannelLengthCheck
from guardrails.compliance.competitors import DisparagementCheck
from guardrails.compliance.disclosure import DisclosureCheck
from guardrails.compliance.forecasts import ForecastCheck
from guardrails.compliance.left_to_say import LeftToSayCheck
from guardrails.compliance.reviews import ReviewCheck
from guardrails.confidentiality.leaks.fingerprints import FingerprintLibrary
from guardrails.confidentiality.leaks.near_copy import NearCopyCheck
from guardrails.confidentiality.leaks.reworded import RewordedCheck
from guardrails.confidentiality.lexicon import LexiconCheck, LexiconTerm
from guardrails.confidentiality.personal.personal_data import PersonalDataCheck
from guardrails.confidentiality.quiet_period import QuietPeriod, QuietPeriodCheck
from guardrails.confidentiality.secrets.secrets import SecretsCheck
from guardrails.grounding.grounding_check import GroundingCheck
from guardrails.injection.injection_check import InjectionCheck
from guardrails.policy import Action, Policy


def default_checks(
    *,
    policy: Policy,
    today: date,
    lexicon: Iterable[LexiconTerm] = (),
    quiet_periods: Iterable[QuietPeriod] = (),
    fingerprints: FingerprintLibrary | None = None,
    sameness: SamenessIndex | None = None,
    drafts: Sequence[DraftPrint] = (),
    employer: str = "",
    products: Iterable[str] = (),
    phrases: Iterable[str] = (),
    competitors: Iterable[str] = (),
    author: int = 0,
    people: Iterable[str] = (),
    further: Iterable[Check] = (),
) -> list[Check]:
    """Return all checks, in the order in which ties between equal findings are decided.

    `drafts` are prints of colleagues' unseen texts, made with the key of `sameness`.
    `phrases` are accepted disclosures; `author` owns texts in `sameness` that do not count; `people`
    may be named without a source; `further` checks come last. Terms are filtered by `today`: build again
    on a new day, and whenever a document, a term or a shared post is added.
    """
    products, phrases = tuple(products), tuple(phrases)
    threshold = policy.thresholds.__getitem__
    checks: list[Check] = [
        SecretsCheck(),
        PersonalDataCheck(domains=policy.domains, phones=policy.phones, people=policy.spokespersons),
        LexiconCheck.of(lexicon, today=today, spokespersons=policy.spokespersons),
        QuietPeriodCheck.of(quiet_periods, today=today),
        InjectionCheck(),
        GroundingCheck(known_names=frozenset({employer, *products, *people, *policy.spokespersons} - {""})),
        ChannelLengthCheck(),
        DisclosureCheck.of(employer, products=products, phrases=phrases, market=policy.market),
        ReviewCheck.of(employer, products=products, phrases=phrases, market=policy.market),
        DisparagementCheck.of(competitors),
        ForecastCheck.of(employer),
        LeftToSayCheck(),
        ToneCheck.of(
            (employer, *products),
            hashtags=int(threshold("hashtags")),
            emoji_per_100=threshold("emoji_per_100_characters"),
        ),
        InventedExperienceCheck(),
        OwnWordsCheck(),
    ]
    if policy.action("compliance.ai_note") is not Action.OFF:
        checks.append(AiNoteCheck(share=threshold("ai_note_own_share")))
    if fingerprints is not None:
        checks.append(NearCopyCheck(fingerprints, containment=threshold("near_copy_containment")))
        checks.append(RewordedCheck(fingerprints, evidence=threshold("reworded_evidence")))
    if sameness is not None:
        checks.append(
            SamenessCheck(
                sameness,
                author=author,
                cosine=threshold("sameness_cosine"),
                containment=threshold("sameness_containment"),
                copy=threshold("copy_cosine"),
                drafts=drafts,
            )
        )
    checks += further
    return checks
