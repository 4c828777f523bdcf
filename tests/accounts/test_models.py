import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from tests.factories.accounts import IdentityLinkFactory, PersonFactory, RoleGrantFactory
from wecare.accounts.enums import Role
from wecare.accounts.models import IdentityLink, Person, RoleGrant
from wecare.accounts.models.person import validate_person_fiscal_code
from wecare.core import clock

pytestmark = pytest.mark.django_db

VALID_FISCAL_CODE = "RCCMNL83S18D969H"


def test_a_person_is_found_by_the_address_in_any_case() -> None:
    person = PersonFactory(email="anna@esempio.it")

    assert Person.objects.get_by_natural_key(" ANNA@Esempio.IT ") == person


def test_create_user_stores_the_address_in_lower_case() -> None:
    person = Person.objects.create_user("Anna@Esempio.IT", None, given_name="A", family_name="B")

    assert person.email == "anna@esempio.it"


def test_the_database_refuses_an_address_in_upper_case() -> None:
    with pytest.raises(IntegrityError, match="accounts_person_email_is_lower_case"):
        PersonFactory(email="Anna@esempio.it")


def test_two_people_cannot_share_an_address() -> None:
    PersonFactory(email="anna@esempio.it")

    with pytest.raises(IntegrityError, match="email"):
        PersonFactory(email="anna@esempio.it")


def test_two_people_cannot_share_a_fiscal_code_but_both_may_have_none() -> None:
    PersonFactory(fiscal_code="")
    PersonFactory(fiscal_code="")
    PersonFactory(fiscal_code=VALID_FISCAL_CODE)

    with pytest.raises(IntegrityError, match="accounts_person_one_per_fiscal_code"):
        PersonFactory(fiscal_code=VALID_FISCAL_CODE)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        pytest.param("RCCMNL83S18D969", "length", id="fifteen"),
        pytest.param("12345678903", "length", id="of an organisation"),
        pytest.param("RCCMNL83S18D969A", "check_letter", id="wrong last letter"),
        pytest.param("RCCMNL83S1ÀD969H", "format", id="letter out of place"),
        pytest.param("0000000000000000", "format", id="only digits"),
    ],
)
def test_a_wrong_fiscal_code_is_refused_with_its_reason(code: str, reason: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_person_fiscal_code(code)

    assert refusal.value.code == reason


def test_a_right_fiscal_code_is_accepted() -> None:
    validate_person_fiscal_code(VALID_FISCAL_CODE)


def test_a_person_holds_a_role_once_at_a_time() -> None:
    grant = RoleGrantFactory(role=Role.OFFICER)

    with pytest.raises(IntegrityError, match="one_live_per_person_and_role"):
        RoleGrantFactory(person=grant.person, role=Role.OFFICER)


def test_a_role_that_ended_can_be_granted_again() -> None:
    grant = RoleGrantFactory(role=Role.OFFICER, ended=True)

    RoleGrantFactory(person=grant.person, role=Role.OFFICER)

    assert RoleGrant.objects.filter(person=grant.person).count() == 2


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        pytest.param({"role": "king"}, "accounts_rolegrant_role_is_known", id="unknown role"),
        pytest.param({"basis": ""}, "accounts_rolegrant_has_a_basis", id="no basis"),
    ],
)
def test_the_database_refuses_a_grant_without_sense(fields: dict, constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        RoleGrantFactory(**fields)


def test_a_grant_cannot_end_before_it_begins() -> None:
    before = clock.now()

    with pytest.raises(IntegrityError, match="accounts_rolegrant_ends_after_it_begins"):
        RoleGrantFactory(ended_at=before)


def test_whoever_ended_a_grant_stands_only_beside_the_instant() -> None:
    with pytest.raises(IntegrityError, match="accounts_rolegrant_ended_by_only_if_ended"):
        RoleGrantFactory(ended_by=PersonFactory())


def test_a_subject_of_a_provider_is_one_person() -> None:
    IdentityLinkFactory(provider="spid", subject="x")

    with pytest.raises(IntegrityError, match="accounts_identitylink_one_per_subject"):
        IdentityLinkFactory(provider="spid", subject="x")


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        pytest.param({"level": "sure"}, "level_is_known", id="unknown level"),
        pytest.param({"subject": ""}, "names_its_subject", id="no subject"),
    ],
)
def test_the_database_refuses_a_link_without_sense(fields: dict, constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        IdentityLinkFactory(**fields)


def test_a_person_is_called_by_name() -> None:
    person = PersonFactory(given_name="Anna", family_name="Neri")

    assert str(person) == "Anna Neri"
    assert person.get_short_name() == "Anna"
    assert not IdentityLink.objects.filter(person=person).exists()
