"""`tandem draft`: three drafts on the terminal, with their sources and findings."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.check import judgement_data, judgement_lines
from app.cli.entrance import person_called, print_json, services
from app.domain.channels import Channel
from app.domain.people import Language
from app.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services import Services
    from app.workflows.judge_text import Judgement
    from knowledge_base.passages import Passage


def draft(
    author: Annotated[str, typer.Option("--as", help="Whose voice: a name or an e-mail.")],
    about: Annotated[str, typer.Option(help="What to talk about.")],
    take: Annotated[
        list[str] | None, typer.Option(help="Your own words; may be given more than once.")
    ] = None,
    channel: Annotated[Channel, typer.Option(help="Where it is to go.")] = Channel.LINKEDIN,
    lang: Annotated[Language | None, typer.Option(help="The post's language; yours when left out.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print data.")] = False,
) -> None:
    """Write up to three drafts from your words and what has been cleared. Nothing is saved."""
    from zlib import crc32

    from app.domain.briefs import Answer, Brief, Question
    from app.domain.model_calls import Account
    from app.llm.call import Call
    from app.workflows.judge_text import judge_text

    with services() as opened:
        person = person_called(opened, author)
        answers = tuple(Answer(Question(f"take-{n}", ""), text) for n, text in enumerate(take or []))
        seed = crc32(f"{person.id} {about}".encode("utf-8", "replace"))
        if not about.strip() and not answers:
            raise BadInput("Say what the post is about: --about, --take, or both.")
        brief = Brief(about, channel, lang or person.language, answers=answers, seed=seed)
        call = Call(account=Account(person.id))
        composition = opened.compose(brief, person, progress=_tell, call=call)
        judged = [
            (
                variant,
                judge_text(
                    opened,
                    variant.text,
                    brief=brief,
                    passages=composition.passages,
                    author=person,
                    offered=variant.text,
                ),
            )
            for variant in composition.variants
        ]
        question = composition.question.text if composition.question else ""
        if as_json:
            drafts = [
                {"angle": v.angle, "text": v.text, **judgement_data(opened, j, brief.language)}
                for v, j in judged
            ]
            passages = [
                _passage_data(passage, _paths(opened, composition.passages))
                for passage in composition.passages
            ]
            print_json(
                {"writer": composition.writer, "drafts": drafts, "passages": passages, "question": question}
            )
            return
        for number, (variant, judgement) in enumerate(judged, start=1):
            print(f"\n── {number}. {variant.angle} " + "─" * 40 + f"\n\n{variant.text}\n")
            lines = _source_lines(judgement, _paths(opened, composition.passages))
            print("\n".join(lines + judgement_lines(opened, judgement, brief.language)))
        if not judged:
            print("There is not enough to write from yet: add a --take, or sources with `tandem kb add`.")
        if question:
            print(f"\nOne question more: {question}")


def _tell(step: str, detail: str) -> None:
    print(f"{step}: {detail}" if detail else step, file=sys.stderr)


def _paths(opened: "Services", passages: "Sequence[Passage]") -> dict[int, str]:
    """Where each document was read from, by its id."""
    from app.store import documents

    with opened.sessions() as session:
        return {
            document_id: documents.get_document(session, document_id).path
            for document_id in {passage.document_id for passage in passages}
        }


def _source_lines(judgement: "Judgement", paths: dict[int, str]) -> list[str]:
    passages = {passage.id: passage for passage in judgement.passages}
    return [
        f"{sentence.label:11} {judgement.text[sentence.start : sentence.end]!r}"
        + "".join(
            f"\n            ← {_cite(passages[i], paths)}" for i in sentence.source_ids[:1] if i in passages
        )
        for sentence in judgement.sentences
    ]


def _cite(passage: "Passage", paths: dict[int, str]) -> str:
    page = f", page {passage.page}" if passage.page else ""
    return f"{passage.title}{page} ({paths[passage.document_id]})"


def _passage_data(passage: "Passage", paths: dict[int, str]) -> dict[str, Any]:
    return {
        "id": passage.id,
        "document_id": passage.document_id,
        "path": paths[passage.document_id],
        "page": passage.page,
        "title": passage.title,
        "text": passage.text,
        "publisher": passage.publisher,
        "url": passage.url,
        "published_on": passage.published_on,
        "origin": passage.origin,
    }
