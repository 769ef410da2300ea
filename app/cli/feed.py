"""`tandem feed`: the feeds that are read; and `tandem kb add-url` and `add-sitemap`, for pages."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.entrance import print_json, services
from app.cli.outcomes import AsJson, operator, outcome_data, outcome_line, summary
from app.errors import AppError, NotReady
from knowledge_base.passages import Classification, Clearance, Origin

if TYPE_CHECKING:
    from app.domain.feeds import FeedHealth
    from app.services import Services
    from app.workflows.visit_feed import Visit

app = typer.Typer(help="Feeds (RSS, Atom): add, list, refresh and remove.", no_args_is_help=True)

Publisher = Annotated[str, typer.Option(help="Whose words they are, by name.")]
Licence = Annotated[str, typer.Option(help="On which terms they may be quoted.")]


@app.command()
def add(
    url: Annotated[str, typer.Argument(help="The feed, or a page that names it.")],
    name: Annotated[str, typer.Option(help="How you call it; its own title otherwise.")] = "",
    publisher: Publisher = "",
    licence: Licence = "",
    language: Annotated[str, typer.Option(help="fr or en; found out entry by entry otherwise.")] = "",
    every: Annotated[int, typer.Option(help="Minutes between two visits.")] = 60,
    origin: Annotated[Origin, typer.Option(help="Whose words they are.")] = Origin.INDUSTRY,
    as_json: AsJson = False,
) -> None:
    """Add a feed; `tandem feed refresh`, or a running server, reads its entries."""
    from app.workflows.add_feed import add_feed

    with services() as opened:
        feed = add_feed(
            opened,
            url,
            added_by=operator(),
            name=name,
            publisher=publisher,
            licence=licence,
            language=language,
            every_minutes=every,
            origin=origin,
        )
    if as_json:
        print_json({"id": feed.id, "url": feed.url, "name": feed.name})
    else:
        print(f"added {feed.id}  {feed.name}  {feed.url}")


@app.command("list")
def list_feeds(as_json: AsJson = False) -> None:
    """List all feeds and how they are doing."""
    from app.workflows.add_feed import list_feed_health

    with services() as opened:
        listed = list_feed_health(opened)
    if as_json:
        print_json([_health_data(health) for health in listed])
    else:
        print("\n".join(map(_health_line, listed)) or "There are no feeds.")


@app.command()
def refresh(
    feed_ids: Annotated[list[int] | None, typer.Argument(metavar="[ID]...", help="All when none.")] = None,
    as_json: AsJson = False,
) -> None:
    """Read feeds now; exit 1 when one of them could not be read."""
    from app.workflows.add_feed import list_feed_health

    with services() as opened:
        chosen = feed_ids or [health.feed.id for health in list_feed_health(opened)]
        visits = [(feed_id, *_visit(opened, feed_id)) for feed_id in chosen]
    if as_json:
        print_json([_visit_data(*visit) for visit in visits])
    else:
        print("\n".join(_visit_line(*visit) for visit in visits) or "There are no feeds.")
    raise typer.Exit(int(any(error for _, _, error in visits)))


@app.command()
def remove(
    feed_id: Annotated[int, typer.Argument(metavar="ID", help="As listed by `tandem feed list`.")],
    with_documents: Annotated[bool, typer.Option(help="Remove what came from it as well.")] = False,
    as_json: AsJson = False,
) -> None:
    """Remove a feed; what came from it stays in the library unless you say otherwise."""
    from app.workflows.add_feed import remove_feed

    with services() as opened:
        documents = remove_feed(opened, feed_id, with_documents=with_documents)
    if as_json:
        print_json({"removed": feed_id, "documents": documents})
    else:
        print(f"removed {feed_id}" + (f" and {documents} documents" if with_documents else ""))


def add_url(
    url: Annotated[str, typer.Argument(help="A web page.")],
    origin: Annotated[Origin, typer.Option(help="Whose words they are.")] = Origin.INDUSTRY,
    publisher: Publisher = "",
    licence: Licence = "",
    as_json: AsJson = False,
) -> None:
    """Add the article of a public web page."""
    from app.workflows.ingest_url import ingest_url

    clearance = Clearance(origin, Classification.PUBLIC)
    with services() as opened:
        outcome = ingest_url(
            opened,
            url,
            clearance=clearance,
            cleared_by=operator(),
            publisher=publisher,
            licence=licence,
        )
    if as_json:
        print_json(outcome_data(outcome))
    else:
        print(outcome_line(outcome))


def add_sitemap(
    url: Annotated[str, typer.Argument(help="A sitemap, such as https://example.com/sitemap.xml.")],
    origin: Annotated[Origin, typer.Option(help="Whose words they are.")] = Origin.INDUSTRY,
    publisher: Publisher = "",
    licence: Licence = "",
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many pages, the latest first.")] = 500,
    as_json: AsJson = False,
) -> None:
    """Add the pages a site lists; exit 1 when one was refused."""
    from rich.console import Console
    from rich.progress import Progress

    from app.workflows.ingest_loaded import Outcome
    from app.workflows.ingest_url import ingest_sitemap

    bar = Progress(console=Console(stderr=True), transient=True, disable=as_json)
    with services() as opened, bar:
        task = bar.add_task("reading", total=None)
        outcomes = ingest_sitemap(
            opened,
            url,
            clearance=Clearance(origin, Classification.PUBLIC),
            cleared_by=operator(),
            publisher=publisher,
            licence=licence,
            most=limit,
            on_start=lambda count: bar.update(task, total=count),
            on_page=lambda outcome: bar.update(task, advance=1, description=outcome.place[-40:]),
        )
    if as_json:
        print_json([outcome_data(outcome) for outcome in outcomes])
    else:
        print("\n".join([*map(outcome_line, outcomes), summary(outcomes)]))
    raise typer.Exit(int(any(outcome.outcome is Outcome.REFUSED for outcome in outcomes)))


def _visit(opened: "Services", feed_id: int) -> "tuple[Visit | None, AppError | None]":
    from app.workflows.refresh_feeds import refresh_feed

    try:
        visit = refresh_feed(opened, feed_id)
    except NotReady as error:
        return None, error
    return visit, visit.error


def _visit_data(feed_id: int, visit: "Visit | None", error: AppError | None) -> dict[str, Any]:
    counts = {
        "added": visit.added if visit else 0,
        "replaced": visit.replaced if visit else 0,
        "known": visit.duplicates if visit else 0,
        "without_text": visit.without_text if visit else 0,
        "more": bool(visit and visit.more),
    }
    return {"id": feed_id, "error": str(error or ""), **counts}


def _visit_line(feed_id: int, visit: "Visit | None", error: AppError | None) -> str:
    if error or visit is None:
        return f"{feed_id:>5}  {error}"
    if not (visit.changed and (visit.added or visit.replaced or visit.duplicates or visit.without_text)):
        return f"{feed_id:>5}  {visit.feed.name}: nothing new"
    counts = f"{visit.added} added, {visit.replaced} replaced, {visit.duplicates} known already"
    more = "; more to come" if visit.more else ""
    return f"{feed_id:>5}  {visit.feed.name}: {counts}, {visit.without_text} without text{more}"


def _health_data(health: "FeedHealth") -> dict[str, Any]:
    feed = health.feed
    return {
        "id": feed.id,
        "name": feed.name,
        "url": feed.url,
        "publisher": feed.publisher,
        "licence": feed.licence,
        "language": feed.language,
        "origin": feed.origin,
        "every_minutes": feed.every_minutes,
        "entries_kept": health.entries_kept,
        "last_ok": health.last_ok,
        "last_error": str(health.last_error or ""),
        "failures": feed.failures,
        "next_due": health.next_due,
    }


def _health_line(health: "FeedHealth") -> str:
    read = f"read {health.last_ok:%Y-%m-%d %H:%M}" if health.last_ok else "not read yet"
    state = f"{read}, {health.entries_kept} kept, next {health.next_due:%Y-%m-%d %H:%M}"
    trouble = f"\n       {health.last_error}" if health.last_error else ""
    return f"{health.feed.id:>5}  {health.name}  {health.url}\n       {state}{trouble}"
