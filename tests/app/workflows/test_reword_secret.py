import json

import pytest

from app.cocreate.secret_model import AT_ONCE, SecretModel
from app.config import Settings
from app.llm.errors import ModelDown
from app.llm.scripted_model import ScriptedModel
from app.personal_words import PersonalWords
from app.services import open_services
from app.store import fingerprints
from app.workflows.ingest_loaded import ingest_loaded
from guardrails.candidate import Candidate
from guardrails.confidentiality.leaks.fingerprints import FingerprintLibrary
from guardrails.confidentiality.leaks.leak_judge import JudgeUnavailable
from guardrails.confidentiality.leaks.reworded import RewordedCheck
from guardrails.findings import CheckState
from knowledge_base.passages import Classification, Clearance, Origin
from tests.support.library import LibraryServices, make_loaded
from tests.support.openai_server import fails, listening, says, scripted
from tests.support.posts import seen_by

SECRET = Clearance(Origin.COMPANY, Classification.CONFIDENTIAL)
FACT = "The brewery in Marsden will be sold to the Kessel family on 14 June for 23 million euros."
REWORDED = "The beer makers Kessel snap up our Marsden vats before the holidays."
HEARD = "So the beer makers Kessel snap up the Marsden vats!"
HINT = "Somebody told me that the Kessel family has its eye on a brewery."
REPLY = json.dumps({"rewordings": [REWORDED]})


def _model(*replies: object) -> SecretModel:
    return SecretModel(ScriptedModel(list(replies)), lambda _: "en")  # type: ignore[arg-type]


def _rings(services: LibraryServices, text: str) -> bool:
    with services.sessions() as session:
        entries = fingerprints.list_fingerprints(session, now=services.clock())
    return bool(seen_by(RewordedCheck(FingerprintLibrary.load(entries, key=services.fingerprint_key)), text))


@pytest.mark.parametrize("vectors", [False, True], ids=["hashes", "vectors too"])
def test_what_a_model_says_instead_is_recognised_as_well(sessions, vectors):
    services = LibraryServices(sessions, secret_model=_model(REPLY), confidential_vectors=vectors)
    plain = LibraryServices(sessions)

    ingest_loaded(services, make_loaded(FACT), place="plan.txt", clearance=SECRET, cleared_by="Ana")
    again = ingest_loaded(services, make_loaded(FACT), place="plan.txt", clearance=SECRET, cleared_by="Ana")

    assert _rings(plain, HEARD)
    assert again.outcome == "unchanged"
    assert len(services.secret_model.model.seen) == 1


def test_a_model_that_fails_costs_the_rewordings_and_never_the_document(sessions):
    services = LibraryServices(sessions, secret_model=_model(ModelDown("gone")))

    kept = ingest_loaded(services, make_loaded(FACT), place="plan.txt", clearance=SECRET, cleared_by="Ana")

    assert kept.outcome == "added"
    assert _rings(services, FACT)


def test_a_long_document_is_reworded_a_few_sentences_at_a_time():
    model = _model(REPLY)

    found = model.reword([f"{FACT} {n}" for n in range(2 * AT_ONCE + 1)])

    assert len(model.model.seen) == 3  # type: ignore[attr-defined]
    assert found == [REWORDED] * 3


@pytest.mark.parametrize(("answer", "gives_away"), [("true", True), ("false", False)])
def test_the_judge_sees_the_sentence_and_what_is_public(answer, gives_away):
    model = _model(f'{{"gives_away": {answer}}}')

    assert model.gives_away("We sell Marsden.", ["Marsden brews beer."]) is gives_away
    asked = model.model.seen[0][1].text  # type: ignore[attr-defined]
    assert "<sentence>We sell Marsden.</sentence>" in asked
    assert "<public>Marsden brews beer.</public>" in asked


def test_a_judge_that_is_away_says_so():
    with pytest.raises(JudgeUnavailable):
        _model(ModelDown("gone")).gives_away("We sell Marsden.", [])


@pytest.fixture(scope="module")
def server():
    with listening() as http, scripted(http) as opened:
        yield opened


def _add_and_check(server, tmp_path, **more: object):
    """Bring in a secret, then check a post that comes near it: the whole way, with a model configured."""
    settings = Settings(data_dir=tmp_path, model_url=server.endpoint().url, model="scripted-1", **more)
    with open_services(settings) as services:
        ingest_loaded(services, make_loaded(FACT), place="plan.txt", clearance=SECRET, cleared_by="Ana")
        return services.guarding.report(Candidate(HINT, own_words=(HINT,)), None, finished=True)


def test_nothing_confidential_goes_to_a_model_that_is_merely_configured(server, tmp_path):
    server.will(says(REPLY))
    before = len(server.bodies)

    report = _add_and_check(server, tmp_path)

    assert len(server.bodies) == before
    assert "confidentiality.leak_judge" not in report.states


def test_only_an_operator_s_word_lets_a_model_read_secrets_and_judge(server, tmp_path):
    server.will(says(REPLY), says('{"gives_away": true}'))
    before = len(server.bodies)

    report = _add_and_check(server, tmp_path, confidential_to_model=True)

    reworded, judged = server.requests[before:]
    assert FACT in json.dumps(reworded, ensure_ascii=False)
    assert HINT in json.dumps(judged, ensure_ascii=False)
    assert FACT not in json.dumps(judged, ensure_ascii=False)
    assert report.states["confidentiality.leak_judge"] is CheckState.OK
    assert "confidentiality.reworded" in {finding.rule for finding in report.findings}


def test_a_judge_that_is_away_leaves_the_text_unjudged(server, tmp_path):
    server.will(says(REPLY), fails(500))

    report = _add_and_check(server, tmp_path, confidential_to_model=True)

    assert report.states["confidentiality.leak_judge"] is CheckState.NOT_EVALUATED
    assert not report.complete


def test_a_model_that_may_read_secrets_sees_no_names_all_the_same():
    sentence = "Ifeoma Umeh and ifeoma@mill.test leave with the brewery."
    model = ScriptedModel([json.dumps({"rewordings": ["[PERSON_1] quits the brewery.", "[PERSON_7] too."]})])
    secret = SecretModel(model, lambda _: "en", PersonalWords())

    assert secret.reword([sentence]) == ["Ifeoma Umeh quits the brewery."]

    told = "\n".join(message.text for message in model.seen[0])
    assert "[EMAIL_1]" in told
    assert "Ifeoma" not in told
    assert "mill.test" not in told
