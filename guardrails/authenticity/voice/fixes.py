"""One-click fixes: the edits that bring a habit of a text back to its author's, where that is mechanical."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from guardrails.authenticity.voice.anatomy import Anatomy, Span, dissect
from guardrails.authenticity.voice.edits import Edit, Untouched, removals
from guardrails.authenticity.voice.lexicon import FUNCTION_WORDS
from guardrails.authenticity.voice.profile import VoiceProfile
from guardrails.authenticity.voice.reasons import Reason

_SETTLED = 0.34
"""A share below this, or above its complement, is a habit; between the two the author does both."""
_SPACES = "[ \t\u00a0\u202f]"
_FOLLOWING = re.compile(rf"{_SPACES}*(.?)", re.DOTALL)
_EXCLAMATIONS, _ELLIPSES = re.compile("!+"), re.compile(r"…|\.{2,}")
_STRAIGHT, _CURLY = re.compile(r"(?<=\w)'(?=\w)"), re.compile(r"(?<=\w)’(?=\w)")
_SPACED = re.compile(rf"(?<=[\w)’'%€»”\"]){_SPACES}(?=[!?:;](?:\s|$))")
_UNSPACED = re.compile(r"(?<=[\w)’'%€])(?=[!?:;](?:\s|$))")
_BREAKS = re.compile(r"\n(?:[ \t\u00a0]*\n)*")
_MORE_MARKERS = re.compile("(?:(?:[-–—*·](?=[ \\t\u00a0])|[•▪►▶→⇒➡▸◾])[ \\t\u00a0]*)+")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Task:
    """A text and the habit to bring back, with how its author has it."""

    anatomy: Anatomy
    reason: Reason
    profile: VoiceProfile
    untouched: Untouched

    @property
    def text(self) -> str:
        return self.anatomy.text

    @property
    def usual(self) -> int:
        """How many an ordinary post of the author's holds."""
        return int(self.reason.usual + 0.5)

    @property
    def more(self) -> bool:
        return self.reason.direction == "more"

    def free(self, spans: Sequence[Span]) -> list[Span]:
        return [span for span in spans if not self.untouched.holds(span)]


def find_fix(
    reason: Reason, text: str, profile: VoiceProfile, *, keep: Sequence[Span] = ()
) -> tuple[Edit, ...]:
    """The edits that undo `reason`, in text order and disjoint; empty where it takes a person.

    Only the habit named changes, down to what is usual and no further. Quotations, links, code and
    figures are never touched; `keep` names more spans whose words and marks stay, such as sentences
    of a source (typographic habits, which change no mark, still apply to them). Linear in the text.
    """
    task = _FIXES.get(reason.habit)
    if task is None:
        return ()
    anatomy = dissect(text)
    kept = () if reason.habit in _TYPOGRAPHIC else keep
    return tuple(task(_Task(anatomy, reason, profile, Untouched(anatomy, kept))))


def _fewer_exclamations(task: _Task) -> Iterator[Edit]:
    yield from _marks_ended(task, _EXCLAMATIONS)


def _fewer_ellipses(task: _Task) -> Iterator[Edit]:
    yield from _marks_ended(task, _ELLIPSES)


def _marks_ended(task: _Task, pattern: re.Pattern[str]) -> Iterator[Edit]:
    """The marks beyond the usual number as full stops, the last ones first; those inside a sentence stay."""
    if not task.more:
        return
    found = list(pattern.finditer(task.anatomy.prose))
    edits = [edit for match in found if (edit := _ended(task, match)) is not None]
    surplus = min(len(edits), max(0, len(found) - task.usual))
    yield from edits[len(edits) - surplus :]


def _ended(task: _Task, match: re.Match[str]) -> Edit | None:
    text, (mark, end) = task.text, match.span()
    start = mark - (text[max(0, mark - 1) : mark] in {*" \t\u00a0\u202f"})
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if task.untouched.holds(match.span()) or before in {*"(["} or (before == "?" and after == "?"):
        return None
    if after and after in "?.…!":
        return Edit(mark, end)
    if before in {*"?.!…:,;"} or after == ")":
        return Edit(start, end)
    if not before or not (before.isalnum() or before in '»”")’%€') or not _ends_here(text, end):
        return None
    return Edit(start, end, ".")


def _ends_here(text: str, end: int) -> bool:
    """Whether a sentence may end at `end`: a line does, or what follows begins another one."""
    following = _FOLLOWING.match(text, end)
    first = following.group(1) if following else ""
    if first and following is not None and following.start(1) == end and first != "\n":
        return first in '»”")' or ord(first) > 0x2000
    link = following is not None and text.startswith(("http://", "https://", "www."), following.start(1))
    return first in {"", "\n"} or link or not (first.islower() or first in ",;:-–—=+*/")


def _apostrophes(task: _Task) -> Iterator[Edit]:
    pattern, mark = (_CURLY, "'") if task.more else (_STRAIGHT, "’")
    if _is_settled(task):
        for span in task.free([match.span() for match in pattern.finditer(task.text)]):
            yield Edit(*span, mark)


def _spaced_marks(task: _Task) -> Iterator[Edit]:
    pattern, space = (_SPACED, "") if task.more else (_UNSPACED, "\u00a0")
    if _is_settled(task):
        for match in pattern.finditer(task.anatomy.prose):
            if not task.untouched.holds((match.start(), match.end() + 1)):
                yield Edit(*match.span(), space)


def _is_settled(task: _Task) -> bool:
    return task.reason.usual <= _SETTLED if task.more else task.reason.usual >= 1 - _SETTLED


def _fewer_emoji(task: _Task) -> Iterator[Edit]:
    if task.more:
        free = task.free(task.anatomy.emoji)
        held = len(task.anatomy.emoji) - len(free)
        yield from removals(task.text, free[max(0, task.usual - held) :])


def _fewer_hashtags(task: _Task) -> Iterator[Edit]:
    """Tags at the end go; one that is a word of its sentence keeps the word."""
    if not task.more:
        return
    surplus = task.anatomy.hashtags[task.usual :]
    words = {span for span in surplus if _is_a_word(task, span)}
    gone = removals(task.text, [span for span in surplus if span not in words])
    bare = (Edit(start, start + 1) for start, _ in words)
    yield from sorted((*gone, *bare), key=lambda edit: edit.start)


def _is_a_word(task: _Task, span: Span) -> bool:
    """Whether its sentence goes on after a tag, or leads to it with a small word ("the #garden")."""
    prose, (start, end) = task.anatomy.prose, span
    rest = prose[end : end + 300].split("\n", 1)[0]
    if _WORD.search(rest) or rest.strip()[:1] in {*".,;:!?)"}:
        return True
    before = prose[max(0, start - 60) : start].rsplit("\n", 1)[-1].replace("’", "'").split()
    last = before[-1].casefold() if before else ""
    return last in FUNCTION_WORDS[task.profile.language] or last.endswith("'")


def _fewer_capitals(task: _Task) -> Iterator[Edit]:
    """Words are lowered only where somebody writes them small: the others may be names or acronyms."""
    if not task.more:
        return
    small = _small_words(task)
    loud = [s for s in task.anatomy.words if s[1] - s[0] > 3 and task.text[s[0] : s[1]].isupper()]
    free = [span for span in task.free(loud) if task.text[span[0] : span[1]].casefold() in small]
    surplus = min(len(free), max(0, len(loud) - task.usual))
    starts = {start for start, _ in task.anatomy.sentences}
    for start, end in free[len(free) - surplus :]:
        word = task.text[start:end].lower()
        yield Edit(start, end, word[:1].upper() + word[1:] if start in starts else word)


def _small_words(task: _Task) -> frozenset[str]:
    texts = (task.anatomy.prose, *task.profile.exemplars)
    seen = {word for text in texts for word in _WORD.findall(text) if word.islower()}
    return frozenset(seen | set(FUNCTION_WORDS[task.profile.language]))


def _fewer_list_items(task: _Task) -> Iterator[Edit]:
    """The markers go where the author makes no lists; numbers and emoji say something, so they stay."""
    if not task.more or task.usual:
        return
    emoji = {start for start, _ in task.anatomy.emoji}
    for start, end in task.free(task.anatomy.list_items):
        mark = task.text[start:end].strip()
        if not mark[:1].isdigit() and start + task.text[start:end].index(mark) not in emoji:
            more = _MORE_MARKERS.match(task.text, end)
            yield Edit(start, more.end() if more else end)


def _paragraphs(task: _Task) -> Iterator[Edit]:
    """Blank lines for an author who leaves them, single breaks for one who does not."""
    wanted = {"blank": "\n\n", "single": "\n"}.get(task.profile.style.paragraph_break, "")
    if not wanted or task.more == (("\n\n" if task.reason.habit == "blank_lines" else "\n") == wanted):
        return
    items = {start for start, _ in task.anatomy.list_items}
    for match in _BREAKS.finditer(task.text.rstrip()):
        blank = match.group().count("\n") > 1
        in_list = match.end() in items
        if match.start() > 0 and blank != (len(wanted) > 1) and not in_list:
            yield Edit(*match.span(), wanted)


_TYPOGRAPHIC = frozenset({"apostrophe", "spaced_marks"})
_FIXES: Mapping[str, Callable[[_Task], Iterator[Edit]]] = {
    "exclamation": _fewer_exclamations,
    "ellipsis": _fewer_ellipses,
    "apostrophe": _apostrophes,
    "spaced_marks": _spaced_marks,
    "emoji": _fewer_emoji,
    "hashtags": _fewer_hashtags,
    "capitals": _fewer_capitals,
    "list_items": _fewer_list_items,
    "blank_lines": _paragraphs,
    "line_breaks": _paragraphs,
}
