"""The libraries that somebody would otherwise build a search with, each as its documentation starts.

They are an optional group of dependencies, imported by name when they are asked for.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr
from dataclasses import dataclass
from importlib import import_module
from io import StringIO
from typing import Any
from warnings import catch_warnings, simplefilter

from knowledge_base.indexes import Embedder

HITS = 10

Search = Callable[[str], list[str]]
"""A query to the names of texts, best first."""


class PeerMissing(Exception):
    """The library is not installed; the message names it."""


@dataclass(frozen=True, slots=True)
class Corpus:
    names: Sequence[str]
    texts: Sequence[str]


def langchain_bm25(corpus: Corpus, embedder: Embedder) -> Search:
    retriever = _langchain_bm25(corpus)
    return lambda query: [found.metadata["name"] for found in retriever.invoke(query)]


def langchain_ensemble(corpus: Corpus, embedder: Embedder) -> Search:
    """BM25 and Chroma, half and half, with this project's own embedder."""
    ensemble = _load("langchain_classic.retrievers").EnsembleRetriever
    chroma = _load("langchain_chroma").Chroma.from_texts(
        list(corpus.texts), embedding=_LangChainEmbedder(embedder), metadatas=_metadata(corpus)
    )
    vectors = chroma.as_retriever(search_kwargs={"k": HITS})
    retriever = ensemble(retrievers=[_langchain_bm25(corpus), vectors], weights=[0.5, 0.5])
    return lambda query: [found.metadata["name"] for found in retriever.invoke(query)]


def llama_index_bm25(corpus: Corpus, embedder: Embedder) -> Search:
    node = _load("llama_index.core.schema").TextNode
    nodes = [node(text=text, id_=name) for name, text in zip(corpus.names, corpus.texts, strict=True)]
    logging.getLogger("bm25s").setLevel(logging.WARNING)
    with redirect_stderr(StringIO()):  # it draws progress bars
        retriever = _load("llama_index.retrievers.bm25").BM25Retriever.from_defaults(
            nodes=nodes, similarity_top_k=HITS
        )
    return lambda query: [found.node.node_id for found in retriever.retrieve(query)]


def haystack_bm25(corpus: Corpus, embedder: Embedder) -> Search:
    store = _load("haystack.document_stores.in_memory").InMemoryDocumentStore()
    document = _load("haystack").Document
    store.write_documents(
        [document(id=name, content=text) for name, text in zip(corpus.names, corpus.texts, strict=True)]
    )
    retriever = _load("haystack.components.retrievers.in_memory").InMemoryBM25Retriever(store, top_k=HITS)
    return lambda query: [found.id for found in retriever.run(query=query)["documents"]]


PEERS: Mapping[str, Callable[[Corpus, Embedder], Search]] = {
    "LangChain BM25": langchain_bm25,
    "LangChain Ensemble": langchain_ensemble,
    "LlamaIndex BM25": llama_index_bm25,
    "Haystack BM25": haystack_bm25,
}


@dataclass(frozen=True, slots=True)
class _LangChainEmbedder:
    embedder: Embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(value) for value in row] for row in self.embedder.embed(texts)]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def _langchain_bm25(corpus: Corpus) -> Any:
    with catch_warnings():
        simplefilter("ignore")  # the package announces that it will be replaced
        retrievers = _load("langchain_community.retrievers")
    return retrievers.BM25Retriever.from_texts(list(corpus.texts), metadatas=_metadata(corpus), k=HITS)


def _metadata(corpus: Corpus) -> list[dict[str, str]]:
    return [{"name": name} for name in corpus.names]


def _load(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise PeerMissing(f"{name.partition('.')[0]} is not installed") from error
