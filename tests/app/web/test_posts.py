"""Bringing posts through the pages: looked at first, ticked or not, kept once, and nothing else kept."""

import io
import random
import re
from zipfile import ZipFile

import pytest

from app.domain.people import PersonId
from app.domain.post_archives.sifting import MOST_BYTES
from app.domain.posts import Post
from app.web import forms, limits
from app.web.parcel import pack, unpack
from tests.app.web.conftest import SAME_ORIGIN, Site, Visitor
from tests.support.archives import make_archive
from tests.support.feed_pages import feed_answer, item, rss
from tests.support.parcels import confirm
from tests.support.post_archives import (
    make_activity,
    make_outbox,
    make_record,
    make_repository,
    make_shares,
    make_tar_gz,
    make_tweet,
    make_ytd,
)
from tests.support.web_server import serving

POST = "Ce matin le pétrin a refusé de démarrer, et c'est le stagiaire qui a trouvé le fil débranché."
OTHER = "Trois heures de route pour un fusible. J'ai mangé deux croissants et le client a ri."
SECRET = "Entre nous, la maison aux volets verts est à vendre depuis mardi dernier."


def preview(visitor: Visitor, data: bytes, name: str = "file", **fields: str):
    return visitor.client.post(
        "/voice/preview", files={"file": (name, data)}, data=fields, headers=SAME_ORIGIN
    )


def ask(visitor: Visitor, **fields: str):
    """Without a file."""
    return visitor.client.post("/voice/preview", data=fields, headers=SAME_ORIGIN)


def test_posts_are_shown_before_they_are_kept(author: Visitor) -> None:
    page = preview(author, make_shares(POST, f'{OTHER}""\n""Deuxième ligne.').encode("utf-8-sig")).text

    assert "le stagiaire qui a trouvé" in page
    assert "Deuxième ligne." in page
    assert "le stagiaire qui a trouvé" not in author.get("/voice").text


def test_confirmed_posts_are_kept_once(site: Site, author: Visitor) -> None:
    shares = make_shares(POST, OTHER).encode()
    confirm(author, preview(author, shares).text)

    again = preview(author, shares)

    assert author.get("/voice").text.count("le stagiaire qui a trouvé") == 1
    assert "Vous l’avez déjà apporté" in again.text
    assert 'name="keep"' not in again.text


def test_a_list_sent_twice_is_kept_once(author: Visitor) -> None:
    page = preview(author, make_shares(POST).encode()).text

    confirm(author, page)
    confirm(author, page)

    assert author.get("/voice").text.count("le stagiaire qui a trouvé") == 1


def test_what_is_unticked_is_not_kept(author: Visitor) -> None:
    page = preview(author, make_shares(POST, OTHER).encode()).text

    confirm(author, page, ticked=[0])

    kept = author.get("/voice").text
    assert "deux croissants" in kept  # the newest comes first
    assert "le stagiaire" not in kept


@pytest.mark.parametrize("ticked", [[], [99], [-1]], ids=["nothing", "beyond", "before"])
def test_ticking_nothing_keeps_nothing(author: Visitor, ticked: list[int]) -> None:
    page = preview(author, make_shares(POST).encode()).text

    assert "Rien n’a été gardé." in confirm(author, page, ticked=ticked).text
    assert "le stagiaire" not in author.get("/voice").text


def test_what_was_kept_is_said(author: Visitor) -> None:
    page = preview(author, make_shares(POST, OTHER).encode()).text

    assert "2 posts de plus." in confirm(author, page).text
    assert "Un post de plus" not in author.get("/voice?kept=-1").text


def test_the_same_post_many_times_is_shown_once(author: Visitor) -> None:
    page = ask(author, text="\n---\n".join([POST] * 5)).text

    assert page.count("le stagiaire") == 2  # to keep, and left out
    assert "Le même post, encore" in page


def test_a_list_is_kept_only_by_who_brought_it(author: Visitor, colleague: Visitor) -> None:
    page = preview(author, make_shares(POST).encode()).text

    answer = confirm(colleague, page)

    assert answer.status_code == 422
    assert "le stagiaire" not in colleague.get("/voice").text


@pytest.mark.parametrize("parcel", ["", ".", "abc.def", "é.é", "0" * 64 + ".eJwDAAAAAAE="])
def test_a_list_that_was_changed_is_refused(author: Visitor, parcel: str) -> None:
    assert author.post("/voice/posts", parcel=parcel, keep=["0"]).status_code == 422


def test_a_pasted_post_in_a_third_language_is_left_out_and_says_why(author: Visitor) -> None:
    spanish = "Ayer aprendí que no todo se arregla con otra reunión. Gracias a quienes nos ayudaron ayer."

    page = author.post("/voice/preview", text=f"{POST}\n---\n{spanish}").text

    assert len(re.findall(r'name="keep" value="\d+"', page)) == 1
    assert "Ayer aprendí" in page
    assert "Dans une autre langue" in page


def test_pasted_posts_are_read(author: Visitor) -> None:
    page = author.post("/voice/preview", text=f"{POST}\n---\n{OTHER}").text

    assert "le stagiaire" in page
    assert "deux croissants" in page


@pytest.mark.parametrize(
    "data",
    [
        make_shares(POST).encode(),
        make_archive(("Basic/messages.csv", SECRET.encode()), ("Shares.csv", make_shares(POST).encode())),
        make_ytd(make_tweet(POST, lang="fr")),
        make_archive(
            ("data/direct-messages.js", SECRET.encode()),
            ("data/tweets.js", make_ytd(make_tweet(POST, lang="fr"))),
        ),
        make_outbox(
            make_activity(f"<p>{POST}</p>"), make_activity(SECRET, to=["https://social.example/users/a"])
        ),
        make_tar_gz(("likes.json", SECRET.encode()), ("outbox.json", make_outbox(make_activity(POST)))),
        make_repository(make_record(POST, langs=["fr"])),
        rss(item("Un titre", "https://blog.example/1", text=f"<p>{POST}</p>")).encode(),
    ],
    ids=["LinkedIn", "LinkedIn ZIP", "X", "X ZIP", "Mastodon", "Mastodon tar.gz", "Bluesky", "feed"],
)
def test_each_network_s_posts_are_known_by_their_content_and_kept(author: Visitor, data: bytes) -> None:
    page = preview(author, data).text
    confirm(author, page)

    assert "le stagiaire" in page
    assert "volets verts" not in page
    assert "le stagiaire" in author.get("/voice").text


def test_a_blog_is_read_at_its_address(data_dir) -> None:
    feed = rss(
        item(
            "Un titre", "https://blog.example/1", text=f"<p>{POST}</p>", date="Tue, 03 Feb 2026 10:00:00 GMT"
        )
    )
    with serving() as blog, Site.open(data_dir, trusted_hosts=f"127.0.0.1:{blog.port}") as site:
        blog.routes["/feed"] = feed_answer(feed)
        page = ask(site.signed_in("Denis"), address=blog.url("/feed")).text

    assert "le stagiaire" in page


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:9/feed", "http://[", "file:///x", "https://a b", "x" * 5000, "http://10.0.0.1/"],
)
def test_an_address_that_cannot_be_read_is_told_and_not_lost(author: Visitor, address: str) -> None:
    page = ask(author, address=address, text="Mon début")

    assert page.status_code == 422
    assert "Mon début" in page.text


def test_authors_of_a_shared_blog_are_asked_who_they_are(author: Visitor) -> None:
    feed = rss(
        item("Un", "https://blog.example/1", text=f"<p>{POST}</p>", more="<author>Nadia Test</author>"),
        item("Deux", "https://blog.example/2", text=f"<p>{OTHER}</p>", more="<author>Omar Test</author>"),
    ).encode()

    asked = preview(author, feed)
    told = preview(author, feed, byline="nadia test").text

    assert asked.status_code == 422
    assert "Nadia Test, Omar Test" in asked.text
    assert re.search(r'<details class="more" open>.{0,200}écrivez à plusieurs', asked.text, re.DOTALL)
    assert "le stagiaire" in told
    assert "deux croissants" not in told


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (make_archive(("photo.jpg", b"x")), "Shares.csv"),
        (b"", "Shares.csv"),
        (b"a,b\n1,2\n", "ShareCommentary"),
        (b"\x00\xff\xfe\x01", "Shares.csv"),
    ],
    ids=["archive", "empty", "another table", "binary"],
)
def test_a_wrong_file_is_refused_with_what_to_do(author: Visitor, data: bytes, told: str) -> None:
    page = preview(author, data, text="Mon début")

    assert page.status_code == 422
    assert told in page.text
    assert "Mon début" in page.text


def test_five_hundred_posts_make_a_light_page(author: Visitor) -> None:
    posts = [f"Numéro {n} : " + f"{POST} " * 8 for n in range(700)]

    page = preview(author, make_shares(*posts, year=2020).encode()).text

    assert page.count('name="keep"') >= 400
    assert len(page.encode()) < 400_000


def test_an_archive_larger_than_other_uploads_is_read(author: Visitor) -> None:
    film = b"\0" * (limits.LARGEST_UPLOAD + 2**20)
    archive = io.BytesIO(make_archive(("data/tweets.js", make_ytd(make_tweet(POST, lang="fr")))))
    with ZipFile(archive, "a") as whole:
        whole.writestr("data/tweets_media/film.mp4", film)

    assert "le stagiaire" in preview(author, archive.getvalue()).text


def test_an_archive_beyond_the_limit_is_cut_off(author: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_ARCHIVE", 2**20)
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n' + b"x" * 2**21

    def unannounced():
        for start in range(0, len(body), 65536):
            yield body[start : start + 65536]

    headers = SAME_ORIGIN | {"content-type": "multipart/form-data; boundary=b"}
    told = author.client.post("/voice/preview", content=body, headers=headers)
    counted = author.client.post("/voice/preview", content=unannounced(), headers=headers)

    assert (told.status_code, counted.status_code) == (413, 413)
    assert "1 MB" in told.text


@pytest.mark.parametrize(("headers", "status"), [({}, 403), (SAME_ORIGIN, 303)], ids=["no origin", "a page"])
def test_an_archive_is_not_read_before_it_is_known_who_brings_it(
    site: Site, monkeypatch: pytest.MonkeyPatch, headers: dict[str, str], status: int
) -> None:
    monkeypatch.setattr("starlette.requests.Request.form", lambda *_, **__: pytest.fail("it was read"))

    answer = site.visitor().client.post(
        "/voice/preview", files={"file": ("f", b"x")}, headers=headers, follow_redirects=False
    )

    assert answer.status_code == status


def test_the_longest_list_still_comes_back() -> None:
    """A form field takes a limited length, and noise is what packs worst."""
    chance = random.Random(4)
    signs = [chr(code) for code in range(0x4E00, 0x9FA5)]
    texts = ["".join(chance.choices(signs, k=6_500)) for _ in range(MOST_BYTES // (3 * 6_500))]
    posts = [Post(text, "en") for text in texts]

    parcel = pack(posts, secret=b"s", author_id=PersonId(1))

    assert len(parcel) < forms.LARGEST_FIELD
    assert unpack(parcel, secret=b"s", author_id=PersonId(1)) == posts


@pytest.mark.parametrize("name", ["shares", "tweets", "outbox", "repository", "archive", "feed"])
def test_no_file_breaks_the_page(author: Visitor, name: str) -> None:
    whole = {
        "shares": make_shares(POST).encode(),
        "tweets": make_ytd(make_tweet(POST)),
        "outbox": make_tar_gz(("outbox.json", make_outbox(make_activity(POST)))),
        "repository": make_repository(make_record(POST)),
        "archive": make_archive(("data/tweets.js", make_ytd(make_tweet(POST)))),
        "feed": rss(item("Un", "https://blog.example/1", text=POST)).encode(),
    }[name]
    chance = random.Random(name)
    for _ in range(12):
        data = bytearray(whole)
        for _ in range(5):
            data[chance.randrange(len(data))] = chance.randrange(256)

        assert preview(author, bytes(data[: chance.randrange(1, len(data) + 1)])).status_code in {200, 422}


def test_many_fields_beside_an_archive_are_refused(author: Visitor) -> None:
    fields = {f"f{n}": "x" for n in range(forms.MOST_FIELDS_BESIDE_AN_ARCHIVE + 5)}

    assert preview(author, b"x", **fields).status_code == 400
