"""A panel that changes and divides its work, with one person of each kind, for the tests of its pages."""

from typing import Any

from calls.models import Call
from evaluation.models import Assignment
from tests.evaluation.views.conftest import browser_of
from tests.factories.accounts import PersonFactory
from tests.factories.evaluation import (
    appointed,
    call_under_evaluation,
    decided,
    declared,
    manager,
    members_of,
    officer,
    submitted,
)
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.core import clock

PEOPLE = (
    "officer", "manager", "auditor", "admin", "chair", "member", "secretary", "stranger", "anonymous",
)  # fmt: skip


class Scene:
    """A panel with substitutes and a secretary; of five if it divides its work."""

    def __init__(self, *, voting: int = 3) -> None:
        self.call: Call = call_under_evaluation()
        self.one = decided(submitted(self.call, name="Associazione Una"))
        self.other = decided(submitted(self.call, name="Associazione Altra"))
        self.clerk = officer()
        self.panel = appointed(self.call, voting=voting, substitutes=1, secretary=self.clerk)
        self.seats = [declared(member) for member in members_of(self.panel)]
        self.chair, self.member = self.seats[:2]
        self.substitute = next(each for each in self.seats if each.role == "substitute")
        self.boss = manager()
        self.people: dict[str, Person | None] = {
            "officer": officer(),
            "manager": self.boss,
            "auditor": PersonFactory(roles=[Role.AUDITOR]),
            "admin": PersonFactory(roles=[Role.ADMIN]),
            "chair": self.chair.person,
            "member": self.member.person,
            "secretary": self.clerk,
            "stranger": PersonFactory(roles=[Role.ASSESSOR]),
            "anonymous": None,
        }

    def address(self, text: str) -> str:
        assignment = Assignment.objects.order_by("id").first()
        return text.format(
            call=self.call.code,
            seat=self.member.pk,
            prot=self.one.protocol_path,
            assignment=assignment.pk if assignment else 0,
        )

    def post(self, who: Person, text: str, data: dict[str, Any]) -> Any:
        return browser_of(who).post(self.address(text), data)


def act_fields() -> dict[str, str]:
    return {"number_text": "DD 99/A2203A/2026", "adopted_on": f"{clock.today():%d/%m/%Y}"}
