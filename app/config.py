"""Settings: `TANDEM_*` environment variables or `.env`, read once by an entrance."""

import contextlib
import hashlib
import os
import secrets
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AliasChoices, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.errors import Misconfigured

SHORTEST_SECRET = 32

LOOPBACK_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})


class Settings(BaseSettings):
    """Every field is one `TANDEM_*` variable; its description is the README's table."""

    model_config = SettingsConfigDict(env_prefix="TANDEM_", env_file=".env", extra="ignore", frozen=True)

    data_dir: Path = Field(Path("data"), description="Where the database, the index and the secret key live.")
    database_url: str = Field(
        "",
        description="SQLAlchemy address; empty means SQLite in the data directory. `postgresql+psycopg://…`",
    )
    host: str = Field("127.0.0.1", description="Address the pages are served on.")
    port: int = Field(8000, ge=0, le=65535, description="Port the pages are served on.")
    public_url: str = Field(
        "",
        description="The address people type, behind a proxy; `https://…` makes cookies secure.",
    )
    demo: bool = Field(
        False, description="Load the demo company and offer one-click sign-in, on loopback only."
    )
    secret_key: SecretStr = Field(
        SecretStr(""),
        description="Signs forms and keys fingerprints, 32 characters or more; empty means one is made.",
    )
    company_file: Path | None = Field(
        None, description="Your company: name, products, domains, code names (TOML)."
    )
    policy_file: Path | None = Field(None, description="Your policy: what each rule does (TOML).")
    chroma_url: str = Field(
        "", description="A Chroma server, such as `http://chroma:8000`; empty means embedded."
    )
    model_url: str = Field(
        "", description="An OpenAI-compatible endpoint, such as `http://localhost:11434/v1`."
    )
    model: str = Field("", description="The model's name there.")
    model_key: SecretStr = Field(SecretStr(""), description="Its key, if it wants one.")
    model_timeout: float = Field(60, gt=0, le=600, description="Seconds a whole model call may take.")
    model_at_once: int = Field(8, ge=1, le=64, description="Calls to the model that may run at once.")
    model_api: Literal["auto", "chat", "responses"] = Field(
        "auto", description="How the model is spoken to; `auto` finds out."
    )
    model_answer_tokens: int = Field(
        0, ge=0, description="Largest answer to ask the model for, in tokens; 0 leaves it to the server."
    )
    model_context: int = Field(
        16_000,
        ge=4_000,
        description="What the model reads and writes at most, in tokens: prompts are cut to it.",
    )
    model_price_in: Decimal | None = Field(
        None, ge=0, lt=1_000_000, description="What a million tokens sent to the model cost you."
    )
    model_price_out: Decimal | None = Field(
        None, ge=0, lt=1_000_000, description="What a million tokens of its answers cost you."
    )
    model_budget: Decimal = Field(
        Decimal(0),
        ge=0,
        description="Most that models may cost in a calendar month, in the currency of the prices; "
        "0 is no limit. At 80% the usage page warns, at 100% the built-in writer writes.",
    )
    model_budget_tokens: int = Field(
        0, ge=0, description="The same in tokens, for models without a known price; 0 is no limit."
    )
    prices_file: Path | None = Field(
        None, description="Your own list of what models cost (TOML), in the place of the delivered one."
    )
    otel_endpoint: str = Field(
        "",
        validation_alias=AliasChoices("TANDEM_OTEL_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT", "otel_endpoint"),
        description="An OpenTelemetry receiver (OTLP by gRPC), such as `http://localhost:4317`: spans and "
        "measures go there, never a text. `OTEL_EXPORTER_OTLP_ENDPOINT` does as well.",
    )
    embeddings_url: str = Field(
        "",
        description="An OpenAI-compatible endpoint that embeds passages and searches; empty means MiniLM, "
        "in this process.",
    )
    embeddings_model: str = Field("", description="The embedding model's name there.")
    embeddings_key: SecretStr = Field(SecretStr(""), description="Its key, if it wants one.")
    trusted_hosts: str = Field(
        "",
        description="Hosts of your own network that feeds and pages may be read from, separated by commas: "
        "`intranet.example, wiki.example:8443`.",
    )
    time_zone: str = Field(
        "Europe/Paris",
        description="Zone of the dates and times on the pages: an IANA name, such as `Europe/London`.",
    )
    confidential_vectors: bool = Field(
        False,
        description="Keep a vector of each sentence that must not leave, apart from all that is searched: "
        "rewordings are heard better, but a vector tells roughly what its sentence is about.",
    )
    confidential_to_model: bool = Field(
        False,
        description="Let the model read what is confidential: documents when they are added, to know them in "
        "other words, and suspect sentences of drafts, to judge them. Only for a model you would show them "
        "to.",
    )
    session_hours: int = Field(12, ge=1, le=720, description="How long a sign-in lasts.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="How much is logged.")

    @property
    def resolved_database_url(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'tandem.db'}"

    @property
    def trusted(self) -> frozenset[str]:
        return frozenset(host.strip().lower() for host in self.trusted_hosts.split(",") if host.strip())

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def served_on_loopback(self) -> bool:
        return self.host in LOOPBACK_HOSTS

    @property
    def allowed_hosts(self) -> list[str]:
        """What a browser may call us: the public address, else loopback, else (bound to all) anything."""
        if self.public_url:
            return [urlsplit(self.public_url).hostname or "*", *LOOPBACK_HOSTS]
        return sorted(LOOPBACK_HOSTS) if self.served_on_loopback else ["*"]

    @property
    def secure_cookies(self) -> bool:
        return self.public_url.startswith("https://")


def read_settings(**overrides: object) -> Settings:
    """Read the environment; a wrong value raises Misconfigured with a sentence that names it."""
    try:
        settings = Settings(**overrides)  # type: ignore[arg-type]  # pydantic validates what the environment says
    except ValidationError as error:
        first = error.errors()[0]
        name = "TANDEM_" + "_".join(str(part) for part in first["loc"]).upper()
        raise Misconfigured("%(name)s is wrong: %(reason)s.", name=name, reason=first["msg"]) from error
    _check_zone(settings)
    if bool(settings.model_url) != bool(settings.model):
        raise Misconfigured("TANDEM_MODEL_URL and TANDEM_MODEL go together: set both or neither.")
    if bool(settings.embeddings_url) != bool(settings.embeddings_model):
        raise Misconfigured(
            "TANDEM_EMBEDDINGS_URL and TANDEM_EMBEDDINGS_MODEL go together: set both or neither."
        )
    if settings.demo and (settings.public_url or not settings.served_on_loopback):
        raise Misconfigured(
            "TANDEM_DEMO lets anybody sign in, so it only works on loopback: set TANDEM_HOST to 127.0.0.1 "
            "and leave TANDEM_PUBLIC_URL empty."
        )
    return settings


def _check_zone(settings: Settings) -> None:
    try:
        ZoneInfo(settings.time_zone)
    except (KeyError, ValueError, OSError) as error:  # unknown, no name at all, or a folder of zones
        raise Misconfigured(
            "TANDEM_TIME_ZONE is wrong: there is no time zone called “%(name)s”. "
            "Use a name such as Europe/Paris.",
            name=settings.time_zone,
        ) from error


def secret_of(settings: Settings) -> bytes:
    """32 bytes from the configured secret, or from one made once in the data directory.

    Raises Misconfigured for a secret too short to be one: guessing it would open the fingerprints.
    """
    configured = settings.secret_key.get_secret_value()
    secret = configured.encode() if configured else _kept_secret(settings.data_dir / "secret.key")
    if len(secret) < SHORTEST_SECRET:
        name = "TANDEM_SECRET_KEY" if configured else "secret.key in the data directory"
        raise Misconfigured(
            "%(name)s is too short: it needs %(length)s characters at least.",
            name=name,
            length=SHORTEST_SECRET,
        )
    return hashlib.sha256(secret).digest()


def _kept_secret(path: Path) -> bytes:
    """Read the file, or make it: complete or not there at all, and for its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix="secret-")
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_hex(32).encode())
        with contextlib.suppress(FileExistsError):  # another process was faster: its key counts
            os.link(beside, path)
        Path(beside).unlink()
    return path.read_bytes()
