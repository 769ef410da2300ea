"""The pages about the policy: read by all, changed by comms with a reason, tried on a text."""

from importlib.resources import files

from app.services import open_services
from app.store import people
from app.workflows.change_policy import current_version
from guardrails.decisions import LISTS, MARKETS
from guardrails.policy import load_policy
from tests.app.conftest import open_demo
from tests.app.web.conftest import Site, Visitor, field_value

EMAIL = "action:confidentiality.email"
TEXT = "Écrivez-moi : lea@ailleurs.example. C'est le meilleur four du monde."


def save(visitor: Visitor, site: Site, **fields: str):
    based_on = current_version(site.services).id
    return visitor.post("/policy", **{"based_on": str(based_on), "reason": "Demandé par l’atelier."} | fields)


def test_everybody_may_read_every_rule(author: Visitor) -> None:
    page = author.get("/policy").text

    assert "Une adresse e-mail" in page
    assert "ne regarde personne" in page
    assert "/policy/edit" not in page


def test_only_comms_opens_the_pages_that_change_it(author: Visitor, reviewer: Visitor) -> None:
    pages = ("/policy/edit", "/policy/try", "/policy/history")

    assert [author.get(page).status_code for page in pages] == [403, 403, 403]
    assert [reviewer.get(page).status_code for page in pages] == [200, 200, 200]


def test_an_author_changes_nothing(author: Visitor, site: Site) -> None:
    assert save(author, site, **{EMAIL: "off"}).status_code == 403
    assert author.post("/policy/restore", version=0, reason="x").status_code == 403
    assert current_version(site.services).id == 0


def test_a_change_counts_at_the_next_check_with_who_and_why(
    author: Visitor, reviewer: Visitor, site: Site
) -> None:
    draft_id = author.start_editing("J'ai réparé un four jeudi.")
    assert author.write(draft_id, TEXT)["blocked"] is False

    page = save(reviewer, site, **{EMAIL: "block"})
    told = author.write(draft_id, TEXT + " Oui.")

    assert page.url.path == "/policy/history"
    assert "Clémence" in page.text
    assert "Demandé par l’atelier." in page.text
    assert "Retient le post" in page.text
    assert told["blocked"] is True


def test_a_change_counts_in_another_process_too(reviewer: Visitor, site: Site) -> None:
    with open_services(site.services.settings, clock=site.services.clock) as elsewhere:
        assert elsewhere.policy.action("confidentiality.email") == "review"

        save(reviewer, site, **{EMAIL: "block"})

        assert elsewhere.policy.action("confidentiality.email") == "block"


def test_an_admin_may_change_it_too(site: Site) -> None:
    with site.services.sessions() as session:
        names = [person.name for person in people.list_people(session) if person.role == "admin"]
    admin = site.signed_in(names[0].split()[0])

    assert save(admin, site, **{EMAIL: "off"}).url.path == "/policy/history"


def test_a_wrong_field_says_so_and_nothing_typed_is_lost(reviewer: Visitor, site: Site) -> None:
    typed = {
        "allow:spokespersons": "Zoé Tardivel-Brun",
        "allow:domains": "example.com\nhttps://a/b",
        "threshold:hashtags": "beaucoup",
        "from:confidentiality.email": "2031-03-04",
        "reason": "Pour la foire.",
    }

    page = save(reviewer, site, **typed)

    assert page.status_code == 422
    assert all(said in page.text for said in ("pas un domaine", "à partir de zéro", "pendant ce temps"))
    assert all(value.splitlines()[0] in page.text for value in typed.values())
    assert current_version(site.services).id == 0


def test_a_change_needs_its_reason_and_has_to_change_something(reviewer: Visitor, site: Site) -> None:
    silent = save(reviewer, site, reason=" ", **{EMAIL: "off"})
    empty = save(reviewer, site)

    assert (silent.status_code, empty.status_code) == (422, 422)
    assert "Dites pourquoi" in silent.text
    assert "Rien ici ne diffère" in empty.text
    assert current_version(site.services).id == 0


def test_two_who_change_it_at_once_see_each_others_changes(reviewer: Visitor, site: Site) -> None:
    save(reviewer, site, **{EMAIL: "off"})

    late = reviewer.post("/policy", based_on="0", reason="Autre chose", **{"action:grounding.name": "block"})

    assert late.status_code == 409
    assert "Ce qui a changé entre-temps" in late.text
    assert "Une adresse e-mail" in late.text
    assert "Autre chose" in late.text
    assert field_value(late.text, "based_on") == "1"


def test_an_older_version_is_brought_back_with_a_reason(reviewer: Visitor, site: Site) -> None:
    save(reviewer, site, **{EMAIL: "off", "market": "uk", "allow:domains": "ailleurs.example"})

    nothing = reviewer.post("/policy/restore", version=0, based_on=1, reason="")
    page = reviewer.post("/policy/restore", version=0, based_on=1, reason="C'était mieux.")

    assert nothing.status_code == 422
    assert page.status_code == 200
    assert "a rétabli la version 0" in page.text
    assert "ailleurs.example" in page.text
    assert site.services.policy.action("confidentiality.email") == "review"
    assert reviewer.post("/policy/restore", version=99, based_on=2, reason="x").status_code == 404


def test_decisions_start_from_the_company_file_and_survive_a_restart(data_dir, tmp_path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text('[actions]\n"authenticity.emoji" = "block"\n')

    with Site.open(data_dir, policy_file=path) as site:
        reviewer = site.signed_in("Clémence")
        assert site.services.policy.action("authenticity.emoji") == "block"
        save(reviewer, site, **{EMAIL: "off"})
    with open_demo(data_dir, policy_file=path) as again:
        assert again.policy.action("authenticity.emoji") == "block"
        assert again.policy.action("confidentiality.email") == "off"


def test_the_bench_shows_what_fires_and_what_would(reviewer: Visitor, site: Site) -> None:
    alone = reviewer.post("/policy/try", text=TEXT, language="fr", channel="linkedin").text
    both = reviewer.post("/policy/try", text=TEXT, language="fr", channel="linkedin", **{EMAIL: "block"}).text

    assert 'class="paint--review">lea@ailleurs.example<' in alone
    assert "Telles que vous les voudriez</h3>" not in alone
    assert 'class="paint--block">lea@ailleurs.example<' in both
    assert "Retenu" in both
    assert "confidentiality.personal_data" in both
    assert current_version(site.services).id == 0


def test_the_bench_judges_what_a_sentence_rests_on_beside_a_source(reviewer: Visitor) -> None:
    text, source = "Le four chauffe 90 pains.", "Le four chauffe 40 pains."

    alone = reviewer.post("/policy/try", text=text, language="fr").text
    beside = reviewer.post("/policy/try", text=text, source=source, language="fr").text

    assert "/policy#rule-grounding.number" not in alone
    assert "/policy#rule-grounding.number" in beside


def test_rules_come_with_an_example_in_the_language_of_the_reader(
    author: Visitor, colleague: Visitor
) -> None:
    assert "J’ai changé tous mes mots de passe ce matin" in author.get("/policy").text
    assert "I changed every password this morning" in colleague.get("/policy").text


def test_the_bench_tells_when_both_policies_agree(reviewer: Visitor) -> None:
    page = reviewer.post("/policy/try", text="Bonjour à vous.", language="fr", **{EMAIL: "block"}).text

    assert "Les deux disent la même chose" in page


def test_the_bench_takes_any_text_and_any_form(reviewer: Visitor) -> None:
    long = reviewer.post("/policy/try", text="x" * 100_000, language="en")
    odd = reviewer.post("/policy/try", text="\u202e🎉e\u0301 lea@ailleurs.example", language="fr")
    wrong = reviewer.post("/policy/try", text=TEXT, language="fr", **{"threshold:hashtags": "many"})

    assert long.status_code == 200
    assert "Trop long pour être vérifié" in long.text
    assert ">lea@ailleurs.example<" in odd.text
    assert wrong.status_code == 422
    assert "lea@ailleurs.example" in wrong.text


def test_whatever_can_be_set_has_words_of_its_own() -> None:
    names = files("app.web").joinpath("templates/policy/_names.html").read_text("utf-8")
    families = {rule.partition(".")[0] for rule in load_policy().rules}

    assert [
        code for code in (*load_policy().thresholds, *LISTS, *MARKETS, *families) if f'"{code}":' not in names
    ] == []
