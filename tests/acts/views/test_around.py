"""The desk around an act: approvals, signed file, publication, correction, by role."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import strip_tags

from tests.calls.views.typed import text_of
from tests.factories.accounts import PersonFactory
from tests.factories.acts import (
    HEAD_STEP,
    OFFICER_STEP,
    adopted,
    approved,
    chained,
    drafted,
    external,
    printed,
    published,
    rendered,
)
from tests.factories.signing import FISCAL_CODE, Authority, pades
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.acts.actions import acts, publication, signed
from wecare.acts.documents import DETERMINATION
from wecare.acts.enums import ActState
from wecare.acts.models import Act, Approval, ApprovalChain, PublicationRecord, SignedAct
from wecare.core import clock, printing, scanning, store

pytestmark = pytest.mark.django_db
DESK = {
    "rinvio/": {Role.OFFICER, Role.MANAGER},
    "firma/": {Role.MANAGER},
    "conformita/": {Role.MANAGER},
    "pubblicazioni/": {Role.OFFICER},
    "rettifica/": {Role.OFFICER},
}


def logged_in(client: Client, *roles: Role, **given: Any) -> Person:
    person = PersonFactory(roles=list(roles), **given)
    client.force_login(person)
    return person


def words_of(answer: Any) -> str:
    return " ".join(strip_tags(text_of(answer)).split())


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("address", DESK)
def test_a_role_opens_what_the_table_says(client: Client, role: Role, address: str) -> None:
    act = published()
    logged_in(client, role)

    answer = client.get(f"/ufficio/atti/{act.pk}/{address}")

    assert answer.status_code == (200 if role in DESK[address] else 403)


@pytest.mark.parametrize("address", ["", *DESK])
def test_every_page_opens_for_an_act_from_elsewhere(client: Client, address: str) -> None:
    act = external()
    logged_in(client, *Role)

    assert client.get(f"/ufficio/atti/{act.pk}/{address}").status_code == 200


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("address", [*DESK, "visto/"])
def test_a_role_sends_what_the_table_says_and_nothing_blank_does_anything(
    client: Client, role: Role, address: str
) -> None:
    act = published()
    logged_in(client, role)

    answer = client.post(f"/ufficio/atti/{act.pk}/{address}", {})

    allowed = role in DESK.get(address, {Role.OFFICER, Role.MANAGER})
    expected = (302 if address == "visto/" else 422) if allowed else 403
    assert answer.status_code == expected
    assert not Approval.objects.exists()
    assert not SignedAct.objects.exists()
    assert not PublicationRecord.objects.exists()
    assert Act.objects.count() == 1


@pytest.mark.parametrize("address", [*DESK, "visto/", "firma/1/"])
def test_nobody_without_a_role_and_no_act_that_is_not(client: Client, address: str) -> None:
    assert client.get(f"/ufficio/atti/1/{address}").status_code in {302, 405}
    logged_in(client, *Role)

    assert client.get(f"/ufficio/atti/999999/{address}").status_code in {404, 405}


def test_the_page_shows_the_chain_and_who_may_answers_it(client: Client) -> None:
    chained(OFFICER_STEP, HEAD_STEP)
    act = rendered()
    logged_in(client, Role.MANAGER)
    assert "Ho riletto la prova" not in text_of(client.get(f"/ufficio/atti/{act.pk}/"))

    logged_in(client, Role.OFFICER, given_name="Ugo", family_name="Bianchi")
    page = client.get(f"/ufficio/atti/{act.pk}/")
    assert "Ho riletto la prova: Visto del funzionario istruttore" in text_of(page)
    assert "si adotta quando ha tutti i visti" in text_of(page)
    answer = client.post(
        f"/ufficio/atti/{act.pk}/visto/", {"read": act.context_digest}, follow=True
    )

    assert Approval.objects.get().position == 1
    assert "Visto dato: resta scritto" in text_of(answer)
    assert "Ugo Bianchi" in text_of(answer)
    assert "Serve: Visto del responsabile del procedimento" in text_of(answer)


def test_an_approval_that_cannot_be_given_says_why_on_the_page(client: Client) -> None:
    chained(HEAD_STEP)
    act = rendered()
    logged_in(client, Role.OFFICER)

    answer = client.post(
        f"/ufficio/atti/{act.pk}/visto/", {"read": act.context_digest}, follow=True
    )

    assert "spetta a chi ha il ruolo «Dirigente»" in text_of(answer)


def test_the_adoption_waits_for_the_approvals(client: Client) -> None:
    chained(OFFICER_STEP)
    act = rendered()
    logged_in(client, Role.MANAGER)

    page = text_of(client.get(f"/ufficio/atti/{act.pk}/adozione/"))
    answer = client.post(f"/ufficio/atti/{act.pk}/adozione/", follow=True)

    assert "Mancano dei visti" in page
    assert "Non si può ancora adottare. Manca: «Visto del funzionario istruttore»" in (
        text_of(answer)
    )


def test_it_is_sent_back_with_a_reason_that_stays_on_the_page(client: Client) -> None:
    chained(OFFICER_STEP, HEAD_STEP)
    act = rendered()
    approved(act)
    logged_in(client, Role.MANAGER)

    form = client.get(f"/ufficio/atti/{act.pk}/rinvio/").context["form"]
    sent = {"read": form.initial["read"], "reason": "L'importo non torna"}
    answer = client.post(f"/ufficio/atti/{act.pk}/rinvio/", sent, follow=True)

    act.refresh_from_db()
    assert act.state == ActState.DRAFT
    page = text_of(answer)
    assert "Di prove precedenti: non valgono più" in page
    assert "L'importo non torna" in page


def test_reopening_says_that_the_approvals_are_void(client: Client) -> None:
    chained(OFFICER_STEP)
    act = rendered()
    approved(act)
    logged_in(client, Role.OFFICER)

    answer = client.post(f"/ufficio/atti/{act.pk}/riapertura/", follow=True)

    assert "la prova di prima e i suoi visti non valgono più" in text_of(answer)


def test_an_administrator_says_what_a_kind_of_act_needs(client: Client) -> None:
    address = f"/ufficio/modelli-atti/{DETERMINATION.code}/visti/"
    logged_in(client, Role.ADMIN)
    blank = {f"{name}_{n}": "" for n in range(1, 6) for name in ("title", "role")}

    half = client.post(address, blank | {"title_1": "Visto contabile", "reason": "Regolamento"})
    whole = client.post(
        address,
        blank
        | {
            "title_1": "Visto contabile",
            "role_1": "officer",
            "signature": "on",
            "reason": "Regolamento",
        },
        follow=True,
    )

    assert half.status_code == 422
    assert half.context["form"].errors["role_1"] == ["Visto 1: scegli chi lo dà."]
    chain = ApprovalChain.objects.get()
    assert (chain.steps, chain.signature) == (
        [{"title": "Visto contabile", "role": "officer"}],
        True,
    )
    assert "Visto contabile" in text_of(whole)
    assert client.get(address).context["form"].initial["title_1"] == "Visto contabile"


@pytest.mark.parametrize("role", set(Role) - {Role.ADMIN})
def test_only_administrators_say_it(client: Client, role: Role) -> None:
    logged_in(client, role)

    address = f"/ufficio/modelli-atti/{DETERMINATION.code}/visti/"
    assert client.get(address).status_code == 403
    assert client.post(address, {"reason": "x"}).status_code == 403
    assert not ApprovalChain.objects.exists()


def test_the_signed_file_is_deposited_and_everyone_may_have_it(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    ca = Authority()
    settings.SIGNATURE_TRUST = str(ca.write(tmp_path / "trust"))
    manager = logged_in(client, Role.MANAGER, fiscal_code=FISCAL_CODE)
    act = adopted(manager=manager)
    done = printing.render_document(document=act.document)
    pdf = store.read(done.file)
    address = f"/ufficio/atti/{act.pk}/firma/"

    wrong = client.post(address, {"file": SimpleUploadedFile("atto.pdf", pdf)})
    content = pades(pdf, ca.issue())
    right = client.post(address, {"file": SimpleUploadedFile("atto.pdf", content)}, follow=True)

    assert wrong.status_code == 422
    refused, paper = SignedAct.objects.order_by("pk")
    assert f"riferimento {refused.reference}" in text_of(wrong)
    assert "La firma è valida" in text_of(right)
    assert refused.reference in text_of(right)
    got = client.get(f"/ufficio/atti/{act.pk}/firma/{paper.pk}/")
    assert b"".join(got) == content
    acts.publish(act=act, by=manager)
    client.logout()
    settings.SCANNER = "none"
    public = client.get(f"/atti/{act.pk}/firmato/")
    assert b"".join(public) == content
    assert "Scarica il file firmato" in text_of(client.get(f"/atti/{act.pk}/"))
    scanning.settle(digest=paper.file_id, found="Eicar")
    assert client.get(f"/atti/{act.pk}/firmato/").status_code == 404
    assert "Scarica il file firmato" not in text_of(client.get(f"/atti/{act.pk}/"))


def test_a_signed_file_of_another_act_is_not_found(client: Client) -> None:
    manager = logged_in(client, Role.MANAGER)
    one, other = published(), published()
    paper = signed.attest(act=one, reason="Firmato su Stilo", by=manager)

    assert client.get(f"/ufficio/atti/{other.pk}/firma/{paper.pk}/").status_code == 404
    assert client.get(f"/ufficio/atti/{one.pk}/firma/{paper.pk}/").status_code == 404
    assert client.get(f"/atti/{one.pk}/firmato/").status_code == 404
    assert "attestata da" in text_of(client.get(f"/atti/{one.pk}/"))


def test_the_publication_is_recorded_shown_to_everyone_and_corrected(client: Client) -> None:
    act = published()
    logged_in(client, Role.OFFICER)
    today = f"{clock.today():%d/%m/%Y}"
    page = f"/ufficio/atti/{act.pk}/"
    assert "Manca la data in Amministrazione trasparente" in text_of(client.get(page))

    sent = {"place": "transparency", "published_on": today}
    first = client.post(f"{page}pubblicazioni/", sent, follow=True)
    sent = {"place": "bur", "published_on": today, "number": ""}
    missing = client.post(f"{page}pubblicazioni/", sent)
    sent = {"place": "bur", "published_on": today, "number": "BU48", "link": "https://bur.example/"}
    client.post(f"{page}pubblicazioni/", sent)
    again = client.post(f"{page}pubblicazioni/", sent | {"number": "BU49", "reason": ""})
    client.post(f"{page}pubblicazioni/", sent | {"number": "BU49", "reason": "Numero letto male"})

    assert "È registrata la data in Amministrazione trasparente" in text_of(first)
    assert missing.status_code == again.status_code == 409
    assert "Numero del BUR: scrivilo" in text_of(missing)
    assert "se era sbagliato, scrivi perché lo correggi" in text_of(again)
    assert "Numero letto male" in text_of(client.get(page))
    client.logout()
    public = text_of(client.get(f"/atti/{act.pk}/"))
    assert "BU49" in public
    assert "BU48" not in public


def test_an_act_is_corrected_by_another_and_both_pages_say_so(client: Client) -> None:
    old = published()
    officer = logged_in(client, Role.OFFICER)
    address = f"/ufficio/atti/{old.pk}/rettifica/"
    initial = client.get(address).context["form"].initial

    client.post(address, {"template": initial["template"], "subject": initial["subject"]})

    new = Act.objects.get(corrects=old)
    assert new.subject == f"Rettifica di {old}: {old.subject}"
    assert new.variables == old.variables
    assert "Rettifiche in preparazione" in text_of(client.get(f"/ufficio/atti/{old.pk}/"))
    assert "Rettificato da" not in text_of(client.get(f"/atti/{old.pk}/"))
    new = acts.freeze(act=new, facts={}, by=officer)
    printed(new.proof)
    manager = PersonFactory(roles=[Role.MANAGER])
    new = acts.adopt(act=new, by=manager)
    printed(new.document)
    assert "Rettificato da" in text_of(client.get(f"/ufficio/atti/{old.pk}/"))
    assert "Rettificato da" not in text_of(client.get(f"/atti/{old.pk}/"))
    acts.publish(act=new, by=manager)
    client.logout()
    assert f"Rettificato da {new}" in words_of(client.get(f"/atti/{old.pk}/"))
    assert f"Rettifica {old}" in words_of(client.get(f"/atti/{new.pk}/"))


@pytest.mark.parametrize("make", [drafted, rendered])
def test_what_is_not_in_force_is_not_corrected_by_another(client: Client, make: Any) -> None:
    act = make()
    logged_in(client, Role.OFFICER)

    answer = client.post(
        f"/ufficio/atti/{act.pk}/rettifica/",
        {"template": DETERMINATION.code, "subject": "Rettifica"},
    )

    assert answer.status_code == 409
    assert "si riapre e si corregge" in text_of(answer)


def test_the_page_says_what_is_missing_at_every_step(client: Client) -> None:
    chained(OFFICER_STEP, signature=True)
    logged_in(client, Role.OFFICER, Role.MANAGER)

    def said(act: Act) -> list[tuple[str, str]]:
        checks = client.get(f"/ufficio/atti/{act.pk}/").context["checks"]
        return [(each["state"], each["sentence"]) for each in checks]

    assert said(drafted(variables={})) == [
        ("missing", "Parti da scrivere: Visti, Premesso che, Determina"),
        ("ok", "Le parole del modello si leggono"),
        ("not_needed", "Serve: Visto del funzionario istruttore"),
    ]
    assert said(rendered()) == [
        ("ok", "La prova è pronta da rileggere"),
        ("missing", "Serve: Visto del funzionario istruttore"),
    ]
    act = rendered()
    approved(act)
    manager = PersonFactory(roles=[Role.MANAGER])
    act = acts.adopt(act=act, by=manager)
    assert said(act) == [
        ("missing", "Il PDF dell'atto è in preparazione"),
        ("missing", "Manca il file firmato da chi ha adottato l'atto"),
    ]
    printed(act.document)
    signed.attest(act=act, reason="Firmato su Stilo", by=manager)
    act = acts.publish(act=act, by=manager)
    publication.record(
        act=act, place="transparency", published_on=act.adopted_on, by=PersonFactory()
    )
    assert said(act) == [
        ("ok", "C'è il file firmato, o la conformità attestata"),
        ("missing", "Manca il numero del BUR"),
        ("ok", "È registrata la data in Amministrazione trasparente"),
    ]
    assert [sentence for _state, sentence in said(external())] == [
        "Manca il numero del BUR",
        "Manca la data in Amministrazione trasparente: senza, la concessione non ha effetti",
    ]


def test_the_desk_says_which_approval_an_act_awaits(client: Client) -> None:
    chained(HEAD_STEP)
    rendered()
    logged_in(client, Role.AUDITOR)

    assert "Attende: Visto del responsabile del procedimento" in text_of(
        client.get("/ufficio/atti/")
    )
