"""Which suites there are: our own, and those that need texts from outside."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from evals.external.false_alarms import FalseAlarms
from evals.external.retrieval import RetrievalCollections
from evals.external.voice import VoiceCorpus
from evals.external.writing import WritingSources
from evals.suite import Suite
from evals.suites.cross_language import CrossLanguageSuite
from evals.suites.guardrails import GuardrailsSuite
from evals.suites.leaks import LeaksSuite
from evals.suites.retrieval import RetrievalSuite
from evals.suites.voice import VoiceSuite
from evals.suites.writing import WritingSuite

OWN: Mapping[str, Callable[[], Suite]] = {
    "guardrails": GuardrailsSuite,
    "leaks": LeaksSuite,
    "retrieval": RetrievalSuite,
    "cross_language": CrossLanguageSuite,
    "voice": VoiceSuite,
    "writing": WritingSuite,
}
EXTERNAL: Mapping[str, Callable[[Path, int], Suite]] = {
    "guardrails": FalseAlarms,
    "leaks": lambda data, seed: LeaksSuite(data=data, seed=seed, name="leaks, external"),
    "retrieval": RetrievalCollections,
    "voice": VoiceCorpus,
    "writing": WritingSources,
}
NO_DATA = "no --data"


def choose(names: Sequence[str], *, data: Path | None, seed: int) -> tuple[list[Suite], dict[str, str]]:
    """Return the suites to run, and the reason by name for those to skip. "all" stands for every name.

    Raises ValueError for a name that is no suite's.
    """
    wanted = list(OWN) if "all" in names else list(dict.fromkeys(names))
    if unknown := [name for name in wanted if name not in OWN]:
        raise ValueError(f"no suite is called {', '.join(unknown)}; there are all, {', '.join(OWN)}")
    suites: list[Suite] = []
    skipped = {}
    for name in wanted:
        suites.append(OWN[name]())
        if name in EXTERNAL and data is None:
            skipped[f"{name}, external"] = NO_DATA
        elif name in EXTERNAL and data is not None:
            suites.append(EXTERNAL[name](data, seed))
    return suites, skipped
