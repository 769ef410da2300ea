"""Which of a Chroma store's collections serves, while another one may be in the making."""

from typing import Any

SERVING = "serving"
MADE_BY = "made_by"
_FIRST = "passages"


def serving_collection(client: Any) -> str:
    """The newest collection that was declared to serve; the first one needs no declaration."""
    serving = [one.name for one in _generations(client) if (one.metadata or {}).get(SERVING)]
    return max(serving, key=_generation, default=_FIRST)


def next_collection(client: Any) -> str:
    """A name that was never used in this store, or not since what bore it was thrown away."""
    newest = max((_generation(one.name) for one in _generations(client)), default=1)
    return f"{_FIRST}-{newest + 1}"


def begun_collection(client: Any, made_by: str) -> Any:
    """The newest collection that was begun for an embedder and does not serve yet; None for none."""
    serving = serving_collection(client)
    begun = [
        one
        for one in _generations(client)
        if one.name != serving and (one.metadata or {}).get(MADE_BY) == made_by
    ]
    return max(begun, key=lambda one: _generation(one.name), default=None)


def drop_others(client: Any, *, keep: str) -> None:
    """Throw away all collections of passages but one, those that a crash left unfinished too."""
    for one in _generations(client):
        if one.name != keep:
            client.delete_collection(one.name)


def _generations(client: Any) -> list[Any]:
    return [one for one in client.list_collections() if one.name.partition("-")[0] == _FIRST]


def _generation(name: str) -> int:
    return int(name.partition("-")[2] or 1)
