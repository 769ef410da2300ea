"""What an administrator typed about a model: kept as typed, with what is wrong told at each field."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar
from urllib.parse import urlsplit

from starlette.datastructures import FormData

from app.domain.model_endpoints import RETRIES, Api, ModelEndpoint, Purpose
from app.errors import AppError, BadInput
from app.web.forms import clean_text, with_scheme

Value = TypeVar("Value")

TEXTS = ("name", "url", "model", "key", "timeout", "at_once", "api", "answer_tokens", "price_in", "price_out")
LONGEST = {"name": 80, "url": 2_000, "model": 200, "key": 4_000, "price_in": 16, "price_out": 16}


@dataclass(frozen=True, slots=True)
class ModelForm:
    """`endpoint` is None as long as there are `mistakes`, by field."""

    typed: dict[str, Any]
    mistakes: dict[str, AppError]
    endpoint: ModelEndpoint | None = None


def blank_form() -> ModelForm:
    typed = dict.fromkeys(TEXTS, "")
    return ModelForm({**typed, "timeout": "60", "at_once": "8", "api": "auto", "purposes": ["draft"]}, {})


def form_of(endpoint: ModelEndpoint) -> ModelForm:
    """What is kept, as it would have been typed; the key is never among it."""
    typed = {
        "name": endpoint.name,
        "url": endpoint.url,
        "model": endpoint.model,
        "key": "",
        "timeout": f"{endpoint.timeout_seconds:g}",
        "at_once": str(endpoint.at_once),
        "api": endpoint.api.value,
        "answer_tokens": str(endpoint.answer_tokens or ""),
        "price_in": "" if endpoint.price_in is None else str(endpoint.price_in),
        "price_out": "" if endpoint.price_out is None else str(endpoint.price_out),
        "purposes": [purpose.value for purpose in endpoint.purposes],
    }
    return ModelForm(typed, {})


def read_model_form(sent: FormData, kept: ModelEndpoint | None = None) -> ModelForm:
    """`kept` is what is changed: its key stays when none is typed, as long as the address does not move."""
    typed: dict[str, Any] = {name: str(clean_text(sent.get(name) or "")).strip() for name in TEXTS}
    typed["purposes"] = [str(purpose) for purpose in sent.getlist("purposes")]
    reading = _Reading(typed)
    fields = reading.fields()
    key = reading.field("key", lambda text: _key(text, typed["url"], bool(sent.get("no_key")), kept))
    shown = {**typed, "key": ""}  # what was typed there is not sent back either
    if reading.mistakes:
        return ModelForm(shown, reading.mistakes)
    active = kept.active if kept else True
    return ModelForm(shown, {}, ModelEndpoint(key=key or "", active=active, max_retries=RETRIES, **fields))


class _Reading:
    def __init__(self, typed: dict[str, Any]) -> None:
        self._typed = typed
        self.mistakes: dict[str, AppError] = {}

    def field(self, name: str, read: Callable[[Any], Value]) -> Value | None:
        """What `read` makes of a field, or None with the mistake noted."""
        value = self._typed[name]
        try:
            if isinstance(value, str) and len(value) > LONGEST.get(name, 40):
                raise BadInput("This is too long.")
            return read(value)
        except AppError as error:
            self.mistakes[name] = error
            return None

    def fields(self) -> dict[str, Any]:
        return {
            "name": self.field("name", _needed),
            "url": self.field("url", _url),
            "model": self.field("model", _needed),
            "purposes": self.field("purposes", _purposes),
            "timeout_seconds": self.field("timeout", _seconds),
            "at_once": self.field("at_once", lambda text: _checked("at_once", _whole(text))),
            "api": self.field("api", _api),
            "answer_tokens": self.optional("answer_tokens", _whole),
            "price_in": self.optional("price_in", _number),
            "price_out": self.optional("price_out", _number),
        }

    def optional(self, name: str, read: Callable[[str], Any]) -> Any:
        return self.field(name, lambda text: _checked(name, read(text)) if text else None)


def _checked(name: str, value: Any) -> Any:
    """The value of one field, looked at as every endpoint looks at its own."""
    ModelEndpoint(**{"url": "http://host/v1", "model": "m", name: value})
    return value


def _needed(text: str) -> str:
    if not text:
        raise BadInput("This is needed.")
    return text


def _url(text: str) -> str:
    return str(_checked("url", with_scheme(_needed(text))))


def _purposes(chosen: list[str]) -> frozenset[Purpose]:
    known = set(Purpose)
    purposes = frozenset(Purpose(purpose) for purpose in chosen if purpose in known)
    if not purposes:
        raise BadInput("Choose at least one thing the model is for.")
    return purposes


def _api(text: str) -> Api:
    return Api(text) if text in set(Api) else Api.AUTO


def _key(text: str, url: str, without: bool, kept: ModelEndpoint | None) -> str:
    if text or without or kept is None:
        return str(_checked("key", text))
    if kept.key and _origin(with_scheme(url)) != _origin(kept.url):
        raise BadInput("The address is another one: enter the key again, so that it goes nowhere by mistake.")
    return kept.key


def _origin(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ("", "")
    return parts.scheme.lower(), parts.netloc.lower()


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text.replace(",", ".").replace("\u00a0", "").replace("\u202f", "").replace(" ", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise BadInput("Write a number here.")
    return number


def _seconds(text: str) -> float:
    return float(_checked("timeout_seconds", float(_number(text))))


def _whole(text: str) -> int:
    number = _number(text)
    if not -10_000_000 <= number <= 10_000_000 or number != number.to_integral_value():
        raise BadInput("Write a whole number here.")
    return int(number)
