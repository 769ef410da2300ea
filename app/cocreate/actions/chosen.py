"""The actions of the moment: a model's where only a model can act, the built-in ones for all else."""

from collections.abc import Callable
from dataclasses import dataclass

from app.cocreate.actions.outcome import BY_MODEL, Action, DraftActions, Outcome, Sheet
from app.llm.chat_model import ChatModel


@dataclass(frozen=True, slots=True)
class ChosenActions:
    """See `DraftActions`. `model` is asked anew each time: one set up meanwhile counts at once."""

    model: Callable[[], ChatModel | None]
    built_in: DraftActions
    with_model: Callable[[ChatModel], DraftActions]

    def __call__(self, action: Action, sheet: Sheet) -> Outcome:
        model = self.model() if action in BY_MODEL else None
        return (self.built_in if model is None else self.with_model(model))(action, sheet)
