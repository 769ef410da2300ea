"""My voice: seen by its author alone, and forgotten when they say so."""

from tests.app.web.conftest import Site, Visitor
from tests.support.parcels import confirm

POST = "Ce matin le pétrin a refusé de démarrer, et c'est le stagiaire qui a trouvé le fil débranché."


def test_a_voice_is_seen_by_nobody_else(author: Visitor, colleague: Visitor) -> None:
    confirm(author, author.post("/voice/preview", text=POST).text)

    assert "le stagiaire" not in colleague.get("/voice").text
    assert colleague.post("/voice/posts/1/delete").status_code == 404


def test_deleting_everything_leaves_no_voice(site: Site, author: Visitor) -> None:
    author.post("/voice/delete-all")

    page = author.get("/voice").text
    raw = site.services.voices._voices
    assert "Bourges" not in page
    assert not [
        voice for _, voice in raw.values() if voice.measured.posts > 0 and voice.measured.language == "fr"
    ]
