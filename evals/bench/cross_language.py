"""What is found in the other language, with and without what this product does about it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from evals.bench.record import Record, Table
from evals.case import SIDES
from evals.suite import Measures
from evals.suites.cross_language import CrossLanguageSuite
from knowledge_base.glossary import EMPTY

# The product has no switch for these: nobody should turn them off. Only a measurement does.
_DICTIONARY = ("knowledge_base.queries.dictionary", lambda: EMPTY)
_GLOSS = ("knowledge_base.gloss.gloss", lambda text: text)

SYSTEMS = {
    "before: stems and embeddings alone": (_DICTIONARY, _GLOSS),
    "dictionary for words": (_GLOSS,),
    "French embedded through English": (_DICTIONARY,),
    "after: both, as the product does": (),
}


def measure(
    suite: CrossLanguageSuite, *, heard: Callable[[str, Measures], None] = lambda _name, _measures: None
) -> dict[str, Measures]:
    """Ask all questions once for each of the systems."""
    found: dict[str, Measures] = {}
    for name, switched_off in SYSTEMS.items():
        with _without(switched_off):
            found[name] = suite.measure()
        heard(name, found[name])
    return found


def record(found: dict[str, Measures], *, pairs: int, command: str) -> Record:
    metrics = list(next(iter(found.values())))
    titles = {"fr": "French questions, English pages", "en": "English questions, French pages"}
    tables = tuple(
        Table(
            titles[side],
            ("", *metrics),
            tuple(
                (name, *(measures[metric].get(side) for metric in metrics))
                for name, measures in found.items()
            ),
        )
        for side in SIDES
    )
    note = (
        f"{pairs} invented pairs of a question and a page in the other language, written by topic: a question"
        " seldom uses the words that a translation of its page would hold. The library also holds the demo"
        " company's pages, in both languages. The dictionary and the set come from the same hands, so expect"
        " less of texts about other matters."
    )
    return Record("cross-language", "Found in the other language", command, tables, (note,))


@contextmanager
def _without(switched_off: Sequence[tuple[str, object]]) -> Iterator[None]:
    with ExitStack() as stack:
        for place, instead in switched_off:
            stack.enter_context(patch(place, instead))
        yield
