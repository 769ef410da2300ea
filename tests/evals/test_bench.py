"""The benches: what they say, and that they run without what is optional."""

import gc
import json
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from evals.bench import cross_language, growth, peers, retrieval, scale
from evals.bench.record import Record, Table, as_text, write_record
from evals.external.texts import DataMissing
from evals.suites.cross_language import CrossLanguageSuite

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:chromadb", "ignore::ResourceWarning")

TEXTS = {
    "ovens": "We repair deck ovens in every town, and bakers like it.",
    "boats": "Boats sail on the wide sea when the wind is fair.",
    "trains": "Trains leave the station late in the winter months.",
}


@pytest.fixture
def collections(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    folder.mkdir()
    rows = [json.dumps({"id": name, "text": text}) for name, text in TEXTS.items()]
    (folder / "corpus.jsonl").write_text("\n".join(rows), "utf-8")
    queries = {"q1": "who repairs the ovens of bakers", "q2": "late trains in winter"}
    asked = [json.dumps({"id": name, "text": text}) for name, text in queries.items()]
    (folder / "queries.jsonl").write_text("\n".join(asked), "utf-8")
    (folder / "qrels.json").write_text(json.dumps({"q1": {"ovens": 1}, "q2": {"trains": 1}}), "utf-8")
    return tmp_path


@pytest.fixture
def no_peers(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str) -> ModuleType:
        if name.startswith(("langchain", "llama_index", "haystack")):
            raise ImportError(name)
        return import_module(name)

    monkeypatch.setattr(peers, "import_module", load)


def test_the_right_texts_are_found_and_missing_libraries_named(collections: Path, no_peers: None) -> None:
    found, skipped = retrieval.measure(collections, queries=0, seed=0, peers=True)

    assert {(one.collection, one.system): one.ndcg for one in found} == {
        ("small", retrieval.OURS): 1.0,
        ("small", retrieval.WEIGHTED_SUM): 1.0,
    }
    assert skipped["Haystack BM25"] == "haystack is not installed"
    assert set(skipped) == set(peers.PEERS)
    page = as_text(retrieval.record(found, skipped, name="small", command="evals bench"))
    assert "NDCG@10" in page
    assert "Haystack BM25: skipped, haystack is not installed." in page


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_servers_find_what_the_embedded_stores_find(
    collections: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))  # where PostgreSQL's wheel keeps its locks
    embedded, _ = retrieval.measure(collections, queries=0, seed=0, peers=False)
    served, _ = retrieval.measure(collections, queries=0, seed=0, peers=False, postgresql=True, chroma=True)

    figures = [{one.system: (one.ndcg, one.recall) for one in found} for found in (embedded, served)]
    assert figures[0] == figures[1]
    gc.collect()  # Chroma's client over HTTP never closes its connections, and must not blame the next test


def test_a_folder_without_collections_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataMissing, match="no collection"):
        retrieval.measure(tmp_path, queries=0, seed=0, peers=False)


def test_what_leads_across_languages_can_be_measured_without_it() -> None:
    whole = CrossLanguageSuite()
    few = CrossLanguageSuite(cases=whole.cases[:12], notes=whole.notes[:12], beside_demo=False)

    found = cross_language.measure(few)

    before, *_, after = (measures["recall@10"]["fr"] for measures in found.values())
    assert after >= before + 0.3
    page = as_text(cross_language.record(found, pairs=12, command="evals bench"))
    assert "12 invented pairs" in page
    assert "FRENCH QUESTIONS, ENGLISH PAGES" in page


def test_a_small_library_is_fast_and_finds_everything() -> None:
    cost = scale.measure_one(60)

    assert cost.passages == 60
    assert cost.recall == 1.0
    assert cost.found >= 0.95
    assert 0 < cost.p50 <= cost.p95
    assert min(cost.embedded, cost.kept, cost.indexed, cost.memory, cost.disk) > 0


def test_a_record_says_what_was_measured_where_and_how(tmp_path: Path) -> None:
    table = Table("Times", ("", "fr", "en"), (("Tandem", 0.5, None), ("other", 1234.5, "–")), note="In ms.")
    record = Record("times", "How fast", "python -m evals bench times", (table,), ("A note.",))

    page, data = write_record(record, tmp_path)

    assert "| Tandem | 0.500 | – |" in page.read_text("utf-8")
    assert "| other | 1,234 | – |" in page.read_text("utf-8")
    kept = json.loads(data.read_text("utf-8"))
    assert kept["command"] == "python -m evals bench times"
    assert kept["tables"][0]["rows"][0] == ["Tandem", 0.5, None]
    assert {"commit", "at", "machine"} <= kept.keys()
    assert as_text(record).splitlines()[0] == "TIMES"


def test_a_check_is_timed_for_each_number_of_passages() -> None:
    costs = growth.measure([3, 12], rounds=1)

    assert [cost.passages for cost in costs] == [3, 12]
    assert min(costs[1].read, costs[1].restart, costs[1].p50, costs[1].near_p50) > 0
    assert "12" in as_text(growth.record(costs, command="evals bench growth"))
