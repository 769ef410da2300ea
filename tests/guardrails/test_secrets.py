from hashlib import sha256
from random import Random

import pytest

from guardrails.confidentiality.secrets.randomness import is_public
from guardrails.confidentiality.secrets.secret_forms import form_finder
from guardrails.confidentiality.secrets.secrets import SecretsCheck
from guardrails.overlaps import resolve
from tests.support.posts import make_doc, seen_by
from tests.support.slowness import grows_evenly
from tests.support.tokens import FORMS, make_token

CHECK = SecretsCheck()
BARE = [
    "Use {} for the demo",
    "Voilà {}, ça marche",
    "Pour tester : {}",
    "(it was {})",
    "My key {}. It works",
]
QUOTED = ['"{}"', "Avec « {} », ça marche", "const k = '{}';", "`{}`", "“{}” was in the repository"]


@pytest.mark.parametrize("vendor", FORMS)
@pytest.mark.parametrize("sentences", [BARE, QUOTED], ids=["bare", "quoted"])
def test_a_token_is_seen_bare_or_quoted(vendor, sentences):
    random = Random(f"{vendor} of a test")
    missed = []
    for sentence in sentences * 4:
        token = make_token(vendor, random)
        found = [words for _, words in seen_by(CHECK, sentence.format(token))]
        if len(found) != 1 or not (found[0] in token or token in found[0]):
            missed.append(token)

    # A key drawn without any digit is seen by its vendor's beginning alone.
    assert len(missed) <= 1


TOLD = {
    "mot de passe : Soleil2031!": "Soleil2031!",
    "mdp=azerty123": "azerty123",
    "Le mot de passe est Soleil2031!": "Soleil2031!",
    "Le mot de passe du wifi invités est Vierzon-18, servez-vous": "Vierzon-18",
    "Mot de passe (préprod) : k8Zq!2pL": "k8Zq!2pL",
    "Le mot de passe reste « fournil2031 ».": "fournil2031",
    "On entre avec le mot de passe Fournil#2031": "Fournil#2031",
    "identifiants : demo / Fournil2031": "Fournil2031",
    "nos identifiants sont admin:Fournil2031": "Fournil2031",
    "avec « Soleil2031! » comme mot de passe": "Soleil2031!",
    "le mdp c’est azerty123": "azerty123",
    "La clé du wifi est Vierzon1830": "Vierzon1830",
    "clé API : 98f7g6h5j4": "98f7g6h5j4",
    "Le jeton d’accès est a8f5f167f44f4964e6c9": "a8f5f167f44f4964e6c9",
    "password: hunter22": "hunter22",
    "The password is Hunter-22": "Hunter-22",
    "our staging password's still Oven_99x": "Oven_99x",
    "the passcode is 48-Oven-19": "48-Oven-19",
    "use Bakery#2031 as the password": "Bakery#2031",
    "our root password (Ov3n-2031) has not changed": "Ov3n-2031",
    "--password hunter22": "hunter22",
    "dbPassword = 'hunter22x'": "hunter22x",
    '{"password": "hunter22x"}': "hunter22x",
    "api_key = 'abc123def456'": "abc123def456",
    "METRICS_API_KEY=9f2c81d07be34a6f9f2c81d07be34a6f": "9f2c81d07be34a6f9f2c81d07be34a6f",
    "Authorization: Bearer 9f2c81d07be34a6f9f2c81d0": "9f2c81d07be34a6f9f2c81d0",
    "https://api.example.com/x?token=9f2c81d07be34a6f9f2c&lang=fr": "9f2c81d07be34a6f9f2c",
    "API key: 1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed": "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed",
}


@pytest.mark.parametrize(("text", "value"), TOLD.items(), ids=TOLD)
def test_a_secret_that_is_told_is_seen(text, value):
    assert seen_by(CHECK, text) == [("secret", value)]


@pytest.mark.parametrize(
    "text",
    [
        "Password: always use a manager.", "Le mot de passe est important pour tous.",
        "My secret: 10 years of practice. Le secret : écouter.", "Mot de passe oublié ? Cliquez ici.",
        "password: ********, mot de passe : votre_mot_de_passe1, api key: YOUR_API_KEY_123",
        "export TOKEN=${MY_TOKEN1}; user admin and password admin",
        "A password is 12-characters long at least. Un mot de passe fait 12 caractères.",
        "The most common password is still 123456. Our token is ERC-20 compliant.",
        "Password managers like 1Password", "Pass Navigo 2031 : 86,40 ; pass: 2 days 45€",
        "sk-learn-is-a-great-library", "Key: 2030-target and 50% less. Token economics 101: 2031 edition",
        "See https://example.com/a:b@c and http://localhost:8080/@ana", "postgres://user:password@localhost/app",
        "commit 9f2c81d07be34a6f9f2c81d07be34a6f9f2c81d0 fixes it",
        "id 1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed", "commande n° CMD-2031-0045812-FR, order 4521-8890-2231-FR",
        "https://youtu.be/dQw4w9WgXcQ?si=AbC12dEf34GhI56jKl",
        "docs.example.com/document/d/1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms/edit",
        "#JOP2031Lyon2031AvecNous @Ana_Ruiz2031DesignLab",
        "sha256:9f2c81d07be34a6f9f2c81d07be34a6f9f2c81d07be3",
        "ISBN 978-2-07-036822-8, hall 4, stand B52-C18, FM000-KT-00035-r10p3",
    ],
)  # fmt: skip
def test_talking_about_secrets_is_not_leaking_one(text):
    assert seen_by(CHECK, text) == []


def test_a_wallet_that_proves_itself_is_public_and_another_is_not():
    raw = bytes([0]) + bytes(range(20))
    number = int.from_bytes(raw + sha256(sha256(raw).digest()).digest()[:4])
    signs = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    wallet = ""
    while number:
        number, sign = divmod(number, 58)
        wallet = signs[sign] + wallet

    assert is_public(f"1{wallet}")
    assert not is_public(f"1{wallet[:-1]}{'2' if wallet[-1] != '2' else '3'}")


def test_a_number_that_proves_itself_is_no_random_key():
    from guardrails.confidentiality.personal.personal_data import PersonalDataCheck

    doc = make_doc("Virement sur FR14 2004 1010 0505 0001 3M02 606 ou FR1420041010050500013M02606")
    raw = [*CHECK(doc), *PersonalDataCheck()(doc)]

    assert {finding.rule for finding in resolve(raw, reach=lambda _: "words")} == {"confidentiality.iban"}


def test_the_kind_is_told_in_the_language_of_the_post():
    [finding] = CHECK(make_doc("mot de passe : Soleil2031!", language="fr"))

    assert finding.details == {"kind": "mot de passe"}


BEGINNINGS = sorted(form_finder())


@pytest.mark.parametrize(
    "bombs",
    [[f"{beginning}{filler}" for beginning in BEGINNINGS] for filler in ("", " ", "a1B.", "a" * 30 + " ")],
    ids=["alone", "apart", "random", "long"],
)
def test_no_form_explodes_on_a_long_run_of_its_beginning(bombs):
    # All beginnings in one text first: one that explodes makes the whole explode.
    assert grows_evenly(CHECK, "".join(bombs))


@pytest.mark.parametrize(
    "bomb",
    ["a1B", "a1B.", "eyJaaaaaaaa.", "x://a:", "://", "a/", 'password "', "mdp (", "mot de passe est ",
     "key= ", "mdp a b c d e f ", "\ud800", "-----BEGIN PRIVATE KEY----- ",
     "login: a / ", "AKIA", "SK0", "0:AA"],
)  # fmt: skip
def test_no_pattern_explodes_on_one_line(bomb):
    assert grows_evenly(CHECK, bomb)
