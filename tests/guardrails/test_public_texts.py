"""What the tripwire reads in public texts, and the form in which it is kept."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrails.confidentiality.leaks import public_texts
from guardrails.confidentiality.leaks.fingerprints import FingerprintLibrary, fingerprint_sentences
from guardrails.confidentiality.leaks.meanings import Meaning, MeaningIndex, Meanings, Occurrences, Rarities
from guardrails.confidentiality.leaks.near_copy import NearCopyCheck
from guardrails.confidentiality.leaks.prints import distinct
from guardrails.confidentiality.leaks.public_texts import Public, is_sound, read_public, unpack_public
from guardrails.confidentiality.leaks.reworded import RewordedCheck
from tests.support.posts import KEY, seen_by

WIDE = st.lists(st.integers(0, 2**64 - 1), max_size=8)
CONCEPTS = st.lists(st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=15), max_size=6)
KEYS = st.lists(st.integers(0, 20).map(lambda number: number * 8 + number % 6), min_size=1, max_size=3)
"""Of few hashes, so that sentences share them."""
TEXTS = (
    "The brewery in Marsden will be sold to the Kessel family on 14 June for 23 million euros.",
    "Twelve per cent of the pumps delivered to Spanish farms leak after six weeks. A seal dries out.",
    "",
    "Oui.",
)


def meaning(concepts: Sequence[Sequence[int]]) -> Meaning:
    return Meaning(np.array([key for keys in concepts for key in keys], np.uint32), tuple(map(len, concepts)))


PUBLIC = st.builds(
    lambda runs, anchors, meanings: Public(
        distinct(runs), distinct(anchors), Meanings.of(map(meaning, meanings))
    ),
    WIDE,
    WIDE,
    st.lists(CONCEPTS, max_size=4),
)


def content(public: Public) -> list[list[int]]:
    meanings = public.meanings
    columns = (public.runs, public.anchors, meanings.keys, meanings.sizes, meanings.lengths)
    return [column.tolist() for column in columns]


@settings(max_examples=60, deadline=None)
@given(st.lists(PUBLIC, max_size=4))
def test_readings_come_back_as_they_were_kept(readings):
    blobs = [one.packed(KEY) for one in readings]

    assert all(is_sound(blob, KEY) for blob in blobs)
    assert content(unpack_public(blobs)) == content(Public.joined(readings))


@settings(max_examples=60, deadline=None)
@given(PUBLIC, st.data())
def test_a_reading_that_was_touched_is_told(reading, data):
    blob = bytearray(reading.packed(KEY))
    at = data.draw(st.integers(0, len(blob) - 1))
    blob[at] ^= data.draw(st.integers(1, 255))

    assert not is_sound(bytes(blob), KEY)
    assert not is_sound(reading.packed(KEY)[:at], KEY)
    assert not is_sound(reading.packed(KEY) + b"\0", KEY)


def test_a_reading_with_another_key_is_told():
    assert not is_sound(read_public(TEXTS[0], KEY).packed(KEY), b"another key")


@pytest.mark.parametrize("blob", [b"", b"\x01", b"\x01" * 29, b"\xff" * 400], ids=["none", "1", "head", "ff"])
def test_what_is_no_reading_is_told(blob):
    assert not is_sound(blob, KEY)


def test_a_reading_made_by_other_rules_is_told(monkeypatch: pytest.MonkeyPatch):
    kept = read_public(TEXTS[0], KEY).packed(KEY)
    public_texts._sealing_key.cache_clear()
    with monkeypatch.context() as changed:
        changed.setattr(public_texts, "FEWEST_CONCEPTS", 30)

        is_known = is_sound(kept, KEY)

    public_texts._sealing_key.cache_clear()
    assert not is_known
    assert is_sound(kept, KEY)


def test_what_was_kept_quiets_as_the_text_does():
    entries = [(1, "confidential", blob) for text in TEXTS for blob in fingerprint_sentences(text, key=KEY)]
    kept = unpack_public([read_public(text, KEY).packed(KEY) for text in TEXTS[:1]])
    library = FingerprintLibrary.load(entries, key=KEY, public=[kept])

    for check in (NearCopyCheck(library), RewordedCheck(library)):
        assert not seen_by(check, TEXTS[0])
        assert seen_by(check, TEXTS[1])


@settings(max_examples=40, deadline=None)
@given(st.lists(CONCEPTS, max_size=6), st.integers(0, 6))
def test_a_hash_is_as_rare_as_the_sentences_that_have_it_are_few(concepts, cut):
    meanings = [meaning(one) for one in concepts]
    parts = [Occurrences.of(Meanings.of(part)) for part in (meanings[:cut], meanings[cut:])]

    rarities = Rarities.of(*parts)

    expected: dict[int, int] = {}
    for one in meanings:
        for key in {key & ~7 for key in one.keys.tolist()}:
            expected[key] = expected.get(key, 0) + 1
    assert dict(zip(rarities.hashes.tolist(), rarities.holders.tolist(), strict=True)) == expected
    assert rarities.sentences == len(meanings)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(KEYS, max_size=5), min_size=1, max_size=8), st.lists(KEYS, max_size=5), st.data())
def test_looking_at_few_finds_the_nearest_all_the_same(others, said, data):
    known = Occurrences.of(Meanings.of(map(meaning, others)))
    index, one = MeaningIndex.of(known, Rarities.of(known)), meaning(said)
    best = index.nearness(one).best
    above = data.draw(st.floats(0, best + 5))

    found = index.near(one, above=above).nearness(one).best

    assert found == pytest.approx(best) if best >= above else found < above
