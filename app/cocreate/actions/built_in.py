"""The built-in writer's hand in the actions: arranging, quoting and shortening, with no model at all."""

from app.cocreate.actions.angle import another_angle
from app.cocreate.actions.language import in_other_language
from app.cocreate.actions.longer import longer
from app.cocreate.actions.opening import another_opening
from app.cocreate.actions.outcome import Action, NotPossible, Outcome, Sheet
from app.cocreate.actions.personal import more_personal
from app.cocreate.actions.shorter import shorter
from app.cocreate.built_in import BuiltInWriter
from app.cocreate.vector_cache import CachedEmbedder
from knowledge_base.indexes import Embedder


class BuiltInActions:
    """Pure given its inputs: what was looked at is what is kept."""

    def __init__(self, embedder: Embedder | None = None) -> None:
        self._embedder = CachedEmbedder(embedder) if embedder is not None else None
        self._writer = BuiltInWriter(embedder)

    def __call__(self, action: Action, sheet: Sheet) -> Outcome:  # noqa: PLR0911  (one line per action)
        match action:
            case Action.OPENING:
                return another_opening(sheet, self._embedder)
            case Action.SHORTER:
                return shorter(sheet)
            case Action.LONGER:
                return longer(sheet, self._embedder)
            case Action.PERSONAL:
                return more_personal(sheet)
            case Action.ANGLE:
                return another_angle(sheet, self._writer)
            case Action.LANGUAGE:
                return in_other_language(sheet, self._writer)
            case _:
                return NotPossible("no_model")
