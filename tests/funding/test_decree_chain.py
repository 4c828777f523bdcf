"""A decree waits for the approvals that its kind of act asks for, and effects wait with it."""

import pytest
from django.test import Client

from funding.actions import decrees
from funding.documents import CONCESSION
from funding.models import Award
from tests.calls.views.typed import text_of
from tests.factories.accounts import PersonFactory
from tests.factories.acts import OFFICER_STEP, approved, chained
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    published_list,
    submitted,
)
from tests.factories.funding import rendered_decree
from tests.factories.rules import rules
from wecare.accounts.enums import Role
from wecare.acts.policies.chain import ApprovalRefused

pytestmark = pytest.mark.django_db


def test_nothing_is_granted_before_the_approvals(client: Client) -> None:
    chained(OFFICER_STEP, template=CONCESSION.code)
    call = call_under_evaluation(rules=rules(), code="fse2-visti")
    judged(call, {submitted(call, name="Alfa"): GOOD})
    officer, manager = PersonFactory(roles=[Role.OFFICER]), PersonFactory(roles=[Role.MANAGER])
    decree = rendered_decree(published_list(call))

    with pytest.raises(ApprovalRefused, match="Manca: «Visto del funzionario istruttore»"):
        decrees.adopt(decree=decree, by=manager)
    client.force_login(manager)
    page = client.get(f"/ufficio/decreti/{decree.pk}/")

    assert not Award.objects.exists()
    assert f'href="/ufficio/atti/{decree.act_id}/"' in text_of(page)
    assert "non ancora" in text_of(page)
    approved(decree.act, by=officer)
    assert decrees.adopt(decree=decree, by=manager).act.is_in_force
    assert Award.objects.count() == 1
