"""Invented passages, briefs and voices for the writer, in both languages."""

from collections.abc import Sequence

from app.cocreate.composition import AuthorVoice
from app.domain.briefs import Answer, Brief, Question
from app.domain.channels import Channel
from app.domain.people import Language
from guardrails.authenticity.voice.profile import VoiceProfile
from guardrails.authenticity.voice.style import Style
from knowledge_base.passages import Origin, Passage

SENTENCES = {
    "fr": (
        "La halle de Vernoy a perdu 38 étals en douze ans.",
        "Un primeur de Vernoy jette 14 kilos de fruits par semaine (surtout des fraises).",
        "Le marché du samedi attire 2 600 clients, contre 1 900 en 2019.",
        "Les balances connectées n'ont pas raccourci la file d'attente.",
        "Un étal de fromage réalise la moitié de ses ventes avant dix heures.",
    ),
    "en": (
        "The covered market in Vernoy has lost 38 stalls in twelve years.",
        "A Vernoy greengrocer throws away 14 kilos of fruit a week (mostly strawberries).",
        "Saturday brings 2,600 customers to the market, up from 1,900 in 2019.",
        "Connected scales did not shorten the queue at the market.",
        "A cheese stall makes half of its market sales before ten o'clock.",
    ),
}
TOPICS = {"fr": "le marché de Vernoy", "en": "the Vernoy market"}
TAKES = {
    "fr": (
        "Je tiens la caisse d'un étal de fromage un samedi sur deux. À midi mes clients ont déjà mangé.",
        "Ma voisine, primeur, pèse les fraises à l'œil et personne ne s'en plaint jamais.",
    ),
    "en": (
        "I run the till of a cheese stall every other Saturday. By noon my customers have eaten.",
        "My neighbour the greengrocer weighs strawberries by eye and nobody has ever complained.",
    ),
}
PUBLISHERS = {"fr": "La Gazette des halles", "en": "The Market Gazette"}


def make_passages(language: str, *, sentences: Sequence[str] = (), size: int = 2) -> tuple[Passage, ...]:
    """The invented sentences of a language in passages of `size` sentences each."""
    texts = tuple(sentences) or SENTENCES[language]
    groups = [texts[i : i + size] for i in range(0, len(texts), size)]
    return tuple(make_passage(" ".join(group), language, id=n) for n, group in enumerate(groups, start=1))


def make_passage(text: str, language: str = "en", *, id: int = 1, **changes: object) -> Passage:  # noqa: A002
    values: dict[str, object] = {
        "document_id": 1,
        "title": {"fr": "Vernoy, un marché qui change", "en": "Vernoy, a market that changes"}[language],
        "publisher": PUBLISHERS[language],
        "url": "https://gazette.example/vernoy",
        "origin": Origin.INDUSTRY,
    }
    return Passage(id=id, text=text, language=language, **{**values, **changes})  # type: ignore[arg-type]


def make_brief(
    language: str, *, takes: Sequence[str] | None = None, channel: Channel = Channel.LINKEDIN, seed: int = 1
) -> Brief:
    """A brief on the invented market; `takes` are answers to unnamed questions."""
    answers = TAKES[language] if takes is None else takes
    return Brief(
        topic=TOPICS[language],
        channel=channel,
        language=Language(language),
        answers=tuple(Answer(Question(f"q{n}", "?"), text) for n, text in enumerate(answers)),
        seed=seed,
    )


def make_voice(language: str, style: Style | None = None) -> AuthorVoice:
    """An author who brought no posts, or one with this style."""
    profile = VoiceProfile(language, posts=0 if style is None else 10, style=style or Style())
    return AuthorVoice("Odile Marchevert", profile)
