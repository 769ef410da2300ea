"""Repeatable choices: the same seed picks the same way, another seed another way."""

from collections.abc import Sequence
from hashlib import blake2s
from typing import TypeVar

T = TypeVar("T")


def number(seed: int, key: str) -> int:
    """A number in 0..2**32-1 that depends on the seed and the key alone (unlike `hash`)."""
    return int.from_bytes(blake2s(f"{seed}|{key}".encode(), digest_size=4).digest(), "big")


def pick(options: Sequence[T], *, seed: int, key: str) -> T:
    """One of the options; `key` says what is being chosen, so that two choices do not move together."""
    return options[number(seed, key) % len(options)]


def rotated(options: Sequence[T], *, seed: int, key: str) -> tuple[T, ...]:
    """The options in their order, from a chosen one on and round."""
    if not options:
        return ()
    start = number(seed, key) % len(options)
    return (*options[start:], *options[:start])


def happens(rate: float, *, seed: int, key: str) -> bool:
    """True for about `rate` (0..1) of all seeds."""
    return number(seed, key) < rate * 2**32
