"""`manage.py grant_role EMAIL ROLE --basis "DD 12/A2203A/2026"`: give a role by an act."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wecare.accounts.actions import people
from wecare.accounts.enums import Role
from wecare.accounts.labels import ROLES
from wecare.accounts.models import Person
from wecare.core.errors import DomainError


class Command(BaseCommand):
    """Grants or ends a role; the first administrator comes from here."""

    help = "Grants a role to a person by the act that confers it, or ends it with --end."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address the person logs in with")
        parser.add_argument("role", choices=[role.value for role in Role])
        parser.add_argument("--basis", required=True, help="the act, e.g. DD 12/A2203A/2026")
        parser.add_argument("--by", help="the address of the person who acts; the system if absent")
        parser.add_argument("--end", action="store_true", help="end the role instead")

    def handle(self, *args: Any, **options: Any) -> None:
        person = _person(options["email"])
        by = _person(options["by"]) if options["by"] else None
        role = Role(options["role"])
        step = people.end_role if options["end"] else people.grant_role
        try:
            grant = step(person=person, role=role, by=by, basis=options["basis"])
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        until = f", until {grant.ended_at.isoformat()}" if grant.ended_at else ""
        self.stdout.write(
            f"{person.email}: {ROLES[role]}, since {grant.granted_at.isoformat()}{until}"
        )


def _person(email: str) -> Person:
    try:
        return Person.objects.get_by_natural_key(email)
    except Person.DoesNotExist as error:
        raise CommandError(f"Nobody is registered with the address {email}.") from error
