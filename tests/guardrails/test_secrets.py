import pytest

from guardrails.confidentiality.secrets import SecretsCheck
from tests.support.posts import seen_by

# Built from pieces, so that no scanner takes this file for a leak.
TOKENS = {
    "aws": "AKIA" + "QWERTY234567ASDF",
    "github": "ghp_" + "a1B2" * 9,
    "github fine-grained": "github_pat_" + "11AAbbCC" * 6,
    "gitlab": "glpat-" + "x9Yz" * 5,
    "slack": "xoxb-" + "1234567890-abcdefghij",
    "stripe": "sk_live_" + "4eC39HqLyjWDarjt",
    "openai": "sk-proj-" + "aB3dE5fG" * 5,
    "google": "AIza" + "Sy0_-" * 7,
    "jwt": "eyJ" + "hbGciOiJI" + ".eyJ" + "zdWIiOiIx" + ".c2lnbmF0dXJl",
    "connection": "postgres" + "://ana:pa55w0rd@db.example.com",
    "private key": "-----BEGIN RSA " + "PRIVATE KEY-----",
}


@pytest.mark.parametrize("token", TOKENS.values(), ids=TOKENS.keys())
@pytest.mark.parametrize(
    "sentence", ["Use {} for the demo", "Avec « {} », ça marche", '"{}"'], ids=["en", "fr", "quoted"]
)
def test_a_token_is_seen_bare_or_quoted(token, sentence):
    assert seen_by(SecretsCheck(), sentence.format(token)) == [("secret", token)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("mot de passe : Soleil2031!", "Soleil2031!"),
        ("mdp=azerty123", "azerty123"),
        ("Le mot de passe est Soleil2031!", "Soleil2031!"),
        ("password: hunter22", "hunter22"),
        ("The password is Hunter-22", "Hunter-22"),
        ("api_key = 'abc123def456'", "abc123def456"),
        ("clé API : 98f7g6h5j4", "98f7g6h5j4"),
    ],
    ids=["fr", "fr short", "fr sentence", "en", "en sentence", "key en", "key fr"],
)
def test_a_password_that_is_spelled_out_is_seen(text, value):
    assert seen_by(SecretsCheck(), text) == [("secret", value)]


@pytest.mark.parametrize(
    "text",
    [
        "Password: always use a manager.",
        "Le mot de passe est important pour tous.",
        "My secret: 10 years of practice. Le secret : écouter.",
        "sk-learn-is-a-great-library",
        "password: ********, mot de passe : votre_mot_de_passe1",
        "See https://example.com/a:b@c and task-force 2031.",
        "Token economics 101: 2031 edition",
    ],
    ids=["advice en", "advice fr", "metaphor", "library", "placeholder", "address", "tokens"],
)
def test_talking_about_secrets_is_not_leaking_one(text):
    assert seen_by(SecretsCheck(), text) == []
