"""Load a prompt by name: front matter, strict inputs, a content hash, and defused data."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, StrictUndefined, Template, TemplateError, meta

from prompts.defusing import defuse

SUFFIX = ".md.jinja"
FOLDER = Path(__file__).parent
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
_FIELDS = {"purpose", "inputs", "output", "temperature"}


class PromptError(Exception):
    """A prompt file is malformed, unknown, or was given other inputs than it declares."""


@dataclass(frozen=True, slots=True)
class PromptText:
    """What goes to the model. `system` never varies with the inputs' text, so that servers can cache it."""

    system: str
    user: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt file. `ref` is `name@` and the first 8 hex digits of the SHA-256 of the file."""

    name: str
    ref: str
    purpose: str
    inputs: frozenset[str]
    output: str
    temperature: float
    template: Template

    def render(self, **inputs: object) -> PromptText:
        """Fill both blocks; raises PromptError unless exactly the declared inputs are given."""
        if inputs.keys() != self.inputs:
            missing, extra = sorted(self.inputs - inputs.keys()), sorted(inputs.keys() - self.inputs)
            raise PromptError(f"{self.name}: missing inputs {missing}, unknown inputs {extra}")
        try:
            return PromptText(system=self._block("system", inputs), user=self._block("user", inputs))
        except TemplateError as error:
            raise PromptError(f"{self.name}: {error}") from error

    def _block(self, name: str, inputs: Mapping[str, object]) -> str:
        context = self.template.new_context(dict(inputs))
        return "".join(self.template.blocks[name](context)).strip()


def list_prompts() -> list[str]:
    """The name of every prompt in the folder, sorted."""
    return sorted(path.name.removesuffix(SUFFIX) for path in FOLDER.glob(f"*{SUFFIX}"))


@cache
def load_prompt(name: str) -> Prompt:
    """Read `prompts/<name>.md.jinja`; raises PromptError where the file or its front matter is wrong."""
    if name not in list_prompts():
        raise PromptError(f"no prompt is called {name!r}")
    return parse_prompt(name, (FOLDER / f"{name}{SUFFIX}").read_text(encoding="utf-8"))


def parse_prompt(name: str, source: str) -> Prompt:
    """Parse the text of a prompt file: YAML front matter, then the Jinja blocks `system` and `user`."""
    match = _FRONT_MATTER.match(source)
    if match is None:
        raise PromptError(f"{name}: no front matter")
    head = _front_matter(name, match[1])
    template = _template(name, match[2], declared=frozenset(head["inputs"]))
    digest = hashlib.sha256(source.encode()).hexdigest()[:8]
    return Prompt(
        name=name,
        ref=f"{name}@{digest}",
        purpose=head["purpose"],
        inputs=frozenset(head["inputs"]),
        output=head["output"],
        temperature=float(head["temperature"]),
        template=template,
    )


def _front_matter(name: str, text: str) -> dict[str, Any]:
    try:
        head = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise PromptError(f"{name}: front matter is not YAML: {error}") from error
    if not isinstance(head, dict) or head.keys() != _FIELDS or not isinstance(head["inputs"], list):
        raise PromptError(f"{name}: front matter needs exactly {sorted(_FIELDS)}, with a list of inputs")
    return head


def _template(name: str, body: str, *, declared: frozenset[str]) -> Template:
    # Not HTML: `finalize` defuses every value that is put in, so no template can forget to.
    environment = Environment(
        undefined=StrictUndefined,
        finalize=defuse,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701
    )
    try:
        used = meta.find_undeclared_variables(environment.parse(body))
        template = environment.from_string(body)
    except TemplateError as error:
        raise PromptError(f"{name}: {error}") from error
    if used != declared:
        raise PromptError(f"{name}: declares {sorted(declared)} but uses {sorted(used)}")
    if template.blocks.keys() != {"system", "user"}:
        raise PromptError(f"{name}: needs exactly the blocks system and user")
    return template
