"""Files that hold no posts, or not all of them: what they look like is said, and nothing breaks."""

import gzip
import io
import random
from zipfile import ZIP_LZMA, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.post_archives import containers
from app.errors import BadInput
from tests.support.archives import make_archive, mark_encrypted
from tests.support.bringing import bring, kept_texts
from tests.support.feed_pages import OVENS, item, rss
from tests.support.post_archives import (
    ENGLISH,
    FRENCH,
    HEADER,
    make_activity,
    make_listing,
    make_note_tweet,
    make_outbox,
    make_record,
    make_repository,
    make_shares,
    make_tar_gz,
    make_tweet,
    make_ytd,
)

SHARES = make_shares(ENGLISH, FRENCH).encode()
TWEETS = make_ytd(make_tweet(ENGLISH), make_tweet(FRENCH))
OUTBOX = make_outbox(make_activity(f"<p>{ENGLISH}</p>"), make_activity(FRENCH))
WHOLE = {
    "shares": SHARES,
    "shares utf-16": make_shares(FRENCH).encode("utf-16"),
    "shares zip": make_archive(("Shares.csv", SHARES)),
    "tweets": TWEETS,
    "tweets zip": make_archive(
        ("data/tweets.js", TWEETS),
        ("data/note-tweet.js", make_ytd(make_note_tweet(ENGLISH), name="note_tweet")),
    ),
    "outbox": OUTBOX,
    "outbox tar.gz": make_tar_gz(("media/a.jpg", b"x" * 700), ("outbox.json", OUTBOX)),
    "outbox tar": gzip.decompress(make_tar_gz(("outbox.json", OUTBOX))),
    "repository": make_repository(make_record(ENGLISH), make_record(FRENCH)),
    "listing": make_listing(make_record(ENGLISH), make_record(FRENCH)),
    "feed": rss(item("T", "https://blog.example/1", text=f"<p>{OVENS}</p>")).encode(),
}


@pytest.mark.parametrize("name", WHOLE)
def test_each_of_these_is_read_when_it_is_whole(name):
    assert kept_texts(bring(WHOLE[name]))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"  \r\n \0", "empty"),
        (b"%PDF-1.7 x", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "picture"),
        (b"\x00\x00\x00\x20ftypisom" + b"\0" * 50, "picture or a film"),
        (b"Rar!\x1a\x07", "cannot be read"),
        (b"7z\xbc\xaf\x27\x1c", "cannot be read"),
        (b"PK\x03\x04rest of an archive", "damaged"),
        (b"\x1f\x8b\x08\x00 not gzip", "damaged"),
        (gzip.compress(b"no tar " * 99, mtime=0), "damaged"),
        (make_archive(("word/document.xml", b"x"), ("[Content_Types].xml", b"x")), "Office"),
        (make_archive(("photo.jpg", b"x")), "do not know"),
        (b"First Name,Last Name\r\nAda,Example\r\n", "table"),
        (b"CONVERSATION ID,FROM,TO,CONTENT\r\n1,a,b,secret\r\n", "private messages"),
        (b"<!doctype html><html><body>My posts</body></html>", "web page"),
        (b"Dear diary, today I baked.\nTomorrow, I will rest.\n", "plain text"),
        (b'{"posts": [{"text": "x"}]}', "JSON"),
        (b"{" * 10_000, "JSON"),
        (b"\xff\xfe\x00", "do not know"),
        (bytes(range(128, 256)) * 20, "do not know"),
    ],
)
def test_a_wrong_file_is_told_what_it_looks_like(data, words):
    with pytest.raises(BadInput, match=words):
        bring(data)


def test_a_locked_archive_is_told():
    with pytest.raises(BadInput, match="password"):
        bring(mark_encrypted(make_archive(("Shares.csv", SHARES))))


def test_an_archive_packed_oddly_is_told():
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_LZMA) as archive:
        archive.writestr("Shares.csv", SHARES)

    with pytest.raises(BadInput, match="cannot be read"):
        bring(file.getvalue())


@pytest.mark.parametrize(
    "archive",
    [
        make_archive(("data/tweets.js", b"window.YTD.tweets.part0 = [" + b" " * 400_000 + b"]")),
        make_archive(("outbox.json", b" " * 400_000)),
    ],
    ids=["tweets", "outbox"],
)
def test_a_bomb_stops_at_the_limit(archive, monkeypatch):
    monkeypatch.setattr(containers, "LARGEST_MEMBER", 200_000)

    with pytest.raises(BadInput, match="unfolds into more than"):
        bring(archive)


def test_a_directory_of_endless_files_is_not_read(monkeypatch):
    monkeypatch.setattr(containers, "_LARGEST_READ", 60_000)
    crowd = make_archive(
        *((f"data/tweets_media/{n:060}.jpg", b"") for n in range(900)), ("data/tweets.js", TWEETS)
    )

    with pytest.raises(BadInput, match="files"):
        bring(crowd)


def test_a_large_file_of_posts_is_read_in_little_memory():
    import tracemalloc

    tweets = make_ytd(*(make_tweet(f"{n} {ENGLISH}", entities={"urls": ["x" * 500]}) for n in range(8_000)))
    archive = make_archive(("data/tweets.js", tweets))
    tracemalloc.start()
    preview = bring(archive)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert len(preview.kept) == 500
    assert len(tweets) > 4_000_000
    assert peak < 7_000_000


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_cut_anywhere_is_read_in_part_or_told(name):
    data = WHOLE[name]
    for end in range(0, len(data), max(1, len(data) // 60)):
        survive(data[:end])


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_with_wrong_bytes_is_read_in_part_or_told(name):
    chance = random.Random(name)
    for _ in range(60):
        data = bytearray(WHOLE[name])
        for _ in range(chance.choice((1, 3, 30))):
            place = chance.randrange(len(data))
            change = chance.choice(("flip", "drop", "double", "zero", "quote"))
            if change == "flip":
                data[place] ^= 1 << chance.randrange(8)
            elif change == "drop":
                del data[place : place + chance.randrange(1, 20)]
            elif change == "double":
                data[place:place] = data[place : place + chance.randrange(1, 50)]
            elif change == "zero":
                data[place : place + 4] = b"\0" * 4
            else:
                data[place:place] = chance.choice(
                    (b'"', b"[", b"]", b"{", b"}", b"<", b"\\", b"\xff\xff\xff\xff")
                )
            if not data:
                break
        survive(bytes(data))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([*(data[:60] for data in WHOLE.values()), HEADER.encode(), b""]), st.binary(max_size=300)
)
def test_anything_at_all_is_read_or_told(beginning, rest):
    survive(beginning + rest)


def survive(data: bytes) -> None:
    """Whatever is not read must end in a sentence for its reader, and in nothing else."""
    told = "read"
    try:
        bring(data)
    except BadInput as error:
        told = str(error)
    assert told
