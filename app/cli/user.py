"""`tandem user`: local accounts."""

from typing import Annotated

import typer

from app.cli.entrance import print_json, services
from app.domain.people import Language, Role

app = typer.Typer(help="Local accounts.", no_args_is_help=True)


@app.command("add")
def add(
    email: Annotated[str, typer.Argument(help="What they sign in with.")],
    name: Annotated[str, typer.Option(help="As colleagues know them.")],
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)],
    role: Annotated[Role, typer.Option(help="What they may do.")] = Role.AUTHOR,
    lang: Annotated[
        Language | None, typer.Option(help="The language of their pages; their browser's when left out.")
    ] = None,
) -> None:
    """Add an account; the password is asked for."""
    from app.workflows.sign_in import add_person

    with services() as opened:
        person = add_person(opened, name=name, email=email, role=role, language=lang, password=password)
    print(f"{person.name} can sign in as {person.email} ({person.role}).")


@app.command("list")
def list_all(as_json: Annotated[bool, typer.Option("--json", help="Print data.")] = False) -> None:
    """Show who has an account."""
    from app.store.people import list_people

    with services() as opened, opened.sessions() as session:
        people = list_people(session)
    if as_json:
        print_json(
            [
                {
                    "name": p.name,
                    "email": p.email,
                    "role": p.role,
                    "language": p.language if p.language_chosen else None,
                }
                for p in people
            ]
        )
        return
    for person in people:
        print(f"{person.email:40} {person.role:10} {person.name}")
