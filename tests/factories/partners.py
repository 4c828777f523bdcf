"""Groups in which partners take part by themselves, written by the portal's own actions."""

from dataclasses import dataclass
from typing import Any

from applicants.actions import applications, invitations, parts
from applicants.models import Application, Organisation, Partner
from applicants.queries.consents import part_digest, text_of
from calls.models import Call
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import an_organisation, complete, fresh
from tests.factories.calls import a_complete_draft, published_call
from tests.factories.rules import draft
from tests.fixtures.scenes import scene
from wecare.accounts.models import Person
from wecare.core.digests import digest

ROLE = {
    "code": "own",
    "title": "Ruolo di ognuno",
    "filled_by": "each",
    "questions": [{"code": "role", "label": "Che cosa fa l'ente?", "kind": "text"}],
}


@dataclass(frozen=True)
class Joined:
    """A partner that accepted, with its organisation and one of its people."""

    partner: Partner
    organisation: Organisation
    person: Person


@scene
def a_group_call(*, sign_off: bool = False, minimum: int = 0, **sections: Any) -> Call:
    """A call for groups, with a section that each fills; the partners agree to the text if asked."""
    group = {
        "groups": True,
        "minimum": minimum,
        "sign_off": sign_off,
        "sign_off_article": "art. 7" if sign_off else "",
    }
    written = {"sections": [*draft()["sections"], ROLE], "partnership": group, **sections}
    return published_call(draft=a_complete_draft(**written))


@scene
def a_lead(call: Call, actor: Person | None = None) -> Application:
    """An application that lacks nothing of the lead's own."""
    answers = {"need": "Case per tutti", "role": "Guida"}
    return complete(call, actor=actor, answers=answers)


@scene
def asked(application: Application, organisation: Organisation) -> invitations.Invited:
    """The invitation of an organisation by its fiscal code."""
    return invitations.invite(
        application=application,
        name=organisation.name,
        fiscal_code=organisation.fiscal_code,
        email="",
        actor=application.created_by,
    )


@scene
def accepted(application: Application, *, name: str = "", answered: bool = True) -> Joined:
    """A partner that accepted and, if told so, wrote its answer."""
    person = PersonFactory()
    organisation = an_organisation(person, **({"name": name} if name else {}))
    invited = asked(application, organisation)
    partner = invitations.accept(
        invitation=invited.invitation, organisation=organisation, actor=person
    )
    joined = Joined(partner, organisation, person)
    if answered:
        says(application, joined, "Fa le case")
    return joined


@scene
def says(application: Application, joined: Joined, role: str, version: int = 0) -> None:
    """The partner answers its question."""
    applications.save_answers(
        application=application,
        answers={"role": (role, version)},
        actor=joined.person,
        partner=joined.partner,
    )


def rules_of(application: Application) -> Any:
    return application.call.rulebooks.latest("version").rules.in_phase(1)


def text_now(application: Application) -> dict[str, Any]:
    """The text that would be sent now."""
    application = fresh(application)
    return text_of(application, rules_of(application))


@scene
def agrees(application: Application, joined: Joined) -> Any:
    """The partner agrees to the text as it is now."""
    return parts.sign_off(
        partner=joined.partner, read=digest(text_now(application)), actor=joined.person
    )


@scene
def marks(application: Application, joined: Joined | None = None) -> Any:
    """The partner, or the lead, marks its part as it is now."""
    partner = joined.partner if joined else None
    return parts.mark_complete(
        application=application,
        partner=partner,
        read=part_digest(text_now(application), partner),
        actor=joined.person if joined else application.created_by,
    )
