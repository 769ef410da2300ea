"""Which embedder is used for what: those of an endpoint never see what must not leave."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

import numpy as np

from app.domain.model_endpoints import ModelEndpoint
from app.llm.call import NO_CALL, Call
from app.llm.embeddings import EndpointEmbedder
from app.personal_words import PersonalWords
from knowledge_base.indexes import Embedder, EmbedderUnavailable, VectorIndex, Vectors
from knowledge_base.vectors import IndexUnavailable

MOST_QUERIES = 256
"""Vectors of queries that are remembered: one brief asks for the same twice."""


class LibraryEmbedders(Protocol):
    """What the library's workflows need to know of embedders."""

    @property
    def serving(self) -> Embedder:
        """Made the index that is searched, and embeds the passages that join it."""
        ...

    @property
    def serving_name(self) -> str:
        """Its name, without asking it."""
        ...

    @property
    def wanted(self) -> Embedder:
        """The one that the settings ask for; another than `serving` until the index has moved.

        Raises EmbedderUnavailable where its name is not known yet and it does not answer.
        """
        ...

    @property
    def secrets(self) -> Embedder:
        """For what must not leave: it runs in this process."""
        ...

    def leaves(self, name: str) -> bool:
        """Whether texts leave this process for the embedder of that name."""
        ...


@dataclass(frozen=True, slots=True)
class OneEmbedder:
    """LibraryEmbedders where one in this process does it all."""

    serving: Embedder

    @property
    def serving_name(self) -> str:
        return self.serving.name

    @property
    def wanted(self) -> Embedder:
        return self.serving

    @property
    def secrets(self) -> Embedder:
        return self.serving

    def leaves(self, name: str) -> bool:
        return False


class Embedders:
    """See LibraryEmbedders. `endpoint` is read at every call, so that a change in the pages counts at once.

    Personal data and names are taken out of whatever goes to an endpoint, passages and queries alike.
    """

    def __init__(
        self,
        local: Embedder,
        vectors: VectorIndex,
        endpoint: Callable[[], ModelEndpoint | None],
        personal: PersonalWords,
        *,
        call: Call = NO_CALL,
    ) -> None:
        self._call = call
        self._local = local
        self._vectors = vectors
        self._endpoint = endpoint
        self._personal = personal
        self._opened: EndpointEmbedder | None = None
        self._lock = Lock()

    @property
    def serving(self) -> Embedder:
        name = self.serving_name
        if name == self._local.name:
            return self._local
        remote = self._remote()
        if remote is None or not remote.made(name):
            return _Away(name)
        return _Blotted(name, remote, self._personal)

    @property
    def serving_name(self) -> str:
        try:
            return self._vectors.made_by or self._local.name
        except IndexUnavailable:  # whoever searches will hear of it from the index itself
            return self._local.name

    @property
    def wanted(self) -> Embedder:
        remote = self._remote()
        return self._local if remote is None else _Blotted(remote.name, remote, self._personal)

    @property
    def secrets(self) -> Embedder:
        return self._local

    def leaves(self, name: str) -> bool:
        return name != self._local.name

    def _remote(self) -> EndpointEmbedder | None:
        endpoint = self._endpoint()
        with self._lock:
            if self._opened is not None and self._opened.endpoint != endpoint:
                self._opened.close()
                self._opened = None
            if self._opened is None and endpoint is not None:
                self._opened = EndpointEmbedder(endpoint, call=self._call)
            return self._opened

    def close(self) -> None:
        """Let go of connections."""
        with self._lock:
            if self._opened is not None:
                self._opened.close()


class QueryEmbedder:
    """An Embedder of what people type, by whichever one made the index that is searched.

    A query that rings an alarm goes to no endpoint: words alone decide then. So it is with `private`
    texts, such as the sentences of a draft, whatever they say.
    """

    def __init__(
        self, embedders: Embedders, may_leave: Callable[[str], bool], *, private: bool = False
    ) -> None:
        self._embedders = embedders
        self._may_leave = may_leave
        self._private = private
        self._known: OrderedDict[tuple[str, str], Vectors] = OrderedDict()
        self._lock = Lock()

    @property
    def name(self) -> str:
        return self._embedders.serving_name

    @property
    def dimensions(self) -> int:
        return self._embedders.serving.dimensions

    def embed(self, texts: Sequence[str]) -> Vectors:
        embedder = self._embedders.serving
        if not texts or not self._embedders.leaves(embedder.name):
            return embedder.embed(texts)
        if self._private:
            raise EmbedderUnavailable("this text is kept from the embeddings' server")
        vectors: Vectors = np.stack([self._vector(embedder, text) for text in texts])
        return vectors

    def _vector(self, embedder: Embedder, text: str) -> Vectors:
        key = (embedder.name, text)
        with self._lock:
            if key in self._known:
                return self._known[key]
        if not self._may_leave(text):
            raise EmbedderUnavailable("this text is kept from the embeddings' server")
        vector: Vectors = embedder.embed([text])[0]
        with self._lock:
            self._known[key] = vector
            while len(self._known) > MOST_QUERIES:
                self._known.popitem(last=False)
        return vector


class _Blotted:
    """An endpoint that sees no personal data and no name, as long as its vectors are those of `name`."""

    def __init__(self, name: str, embedder: EndpointEmbedder, personal: PersonalWords) -> None:
        self.name = name
        self._embedder = embedder
        self._personal = personal

    @property
    def dimensions(self) -> int:
        return self._embedder.dimensions

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors = self._embedder.embed([self._personal.blotted(text) for text in texts])
        if self._embedder.name != self.name:
            raise EmbedderUnavailable(f"the index was made by {self.name}, not by {self._embedder.name}")
        return vectors


class _Away:
    """The embedder that made the index, where no setting names it any more."""

    dimensions = 0

    def __init__(self, name: str) -> None:
        self.name = name

    def embed(self, texts: Sequence[str]) -> Vectors:
        raise EmbedderUnavailable(f"the index was made by {self.name}, which no setting names")
