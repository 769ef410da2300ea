"""Whether a material holds what a sentence says: its words, its figures of the same things, its direction."""

from collections.abc import Iterable, Mapping, Sequence

from guardrails.grounding.claims import negates
from guardrails.grounding.directions import opposed
from guardrails.grounding.figures import Figure
from guardrails.grounding.material import RUN, Material, Pair
from guardrails.grounding.names import Name
from guardrails.grounding.reasons import is_act
from guardrails.grounding.sentence import Sentence
from guardrails.grounding.statements import Statement
from guardrails.tokens import Word

_LONGEST_LEAD, _SHORTEST_QUOTE = 6, 5
"""Words: of a lead-in that names the speaker, and of what is then quoted."""
_VERBATIM = 0.7
_REWORDED = 0.75
_RELATED = 0.34
_FEWEST_STEMS = 3


def closeness(sentence: Sentence, material: Material) -> float:
    """1 or more: these are the material's words. The more verbatim, the higher."""
    if not sentence.forms or not material.lines:
        return 0.0
    coverage = material.coverage(sentence.forms)
    if coverage >= _VERBATIM:
        return 1.0 + coverage
    if material.abridges(sentence.forms):
        return 1.0 + _VERBATIM
    if len(sentence.stems) >= _FEWEST_STEMS and material.containment(sentence.stems) >= _REWORDED:
        return 1.0
    return coverage


def repeats_whole(sentence: Sentence, material: Material) -> bool:
    """Whether the sentence stands there word for word; a word or two in common are nobody's."""
    return len(sentence.forms) >= RUN and sentence.line in material.line


def holds(sentence: Sentence, material: Material, language: str) -> bool:
    """Every claim is in the material, and the sentence is about the same thing.

    Words hardly compare across languages: there, a figure and all the rest must be found.
    """
    if missing(sentence, (material,), minor=True) or turned_round(sentence, material):
        return False
    if not (sentence.figures or sentence.names):
        return False
    foreign = _is_foreign(sentence, language)
    return any(_in_pair(sentence, material, pair, None, foreign=foreign) for pair in material.pairs)


def says(sentence: Sentence, material: Material, own: Material | None, *, language: str = "") -> bool:
    """Whether two neighbouring sentences here say it; figures may also be the author's.

    `language` is the material's; "" says that it is the sentence's.
    """
    foreign = _is_foreign(sentence, language)
    if sentence.line in material.line or _quotes_whole(sentence, material):
        return True
    return any(_in_pair(sentence, material, pair, own, foreign=foreign) for pair in material.pairs)


def _is_foreign(sentence: Sentence, language: str) -> bool:
    return language not in ("", sentence.language) and any(not figure.minor for figure in sentence.figures)


def turned_round(sentence: Sentence, material: Material) -> bool:
    """A "not" too many, or "fell" for "rose", says the opposite; the very words of a sentence cannot."""
    if sentence.line in material.line:
        return False
    nearest = material.nearest(sentence.forms)
    if opposed(sentence.forms, nearest):
        return True
    return negates(sentence.forms) != negates(nearest) and len(nearest) < 40


def swapped(sentence: Sentence, material: Material) -> tuple[Figure, ...]:
    """Figures where the material has another one: "49% of calls" for "58% of calls, after 49%"."""
    if not sentence.figures:
        return ()
    runs = zip(sentence.words, sentence.words[1:], sentence.words[2:], strict=False)
    wrong = [
        number.start
        for before, number, after in runs
        if material.replaces(before.form, number.form, after.form)
    ]
    return tuple(
        figure
        for figure in sentence.figures
        if any(figure.span[0] <= at < figure.span[1] for at in wrong) and not _rounds(figure, material)
    )


def _rounds(figure: Figure, material: Material) -> bool:
    return not material.figures.hold_exactly(figure) and material.figures.near(figure) is not None


def missing(sentence: Sentence, materials: Sequence[Material], *, minor: bool) -> tuple[Figure | Name, ...]:
    """The figures and names that no material holds; small figures only if `minor`."""
    figures = [
        figure
        for figure in sentence.figures
        if (minor or not figure.minor) and not any(material.figures.hold(figure) for material in materials)
    ]
    names = [
        name for name in sentence.names if not any(name.forms <= material.forms for material in materials)
    ]
    return tuple(sorted((*figures, *names), key=lambda claim: claim.span))


def moved(sentence: Sentence, materials: Sequence[Material]) -> tuple[Figure, ...]:
    """Numbers that a material holds, but of another thing: "12% of orders" for "12% of calls"."""
    return tuple(
        figure
        for figure in sentence.figures
        if figure.kind == "number"
        and not figure.loose
        and any(material.figures.hold(figure) for material in materials)
        and not any(_counted_so(sentence, figure, material) for material in materials)
    )


def _counted_so(sentence: Sentence, figure: Figure, material: Material) -> bool:
    return any(
        _hold(sentence, figure, pair) and _statement(sentence, [figure], pair).counts_as(pair.forms)
        for pair in material.pairs
    )


def _quotes_whole(sentence: Sentence, material: Material) -> bool:
    """A few words to say who speaks, then the very words: "Galbrune writes: …"."""
    forms = sentence.forms
    for lead in range(1, min(_LONGEST_LEAD, len(forms) - _SHORTEST_QUOTE) + 1):
        if f" {' '.join(forms[lead:])} " in material.line:
            counted = any(figure.span[0] < sentence.words[lead].start for figure in sentence.figures)
            return not counted and not is_act(" ".join(forms[:lead]))
    return False


def _in_pair(
    sentence: Sentence, material: Material, pair: Pair, own: Material | None, *, foreign: bool
) -> bool:
    figures = [figure for figure in sentence.figures if not _is_own(sentence, figure, own)]
    if not all(_hold(sentence, figure, pair) for figure in figures):
        return False
    if any(not name.forms <= material.forms for name in sentence.names) and own is None:
        return False
    return _statement(sentence, figures, pair, foreign=foreign).said_by(pair.forms)


def _hold(sentence: Sentence, figure: Figure, pair: Pair) -> bool:
    """A date belongs to the sentence that it stands in: that one must share words with this."""
    return any(
        figures.hold(figure) and (figure.kind == "number" or _related(sentence, line))
        for line, figures in zip(pair.lines, pair.figures, strict=True)
    )


def _related(sentence: Sentence, line: tuple[str, ...]) -> bool:
    return Statement(tuple(sentence.forms), ()).share(line) >= _RELATED


def _is_own(sentence: Sentence, figure: Figure, own: Material | None) -> bool:
    return own is not None and _counted_so(sentence, figure, own)


def _statement(
    sentence: Sentence, figures: Iterable[Figure], pair: Pair, *, foreign: bool = False
) -> Statement:
    """The sentence as canonical words, with the value that the pair has wherever it says "about" it."""
    numbers = [figure for figure in figures if figure.kind == "number"]
    readings = {figure.span: value for figure in numbers if (value := _meant(figure, pair)) is not None}
    forms, starts = _forms(sentence.words, readings)
    places = (
        next((at for at, start in enumerate(starts) if left <= start < right and forms[at][0].isdigit()), -1)
        for left, right in (figure.span for figure in numbers)
    )
    return Statement(tuple(forms), tuple(at for at in places if at >= 0), foreign)


def _meant(figure: Figure, pair: Pair) -> float | None:
    if any(figures.hold_exactly(figure) for figures in pair.figures) and not figure.loose:
        return None
    return next((value for figures in pair.figures if (value := figures.near(figure)) is not None), None)


def _forms(words: Sequence[Word], readings: Mapping[tuple[int, int], float]) -> tuple[list[str], list[int]]:
    """The words with their places, figures replaced by their readings; a share is a number and "pct"."""
    forms: list[str] = []
    starts: list[int] = []
    told: set[tuple[int, int]] = set()
    for word in words:
        span = next((span for span in readings if span[0] <= word.start < span[1]), None)
        if span is None:
            forms.append(word.form)
            starts.append(word.start)
        elif span not in told:
            told.add(span)
            value = readings[span]
            read = [f"{-1.0 - value:.10g}", "pct"] if value < 0 else [f"{value:.10g}"]
            forms += read
            starts += [word.start] * len(read)
    return forms, starts
