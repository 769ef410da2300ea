# ruff: noqa: E501  (a table of sentences reads better unbroken)

from time import process_time

import pytest

from guardrails.compliance.competitors import DisparagementCheck
from tests.support.posts import make_doc

CHECK = DisparagementCheck.of(["Ulverby Stones", "Brédanne"])

SPEAKS_ILL = {
    "en": [
        "Unlike our competitors, we answer the phone.", "Unlike Ulverby Stones, we answer the phone.", "Our competitors can't even match that.",
        "Ulverby Stones makes overpriced junk.", "The competition is years behind.", "Ulverby Stones misleads bakers, again and again.",
        "Stay away from Brédanne.", "Our rivals copy us, badly.", "Brédanne mills break after a year.",
        "Contrary to the competition, our mills last.", "Most competitors don't care about bakers.", "A Brédanne is a cheap copy of ours.",
    ],
    "fr": [
        "Contrairement à nos concurrents, nous répondons au téléphone.", "Contrairement à Brédanne, nous répondons.",
        "À la différence de la concurrence, nos moulins durent.", "Brédanne, c’est de la camelote.", "Nos concurrents sont à la traîne.",
        "La concurrence nous copie, en moins bien.", "Brédanne a menti à ses clients, et ils mentent encore.", "Fuyez Brédanne.",
        "Les moulins de Brédanne tombent en panne au bout d’un an.", "Nos concurrents ne savent pas moudre.",
        "La concurrence est hors de prix.", "Ulverby Stones, c’est dépassé.",
    ],
}  # fmt: skip
LEAVES_ALONE = {
    "en": [
        "I have respect for our competitors: they taught me a lot.", "Ulverby Stones opened a plant in Lindale.", "The competition was on Sunday.",
        "We failed, and our competitors did not.", "Congratulations to Ulverby Stones on a good year.", "My old mill broke down.",
        "I used to work with a colleague who is now at Brédanne.", "Are our competitors worse?", "Our competitors and we share a fair.",
        "Bad weather kept us inside.", "A swimming competition in Lindale.",
    ],
    "fr": [
        "J’ai du respect pour nos concurrents : ils m’ont beaucoup appris.", "Brédanne ouvre une usine à Valbrune.",
        "Le concours était dimanche.", "Bravo à Brédanne pour cette belle année.", "Mon vieux moulin est en panne.",
        "Une ancienne collègue est aujourd’hui chez Brédanne.", "Nos concurrents sont-ils pires ?", "Avec nos concurrents, nous partageons un salon.",
        "Le mauvais temps nous a gardés à l’atelier.", "La concurrence fait partie du métier.", "Contrairement à hier, il fait beau.",
    ],
}  # fmt: skip


def cases(texts: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(text, language) for language, listed in texts.items() for text in listed]


@pytest.mark.parametrize(("text", "language"), cases(SPEAKS_ILL))
def test_speaking_ill_of_a_rival_waits_for_a_reader(text, language):
    assert [f.rule for f in CHECK(make_doc(text, language=language))] == ["compliance.disparagement"]


@pytest.mark.parametrize(("text", "language"), cases(LEAVES_ALONE))
def test_naming_a_rival_is_no_offence(text, language):
    assert CHECK(make_doc(text, language=language)) == []


def test_our_competitors_are_understood_without_a_list():
    check = DisparagementCheck.of()

    assert check(make_doc("Unlike our competitors, we answer the phone."))
    assert not check(make_doc("Unlike Ulverby Stones, we answer the phone."))


@pytest.mark.parametrize(
    "piece", ["our competitors ", "worse ", "nos concurrents ", "unlike ", "ne savent ", "competitors worse "]
)
def test_reading_of_rivals_takes_time_in_proportion(piece):
    def seconds(length: int) -> float:
        doc = make_doc((piece * (length // len(piece) + 1))[:length])
        start = process_time()
        CHECK(doc)
        return process_time() - start

    short, long = (min(seconds(length) for _ in range(2)) for length in (3_000, 24_000))

    assert long < 16 * max(short, 0.002)
