"""The pages of a group: who takes part, what each owes, which Distretti."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from applicants.actions import partnerships
from applicants.actions.applications import save_answers
from applicants.models import Answer, Application, Attachment, Partner, Submission
from calls.models import Call, District, ManagingBody
from tests.applicants.test_group_caps import APS, joined
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft, a_fiscal_code, a_pdf, complete, sent
from tests.factories.calls import a_complete_draft, published_call
from tests.factories.rules import draft
from wecare.accounts.models import Person


def _sections() -> dict[str, Any]:
    whole = draft()
    whole["sections"].append(
        {
            "code": "own",
            "title": "Ruolo di ognuno",
            "filled_by": "each",
            "questions": [{"code": "role", "label": "Che cosa fa l'ente?", "kind": "text"}],
        }
    )
    whole["attachments"].append({"code": "deal", "title": "Impegno", "filled_by": "each"})
    return {"sections": whole["sections"], "attachments": whole["attachments"]}


@pytest.fixture
def call(db: None) -> Call:
    return published_call(
        draft=a_complete_draft(
            **_sections(),
            partnership={"groups": True, "minimum": 1, "count_article": "art. 3"},
            districts={"asked": True, "all_bodies": True},
        )
    )


@pytest.fixture
def person(db: None) -> Person:
    return PersonFactory()


@pytest.fixture
def browser(client: Client, person: Person) -> Client:
    client.force_login(person, backend="wecare.accounts.backends.PasswordBackend")
    return client


@pytest.fixture
def application(call: Call, person: Person) -> Application:
    return a_draft(call, actor=person)


def page(application: Application, name: str, *more: Any) -> str:
    return reverse(f"applicants:{name}", args=[application.public_id, *more])


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "fiscal_code": a_fiscal_code(),
        "name": "Comune di Alba",
        "kind": "comune",
        "nonprofit": "yes",
        "seat_municipality": "Alba",
        "seat_province": "cn",
        **changes,
    }


def test_a_partner_is_added_and_shown_with_what_it_owes(
    browser: Client, application: Application
) -> None:
    answer = browser.post(page(application, "partner_new"), typed())

    assert answer.status_code == 302
    partner = Partner.objects.get()
    assert (partner.kind, partner.seat_province, partner.nonprofit) == ("comune", "CN", True)
    shown = browser.get(page(application, "partnership")).content.decode()
    assert "Comune di Alba" in shown
    assert "Che cosa fa l&#x27;ente?: manca la risposta. Scrivila." in shown
    assert page(application, "partner_section", partner.pk, "own") in shown


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({"fiscal_code": "123"}, 422, "Ne hai scritti 3."),
        ({"fiscal_code": ""}, 422, "codice fiscale"),
        ({"kind": "banca"}, 422, "banca"),
        ({"seat_province": "T1"}, 422, "Hai scritto «T1»"),
        ({"name": "x\x00y"}, 422, "caratter"),
    ],
)
def test_a_partner_that_cannot_be_read_is_refused_and_nothing_typed_is_lost(
    browser: Client, application: Application, changes: dict[str, Any], status: int, said: str
) -> None:
    answer = browser.post(page(application, "partner_new"), typed(**changes))

    assert answer.status_code == status
    assert said.lower() in answer.content.decode().lower()
    assert 'value="Alba"' in answer.content.decode()
    assert Partner.objects.count() == 0


def test_the_lead_and_a_partner_already_there_are_not_added_again(
    browser: Client, application: Application
) -> None:
    code = a_fiscal_code()
    joined(application, code)

    again = browser.post(page(application, "partner_new"), typed(fiscal_code=code))
    lead = browser.post(
        page(application, "partner_new"), typed(fiscal_code=application.organisation.fiscal_code)
    )

    assert (again.status_code, lead.status_code) == (409, 409)
    assert f"C&#x27;è già un partner con il codice fiscale {code}." in again.content.decode()
    assert "è il capofila" in lead.content.decode()
    assert Partner.objects.count() == 1


def test_two_people_describing_one_partner_do_not_overwrite_each_other(
    browser: Client, application: Application
) -> None:
    joined(application, a_fiscal_code())
    partner = Partner.objects.get()
    partnerships.describe(
        partner=partner,
        name="Beta APS",
        particulars=APS,
        base_version=1,
        actor=application.created_by,
    )

    answer = browser.post(
        page(application, "partner", partner.pk), typed(name="Beta ODV") | {"version": 1}
    )

    assert answer.status_code == 409
    assert "Un&#x27;altra persona ha cambiato i dati di Beta APS" in answer.content.decode()
    assert 'value="Beta ODV"' in answer.content.decode()
    assert 'name="version" value="2"' in answer.content.decode()
    assert Partner.objects.get().name == "Beta APS"


def test_a_partner_answers_and_attaches_on_its_own_pages(
    browser: Client, application: Application
) -> None:
    joined(application, a_fiscal_code())
    partner = Partner.objects.get()
    save_answers(
        application=application,
        answers={"role": ("Il capofila guida", 0)},
        actor=application.created_by,
    )

    section = browser.post(
        page(application, "partner_section", partner.pk, "own"), {"role": "Fa le case"}
    )
    saved = browser.post(
        page(application, "partner_autosave", partner.pk, "own"),
        {"field": "role", "value": "Fa le case nuove", "version": 1},
        content_type="application/json",
    )
    upload = _upload()
    with_file = browser.post(
        page(application, "partner_attachments", partner.pk),
        {"requirement": "deal", "file": upload},
    )
    upload.seek(0)

    assert (section.status_code, saved.status_code, with_file.status_code) == (302, 200, 302)
    texts = {each.partner_id: each.value for each in Answer.objects.filter(key="role")}
    assert texts == {None: "Il capofila guida", partner.pk: "Fa le case nuove"}
    assert Attachment.objects.get().partner == partner
    file = browser.get(page(application, "partner_attachment_file", partner.pk, "deal"))
    assert file["Content-Disposition"].startswith("attachment")
    assert b"".join(file.streaming_content) == upload.read()


@pytest.mark.parametrize("section", ["project", "nowhere"])
def test_a_partner_has_only_the_sections_that_each_fills(
    browser: Client, application: Application, section: str
) -> None:
    joined(application, a_fiscal_code())
    partner = Partner.objects.get()

    answer = browser.get(page(application, "partner_section", partner.pk, section))

    assert answer.status_code == 404


def test_taking_a_partner_out_says_what_goes_with_it(
    browser: Client, application: Application
) -> None:
    joined(application, a_fiscal_code())
    partner = Partner.objects.get()
    save_answers(
        application=application,
        answers={"role": ("Fa le case", 0)},
        actor=application.created_by,
        partner=partner,
    )

    warned = browser.get(page(application, "partner_removal", partner.pk)).content.decode()
    done = browser.post(page(application, "partner_removal", partner.pk))

    assert "1 risposta" in warned
    assert done.status_code == 302
    assert (Partner.objects.count(), Answer.objects.count()) == (0, 0)


def test_the_distretti_are_chosen_and_their_bodies_are_asked_for(
    browser: Client, application: Application
) -> None:
    alba = District.objects.create(code="alba", name="Alba")
    District.objects.create(code="bra", name="Bra")
    ManagingBody.objects.create(district=alba, name="Consorzio Alba")

    done = browser.post(page(application, "districts"), {"districts": ["alba"]})
    wrong = browser.post(page(application, "districts"), {"districts": ["mare"]})

    assert (done.status_code, wrong.status_code) == (302, 422)
    shown = browser.get(page(application, "partnership")).content.decode()
    assert "Distretto Alba: enti gestori che partecipano: 0 su 1; manca: Consorzio Alba" in shown


def test_others_find_no_partner_and_a_call_without_groups_no_page(
    browser: Client, application: Application, person: Person
) -> None:
    stranger = joined(a_draft(application.call), a_fiscal_code())
    theirs = Partner.objects.get(application=stranger)
    alone = a_draft(published_call(), actor=person)

    found = {
        "partner of another": page(application, "partner", theirs.pk),
        "group of another": page(stranger, "partnership"),
        "section of another": page(application, "partner_section", theirs.pk, "own"),
        "files of another": page(application, "partner_attachments", theirs.pk),
        "removal of another": page(application, "partner_removal", theirs.pk),
        "group of a call without": page(alone, "partnership"),
        "distretti of a call without": page(alone, "districts"),
    }

    assert {name: browser.get(url).status_code for name, url in found.items()} == dict.fromkeys(
        found, 404
    )


def test_what_is_sent_freezes_partners_their_parts_and_who_manages_the_distretti(
    browser: Client, call: Call, person: Person
) -> None:
    alba = District.objects.create(code="alba", name="Alba")
    ManagingBody.objects.create(district=alba, name="Consorzio Alba", fiscal_code="99999999990")
    application = complete(call, actor=person, answers={"need": "Case per tutti", "role": "Guida"})
    browser.post(page(application, "attachments"), {"requirement": "deal", "file": _upload()})
    browser.post(page(application, "districts"), {"districts": ["alba"]})
    code = a_fiscal_code(999)
    ManagingBody.objects.update(fiscal_code=code)
    browser.post(
        page(application, "partner_new"), typed(fiscal_code=code, name="Consorzio di Alba")
    )
    partner = Partner.objects.get()
    browser.post(page(application, "partner_section", partner.pk, "own"), {"role": "Fa le case"})
    browser.post(
        page(application, "partner_attachments", partner.pk),
        {"requirement": "deal", "file": _upload()},
    )

    review = browser.get(page(application, "review")).content.decode()
    submission = sent(Application.objects.get(pk=application.pk))

    assert "Partner: Consorzio di Alba" in review
    content = Submission.objects.get(pk=submission.pk).content
    (frozen,) = content["partners"]
    assert (frozen["fiscal_code"], frozen["answers"]) == (code, {"role": "Fa le case"})
    assert [each["requirement"] for each in frozen["attachments"]] == ["deal"]
    assert content["districts"] == [
        {
            "code": "alba",
            "title": "Alba",
            "bodies": [{"name": "Consorzio Alba", "fiscal_code": code}],
        }
    ]
    receipt = submission.receipt
    assert receipt is not None
    assert receipt.context["partners"][0]["kind"] == "Comune"
    assert receipt.context["districts"] == ["Alba"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_group_asks_the_database_as_often_whatever_its_size(
    browser: Client, application: Application, count: int, django_assert_num_queries: Any
) -> None:
    for _n in range(count):
        joined(application, a_fiscal_code())
    browser.get(page(application, "partnership"))

    with django_assert_num_queries(28):
        answer = browser.get(page(application, "partnership"))

    assert answer.status_code == 200


def _upload() -> Any:
    return SimpleUploadedFile("impegno.pdf", a_pdf(), content_type="application/pdf")
