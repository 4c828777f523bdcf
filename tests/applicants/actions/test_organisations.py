"""Organisations are entered once, with codes that are right."""

from typing import Any

import pytest

from applicants.actions.organisations import OrganisationExists
from applicants.models import Mandate, Organisation
from applicants.policies import CodeRefused
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_fiscal_code, an_organisation
from wecare.core.models import Event

pytestmark = pytest.mark.django_db


def test_whoever_enters_an_organisation_administers_it() -> None:
    person = PersonFactory()

    organisation = an_organisation(person, fiscal_code=" 0000001 0017 ", seat_province="cn")

    assert (organisation.fiscal_code, organisation.seat_province) == ("00000010017", "CN")
    mandate = Mandate.objects.select_related("person", "organisation").get()
    assert (mandate.person, mandate.organisation) == (person, organisation)
    assert (mandate.kind, mandate.administers, mandate.ended_at) == ("editor", True, None)
    assert Event.objects.filter(name="organisation.created").count() == 1


def test_a_fiscal_code_is_entered_once() -> None:
    code = a_fiscal_code()
    an_organisation(fiscal_code=code)

    with pytest.raises(OrganisationExists, match=r"^Questo ente c'è già\."):
        an_organisation(fiscal_code=code)

    assert Organisation.objects.count() == 1
    assert Event.objects.filter(name="organisation.created").count() == 1


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"fiscal_code": ""}, "Ne hai scritti 0."),
        ({"fiscal_code": "123"}, "ha 11 cifre (enti) o 16 caratteri (persone). Ne hai scritti 3."),
        ({"fiscal_code": "00000010018"}, "l'ultimo carattere di «00000010018» non corrisponde"),
        ({"fiscal_code": "RSSMRA80A01L219X"}, "di «RSSMRA80A01L219X» non corrisponde"),
        ({"fiscal_code": "٠٠٠٠٠٠١٠٠١٦"}, "non corrisponde"),
        ({"vat_number": "12345678901"}, "«12345678901» non supera il controllo"),
        ({"vat_number": "1e400"}, "«1E400» non supera il controllo"),
        ({"vat_number": "9" * 400}, "Partita IVA: servono 11 cifre"),
    ],
)
def test_a_code_that_is_none_is_refused_with_a_sentence(
    values: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(CodeRefused) as refused:
        an_organisation(**values)

    assert sentence in str(refused.value)
    assert Organisation.objects.count() == 0


def test_the_sign_of_the_country_may_stand_before_the_vat_number() -> None:
    organisation = an_organisation(vat_number="IT 00000010017")

    assert organisation.vat_number == "00000010017"
