"""Conditions on the pages: who reads, who records, who accepts; others' awards do not exist."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applicants.models import Mandate
from funding.enums import RegisterKind
from funding.models import (
    Acceptance,
    Award,
    CallConditions,
    GroupDeed,
    ProjectStart,
    RegisterAnswer,
)
from funding.queries.awards.standing import on_desk
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_pdf
from tests.factories.conditions import (
    accepted,
    aid_rules,
    aided,
    an_aid_list,
    answered,
    today,
    wants,
)
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    organised,
    published_list,
    submitted,
)
from tests.factories.funding import an_award, published_decree, rendered_decree
from wecare.accounts.enums import Role
from wecare.accounts.models import Person

pytestmark = pytest.mark.django_db

PEOPLE = (Role.OFFICER, Role.MANAGER, Role.AUDITOR, Role.ADMIN, Role.ASSESSOR, None)
READERS = {Role.OFFICER, Role.MANAGER, Role.AUDITOR}
WRITERS = {Role.OFFICER}
READING = {
    "/ufficio/contributi/{pk}/": READERS,
    "/ufficio/contributi/adesioni/": READERS,
    "/ufficio/contributi/bandi/{code}/condizioni/": READERS,
    "/ufficio/contributi/domande/{submission}/condizioni/": READERS,
    "/ufficio/contributi/domande/{submission}/risposta/": WRITERS,
    "/ufficio/contributi/risposte/{answer}/documento/": READERS,
    "/ufficio/contributi/{pk}/costituzione/{deed}/": WRITERS,
    "/ufficio/contributi/{pk}/costituzione/{deed}/documento/": READERS,
}
DOING = (
    "/ufficio/contributi/bandi/{code}/condizioni/",
    "/ufficio/contributi/domande/{submission}/risposta/",
    "/ufficio/contributi/domande/{submission}/registri/{fiscal_code}/",
    "/ufficio/contributi/{pk}/costituzione/{deed}/",
)
OWN = (
    "/area/contributi/{pk}/",
    "/area/contributi/{pk}/costituzione/",
    "/area/contributi/{pk}/costituzione/{deed}/",
    "/area/contributi/{pk}/avvio/",
)


def logged(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="wecare.accounts.backends.PasswordBackend")
    return client


def browser(role: Role | None) -> Client:
    return logged(PersonFactory(roles=[role] if role else []))


def status_of(answer: Any) -> int:
    if answer.streaming:
        b"".join(answer.streaming_content)
    return int(answer.status_code)


def a_group_award() -> Award:
    call = call_under_evaluation()
    partner = organised(9200, PersonFactory(), name="Partner")
    judged(call, {submitted(call, partners=[partner]): GOOD})
    return on_desk().get(decree=published_decree(published_list(call)))


def a_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("atto.pdf", a_pdf(), content_type="application/pdf")


def with_a_deed() -> tuple[Award, GroupDeed, RegisterAnswer]:
    """An accepted award of a group, with its deed brought and a DURC with its document recorded."""
    award = a_group_award()
    accepted(award)
    sent = logged(award.submission.submitted_by).post(
        f"/area/contributi/{award.pk}/costituzione/",
        {
            "signed_on": f"{today():%d/%m/%Y}",
            "notary": "Notaio Anna Neri",
            "reference": "rep. 1200",
            "document": a_file(),
        },
    )
    assert sent["Location"] == f"/area/contributi/{award.pk}/"
    recorded = browser(Role.OFFICER).post(
        f"/ufficio/contributi/domande/{award.submission_id}/risposta/", an_answer(award)
    )
    assert recorded["Location"] == f"/ufficio/contributi/domande/{award.submission_id}/condizioni/"
    return award, GroupDeed.objects.get(), RegisterAnswer.objects.get()


def an_answer(award: Award, **values: Any) -> dict[str, Any]:
    return {
        "fiscal_code": award.organisation.fiscal_code,
        "kind": "durc",
        "outcome": "regular",
        "number": "INPS_1",
        "on": f"{today():%d/%m/%Y}",
        "document": a_file(),
    } | values


def named(address: str, award: Award, deed: GroupDeed, answer: RegisterAnswer) -> str:
    return address.format(
        pk=award.pk,
        code=award.decree.ranked_list.call.code,
        submission=award.submission_id,
        fiscal_code=award.organisation.fiscal_code,
        deed=deed.pk,
        answer=answer.pk,
    )


def test_each_page_of_the_office_is_read_by_whom_the_table_says() -> None:
    things = with_a_deed()
    browsers = {role: browser(role) for role in PEOPLE}

    found = {
        address: {r: status_of(browsers[r].get(named(address, *things))) for r in PEOPLE}
        for address in READING
    }

    assert found == {
        address: {role: 200 if role in may else 403 for role in PEOPLE}
        for address, may in READING.items()
    }


def test_only_officers_record() -> None:
    things = with_a_deed()
    browsers = {role: browser(role) for role in PEOPLE}

    found = {
        address: {r for r in PEOPLE if browsers[r].post(named(address, *things)).status_code != 403}
        for address in DOING
    }

    assert found == dict.fromkeys(DOING, WRITERS)


@pytest.mark.parametrize("address", [*READING, *DOING, *OWN])
def test_whoever_is_not_logged_in_goes_to_the_login(address: str) -> None:
    values = {"pk": 1, "code": "fse2-1", "submission": 1, "deed": 1, "answer": 1}

    answer = Client().post(address.format(fiscal_code="1", **values))

    assert answer.status_code in {302, 405}
    assert answer.get("Location", "/accesso/").startswith("/accesso/")


def test_others_awards_do_not_exist_and_readers_do_not_write() -> None:
    award, deed, answer = with_a_deed()
    other, reader = PersonFactory(), PersonFactory()
    Mandate.objects.create(
        person=reader,
        organisation=award.organisation,
        kind="viewer",
        administers=False,
        since=award.granted_at,
    )

    for address in OWN:
        path = named(address, award, deed, answer)
        assert logged(other).get(path).status_code == 404
        assert logged(other).post(path).status_code in {404, 405}
    accepting = f"/area/contributi/{award.pk}/accettazione/"
    assert logged(other).post(accepting).status_code == 404
    assert logged(reader).get(f"/area/contributi/{award.pk}/").status_code == 200
    for address in (accepting, f"/area/contributi/{award.pk}/avvio/"):
        assert logged(reader).post(address).status_code == 403
    assert ProjectStart.objects.count() == 0


def test_the_beneficiary_reads_what_to_do_and_does_it() -> None:
    award = an_award()
    client = logged(award.submission.submitted_by)
    page = client.get(f"/area/contributi/{award.pk}/").content.decode()
    assert "Che cosa devi fare" in page
    assert "Accetta il contributo" in page
    assert "Carica l&#x27;atto" not in page

    client.post(f"/area/contributi/{award.pk}/accettazione/")

    assert Acceptance.objects.get().accepted_by == award.submission.submitted_by
    refused = client.post(f"/area/contributi/{award.pk}/avvio/", {"starts_on": "31/12/1999"})
    assert refused.status_code == 409
    assert "L&#x27;avvio va dal" in refused.content.decode()
    assert 'value="31/12/1999"' in refused.content.decode()
    client.post(f"/area/contributi/{award.pk}/avvio/", {"starts_on": f"{today():%d/%m/%Y}"})
    assert ProjectStart.objects.get().starts_on == today()
    page = client.get(f"/area/contributi/{award.pk}/").content.decode()
    assert "Il progetto parte il" in page
    assert "Contributo accettato" in page


def test_a_file_that_is_none_goes_back_with_its_sentence_and_what_was_typed() -> None:
    award = a_group_award()
    accepted(award)
    client = logged(award.submission.submitted_by)
    typed = {"signed_on": f"{today():%d/%m/%Y}", "notary": "Notaio Neri", "reference": "rep. 7"}
    bad = SimpleUploadedFile("atto.pdf", b"not a pdf")

    for document in (bad, ""):
        answer = client.post(
            f"/area/contributi/{award.pk}/costituzione/", {**typed, "document": document}
        )
        assert answer.status_code in {409, 422}
        assert "Notaio Neri" in answer.content.decode()
    assert GroupDeed.objects.count() == 0


def test_the_decree_shows_which_codes_are_there_and_which_are_missing() -> None:
    ranked_list, submission = an_aid_list()
    wants(submission.call, cup=True)
    decree = rendered_decree(ranked_list)
    client = browser(Role.MANAGER)
    answered(submission, RegisterKind.CUP, number="J11B26000000777")

    page = client.get(f"/ufficio/decreti/{decree.pk}/").content.decode()

    assert "CUP J11B26000000777" in page
    assert "Manca il COR" in page
    assert f"/ufficio/contributi/domande/{submission.pk}/condizioni/" in page
    refused = client.post(f"/ufficio/decreti/{decree.pk}/adozione/")
    assert refused.status_code == 409
    assert f"Prot. {submission.protocol} – {submission.organisation.name}: Manca il COR" in (
        refused.content.decode()
    )
    aided(submission)
    client.post(f"/ufficio/decreti/{decree.pk}/adozione/")
    assert Award.objects.count() == 1


def test_an_officer_sets_the_conditions_of_a_call_by_act() -> None:
    award = an_award()
    address = f"/ufficio/contributi/bandi/{award.decree.ranked_list.call.code}/condizioni/"
    client = browser(Role.OFFICER)
    typed = {
        "regime": "no_aid",
        "cup": "on",
        "kind": "DD",
        "number_text": "DD 71/A2203A/2026",
        "adopted_on": f"{today():%d/%m/%Y}",
        "subject": "Condizioni",
    }

    assert client.post(address, {**typed, "subject": ""}).status_code == 422
    assert client.post(address, typed)["Location"] == address

    row = CallConditions.objects.get()
    assert (row.regime, row.cup, row.durc, str(row.act)) == (
        "no_aid",
        True,
        False,
        "DD 71/A2203A/2026",
    )
    page = client.get(f"/ufficio/contributi/{award.pk}/").content.decode()
    assert "Non si può pagare: manca una condizione." in page
    assert "art. 11 c. 2-bis L. 3/2003" in page


def test_a_wrong_number_goes_back_with_its_sentence() -> None:
    award = an_award()
    client = browser(Role.OFFICER)
    address = f"/ufficio/contributi/domande/{award.submission_id}/risposta/"

    answer = client.post(address, an_answer(award, kind="cup", number="J11"))

    assert answer.status_code == 409
    assert "15 caratteri" in answer.content.decode()
    assert RegisterAnswer.objects.count() == 0
    unknown = client.post(address, an_answer(award, fiscal_code="1"))
    assert unknown.status_code == 422


def test_what_no_published_list_pays_has_no_conditions() -> None:
    call = call_under_evaluation()
    submission = submitted(call)
    client = browser(Role.OFFICER)

    for page in ("condizioni", "risposta"):
        address = f"/ufficio/contributi/domande/{submission.pk}/{page}/"
        assert client.get(address).status_code == 404


def test_the_decree_asks_as_much_for_eight_rows_as_for_two() -> None:
    def asked_for(count: int) -> int:
        lot = {"code": "T", "title": "Territoriale", "amount": "9000000.00", "allocation": "skip"}
        call = call_under_evaluation(rules=aid_rules(lots=[lot]))
        sent = [submitted(call) for _each in range(count)]
        judged(call, dict.fromkeys(sent, GOOD))
        decree = rendered_decree(published_list(call))
        client = browser(Role.OFFICER)
        client.get(f"/ufficio/decreti/{decree.pk}/")
        with CaptureQueriesContext(connection) as found:
            page = client.get(f"/ufficio/decreti/{decree.pk}/").content.decode()
        assert page.count("Manca il COR") == count
        return len(found)

    assert asked_for(2) == asked_for(8)
