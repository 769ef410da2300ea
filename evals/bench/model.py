"""What stands around a model, and whether pages stay quick while it thinks."""

from collections.abc import Callable

from evals.bench.model_load import load_table, measure_load
from evals.bench.model_overhead import measure_overhead, overhead_table
from evals.bench.record import Record
from evals.stage import models_folder


def record_model(
    *, briefs: int, drafts: int, seconds: float, command: str, heard: Callable[[str], None]
) -> Record:
    """CPU per draft, then pages under load; see the two modules."""
    spent = measure_overhead(briefs=briefs, heard=heard)
    waits = measure_load(drafts=drafts, seconds=seconds, models=models_folder(), heard=heard)
    tables = (overhead_table(spent), load_table(waits))
    return Record("model", "What a model costs beside itself", command, tables)
