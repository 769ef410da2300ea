"""What the small checker marks in a sentence, and what it leaves alone."""

import pytest

from evals.grammar import find_slips

NB, NNB = "\u00a0", "\u202f"

BAD = [
    ("fr", "On a livré le hôpital hier.", "no elision"),
    ("fr", "Il faut que on en parle.", "no elision"),
    ("fr", "La équipe a tout démonté.", "no elision"),
    ("fr", "Je pense que elle viendra.", "no elision"),
    ("fr", "Une pièce de occasion.", "no elision"),
    ("fr", "Le prix de le four a baissé.", "no contraction"),
    ("fr", "On l’a dit à les boulangers.", "no contraction"),
    ("fr", "Le texte de Le Cahier du Fournil.", "no contraction"),
    ("fr", "Les le boulanger attend.", "two determiners"),
    ("fr", "Dans le la cuisine.", "two determiners"),
    ("fr", "Les boulanger attendent.", "no agreement"),
    ("fr", "Un pièce manque.", "no agreement"),
    ("fr", "Cette four chauffe.", "no agreement"),
    ("fr", "Ce semaine, rien.", "no agreement"),
    ("fr", "Il à tout vu.", "à for a"),
    ("fr", "Le four à été livré.", "à for a"),
    ("fr", "On tient grâce a elle.", "a for à"),
    ("fr", "A la fin, on rit.", "a for à"),
    ("fr", "Toute l’Equipe est là.", "no accent on a capital"),
    ("fr", "Vraiment ?", "plain space before mark"),
    ("fr", "Vraiment?", "no space before mark"),
    ("fr", f"Il a dit « oui{NB}».", "space inside guillemets"),
    ("fr", "Il a dit «oui.", "unclosed pair"),
    ("fr", "Une chose , puis une autre.", "space before a comma or full stop"),
    ("fr", "Une chose,puis une autre.", "no space after a comma"),
    ("fr", "Une chose  puis une autre.", "double space"),
    ("fr", "On attend. on attend encore.", "small letter after a full stop"),
    ("fr", "Le four four chauffe.", "word twice"),
    ("fr", "On a fini.,", "doubled mark"),
    ("fr", "C’est l’ usine.", "space after an apostrophe"),
    ("en", "It took a hour.", "a or an"),
    ("en", "She is an university student.", "a or an"),
    ("en", "We sold a oven.", "a or an"),
    ("en", "It has a 8-year warranty.", "a or an"),
    ("en", "Look at the my oven.", "two determiners"),
    ("en", "This ovens is old.", "no agreement"),
    ("en", "These oven is old.", "no agreement"),
    ("en", "It has it's own door.", "it's for its"),
    ("en", "It doesnt work.", "no apostrophe"),
    ("en", "Then i left.", "small i"),
    ("en", "Really ?", "space before mark"),
    ("en", "She said “no.", "unclosed pair"),
    ("en", 'She said "no.', "unclosed pair"),
    ("en", "It is the the oven.", "word twice"),
    ("en", "We waited. then it baked.", "small letter after a full stop"),
    ("en", "One thing (or two.", "unclosed pair"),
]

GOOD = [
    ("fr", "L’homme de l’hôpital a vu le onze, la une et le huit."),
    ("fr", "Le héros de la halle n’a pas honte de le dire."),
    ("fr", "Avant de le voir, il a pensé à les appeler."),
    ("fr", "Donne-le à Odile, et dis-le encore."),
    ("fr", f"Vraiment{NNB}? Oui{NB}: à 4 h 10, «{NB}on y va{NB}»."),
    ("fr", "Une des pièces de ces fours, et un du lot."),
    ("fr", "Les prix, ces mois, des fois."),
    ("fr", "Il le porte, elle la note, et il nous nous attend."),
    ("fr", "Pourquoi y a-t-il à faire ici ?".replace(" ?", f"{NB}?")),
    ("fr", "On l’a lu sur www.four.example/a,b?c=d et https://x.example/?q=1;2."),
    ("fr", "Ça coûte 31 200 €, soit 0,34 kWh… et après."),
    ("fr", "État, École, Équipe. À la fin, ça va."),
    ("fr", "J’en parle avec M. Gorvel, etc. et c’est tout."),
    ("en", "An hour, an honest fault, a one-off, a unit, a European oven, a used door."),
    ("en", "An 8-year warranty, an 18-tonne press, a 17-day wait, an MRI, a UK plant."),
    ("en", "This week these ovens had had enough; each door is one of the two."),
    ("en", "It’s its own fault; I’m sure it’s fine."),
    ("en", '1) She said "no" (twice, on page 22) and left.'),
    ("en", "Plan A is a plan, i.e. a plan."),
    ("en", "Three-metre modules and two day-shifts."),
]


@pytest.mark.parametrize(("language", "text", "rule"), BAD, ids=[f"{b[0]} {b[1]}" for b in BAD])
def test_a_slip_is_marked_by_its_name(language, text, rule):
    assert rule in [slip.rule for slip in find_slips(text, language)]


@pytest.mark.parametrize(("language", "text"), GOOD, ids=[f"{g[0]} {g[1][:30]}" for g in GOOD])
def test_a_right_sentence_is_left_alone(language, text):
    assert [text[slip.start : slip.end] for slip in find_slips(text, language)] == []


def test_a_slip_is_marked_where_it_stands():
    (slip,) = find_slips("We sold a oven.", "en")

    assert "We sold a oven."[slip.start : slip.end] == "a oven"


def test_the_authors_own_slips_are_theirs():
    take = "on a livré le hôpital hier, grace a toi"

    assert find_slips(f"Bon. {take[0].upper()}{take[1:]}", "fr", given=[take]) == []


def test_what_two_texts_make_together_is_nobodys_but_the_writers():
    slips = find_slips("le hôpital est ouvert", "fr", given=["le", "hôpital est ouvert"])

    assert [slip.rule for slip in slips] == ["no elision"]
