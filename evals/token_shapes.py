"""Made-up tokens in the published shapes of many vendors, so that none is ever written down."""

import base64
import json
import string
from collections.abc import Callable, Mapping
from functools import partial
from random import Random

_ALNUM = string.ascii_letters + string.digits
_HEX = string.digits + "abcdef"
_UPPER = string.ascii_uppercase + string.digits
_URLSAFE = f"{_ALNUM}_-"

Shape = Callable[[Random], str]


def _some(alphabet: str, length: int) -> Shape:
    return lambda random: "".join(random.choices(alphabet, k=length))


_digits, _hex = partial(_some, string.digits), partial(_some, _HEX)
_alnum, _urlsafe, _upper = partial(_some, _ALNUM), partial(_some, _URLSAFE), partial(_some, _UPPER)


def _joined(*parts: str | Shape) -> Shape:
    return lambda random: "".join(part if isinstance(part, str) else part(random) for part in parts)


def _base64_json(content: Mapping[str, object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def _jwt(random: Random) -> str:
    head = _base64_json({"alg": "HS256", "typ": "JWT"})
    body = _base64_json({"sub": str(random.randrange(10**9)), "iat": random.randrange(10**9)})
    return f"{head}.{body}.{_urlsafe(43)(random)}"


def _private_key(kind: str) -> Shape:
    def shape(random: Random) -> str:
        lines = "\n".join(_some(f"{_ALNUM}+/", 64)(random) for _ in range(3))
        return f"-----BEGIN {kind}-----\n{lines}\n-----END {kind}-----"

    return shape


TOKENS: Mapping[str, Shape] = {
    "AWS access key": _joined("AKIA", _some(string.ascii_uppercase + "234567", 16)),
    "AWS temporary key": _joined("ASIA", _some(string.ascii_uppercase + "234567", 16)),
    "GitHub token": _joined("ghp_", _alnum(36)),
    "GitHub app token": _joined("ghs_", _alnum(36)),
    "GitHub fine-grained token": _joined("github_pat_", _alnum(22), "_", _alnum(59)),
    "GitLab token": _joined("glpat-", _urlsafe(20)),
    "Slack bot token": _joined("xoxb-", _digits(12), "-", _digits(12), "-", _alnum(24)),
    "Slack user token": _joined("xoxp-", _digits(12), "-", _digits(12), "-", _hex(32)),
    "Slack webhook": _joined(
        "https://hooks.slack.com/services", "/T", _upper(8), "/B", _upper(10), "/", _alnum(24)
    ),
    "Stripe live key": _joined("sk_live_", _alnum(24)),
    "Stripe restricted key": _joined("rk_live_", _alnum(99)),
    "OpenAI project key": _joined("sk-proj-", _urlsafe(64)),
    "Anthropic key": _joined("sk-ant-api03-", _urlsafe(93), "AA"),
    "Google API key": _joined("AIza", _urlsafe(35)),
    "Google client secret": _joined("GOCSPX-", _urlsafe(28)),
    "npm token": _joined("npm_", _alnum(36)),
    "PyPI token": _joined("pypi-AgEIcHlwaS5vcmc", _urlsafe(150)),
    "Hugging Face token": _joined("hf_", _some(string.ascii_letters, 34)),
    "SendGrid key": _joined("SG.", _urlsafe(22), ".", _urlsafe(43)),
    "Twilio account": _joined("AC", _hex(32)),
    "Twilio key": _joined("SK", _hex(32)),
    "Mailgun key": _joined("key-", _hex(32)),
    "Mailchimp key": _joined(_hex(32), "-us", lambda random: str(random.randint(1, 21))),
    "DigitalOcean token": _joined("dop_v1_", _hex(64)),
    "Shopify token": _joined("shpat_", _hex(32)),
    "Telegram bot token": _joined(lambda random: str(random.randrange(10**9, 10**10)), ":AA", _urlsafe(33)),
    "Discord webhook": _joined("https://discord.com/api/webhooks/", _digits(18), "/", _urlsafe(68)),
    "Notion token": _joined("ntn_", _alnum(46)),
    "Linear key": _joined("lin_api_", _alnum(40)),
    "Sentry token": _joined("sntrys_", _alnum(60)),
    "New Relic key": _joined("NRAK-", _upper(27)),
    "Databricks token": _joined("dapi", _hex(32)),
    "Doppler token": _joined("dp.pt.", _alnum(43)),
    "Vault token": _joined("hvs.", _urlsafe(24)),
    "Postman key": _joined("PMAK-", _hex(24), "-", _hex(34)),
    "Grafana token": _joined("glsa_", _alnum(32), "_", _hex(8)),
    "Azure storage key": _joined("AccountKey=", _some(f"{_ALNUM}+/", 86), "=="),
    "JSON web token": _jwt,
    "RSA private key": _private_key("RSA PRIVATE KEY"),
    "SSH private key": _private_key("OPENSSH PRIVATE KEY"),
    "PostgreSQL address": _joined("postgresql://app:", _alnum(14), "@db.example.test:5432/shop"),
    "MongoDB address": _joined("mongodb+srv://root:", _alnum(12), "@cluster0.example.test/main"),
    "address with a password": _joined("https://deploy:", _alnum(16), "@git.example.test/oven.git"),
}  # fmt: skip
"""Name of a secret's kind → what makes one."""

HARMLESS: Mapping[str, Shape] = {
    "UUID": _joined(*[part for length in (8, 4, 4, 4, 12) for part in (_hex(length), "-")][:-1]),
    "commit": _hex(40),
    "short commit": _hex(7),
    "checksum": _joined("sha256:", _hex(64)),
    "order": _joined("CMD-2026-", _digits(6)),
    "serial number": _joined("SN", _upper(10)),
    "ISBN": _joined("978-2-", _digits(4), "-", _digits(4), "-", _digits(1)),
    "link": _joined("https://example.com/v/", _urlsafe(11)),
    "tracking link": _joined("https://example.com/p?utm_id=", _digits(12)),
    "hashtag": _joined("#", _some(string.ascii_letters, 18)),
    "flight": _joined("AF", _digits(4)),
    "parcel": _joined(_digits(13)),
    "version": _joined("v", _some("123456789", 1), ".", _some("123456789", 2), ".0-rc1"),
    "colour": _joined("#", _hex(6)),
    "placeholder": lambda random: random.choice(["<YOUR_API_KEY>", "sk-…", "xxxx-xxxx-xxxx", "********"]),
}  # fmt: skip
"""Name of something that only looks like a secret → what makes one."""
