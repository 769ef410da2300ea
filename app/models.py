"""The models of this company, by what they are asked for: those of the settings first, then the pages'."""

from collections.abc import Callable, Sequence
from threading import Lock

from app.domain.model_endpoints import ModelEndpoint, Purpose
from app.llm.chain import Line, ModelChain
from app.llm.chat_model import ChatModel, open_chat_model
from app.store import model_endpoints
from app.store.model_endpoints import KeyBox
from app.store.session import Sessions


class Models:
    """Reads the endpoints at every call, so that a change in the pages counts at once, in every process.

    Clients, breakers and places are kept for as long as an endpoint stays as it is.
    """

    def __init__(
        self,
        sessions: Sessions,
        secret: bytes,
        from_settings: ModelEndpoint | None = None,
        *,
        open_model: Callable[[ModelEndpoint], ChatModel] = open_chat_model,
    ) -> None:
        self._sessions = sessions
        self.box = KeyBox(secret)
        self._from_settings = from_settings
        self._open_model = open_model
        self._lines: dict[ModelEndpoint, Line] = {}
        self._lock = Lock()

    def endpoints(self) -> list[ModelEndpoint]:
        """All of them in their order, on or off."""
        with self._sessions() as session:
            kept = model_endpoints.list_endpoints(session, self.box)
        return [*([self._from_settings] if self._from_settings else []), *kept]

    def endpoints_for(self, purpose: Purpose) -> list[ModelEndpoint]:
        """Those that are on and serve the purpose, in their order."""
        return [endpoint for endpoint in self.endpoints() if endpoint.serves(purpose)]

    def chat(self, purpose: Purpose) -> ChatModel | None:
        """All endpoints of a purpose behind one model, for one piece of work; None when there is none."""
        if not self.endpoints_for(purpose):
            return None
        return self.chain(purpose)

    def chain(self, purpose: Purpose) -> ModelChain:
        """As `chat`, also where no endpoint is there yet: calls raise ModelDown as long as there is none."""
        return ModelChain(lambda: self._lines_for(purpose))

    def embeddings_endpoint(self) -> ModelEndpoint | None:
        """The first one for embeddings: two models' vectors cannot be compared, so there is no second."""
        return next(iter(self.endpoints_for(Purpose.EMBEDDINGS)), None)

    def resting(self, endpoint: ModelEndpoint) -> bool:
        """Whether it is left alone for a while, in this process, since it failed too often."""
        with self._lock:
            line = self._lines.get(endpoint)
        return line is not None and line.breaker.resting

    def _lines_for(self, purpose: Purpose) -> Sequence[Line]:
        endpoints = self.endpoints()
        with self._lock:
            for gone in self._lines.keys() - set(endpoints):
                del self._lines[gone]
            wanted = [endpoint for endpoint in endpoints if endpoint.serves(purpose)]
            return [self._line(endpoint) for endpoint in wanted]

    def _line(self, endpoint: ModelEndpoint) -> Line:
        if endpoint not in self._lines:
            self._lines[endpoint] = Line(self._open_model(endpoint))
        return self._lines[endpoint]
