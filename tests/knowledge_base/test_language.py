"""Which language a text is taken to be in, and when it is surely in neither of the two."""

import pytest

from knowledge_base.language import other_language

OTHERS = [
    (
        "es",
        "Ayer aprendí que no todo se arregla con otra reunión. Gracias a quienes nos ayudaron.",
    ),
    ("it", "Oggi abbiamo finito il restauro del forno e il gruppo ha festeggiato con una torta di mandorle."),
    ("de", "Heute haben wir den Umbau der Backstube abgeschlossen, und alle haben mit Kuchen gefeiert."),
    ("nl", "Vandaag hebben we de verbouwing van de bakkerij afgerond en gevierd met een grote taart."),
    (
        "es",
        "El horno ya funciona de nuevo desde esta mañana. https://example.com/oven-is-back #baking",
    ),
]
OURS = [
    "La casa de Madrid ferme ses portes samedi, et moi je garde la clé du four.",
    "Paella, tapas, sangria : le menu du séminaire est arrêté, on se voit à Valencia.",
    "FOUR RÉPARÉ, ÉQUIPE RAVIE, PAIN DE RETOUR DÈS DEMAIN MATIN À SIX HEURES.",
    "Buenos días! The Seville team baked its first batch this morning, and it held.",
    "Hoy hemos terminado la reforma del obrador y todo el equipo lo ha celebrado.\n\n"
    "Aujourd’hui, la rénovation du fournil est finie et toute l’équipe l’a fêtée.",
    "Gracias, equipo!",
    "12 000 — 14,5 % — 2031 🎉🎉",
    "",
]


@pytest.mark.parametrize(("language", "text"), OTHERS, ids=[code for code, _ in OTHERS])
def test_a_text_in_a_third_language_is_told(language, text):
    assert other_language(text) == language


@pytest.mark.parametrize("text", OURS, ids=[text[:16] for text in OURS])
def test_a_text_that_may_be_ours_is_never_taken_for_another_s(text):
    assert other_language(text) == ""
