"""What an endpoint was seen to take: found out by asking, never assumed from its name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from app.llm.errors import ModelDenied

_PARAMETER_REFUSED = {400, 422, 501}
_NO_SUCH_ADDRESS = {404, 405}
_TOO_LONG = re.compile(r"context.?(?:length|window|size)|prompt is too long|too many tokens", re.IGNORECASE)


class Form(StrEnum):
    """How the form of an answer is asked for, the strictest first."""

    SCHEMA = "schema"
    TOOL = "tool"
    OBJECT = "object"
    WORDS = "words"


_COMPLAINTS = {
    Form.SCHEMA: ("response_format", "json_schema", "schema", "grammar", "text.format", "structured"),
    Form.TOOL: ("tool", "function", "jinja"),
    Form.OBJECT: ("response_format", "json_object", "text.format", "format"),
    Form.WORDS: (),
}
_WEAKER = {Form.SCHEMA: Form.TOOL, Form.TOOL: Form.OBJECT, Form.OBJECT: Form.WORDS}
_LIMITS = {"max_tokens": "max_completion_tokens", "max_completion_tokens": ""}


@dataclass(frozen=True, slots=True)
class Capabilities:
    """`limit` is the parameter that bounds an answer, "" for none; `counts`: may usage be asked for?"""

    responses: bool = False
    form: Form = Form.SCHEMA
    temperature: bool = True
    counts: bool = True
    limit: str = "max_tokens"

    def options(
        self, schema: type[BaseModel], *, temperature: float | None, answer_tokens: int | None
    ) -> dict[str, Any]:
        """The optional parameters of one request, as LangChain takes them.

        What has no counterpart in LangChain, or that it would act upon itself, goes into `extra_body`.
        """
        options: dict[str, Any] = {}
        if self.temperature and temperature is not None:
            options["temperature"] = temperature
        if self.counts and not self.responses:  # the Responses API counts without being asked
            options["stream_usage"] = True
        body = self._form(schema)
        if answer_tokens and self.limit:
            body["max_output_tokens" if self.responses else self.limit] = answer_tokens
        if self.responses:
            body["store"] = False  # that API keeps what it is told, unless it is told not to
        if body:
            options["extra_body"] = body
        return options

    def less(self, error: ModelDenied, options: Mapping[str, Any]) -> "Capabilities | None":
        """What to try after a refusal; None when nothing is left, or the refusal is of another kind.

        What the complaint names is given up first; one that names nothing costs what is least missed.
        """
        complaint = error.detail
        if error.status_code not in _PARAMETER_REFUSED | {500}:
            return None
        named = self._named(complaint, options)
        if named is not None:
            return named
        if _TOO_LONG.search(complaint):
            return None
        return self._least_missed(options)

    def other_api(self, error: ModelDenied) -> "Capabilities | None":
        """The Responses API, where chat completions are said not to be."""
        said = error.detail
        nowhere = error.status_code in _NO_SUCH_ADDRESS and "model" not in said.lower()
        if self.responses or not (nowhere or "v1/responses" in said or "not a chat model" in said):
            return None
        return replace(self, responses=True)

    def _named(self, complaint: str, options: Mapping[str, Any]) -> "Capabilities | None":
        if "stream_usage" in options and ("stream_options" in complaint or "include_usage" in complaint):
            return replace(self, counts=False)
        if self._limited(options) and re.search(r"max_(?:completion_|output_)?tokens", complaint):
            return replace(self, limit="" if self.responses else _LIMITS[self.limit])
        if "temperature" in options and "temperature" in complaint:
            return replace(self, temperature=False)
        if any(word in complaint for word in _COMPLAINTS[self.form]):
            return replace(self, form=self._weaker())
        return None

    def _least_missed(self, options: Mapping[str, Any]) -> "Capabilities | None":
        if "stream_usage" in options:
            return replace(self, counts=False)
        if self._limited(options):
            return replace(self, limit="")
        if self.form is not Form.WORDS:
            return replace(self, form=Form.WORDS)
        if "temperature" in options:
            return replace(self, temperature=False)
        return None

    def _limited(self, options: Mapping[str, Any]) -> bool:
        return any(name.startswith("max_") for name in options.get("extra_body", ()))

    def _weaker(self) -> Form:
        weaker = _WEAKER[self.form]
        return _WEAKER[weaker] if self.responses and weaker is Form.TOOL else weaker

    def _form(self, schema: type[BaseModel]) -> dict[str, Any]:
        if self.form is Form.WORDS:
            return {}
        if self.form is Form.OBJECT:
            return self._formatted({"type": "json_object"})
        function = _strict_function(schema)
        if self.form is Form.TOOL:
            chosen = {"type": "function", "function": {"name": function["name"]}}
            return {"tools": [{"type": "function", "function": function}], "tool_choice": chosen}
        function["schema"] = function.pop("parameters")
        if self.responses:
            return self._formatted({"type": "json_schema", **function})
        return self._formatted({"type": "json_schema", "json_schema": function})

    def _formatted(self, form: dict[str, Any]) -> dict[str, Any]:
        return {"text": {"format": form}} if self.responses else {"response_format": form}


def _strict_function(schema: type[BaseModel]) -> dict[str, Any]:
    from langchain_core.utils.function_calling import convert_to_openai_function

    return convert_to_openai_function(schema, strict=True)
