"""Kills whoever writes to a library, again and again, and looks at what is left.

Run as a program, since only a process that has opened nothing yet can be copied for each round:
`crash_rounds.py FOLDER ROUNDS SEED` prints one line of JSON. Each round copies it twice: one
copy writes until it is killed, the other looks at what is left, goes on and mends.
"""

import json
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from app.domain.ingestion import FileState, IngestionFile
from app.store import documents, ingestions
from app.store.schema import migrate
from app.store.session import Sessions, open_engine
from app.workflows.clear_document import clear_document
from app.workflows.delete_document import delete_document
from app.workflows.run_ingestion import run_ingestion, run_ingestions
from app.workflows.search_knowledge import search_knowledge
from app.workflows.start_ingestion import plan_ingestion
from app.workflows.verify_index import verify_index
from knowledge_base.loaders import load_file
from knowledge_base.passages import Classification, LoadedDocument
from knowledge_base.vectors import ChromaVectors
from tests.support.library import NOW, PUBLIC, LibraryServices

FILES = 6
WORDS = ("oven", "boat", "bridge", "garden", "violin", "harbour")
LATER = replace(PUBLIC, embargo_until=NOW + timedelta(days=1))
INTERNAL = replace(PUBLIC, classification=Classification.INTERNAL)


class Rounds:
    def __init__(self, folder: Path) -> None:
        self._sources = folder / "sources"
        self._log = folder / "reported.log"
        self._data = folder / "data"
        for path in (self._sources, self._data):
            path.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def opened(self) -> Iterator[Any]:
        engine = open_engine(f"sqlite:///{self._data / 'tandem.db'}")
        vectors = ChromaVectors(self._data / "chroma")
        try:
            yield LibraryServices(Sessions(engine), vectors=vectors, data_dir=self._data)
        finally:
            vectors.close()
            engine.dispose()

    def prepare(self) -> None:
        engine = open_engine(f"sqlite:///{self._data / 'tandem.db'}")
        migrate(engine)
        engine.dispose()

    def write(self, version: int, seed: int) -> None:
        """What is killed: all files in a new version, then some cleared anew and one deleted."""
        self._save_files(version)
        chance = random.Random(seed)
        with self.opened() as services:
            plan = plan_ingestion(services, [self._sources], clearance=PUBLIC, cleared_by="Comms")
            run_ingestion(services, plan.id, on_file=lambda file: self._report(file, version))
            known = self._ids(services)
            for document_id in chance.sample(sorted(known), min(3, len(known))):
                for clearance in (INTERNAL, LATER, PUBLIC):
                    clear_document(services, document_id, clearance, by="Ruth")
            delete_document(services, chance.choice(sorted(known)))

    def look(self, version: int) -> None:
        """Nothing half-visible before anything is mended; then go on, mend, and find all of it."""
        with self.opened() as services:
            self._check_whole(services)
            self._check_reported(services, version)
            run_ingestions(services)
            self._check_whole(services)
            proof = verify_index(services, repair=True)
            assert proof.holds, proof.troubles
            with services.sessions() as session:
                assert ingestions.list_unfinished(session) == []
            self._check_found(services)
        self._log.unlink(missing_ok=True)

    def _save_files(self, version: int) -> None:
        for number, word in enumerate(WORDS):
            parts = [
                f"## Part {part}\n\n" + f"The {word} of version {version} says {part}. " * 12
                for part in range(2 + number % 3)
            ]
            beside = self._data / "new.md"
            beside.write_text(f"# About the {word}\n\n" + "\n\n".join(parts))
            beside.replace(self._sources / f"{word}.md")

    def _report(self, file: IngestionFile, version: int) -> None:
        assert file.state in {FileState.ADDED, FileState.REPLACED, FileState.UNCHANGED}, file
        with self._log.open("a") as log:
            log.write(f"{Path(file.name).stem} {version}\n")

    def _ids(self, services: Any) -> dict[int, str]:
        with services.sessions() as session:
            return {one.id: Path(one.path).stem for one in documents.list_documents(session)}

    def _check_whole(self, services: Any) -> None:
        """Each document has all passages of one version of its file; whatever is found is of these."""
        kept: set[int] = set()
        with services.sessions() as session:
            for document_id, word in self._ids(services).items():
                passages = documents.list_passages(session, document_id)
                versions = {passage.text.split(" version ")[1].split()[0] for passage in passages}
                assert len(versions) == 1, (word, versions)
                assert len(passages) == len(self._loaded(word).chunks), (word, len(passages))
                kept |= {passage.id for passage in passages}
        for word in WORDS:
            for hit in search_knowledge(services, word, limit=50):
                assert hit.passage.id in kept

    def _check_reported(self, services: Any, version: int) -> None:
        """What was reported is there in its new version; one is deleted at last, once all are there."""
        lines = self._log.read_text().splitlines() if self._log.exists() else []
        reported = {line.split()[0] for line in lines}
        here = set(self._ids(services).values())
        missing = reported - here
        assert len(missing) <= (len(reported) == len(WORDS)), (version, missing)
        with services.sessions() as session:
            for document_id, word in self._ids(services).items():
                if word in reported:
                    texts = [p.text for p in documents.list_passages(session, document_id)]
                    assert all(f"version {version} " in text for text in texts), (word, version)

    def _check_found(self, services: Any) -> None:
        """Every document in force is found by its words and by its vectors."""
        with services.sessions() as session:
            public = [one for one in documents.list_documents(session) if one.clearance.in_force(NOW)]
        for document in public:
            word = Path(document.path).stem
            hits = search_knowledge(services, f"the {word} says", document_id=document.id, limit=50)
            assert len(hits) == len(self._loaded(word).chunks), (word, len(hits))

    def _loaded(self, word: str) -> LoadedDocument:
        return load_file(self._sources / f"{word}.md")


def copied(work: Callable[[], None]) -> int:
    """Do the work in a copy of this process; return the copy's id."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        work()
        status = 0
    except BaseException:  # noqa: BLE001  # a copy must end here, whatever happened
        traceback.print_exc()
    finally:
        os._exit(status)


def finished(child: int) -> bool:
    """Wait; tell whether the work was done without an error."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def killed_after(child: int, seconds: float) -> bool:
    """Kill the copy unless it ends before; tell whether it had to be killed."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if os.waitpid(child, os.WNOHANG)[0]:
            return False
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def main(folder: Path, count: int, seed: int) -> dict[str, object]:
    import_module("chromadb")  # once, for all copies; nothing is opened before there are copies
    rounds, chance = Rounds(folder), random.Random(seed)
    assert finished(copied(rounds.prepare))
    begun = time.monotonic()
    assert finished(copied(lambda: rounds.write(0, seed)))
    whole = time.monotonic() - begun
    assert finished(copied(lambda: rounds.look(0)))
    failed, kills = [], 0
    for number in range(1, count + 1):
        kills += killed_after(copied(partial(rounds.write, number, number)), chance.uniform(0, whole * 1.1))
        if not finished(copied(partial(rounds.look, number))):
            failed.append(number)
    return {"rounds": count, "kills": kills, "failed": failed, "seconds_of_a_whole_round": round(whole, 2)}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
