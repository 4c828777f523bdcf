"""Forms of aid, a loan and a guarantee in a real browser: wide and narrow, nothing broken, nothing outside."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from funding.actions.aid import loans
from tests.calls.views.test_calls_in_the_browser import enter, look
from tests.factories.accounts import PersonFactory
from tests.factories.aid import (
    EUR,
    an_award_of_forms,
    called,
    given,
    guaranteed,
    lent,
    paid_out,
    today,
)
from tests.factories.evaluation import officer
from wecare.accounts.enums import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_every_step_of_a_loan_and_a_guarantee_fits(
    new_page: Callable[..., Any], axe: Callable[[Any], list[str]]
) -> None:
    award = an_award_of_forms(lent("30000"), guaranteed("30000"), given("20000"))
    paid_out(award, "10000")
    loans.ask(award=award, amount=EUR(5_000), on=today(), by=officer())
    called(award, "10000")
    page = enter(new_page(), PersonFactory(roles=[Role.OFFICER, Role.MANAGER]))

    for name, more in (
        ("award", []),
        ("division", []),
        ("disbursement_new", []),
        ("disbursement_refusal", [2]),
        ("repayment_new", [1, 1]),
        ("early_repayment", [1]),
        ("guarantee_call_new", []),
        ("guarantee_check", [1]),
        ("guarantee_release", []),
    ):
        look(page, axe, reverse(f"funding:{name}", args=[award.pk, *more]))
    look(page, axe, reverse("funding:division", args=[an_award_of_forms().pk]))
    look(page, axe, reverse("funding:loans"))
    look(page, axe, reverse("funding:repayment_file"))
