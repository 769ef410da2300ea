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
_AFTER = "after"


class PromptError(Exception):
    """A prompt file is malformed, unknown, or was given other inputs than it declares."""


@dataclass(frozen=True, slots=True)
class PromptText:
    """What goes to the model. `system` never varies with the inputs' text, so that servers can cache it.

    `task` is the end of `user`, where that goes on from what another prompt begins; else it is all of it.
    """

    system: str
    user: str
    task: str = ""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt file. `ref` is `name@` and the first 8 hex digits of the SHA-256 of the file.

    One that comes `after` another begins with all of that one's text, so that several tasks on the same
    material share a beginning that servers can cache; its `inputs` are those of both, its `ref` tells both.
    """

    name: str
    ref: str
    purpose: str
    inputs: frozenset[str]
    output: str
    temperature: float
    template: Template
    after: "Prompt | None" = None

    def render(self, **inputs: object) -> PromptText:
        """Fill both blocks; raises PromptError unless exactly the declared inputs are given."""
        if inputs.keys() != self.inputs:
            missing, extra = sorted(self.inputs - inputs.keys()), sorted(inputs.keys() - self.inputs)
            raise PromptError(f"{self.name}: missing inputs {missing}, unknown inputs {extra}")
        try:
            return self._text(inputs)
        except TemplateError as error:
            raise PromptError(f"{self.name}: {error}") from error

    def render_system(self) -> str:
        """The part that is the same whatever the inputs."""
        return self.after.render_system() if self.after else self._block("system", {})

    def _text(self, inputs: Mapping[str, object]) -> PromptText:
        task = self._block("user", inputs)
        if self.after is None:
            return PromptText(self._block("system", inputs), task, task)
        first = self.after._text(inputs)
        return PromptText(first.system, f"{first.user}\n\n{task}", task)

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
    """Parse the text of a prompt file: YAML front matter, then the Jinja blocks `system` and `user`.

    One that comes `after` another has the block `user` alone.
    """
    match = _FRONT_MATTER.match(source)
    if match is None:
        raise PromptError(f"{name}: no front matter")
    head = _front_matter(name, match[1])
    after = load_prompt(head[_AFTER]) if _AFTER in head else None
    declared = frozenset(head["inputs"])
    blocks = {"system", "user"} if after is None else {"user"}
    template = _template(name, match[2], declared=declared, blocks=blocks)
    digest = hashlib.sha256((source + (after.ref if after else "")).encode()).hexdigest()[:8]
    return Prompt(
        name=name,
        ref=f"{name}@{digest}",
        purpose=head["purpose"],
        inputs=declared | (after.inputs if after else frozenset()),
        output=head["output"],
        temperature=float(head["temperature"]),
        template=template,
        after=after,
    )


def _front_matter(name: str, text: str) -> dict[str, Any]:
    try:
        head = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise PromptError(f"{name}: front matter is not YAML: {error}") from error
    if (
        not isinstance(head, dict)
        or head.keys() - {_AFTER} != _FIELDS
        or not isinstance(head["inputs"], list)
    ):
        raise PromptError(f"{name}: front matter needs exactly {sorted(_FIELDS)}, with a list of inputs")
    return head


def _template(name: str, body: str, *, declared: frozenset[str], blocks: set[str]) -> Template:
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
    if template.blocks.keys() != blocks:
        raise PromptError(f"{name}: needs exactly the blocks {' and '.join(sorted(blocks))}")
    return template
