"""Whether a panel can be appointed so, and whether a member can declare."""

from collections.abc import Sequence

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from calls.engine.rulebook import Rulebook
from calls.enums import CallState
from calls.models import Call
from calls.queries.calls import current_window
from evaluation.enums import PanelRole
from evaluation.models import PanelMember
from evaluation.policies.refusals import ConflictRefused, PanelRefused, check_under_evaluation
from evaluation.queries import panels
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.accounts.queries import roles_of
from wecare.acts.models import Act


def check_can_appoint(call: Call) -> None:
    """The deadline has passed, the window is sealed and there is no panel yet.

    :raises PanelRefused: otherwise.
    """
    if call.state not in {CallState.CLOSED.value, CallState.EVALUATION.value}:
        raise PanelRefused(
            _("Il nucleo si nomina dopo la scadenza e la chiusura del bando %(code)s.")
            % {"code": call.code}
        )
    if panels.of_call(call) is not None:
        raise PanelRefused(_("Il nucleo del bando %(code)s è già nominato.") % {"code": call.code})


def check_appointing_act(call: Call, act: Act) -> None:
    """The act that appoints is in force and comes after the deadline.

    :raises PanelRefused: otherwise.
    """
    if not act.is_in_force or act.adopted_on is None:
        raise PanelRefused(_("L'atto di nomina non è ancora adottato."))
    window = current_window(call)
    if window is None:
        return
    closed_on = localdate(window.closes_at)
    if act.adopted_on < closed_on:
        raise PanelRefused(
            _(
                "L'atto di nomina è del %(adopted)s: deve venire dopo la scadenza del bando "
                "(%(closed)s)."
            )
            % {"adopted": f"{act.adopted_on:%d/%m/%Y}", "closed": f"{closed_on:%d/%m/%Y}"}
        )


def check_composition(call: Call, rules: Rulebook, people: Sequence[Person]) -> None:
    """As many different assessors as the rulebook asks, none with a part in an application.

    :raises PanelRefused: otherwise, naming who and how many.
    """
    if len({person.pk for person in people}) != len(people):
        raise PanelRefused(_("Hai indicato due volte la stessa persona."))
    if len(people) != rules.assessors or len(people) % 2 == 0:
        raise PanelRefused(
            _("Il nucleo ha %(asked)d componenti, in numero dispari: ne hai indicati %(given)d.")
            % {"asked": rules.assessors, "given": len(people)}
        )
    for person in people:
        if Role.ASSESSOR not in roles_of(person):
            raise PanelRefused(
                _("%(person)s non ha l'incarico di componente dei nuclei di valutazione.")
                % {"person": person}
            )
    partial = panels.partial_people(call, list(people))
    if partial:
        raise PanelRefused(
            _("%(person)s ha parte in una domanda di questo bando: non può valutarlo.")
            % {"person": partial[0]}
        )


def chair_and_members(chair: Person, members: Sequence[Person]) -> list[tuple[Person, PanelRole]]:
    """Who sits in which place."""
    return [(chair, PanelRole.CHAIR), *((person, PanelRole.MEMBER) for person in members)]


def check_can_declare(member: PanelMember) -> None:
    """The applications are open, and the member has not declared.

    :raises ConflictRefused: otherwise.
    """
    check_under_evaluation(member.panel.call, ConflictRefused)
    if panels.has_declared(member):
        raise ConflictRefused(_("Hai già firmato la dichiarazione per questo bando."))
