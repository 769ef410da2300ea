"""The composition root: settings in, services out; the one place that picks concrete classes."""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.budgets import Budgets
from app.cocreate.actions.built_in import BuiltInActions
from app.cocreate.actions.chosen import ChosenActions
from app.cocreate.actions.outcome import DraftActions
from app.cocreate.built_in import BuiltInWriter
from app.cocreate.chosen_writer import ChosenWriter
from app.cocreate.composition import AuthorVoice, Composition, Progress, Writer, no_progress
from app.cocreate.model.rework import Reworker
from app.cocreate.model.writer import ModelWriter
from app.cocreate.pipeline import Pipeline
from app.cocreate.secret_model import SecretModel
from app.company import Company, read_company
from app.config import Settings, secret_of
from app.demo.company import COMPANY_FILE
from app.domain.briefs import Brief
from app.domain.budgets import Budget
from app.domain.model_calls import NOBODY
from app.domain.model_endpoints import RETRIES, Api, ModelEndpoint, Purpose
from app.domain.people import Person
from app.draft_judge import judged
from app.embedders import Embedders, LibraryEmbedders, QueryEmbedder
from app.errors import Misconfigured, Unavailable
from app.guarding import Guarding
from app.jobs import JobQueue
from app.llm.call import NO_CALL, Call
from app.llm.chat_model import ChatModel
from app.llm.probe import probe_model
from app.models import Models
from app.personal_words import PERSONAL_RULES, PersonalWords
from app.prices import read_prices
from app.secret_likeness import RememberedVectors, SecretLikeness
from app.store.installation import check_key
from app.store.schema import migrate
from app.store.session import Sessions, open_engine
from app.store.word_index import SqlWordIndex
from app.telemetry import sending
from app.voices import Voices
from guardrails.candidate import Candidate
from guardrails.decisions import Decisions
from guardrails.policy import Policy, PolicyError, read_decisions
from knowledge_base.fetching import FetchPolicy
from knowledge_base.gloss import Bilingual
from knowledge_base.indexes import Embedder, VectorIndex
from knowledge_base.language import detect_language
from knowledge_base.minilm import MiniLM
from knowledge_base.passages import Passage, Scope
from knowledge_base.search import hybrid_search
from knowledge_base.vectors import ChromaVectors

logger = logging.getLogger(__name__)

PASSAGES_PER_BRIEF = 12
NEAREST_PUBLIC = 3
TASKS_IN_A_ROW = 4
"""How many calls as long as one may be a composition may take in all: a plan, and three drafts."""


@dataclass(frozen=True, slots=True)
class Services:
    """What every entrance works with: the web, the command line, the worker and the evals.

    `embedder` is for what people search; `embedders` know which one is for what else.
    """

    settings: Settings
    company: Company
    sessions: Sessions
    words: SqlWordIndex
    vectors: VectorIndex
    embedder: Embedder
    embedders: LibraryEmbedders
    guarding: Guarding
    voices: Voices
    models: Models
    budgets: Budgets
    writer: Writer
    actions: DraftActions
    jobs: JobQueue
    clock: Callable[[], datetime]
    fingerprint_key: bytes
    fetch_policy: FetchPolicy
    personal: PersonalWords
    secret_model: SecretModel | None = None

    @property
    def policy(self) -> Policy:
        """The rules as the company wants them now; a change in the pages counts at once."""
        return self.guarding.policy()

    def scope(self, *, document_id: int | None = None) -> Scope:
        """What may be cited now."""
        return Scope(now=self.clock(), document_id=document_id)

    def passages_for(self, brief: Brief) -> tuple[Passage, ...]:
        """The passages to write from: those of the chosen source first, then what else fits."""
        query = " ".join(dict.fromkeys((brief.topic, *brief.takes)))
        found: list[Passage] = []
        if brief.document_id is not None:
            scope = self.scope(document_id=brief.document_id)
            found += self._search(
                query, scope, limit=PASSAGES_PER_BRIEF * 2 // 3, per_document=PASSAGES_PER_BRIEF
            )
        found += self._search(query, self.scope(), limit=PASSAGES_PER_BRIEF, per_document=3, mix=True)
        unique = {passage.id: passage for passage in found}
        return tuple(unique.values())[:PASSAGES_PER_BRIEF]

    def compose(
        self,
        brief: Brief,
        author: Person,
        *,
        progress: Progress = no_progress,
        call: Call = NO_CALL,
    ) -> Composition:
        """Write drafts for `author`; the passages offered to the writer come back with them.

        `call` says for which draft models are asked, and until when.
        """
        voice = self.voice_for(brief, author)
        made = Pipeline(self.writer, self.passages_for)(brief, voice, progress=progress, call=call)
        return replace(made, trace=self.budgets.priced(made.trace))

    def voice_for(self, brief: Brief, author: Person) -> AuthorVoice:
        """The author as whoever writes from this brief sees them."""
        profile = self.voices.for_writing(author, language=brief.language, channel=brief.channel)
        return AuthorVoice(
            author.name,
            profile,
            profile.exemplars,
            employer=self.company.name,
            products=(*self.company.aliases, *self.company.products),
            wishes=self.voices.wishes(author),
            topics=author.topics,
            rules=self.voices.word_rules(author, language=brief.language),
        )

    def warm_up(self) -> None:
        """Load what the first request would otherwise wait for; failures show themselves there."""
        try:
            # First what is checked: nobody can write before it is there.
            self.guarding.report(Candidate("Hello 1 a@b.example"), None, finished=False)
            self.embedder.embed(["bonjour"])
            self.passages_for(Brief(topic="warm-up"))
        except Exception:  # runs in a thread of its own, for speed alone
            logger.exception("warm-up failed")

    def database_answers(self) -> bool:
        try:
            with self.sessions() as session:
                session.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return False
        return True

    def describe_model(self, endpoint: ModelEndpoint | None) -> str:
        """One sentence on a model, or on there being none; raises Unavailable when it does not work."""
        if endpoint is None:
            return "none configured; the built-in writer writes"
        probe = probe_model(endpoint)
        if not probe.ok:
            raise Unavailable("%(model)s: %(sentence)s", model=endpoint.called, sentence=probe.sentence)
        return f"{endpoint.called}: {probe.sentence} ({probe.latency_seconds:.1f} s)"

    def _search(
        self, query: str, scope: Scope, *, limit: int, per_document: int, mix: bool = False
    ) -> list[Passage]:
        hits = hybrid_search(
            query,
            words=self.words,
            vectors=self.vectors,
            embedder=self.embedder,
            scope=scope,
            limit=limit,
            per_document=per_document,
            mix=mix,
        )
        return [hit.passage for hit in hits]


def utc_now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def open_services(
    settings: Settings, *, clock: Callable[[], datetime] = utc_now, writer: Writer | None = None
) -> Iterator[Services]:
    """Open everything that `settings` names, migrate the database, and close all at the end."""
    decisions, company = _read_rules(settings)
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = open_engine(settings.resolved_database_url)
    migrate(engine)
    sessions = Sessions(engine)
    key = secret_of(settings)
    with sessions.begin() as session:
        check_key(session, key)
    model = MiniLM(settings.data_dir / "models")
    vectors = _open_vectors(settings)
    words, local = SqlWordIndex(sessions), Bilingual(model)
    personal = PersonalWords((*company.names, *company.competitors))
    models = Models(sessions, key, endpoint_of(settings))
    budgets = Budgets(
        sessions,
        Budget(settings.model_budget, settings.model_budget_tokens),
        read_prices(settings.prices_file),
        endpoints=partial(_every_endpoint, settings, models),
        clock=clock,
        zone=settings.zone,
    )
    counted = Call(record=partial(budgets.keep, account=NOBODY))
    embedders = Embedders(
        local, vectors, partial(_embeddings_endpoint, settings, models), personal, call=counted
    )
    secret_model = _open_secret_model(settings, models, budgets, personal)
    likeness = SecretLikeness(
        local.name,
        embed=RememberedVectors(local) if settings.confidential_vectors else None,
        judge=secret_model.gives_away if secret_model else None,
        nearest_public=partial(
            _nearest_public, words, vectors, QueryEmbedder(embedders, lambda _: False, private=True), clock
        ),
    )
    guarding = Guarding(
        sessions, company, decisions, key=key, clock=clock, zone=settings.zone, likeness=likeness
    )
    may_leave = partial(_holds_nothing_confidential, guarding)
    built_in = BuiltInWriter(model)
    for_drafts = partial(_model_for_drafts, models, budgets)
    reworker = partial(
        Reworker,
        detect=personal,
        language_of=detect_language,
        may_leave=may_leave,
        context_tokens=settings.model_context,
    )
    with_model = partial(
        ModelWriter,
        fallback=built_in,
        detect=personal,
        language_of=detect_language,
        may_leave=may_leave,
        judge=partial(judged, guarding),
        context_tokens=settings.model_context,
        seconds=TASKS_IN_A_ROW * settings.model_timeout,
    )
    jobs = JobQueue(settings.data_dir / "jobs.db")
    telemetry = ExitStack()
    try:
        telemetry.enter_context(sending(settings.otel_endpoint))
        yield Services(
            settings=settings,
            company=company,
            sessions=sessions,
            words=words,
            vectors=vectors,
            embedder=QueryEmbedder(embedders, may_leave),
            embedders=embedders,
            guarding=guarding,
            voices=Voices(sessions),
            models=models,
            budgets=budgets,
            writer=writer or ChosenWriter(for_drafts, built_in, with_model),
            actions=ChosenActions(for_drafts, BuiltInActions(model), reworker),
            jobs=jobs,
            clock=clock,
            fingerprint_key=key,
            fetch_policy=FetchPolicy(trusted=settings.trusted),
            personal=personal,
            secret_model=secret_model,
        )
    finally:
        jobs.stop()
        telemetry.close()
        guarding.close()
        embedders.close()
        vectors.close()
        engine.dispose()


def endpoint_of(settings: Settings) -> ModelEndpoint | None:
    """The model that the settings name, which comes before those of the pages."""
    if not settings.model:
        return None
    return ModelEndpoint(
        url=settings.model_url,
        model=settings.model,
        key=settings.model_key.get_secret_value(),
        timeout_seconds=settings.model_timeout,
        max_retries=RETRIES,
        at_once=settings.model_at_once,
        api=Api(settings.model_api),
        answer_tokens=settings.model_answer_tokens or None,
        price_in=settings.model_price_in,
        price_out=settings.model_price_out,
    )


def _embeddings_endpoint(settings: Settings, models: Models) -> ModelEndpoint | None:
    """Where passages and queries are embedded, if not in this process."""
    if not settings.embeddings_model:
        return models.embeddings_endpoint()
    return ModelEndpoint(
        url=settings.embeddings_url,
        model=settings.embeddings_model,
        key=settings.embeddings_key.get_secret_value(),
        max_retries=RETRIES,
        purposes=frozenset({Purpose.EMBEDDINGS}),
    )


def _every_endpoint(settings: Settings, models: Models) -> list[ModelEndpoint]:
    embeddings = _embeddings_endpoint(settings, models)
    named = [embeddings] if settings.embeddings_model and embeddings else []
    return [*models.endpoints(), *named]


def _model_for_drafts(models: Models, budgets: Budgets) -> ChatModel | None:
    """The model of the moment for one piece of work."""
    model = models.chat(Purpose.DRAFT)
    return None if model is None else budgets.watched(model, Purpose.DRAFT)


def _open_secret_model(
    settings: Settings, models: Models, budgets: Budgets, personal: PersonalWords
) -> SecretModel | None:
    """Confidential text goes to no model unless the operator says so."""
    if not settings.confidential_to_model or not models.endpoints_for(Purpose.JUDGE):
        return None
    model = budgets.watched(models.chain(Purpose.JUDGE), Purpose.JUDGE)
    return SecretModel(model, detect_language, personal)


def _nearest_public(
    words: SqlWordIndex,
    vectors: VectorIndex,
    embedder: Embedder,
    clock: Callable[[], datetime],
    sentence: str,
) -> list[str]:
    """What may be cited and comes nearest to a sentence."""
    hits = hybrid_search(
        sentence,
        words=words,
        vectors=vectors,
        embedder=embedder,
        scope=Scope(now=clock()),
        limit=NEAREST_PUBLIC,
        per_document=NEAREST_PUBLIC,
    )
    return [hit.passage.text for hit in hits]


def _holds_nothing_confidential(guarding: Guarding, words: str) -> bool:
    """Whether a model may see these words, once masked: any alarm, or a check that could not run, says no.

    The words are heard as typed, since a mask may hide a code name that could be somebody's. The slow
    checks may be models themselves, so they are not asked.
    """
    report = guarding.report(Candidate(words), None, finished=False)
    return not any(
        finding.rule.startswith(("confidentiality.", "runner.")) and finding.rule not in PERSONAL_RULES
        for finding in report.findings
    )


def _open_vectors(settings: Settings) -> VectorIndex:
    if not settings.chroma_url:
        return ChromaVectors(settings.data_dir / "chroma")
    address = urlsplit(settings.chroma_url)
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise Misconfigured("TANDEM_CHROMA_URL is not an address such as http://chroma:8000.")
    return ChromaVectors(host=address.hostname, port=address.port, ssl=address.scheme == "https")


def _read_rules(settings: Settings) -> tuple[Decisions, Company]:
    company_file = settings.company_file or (COMPANY_FILE if settings.demo else None)
    try:
        return read_decisions(settings.policy_file), read_company(company_file)
    except PolicyError as error:
        raise Misconfigured("TANDEM_POLICY_FILE: %(reason)s", reason=error) from error
