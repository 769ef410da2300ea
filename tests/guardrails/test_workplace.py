# ruff: noqa: E501  (a table of sentences reads better unbroken)

from time import process_time

import pytest

from guardrails.compliance.disclosure import DisclosureCheck
from guardrails.compliance.workplace import Workplace
from tests.support.posts import make_doc

WORKPLACE = Workplace.of("Harbour Mills", ["#advert"])
CHECK = DisclosureCheck.of("Harbour Mills", products=["Millwright"])

SAYS_SO = {
    "en": [
        "My team at Harbour Mills did it.", "Proud to work at Harbour Mills.", "Full disclosure: I work there.", "Disclosure: I'm employed by Harbour Mills.",
        "As a Harbour Mills employee, I am biased.", "Harbour Mills engineer here.", "Harbour Mills pays my salary.", "In my ten years at Harbour Mills I saw it all.",
        "Paid by Harbour Mills to say so? Yes, I work there.", "Harbour Mills, where I've worked since May.", "My day job is at the mill.", "#LifeAtHarbourMills",
        "#IWorkAtHarbourMills", "I've been with Harbour Mills for six years.", "We at Harbour Mills build these.", "On Harbour Mills' payroll since May.",
        "My colleagues at Harbour Mills built it.", "Disclaimer: they pay me.", "#employee",
    ],
    "fr": [
        "Je bosse chez Harbour Mills depuis six ans.", "Fière de travailler chez Harbour Mills.", "En toute transparence : j’y travaille.", "#salarié",
        "#SalariéHarbourMills", "Salarié d’Harbour Mills depuis mai.", "Harbour Mills m’emploie.", "En tant que salariée de Harbour Mills, je suis partiale.",
        "Technicienne Harbour Mills depuis mai.", "Mes dix ans chez Harbour Mills.", "Harbour Mills, où je bosse, vient de le finir.", "La boîte pour laquelle je bosse l’a fait.",
        "J’y travaille depuis six ans.", "Embauchée par Harbour Mills en mai.", "#JeBosseChezHarbourMills", "Équipe Harbour Mills, présente.",
        "Je précise : je suis salarié de la maison.", "Mon taf : les moulins.", "Collaboratrice Harbour Mills.",
    ],
}  # fmt: skip
DOES_NOT = {
    "en": [
        "Harbour Mills makes mills.", "I do not work at Harbour Mills.", "She works hard.", "I bought it from a mill.", "The team was there.", "Harbour Mills hired a chef.",
        "An employee told me.", "Full disclosure: I love bread.", "My years in Lindale were cold.", "Harbour Mills' employees were there.",
    ],
    "fr": [
        "Harbour Mills fait des moulins.", "Je ne travaille pas chez Harbour Mills.", "Il travaille dur.", "Une équipe était là.", "Mes années à Valbrune.",
        "En toute transparence : j’aime le pain.", "Harbour Mills a embauché un chef.", "Un salarié me l’a dit.", "Le moulin tourne.", "J’y vais demain.",
    ],
}  # fmt: skip
PRAISES_ANOTHER_THING = {
    "en": [
        "I greased a Millwright at dawn. I love this silence.", "I love the light in the morning at Harbour Mills.", "I love the smell of flour when a Millwright starts.",
        "Harbour Mills sent me to Lindale. I loved that road.", "Proud of my daughter, who saw a Millwright for the first time.",
        "I love the sea, and a Millwright waits for me on Monday.",
    ],
    "fr": [
        "J’ai graissé un Millwright à l’aube. J’aime ce silence.", "J’aime la lumière du matin chez Harbour Mills.", "J’aime l’odeur de la farine quand un Millwright démarre.",
        "Harbour Mills m’a envoyée à Valbrune. J’aime cette route.", "J’aime les gares, et chez Harbour Mills on en voit beaucoup.",
        "J’adore la pluie pendant que le Millwright tourne.",
    ],
}  # fmt: skip
STILL_PRAISES = {
    "en": ["I love what Harbour Mills does.", "I love the mills of Harbour Mills.", "A Millwright came. I love this machine.", "A Millwright came. I love it.", "I love Harbour Mills!"],
    "fr": ["J’aime ce que fait Harbour Mills.", "J’adore les moulins de Harbour Mills.", "Un Millwright est arrivé. J’adore ce produit.", "J’adore le Millwright.", "J’aime Harbour Mills !"],
}  # fmt: skip


def cases(texts: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(text, language) for language, listed in texts.items() for text in listed]


@pytest.mark.parametrize(("text", "language"), cases(SAYS_SO))
def test_people_say_where_they_work_in_many_ways(text, language):
    assert WORKPLACE.is_disclosed(make_doc(text, language=language))


@pytest.mark.parametrize(("text", "language"), cases(DOES_NOT))
def test_what_says_nothing_of_one_s_job_is_no_disclosure(text, language):
    assert not WORKPLACE.is_disclosed(make_doc(text, language=language))


@pytest.mark.parametrize(("text", "language"), cases(PRAISES_ANOTHER_THING))
def test_love_of_something_else_beside_the_name_is_no_praise_of_it(text, language):
    assert CHECK(make_doc(text, language=language)) == []


@pytest.mark.parametrize(("text", "language"), cases(STILL_PRAISES))
def test_love_of_the_thing_itself_is(text, language):
    assert CHECK(make_doc(text, language=language))


@pytest.mark.parametrize(
    "piece",
    ["my team at ", "je suis chez ", "full disclosure: ", "nous nous ", "Harbour Mills ", "my years at "],
)
def test_reading_takes_time_in_proportion(piece):
    def seconds(length: int) -> float:
        doc = make_doc((piece * (length // len(piece) + 1))[:length])
        start = process_time()
        CHECK(doc)
        WORKPLACE.is_disclosed(doc)
        return process_time() - start

    short, long = (min(seconds(length) for _ in range(2)) for length in (3_000, 24_000))

    assert long < 16 * max(short, 0.002)
