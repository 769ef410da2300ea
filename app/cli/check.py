"""`tandem check`: may this text leave?"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.entrance import person_called, print_json, services
from app.domain.channels import Channel
from app.domain.people import Language
from app.errors import BadInput

if TYPE_CHECKING:
    from app.services import Services
    from app.workflows.judge_text import Judgement


def check(
    file: Annotated[str, typer.Argument(help="A text file, or - for standard input.")],
    lang: Annotated[Language | None, typer.Option(help="The text's language; guessed when left out.")] = None,
    channel: Annotated[Channel, typer.Option(help="Where it is to go.")] = Channel.LINKEDIN,
    author: Annotated[str, typer.Option("--as", help="Compare with this person's voice.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print data.")] = False,
) -> None:
    """Judge a text; exit 1 when something blocks it."""
    from app.domain.briefs import Brief
    from app.workflows.judge_text import judge_text
    from knowledge_base.language import detect_language

    text = _read(file)
    with services() as opened:
        brief = Brief(topic="", channel=channel, language=lang or Language(detect_language(text)))
        person = person_called(opened, author) if author else None
        judgement = judge_text(opened, text, brief=brief, author=person, finished=True)
        if as_json:
            print_json(judgement_data(opened, judgement, brief.language))
        else:
            print("\n".join(judgement_lines(opened, judgement, brief.language)))
    raise typer.Exit(1 if judgement.report.blocks else 0)


def judgement_data(opened: "Services", judgement: "Judgement", language: str) -> dict[str, Any]:
    """A judgement as data; spans are half-open, in code points."""
    return {
        "blocked": judgement.report.blocks,
        "needs_review": judgement.report.needs_review,
        "count": {"used": judgement.count.used, "limit": judgement.count.limit, "unit": judgement.count.unit},
        "voice": judgement.voice.value,
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity,
                "start": finding.start,
                "end": finding.end,
                "text": judgement.text[finding.start : finding.end],
                "title": opened.policy.words(finding.rule, language).filled(finding.details).title,
            }
            for finding in judgement.report.findings
        ],
        "sentences": [
            {"text": judgement.text[s.start : s.end], "label": s.label, "sources": list(s.source_ids)}
            for s in judgement.sentences
        ],
    }


def judgement_lines(opened: "Services", judgement: "Judgement", language: str) -> list[str]:
    lines = []
    for finding in judgement.report.findings:
        words = opened.policy.words(finding.rule, language).filled(finding.details)
        quoted = judgement.text[finding.start : finding.end].strip()
        lines += [
            f"[{finding.severity}] {words.title}" + (f": “{quoted}”" if quoted else ""),
            f"        {words.fix}",
        ]
    lines.append(f"{judgement.count.used} of {judgement.count.limit} {judgement.count.unit}")
    verdict = (
        "blocked"
        if judgement.report.blocks
        else "needs a reviewer"
        if judgement.report.needs_review
        else "clear"
    )
    return [*lines, f"verdict: {verdict}"]


def _read(file: str) -> str:
    if file == "-":
        return sys.stdin.read()
    try:
        return Path(file).read_text("utf-8")
    except OSError as error:
        raise BadInput("%(file)s cannot be read: %(reason)s.", file=file, reason=error.strerror) from error
    except UnicodeDecodeError as error:
        raise BadInput("%(file)s is not a text in UTF-8.", file=file) from error
