"""One index, two processes: the pages run while somebody adds sources from a terminal."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from knowledge_base.passages import Classification, Clearance, Origin, Scope
from knowledge_base.vectors import ChromaVectors

PUBLIC = Clearance(Origin.COMPANY, Classification.PUBLIC)
SCOPE = Scope(now=datetime(2026, 11, 24, tzinfo=UTC))

ADD_FROM_ANOTHER_PROCESS = """
import sys
import numpy as np
from pathlib import Path
from tests.knowledge_base.test_vectors_shared import PUBLIC, one_hot
from knowledge_base.vectors import ChromaVectors
ChromaVectors(Path(sys.argv[1])).add([2], one_hot(2), [PUBLIC], [1])
"""


def one_hot(place: int) -> "np.ndarray":
    vector = np.zeros((1, 384), dtype=np.float32)
    vector[0, place] = 1
    return vector


def test_what_another_process_adds_is_found_at_once(tmp_path: Path) -> None:
    here = ChromaVectors(tmp_path)
    here.add([1], one_hot(1), [PUBLIC], [1])
    assert here.search_vectors(one_hot(2), SCOPE, limit=1).keys() == {1}

    subprocess.run([sys.executable, "-c", ADD_FROM_ANOTHER_PROCESS, str(tmp_path)], check=True)

    assert here.search_vectors(one_hot(2), SCOPE, limit=1).keys() == {2}
    here.add([3], one_hot(3), [PUBLIC], [1])
    assert here.ids() == {1, 2, 3}
