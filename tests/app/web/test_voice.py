"""My voice: what is brought, what is left out, and what is forgotten."""

import pytest

from tests.app.web.conftest import SAME_ORIGIN, Site, Visitor

POST = "Ce matin le pétrin a refusé de démarrer, et c'est le stagiaire qui a trouvé le fil débranché."
OTHER = "Trois heures de route pour un fusible. J'ai mangé deux croissants et le client a ri."
SHARES = (
    "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\r\n"
    f'2026-05-04 07:12:33,https://x.example,"{POST}",,,MEMBER_NETWORK\r\n'
    "2026-05-05 07:12:33,https://x.example,,https://elsewhere.example,,MEMBER_NETWORK\r\n"
    f'2026-05-06 07:12:33,https://x.example,"{OTHER}""\n""Deuxième ligne.",,,MEMBER_NETWORK\r\n'
)


def preview(visitor: Visitor, data: bytes, name: str = "Shares.csv"):
    files = {"file": (name, data, "text/csv")}
    return visitor.client.post("/voice/preview", files=files, headers=SAME_ORIGIN)


def test_shares_are_shown_before_they_are_kept(author: Visitor) -> None:
    page = preview(author, SHARES.encode("utf-8-sig")).text

    assert "le stagiaire qui a trouvé" in page
    assert "Deuxième ligne." in page
    assert "le stagiaire qui a trouvé" not in author.get("/voice").text


def test_confirmed_posts_are_kept_once(author: Visitor) -> None:
    for _ in range(2):
        author.post("/voice/posts", text=[POST, OTHER], posted_on=["2026-05-04", ""], source="linkedin")

    page = author.get("/voice").text
    assert page.count("le stagiaire qui a trouvé") == 1
    assert "12" in page


def test_pasted_posts_are_read(author: Visitor) -> None:
    page = author.post("/voice/preview", text=f"{POST}\n---\n{OTHER}").text

    assert "le stagiaire" in page
    assert "deux croissants" in page


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"PK\x03\x04rest of an archive", "Shares.csv"),
        (b"", "Shares.csv"),
        (b"a,b\n1,2\n", "ShareCommentary"),
        (b"\x00\xff\xfe\x01", "Shares.csv"),
    ],
    ids=["archive", "empty", "another table", "binary"],
)
def test_a_wrong_file_is_refused_with_what_to_do(author: Visitor, data: bytes, told: str) -> None:
    page = preview(author, data)

    assert page.status_code == 422
    assert told in page.text


def test_a_huge_upload_is_refused_before_it_is_read(author: Visitor) -> None:
    page = preview(author, b"x" * (27 * 1024 * 1024))

    assert page.status_code == 413
    assert "25" in page.text


def test_a_voice_is_seen_by_nobody_else(author: Visitor, colleague: Visitor) -> None:
    author.post("/voice/posts", text=[POST], posted_on=[""])

    assert "le stagiaire" not in colleague.get("/voice").text
    assert colleague.post("/voice/posts/1/delete").status_code == 404


def test_deleting_everything_leaves_no_voice(site: Site, author: Visitor) -> None:
    author.post("/voice/delete-all")

    page = author.get("/voice").text
    raw = site.services.voices._voices
    assert "Bourges" not in page
    assert not [voice for _, voice in raw.values() if voice.measured.posts > 0 and voice.measured.language == "fr"]
