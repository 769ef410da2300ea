"""What a check costs as the library grows: with a hundred, a thousand and ten thousand public passages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from random import Random
from time import process_time

from app.services import Services, open_services
from app.store import documents, fingerprints
from evals.bench.record import Record, Table
from evals.metrics import percentile
from evals.stage import open_stage
from evals.suites.guardrails import read_guardrail_cases
from guardrails.candidate import Candidate
from guardrails.confidentiality.leaks.fingerprints import fingerprint_sentences
from knowledge_base.passages import Chunk, Classification, Clearance, LoadedDocument, Origin

LENGTH = 1_300
SECRETS = 200
PER_DOCUMENT = 10
_SENTENCES = 7  # of a passage
_BLOCKS, _BLOCK = 4, 4  # of a sentence: words that follow one another in some ordinary post
_PUBLIC = Clearance(Origin.INDUSTRY, Classification.PUBLIC)
_SECRET = Clearance(Origin.COMPANY, Classification.CONFIDENTIAL)


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one number of passages: seconds of CPU to read them the first time, and to be ready after a
    restart; milliseconds of a check, of an ordinary post and of one whose every other sentence is nearly
    a secret.
    """

    passages: int
    read: float
    restart: float
    p50: float
    p95: float
    near_p50: float
    near_p95: float


def measure(
    sizes: Sequence[int], *, rounds: int, heard: Callable[[Cost], None] = lambda _cost: None
) -> list[Cost]:
    costs = []
    for size in sizes:
        costs.append(_cost(size, rounds))
        heard(costs[-1])
    return costs


def record(costs: Sequence[Cost], *, command: str) -> Record:
    columns = tuple(field.name for field in fields(Cost))
    rows = tuple((f"{one.passages:,}", *(getattr(one, name) for name in columns[1:])) for one in costs)
    note = (
        f"A whole check of {LENGTH:,} characters as the editor asks for it, beside {SECRETS} confidential"
        " sentences. Seconds and milliseconds are CPU time. `near` is a post whose every other sentence is"
        " nearly a secret. Texts are ordinary words, mixed."
    )
    return Record(
        "growth",
        "What a check costs as the library grows",
        command,
        (Table("By number of public passages", columns, rows, note),),
    )


def _cost(size: int, rounds: int) -> Cost:
    mixer = _Mixer(Random(11))  # noqa: S311  (repeatable texts, no secret)
    with open_stage(demo=False) as services:
        secrets = [mixer.sentence() for _ in range(SECRETS)]
        _keep_secrets(services, secrets)
        _keep_passages(services, mixer, size)
        read = _timed(services, "Bonjour.")
        with open_services(services.settings, clock=services.clock) as again:
            restart = _timed(again, "Bonjour.")
            plain = [1000 * _timed(again, mixer.post()) for _ in range(rounds)]
            near = [1000 * _timed(again, mixer.post(secrets)) for _ in range(rounds)]
    figures = [percentile(times, share) or 0.0 for times in (plain, near) for share in (50, 95)]
    return Cost(size, read, restart, *figures)


def _timed(services: Services, text: str) -> float:
    start = process_time()
    services.guarding.report(Candidate(text, own_words=(text,)), None, finished=False)
    return process_time() - start


class _Mixer:
    """Makes sentences that nobody wrote, of words that ordinary posts have side by side."""

    def __init__(self, random: Random) -> None:
        posts = [case.input.text for case in read_guardrail_cases() if case.kind in {"clean", "no_tone"}]
        self._random = random
        self._words = " ".join(posts).replace(".", "").replace("\n", " ").split()

    def sentence(self) -> str:
        starts = [self._random.randrange(len(self._words) - _BLOCK) for _ in range(_BLOCKS)]
        words = [word for start in starts for word in self._words[start : start + _BLOCK]]
        return f"{' '.join(words).capitalize()} {self._random.randrange(10, 10_000)}."

    def passage(self) -> str:
        return " ".join(self.sentence() for _ in range(_SENTENCES))

    def post(self, secrets: Sequence[str] = ()) -> str:
        """With `secrets`, every other sentence is one of them, a few words short."""
        sentences: list[str] = []
        while sum(map(len, sentences)) < LENGTH:
            sentences.append(self.sentence())
            if secrets:
                words = self._random.choice(secrets).split()
                sentences.append(" ".join(word for at, word in enumerate(words) if at % 5))
        return " ".join(sentences)[:LENGTH]


def _keep_secrets(services: Services, sentences: Sequence[str]) -> None:
    for start in range(0, len(sentences), PER_DOCUMENT):
        text = " ".join(sentences[start : start + PER_DOCUMENT])
        prints = fingerprint_sentences(text, key=services.fingerprint_key)
        with services.sessions.begin() as session:
            loaded = LoadedDocument(f"Secret {start}", "en", (), checksum=f"secret {start}")
            document = documents.add_document(
                session,
                loaded,
                path=loaded.title,
                clearance=_SECRET,
                cleared_by="evals",
                now=services.clock(),
            )
            fingerprints.add_fingerprints(session, document, prints)


def _keep_passages(services: Services, mixer: _Mixer, size: int) -> None:
    for start in range(0, size, PER_DOCUMENT):
        chunks = tuple(Chunk(mixer.passage()) for _ in range(min(PER_DOCUMENT, size - start)))
        loaded = LoadedDocument(f"Public {start}", "en", chunks, checksum=f"public {start}")
        with services.sessions.begin() as session:
            document = documents.add_document(
                session,
                loaded,
                path=loaded.title,
                clearance=_PUBLIC,
                cleared_by="evals",
                now=services.clock(),
            )
            documents.add_passages(session, document, loaded)
