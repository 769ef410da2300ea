"""Keys, tokens and passwords that stand in a text, bare or in quotes."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from guardrails.doc import Doc
from guardrails.findings import Evidence, RawFinding


class _Form(NamedTuple):
    """A vendor's token: some `prefixes` to look for first (lower case), then its exact form."""

    kind: str
    prefixes: tuple[str, ...]
    pattern: re.Pattern[str]


def _form(kind: str, prefixes: str, pattern: str) -> _Form:
    return _Form(kind, tuple(prefixes.split()), re.compile(rf"(?<![A-Za-z0-9_-])(?:{pattern})"))


_FORMS = (
    _form("AWS", "akia asia abia acca", r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Za-z0-9])"),
    _form("GitHub", "ghp_ gho_ ghu_ ghs_ ghr_", r"gh[pousr]_[A-Za-z0-9]{36,251}"),
    _form("GitHub", "github_pat_", r"github_pat_[A-Za-z0-9_]{36,244}"),
    _form("GitLab", "glpat- glptt- gldt- glrt-", r"gl(?:pat|ptt|dt|rt)-[A-Za-z0-9_-]{20,64}"),
    _form("Slack", "xox", r"xox[abeoprs]-[A-Za-z0-9-]{10,250}"),
    _form("Slack", "hooks.slack.com", r"https://hooks\.slack\.com/(?:services|workflows)/[\w/+-]{20,200}"),
    _form("Stripe", "k_live_ k_test_ whsec_", r"(?:[sr]k_(?:live|test)|whsec)_[A-Za-z0-9]{16,120}"),
    _form("OpenAI", "sk-", r"sk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,200}"),
    _form("Google", "aiza", r"AIza[A-Za-z0-9_-]{35}"),
    _form("Google", "gocspx-", r"GOCSPX-[A-Za-z0-9_-]{28}"),
    _form("Google", "ya29.", r"ya29\.[A-Za-z0-9_-]{20,300}"),
    _form("npm", "npm_", r"npm_[A-Za-z0-9]{36}"),
    _form("PyPI", "pypi-", r"pypi-[A-Za-z0-9_-]{50,300}"),
    _form("Hugging Face", "hf_", r"hf_[A-Za-z]{34}"),
    _form("SendGrid", "sg.", r"SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}"),
    _form("Twilio", "sk ac", r"(?:SK|AC)[0-9a-f]{32}(?![A-Za-z0-9])"),
    _form("DigitalOcean", "dop_v1_", r"do[opr]_v1_[0-9a-f]{64}"),
    _form("Shopify", "shpat_ shpss_ shpca_", r"shp(?:at|ss|ca|pa)_[0-9a-fA-F]{32}"),
    _form("Telegram", ":aa", r"\d{8,10}:AA[A-Za-z0-9_-]{32,34}"),
    _form("Azure", "accountkey= sharedaccesskey=", r"(?:Account|SharedAccess)Key=[A-Za-z0-9+/=]{40,100}"),
    _form("JWT", "eyj", r"eyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,1000}"),
    _form("private key", "-----begin", r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"),
    _form("connection", "://", r"[a-z][a-z0-9+]{1,20}://[^\s:/@]{1,64}:[^\s:/@]{3,128}@[\w.-]{2,253}"),
)  # fmt: skip

_ASSIGNMENT = re.compile(
    r"\b(?:mots? de passe|mdp|pass(?:word|wd|phrase)|pwd|(?:api|secret|access|private)[ _-]?key|"
    r"cle (?:d')?api|(?:client|api|app)[ _-]?secret|(?:access|auth|api|bearer)[ _-]?token|jeton)"
    r"(?:\s{1,3}(?:is|est|wifi|admin|:|=)){0,2}\s{0,3}[:=]\s{0,3}[\"'`]?"
    r"(?P<value>[^\s\"'`<>«»]{6,200})",
    re.IGNORECASE,
)
_SAID_PASSWORD = re.compile(
    r"\b(?:mot de passe|mdp|password|passphrase)(?: \w{1,15}){0,2} (?:is|est) [\"'`]?"
    r"(?P<value>[^\s\"'`<>«»]{6,200})",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(
    r"^(?:\*+|x+|\.+|_+|[\[{<(].*|your.*|votre.*|example.*|exemple.*|redacted.*)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class SecretsCheck:
    """Vendors' token forms, private keys, connection strings, and passwords that are spelled out."""

    name: str = "confidentiality.secret"

    def __call__(self, doc: Doc) -> list[RawFinding]:
        lowered = doc.text.lower()
        found = [
            self._report(doc, match.start(), match.end(), form.kind)
            for form in _FORMS
            if any(prefix in lowered for prefix in form.prefixes)
            for match in form.pattern.finditer(doc.text)
            if form.kind != "OpenAI" or _looks_random(match.group()[3:])
        ]
        return found + self._assignments(doc)

    def _assignments(self, doc: Doc) -> list[RawFinding]:
        # The folded text knows no accents ("clé", "cle") and has the same offsets.
        return [
            self._report(doc, match.start("value"), match.end("value"), "password")
            for pattern, strict in ((_ASSIGNMENT, False), (_SAID_PASSWORD, True))
            for match in pattern.finditer(doc.folded)
            if _is_password(doc.text[match.start("value") : match.end("value")], strict=strict)
        ]

    def _report(self, doc: Doc, start: int, end: int, kind: str) -> RawFinding:
        words = _KINDS.get(kind, (kind, kind))[doc.language == "fr"]
        return doc.finding(self.name, start, end, evidence=Evidence.STRUCTURE, details={"kind": words})


_KINDS = {
    "password": ("password", "mot de passe"),
    "private key": ("private key", "clé privée"),
    "connection": ("connection string", "chaîne de connexion"),
}


def _is_password(value: str, *, strict: bool) -> bool:
    """Prose goes on with words; a password mixes kinds of characters. "Password: always" is prose."""
    value = value.rstrip(".,;:!?)")
    if len(value) < 6 or _EXAMPLES.match(value):
        return False
    kinds = sum(
        any(test(character) for character in value)
        for test in (str.isdigit, str.isupper, str.islower, lambda character: not character.isalnum())
    )
    return kinds >= (3 if strict else 2) and any(map(str.isdigit, value))


def _looks_random(value: str) -> bool:
    digits = sum(map(str.isdigit, value))
    return digits >= 3 and any(map(str.isalpha, value)) and value.count("-") < len(value) / 4
