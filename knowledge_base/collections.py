"""Which of a Chroma store's collections serves, while another one may be in the making."""

from typing import Any

SERVING = "serving"
_FIRST = "passages"


def serving_collection(client: Any) -> str:
    """The newest collection that was declared to serve; the first one needs no declaration."""
    serving = [one.name for one in _generations(client) if (one.metadata or {}).get(SERVING)]
    return max(serving, key=_generation, default=_FIRST)


def next_collection(client: Any) -> str:
    """A name that was never used in this store, or not since what bore it was thrown away."""
    newest = max((_generation(one.name) for one in _generations(client)), default=1)
    return f"{_FIRST}-{newest + 1}"


def drop_others(client: Any, *, keep: str) -> None:
    """Throw away all collections of passages but one, those that a crash left unfinished too."""
    for one in _generations(client):
        if one.name != keep:
            client.delete_collection(one.name)


def _generations(client: Any) -> list[Any]:
    return [one for one in client.list_collections() if one.name.partition("-")[0] == _FIRST]


def _generation(name: str) -> int:
    return int(name.partition("-")[2] or 1)
