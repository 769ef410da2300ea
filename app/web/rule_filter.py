"""Looking for a rule among many, by its words: here for pages without JavaScript, with it in the browser."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from app.web.policy_views import RuleView
from guardrails.normalisation import fold, normalise

LONGEST = 80


@dataclass(frozen=True, slots=True)
class RuleFilter:
    """What somebody typed. All its words must stand in what is looked at, without case and accents."""

    typed: str = ""

    @classmethod
    def of(cls, typed: str) -> "RuleFilter":
        return cls(" ".join(typed[: 4 * LONGEST].split())[:LONGEST])

    def __call__(self, *texts: str) -> bool:
        """Whether these are shown; everything is while nothing is typed."""
        among = self.read(*texts)
        return all(word in among for word in self.read(self.typed).split())

    @staticmethod
    def read(*texts: str) -> str:
        """The texts as they are compared."""
        return fold(normalise(" ".join(texts)).text)


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule to decide on. `kept` ones stay in sight whatever is looked for: they are changed, or wrong."""

    rule: RuleView
    words: str
    kept: bool
    shown: bool


@dataclass(frozen=True, slots=True)
class RuleFold:
    family: str
    rows: Sequence[RuleRow]
    sought: bool

    @property
    def is_open(self) -> bool:
        return any(row.kept or (self.sought and row.shown) for row in self.rows)

    @property
    def is_shown(self) -> bool:
        return any(row.shown for row in self.rows)


def rule_folds(
    families: Iterable[tuple[str, Iterable[RuleView]]], sought: RuleFilter, touched: Collection[str]
) -> list[RuleFold]:
    """The families with a fold each; `touched` are the rules that are changed or wrong."""
    return [
        RuleFold(family, [_row(rule, sought, rule.rule in touched) for rule in rules], bool(sought.typed))
        for family, rules in families
    ]


def _row(rule: RuleView, sought: RuleFilter, kept: bool) -> RuleRow:
    texts = (rule.words.title, rule.rule, rule.words.why)
    return RuleRow(rule, sought.read(*texts), kept, kept or sought(*texts))
