import pytest

from app.cocreate.verbs import has_main_verb

SENTENCES = [
    "Galbrune garantit le Levant dix ans et ses pièces vingt-cinq ans.",
    "Le catalogue public couvre 31 200 références.",
    "Un Levant de deux étages coûte 24 600 € hors taxes.",
    "La porte du four se décroche à la main et pèse 14 kilos.",
    "640 fours cuisent du pain dans le secteur de Nantes.",
    "Les femmes forment 14 % des effectifs d'atelier.",
    "Le Retour économise 26 % de gaz dans trois fournils.",
    "Les vis rouillent au bout de deux hivers.",
    "Le four tiédit un peu à chaque ouverture.",
    "Les versements interviendront à compter de 2024.",
    "Changer le joint de porte demande neuf minutes.",
    "Un fournil qui oublie le nettoyage redescend à 20 % d'économie.",
    "Le délai de livraison n'entre pas dans le calcul.",
    "Deux des quatre clients en ont racheté un depuis.",
    "La peur de la première nuit, personne ne la met dans l'annonce.",
    "Nous souhaitons réaliser un prototype en septembre.",
]
FRAGMENTS = [
    "Un assistant pour les 38 étals de la halle.",
    "La centralisation des réponses dans un outil simple et rapide.",
    "Un outil qui aide les agents à répondre.",
    "Service numérique déployé et ouvert aux utilisateurs.",
    "Analyse des besoins et mise en place des outils de suivi.",
    "Réflexion sur l'architecture des données et la coordination des équipes.",
    "Une porte en fonte de 1983 avec 74 jours de délai.",
    "De janvier à avril, déploiement dans 24 départements.",
    "Bonnes pratiques pour la résilience des applications.",
    "Un témoignage sur la façon dont des choix assumés peuvent transformer une contrainte.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_french_sentence_is_known_by_its_verb(sentence):
    assert has_main_verb(sentence, "fr")


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_a_french_heading_or_a_noun_with_its_relative_clause_is_no_sentence(fragment):
    assert not has_main_verb(fragment, "fr")


@pytest.mark.parametrize(
    ("sentence", "found"),
    [("The belt of the oven runs all night.", True), ("A belt for every oven of the bakery.", False)],
)
def test_an_english_sentence_is_known_by_its_verb(sentence, found):
    assert has_main_verb(sentence, "en") is found
