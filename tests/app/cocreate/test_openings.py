import pytest

from app.cocreate.openings import runs_on

CASES = [
    ("fr", "Les 10 % de formation sont utiles.", "", "les 10 % de formation sont utiles."),
    ("fr", "À 4 heures, le fournil enfourne 600 pains.", "", "à 4 heures, le fournil enfourne 600 pains."),
    ("fr", "L’âge moyen du four atteint 17 ans.", "", "l’âge moyen du four atteint 17 ans."),
    ("fr", "640 fours cuisent du pain à Nantes.", "", "640 fours cuisent du pain à Nantes."),
    ("fr", "ADEME finance 12 fours.", "", "ADEME finance 12 fours."),
    ("fr", "Vierzon forme 29 apprentis.", "Un train va à Vierzon.", "Vierzon forme 29 apprentis."),
    ("fr", "Vierzon forme 29 apprentis.", "", None),
    (
        "fr",
        "Le Levant coûte 24 600 €.",
        "Il faut 22 minutes pour que le Levant chauffe.",
        "le Levant coûte 24 600 €.",
    ),
    ("fr", "Le Monde compte 12 fours.", "", None),
    (
        "fr",
        "Remplacer un joint prend 9 minutes.",
        "On peut remplacer un joint.",
        "remplacer un joint prend 9 minutes.",
    ),
    ("en", "A second-life oven costs 54% less.", "", "a second-life oven costs 54% less."),
    ("en", "Forty-three bakeries did not open.", "", None),
    ("en", "Paint is the bottleneck.", "Days are spent waiting for paint.", "paint is the bottleneck."),
    ("en", "Traverse is built in modules.", "The belt of a Traverse runs.", "Traverse is built in modules."),
    ("en", "The Proof Room asked 388 bakeries.", "", None),
    ("en", "NASA tested the belt.", "", "NASA tested the belt."),
    ("en", "“Bread is slow.”", "", None),
]


@pytest.mark.parametrize(("language", "sentence", "page", "expected"), CASES, ids=[c[1][:30] for c in CASES])
def test_a_capital_goes_only_where_no_name_loses_it(language, sentence, page, expected):
    assert runs_on(sentence, page=page, language=language) == expected
