"""Feeds and pages as sites serve them, made of invented stories."""

from html import escape

from tests.support.web_server import answer

OVENS = (
    "A baker in the valley has rebuilt his wood oven with the stones of the old mill. The work took "
    "eleven weeks, and the first loaves came out on a Sunday morning before the market opened. He says "
    "that the hearth holds its heat for nineteen hours, four more than the steel oven he had before."
)
FOURS = (
    "Une boulangère de la vallée a reconstruit son four à bois avec les pierres de l’ancien moulin. Les "
    "travaux ont duré onze semaines, et les premiers pains sont sortis un dimanche matin, avant le marché. "
    "Elle dit que la sole garde sa chaleur dix-neuf heures, quatre de plus que son ancien four en acier."
)
SHIPS = (
    "The harbour of the northern island is to be dredged in spring, so that the new ferry can land at any "
    "tide. Until then travellers change to a smaller boat at the lighthouse, which adds half an hour to the "
    "crossing. The council has set aside two million for the work and expects to need all of it."
)


def rss(*items: str, title: str = "Oven News", more: str = "") -> str:
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>'
        f"<link>https://news.example/</link>{more}{''.join(items)}</channel></rss>"
    )


def item(
    title: str, link: str = "", *, text: str = "", date: str = "", guid: str = "", more: str = ""
) -> str:
    fields = {"title": title, "link": link, "description": text, "pubDate": date, "guid": guid}
    inside = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields.items() if value)
    return f"<item>{inside}{more}</item>"


def feed_answer(xml: str | bytes, **headers: str) -> bytes:
    return answer(xml, kind="application/rss+xml", **headers)


def article_page(title: str, *paragraphs: str, language: str = "en") -> bytes:
    inside = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return answer(
        f'<html lang="{language}"><head><title>{title}</title></head><body>'
        f"<nav><a href='/'>Home</a> <a href='/x'>Elsewhere</a></nav>"
        f"<main><article><h1>{title}</h1>{inside}</article></main>"
        "<footer>All about cookies</footer></body></html>",
        kind="text/html; charset=utf-8",
    )
