"""Marks of finished parts and agreements to a text: what makes them stand, and what makes them fall."""

import pytest
from django.db import Error, transaction

from applicants.actions import costs, headings, parts
from applicants.actions.filling import NotYourPart
from applicants.engine.cells import OWN, Cell
from applicants.labels.changes import changes_said
from applicants.models import Application, CompleteMark, RefusedAttempt, SignOff
from applicants.policies import WritingRefused
from applicants.policies.partnership import NotSignedOff, TextChanged
from applicants.queries.consents import part_digest
from tests.applicants.test_group_caps import joined
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_fiscal_code, answered, sent
from tests.factories.partners import (
    a_group_call,
    a_lead,
    accepted,
    agrees,
    marks,
    rules_of,
    says,
    text_now,
)
from wecare.core.digests import digest
from wecare.core.money import ZERO, euro

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(db: None) -> Application:
    return a_lead(a_group_call(sign_off=True))


def stands(application: Application, mark: CompleteMark) -> bool:
    return mark.digest == part_digest(text_now(application), mark.partner)


def test_a_mark_stands_until_its_own_part_changes(application: Application) -> None:
    beta, gamma = accepted(application), accepted(application)
    of_beta, of_lead = marks(application, beta), marks(application)

    says(application, gamma, "Altro", 1)
    after_another = stands(application, of_beta), stands(application, of_lead)
    says(application, beta, "Fa altro", 1)

    assert after_another == (True, True)
    assert (stands(application, of_beta), stands(application, of_lead)) == (False, True)
    answered(application, need="Un altro bisogno")
    assert stands(application, of_lead) is False


def test_a_part_in_which_something_lacks_is_not_marked(application: Application) -> None:
    beta = accepted(application, answered=False)

    with pytest.raises(WritingRefused, match=r"manca 1 cosa\. La prima: Che cosa fa l'ente"):
        marks(application, beta)


def test_only_who_writes_a_part_marks_it_and_takes_the_mark_away(application: Application) -> None:
    beta, gamma = accepted(application), accepted(application)
    marks(application, beta)

    for person in (application.created_by, gamma.person):
        with pytest.raises(NotYourPart):
            parts.reopen(application=application, partner=beta.partner, actor=person)
    parts.reopen(application=application, partner=beta.partner, actor=beta.person)

    assert CompleteMark.objects.count() == 0


def test_a_text_changed_while_one_reads_is_not_agreed_to(application: Application) -> None:
    beta = accepted(application)
    read = digest(text_now(application))
    answered(application, need="Un altro bisogno")

    with pytest.raises(TextChanged, match="Il testo è cambiato mentre lo leggevi"):
        parts.sign_off(partner=beta.partner, read=read, actor=beta.person)

    assert SignOff.objects.count() == 0


def test_agreeing_twice_is_as_once_and_only_for_ones_own(application: Application) -> None:
    beta = accepted(application)

    first, second = agrees(application, beta), agrees(application, beta)

    assert first == second
    for person in (application.created_by, PersonFactory()):
        with pytest.raises(NotYourPart):
            parts.sign_off(partner=beta.partner, read=first.digest, actor=person)


def test_a_call_that_asks_for_no_agreement_takes_none_and_sends_without() -> None:
    application = a_lead(a_group_call())
    beta = accepted(application)

    with pytest.raises(WritingRefused, match="non chiede ai partner di confermare"):
        agrees(application, beta)

    assert sent(application).content["partners"][0]["fiscal_code"] == beta.partner.fiscal_code


def test_the_send_names_the_rule_and_who_lacks(application: Application) -> None:
    beta = accepted(application, name="Beta APS")
    accepted(application, name="Gamma APS")
    joined(application, a_fiscal_code(), name="Delta, solo descritto")
    application.partners.get(name="Delta, solo descritto").answers.create(
        application=application,
        key="role",
        value="Aiuta",
        saved_by=application.created_by,
        saved_at=application.saved_at,
    )
    agrees(application, beta)

    with pytest.raises(NotSignedOff) as refusal:
        sent(application)

    assert str(refusal.value) == (
        "Prima dell'invio ogni partner conferma il testo (art. 7): mancano le conferme di Gamma APS, "
        "Delta, solo descritto. La domanda non è stata inviata."
    )
    assert RefusedAttempt.objects.get().reason == str(refusal.value)


def test_a_change_after_an_agreement_voids_it_and_says_what_changed(
    application: Application,
) -> None:
    beta = accepted(application, name="Beta APS")
    agreed = agrees(application, beta)
    answered(application, need="Un altro bisogno")
    headings.save_heading(
        application=application,
        title="Un altro titolo",
        lot=application.lot,
        base_version=application.version,
        actor=application.created_by,
    )
    costs.save(
        application=application,
        cells=[
            Cell((beta.partner.pk, "cost_work"), euro("1500.00"), ZERO),
            Cell((beta.partner.pk, OWN), euro("1500.00"), ZERO),
        ],
        actor=beta.person,
    )

    with pytest.raises(NotSignedOff, match="manca la conferma di Beta APS"):
        sent(application)

    said = changes_said(agreed.content, text_now(application), rules_of(application))
    lead = application.organisation.name
    assert [(each.who, each.what, each.before, each.after) for each in said] == [
        (lead, "Titolo del progetto", "Una casa per tutti", "Un altro titolo"),
        (lead, "Bisogno", "Case per tutti", "Un altro bisogno"),
        ("Beta APS", "Quota propria", "0,00\xa0€", "1.500,00\xa0€"),
        ("Beta APS", "Realizzazione", "niente", "1.500,00\xa0€"),
    ]


def test_every_agreement_given_the_application_is_sent_with_that_text(
    application: Application,
) -> None:
    partners = [accepted(application), accepted(application)]
    agreed = [agrees(application, each) for each in partners]

    submission = sent(application)

    assert {each.digest for each in agreed} == {submission.content_digest}


def test_an_agreement_is_never_edited(application: Application) -> None:
    agreed = agrees(application, accepted(application))

    with pytest.raises(Error, match="never changes"), transaction.atomic():
        SignOff.objects.filter(pk=agreed.pk).update(digest="0" * 64)
