"""Whether a panel can be appointed so, and whether a member can declare."""

from collections.abc import Sequence

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from calls.engine.rulebook import Rulebook
from calls.enums import CallState
from calls.models import Call
from calls.queries.calls import current_window
from evaluation.engine import judging
from evaluation.enums import PanelRole
from evaluation.models import Panel, PanelMember
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


def check_composition(
    call: Call,
    rules: Rulebook,
    voting: Sequence[Person],
    *,
    substitutes: Sequence[Person] = (),
    secretary: Person | None = None,
) -> None:
    """Different people, none with a part in an application; those who vote are odd and enough.

    At least as many vote as the rules ask for one application; where there are more, the
    applications are assigned.

    :raises PanelRefused: otherwise, naming who and how many.
    """
    secretaries = [] if secretary is None else [secretary]
    people = [*voting, *substitutes, *secretaries]
    if len({person.pk for person in people}) != len(people):
        raise PanelRefused(_("Hai indicato due volte la stessa persona."))
    asked = least_voting(rules)
    if len(voting) < asked or len(voting) % 2 == 0:
        raise PanelRefused(
            _(
                "Il nucleo ha almeno %(asked)d componenti, in numero dispari: ne hai indicati "
                "%(given)d."
            )
            % {"asked": asked, "given": len(voting)}
        )
    check_people(call, [*voting, *substitutes], secretaries)


def least_voting(rules: Rulebook) -> int:
    """How many must vote at least: an odd number, not below what the rules ask for one application."""
    return judging.wanted(rules.assessors) // 2 * 2 + 1


def check_people(call: Call, judges: Sequence[Person], secretaries: Sequence[Person] = ()) -> None:
    """Who judges is an assessor, who keeps the minutes an assessor or an officer; none has a part.

    :raises PanelRefused: otherwise, naming who.
    """
    for person in judges:
        if Role.ASSESSOR not in roles_of(person):
            raise PanelRefused(
                _("%(person)s non ha l'incarico di componente dei nuclei di valutazione.")
                % {"person": person}
            )
    for person in secretaries:
        if not {Role.ASSESSOR, Role.OFFICER} & set(roles_of(person)):
            raise PanelRefused(
                _("%(person)s non lavora all'ufficio né nei nuclei: non può fare da segretario.")
                % {"person": person}
            )
    partial = panels.partial_people(call, [*judges, *secretaries])
    if partial:
        raise PanelRefused(
            _("%(person)s ha parte in una domanda di questo bando: non può valutarlo.")
            % {"person": partial[0]}
        )


def check_quorum(quorum: int, voting: int) -> None:
    """A session needs at least the majority of those who vote, at most all of them.

    :raises PanelRefused: otherwise.
    """
    least = majority(voting)
    if not least <= quorum <= voting:
        raise PanelRefused(
            _(
                "Per una seduta valida servono da %(least)d a %(most)d componenti presenti: hai "
                "scritto %(given)d."
            )
            % {"least": least, "most": voting, "given": quorum}
        )


def majority(voting: int) -> int:
    """More than half of those who vote."""
    return voting // 2 + 1


def check_can_change(panel: Panel, act: Act) -> None:
    """The evaluation is not over, and the act is in force and not older than the panel's own.

    :raises PanelRefused: otherwise.
    """
    check_is_at_work(panel)
    check_appointing_act(panel.call, act)
    first = panel.act.adopted_on
    if first is not None and act.adopted_on is not None and act.adopted_on < first:
        raise PanelRefused(
            _("L'atto è del %(adopted)s: non può venire prima di quello di nomina (%(first)s).")
            % {"adopted": f"{act.adopted_on:%d/%m/%Y}", "first": f"{first:%d/%m/%Y}"}
        )


def check_is_at_work(panel: Panel) -> None:
    """No list of the call is published yet.

    :raises PanelRefused: otherwise.
    """
    if panel.call.state not in {CallState.CLOSED.value, CallState.EVALUATION.value}:
        raise PanelRefused(
            _("La valutazione del bando %(code)s è conclusa: il nucleo non cambia più.")
            % {"code": panel.call.code}
        )


def check_in_office(member: PanelMember) -> None:
    """The member has not left.

    :raises PanelRefused: otherwise.
    """
    if member.left_at is not None:
        raise PanelRefused(_("%(person)s non fa più parte del nucleo.") % {"person": member.person})


def check_is_substitute(member: PanelMember, panel: Panel) -> None:
    """The member sits on the panel as a substitute who has not stepped in.

    :raises PanelRefused: otherwise.
    """
    check_in_office(member)
    if member.panel_id != panel.pk or member.role != PanelRole.SUBSTITUTE.value:
        raise PanelRefused(
            _("%(person)s non è tra i supplenti di questo nucleo.") % {"person": member.person}
        )


def check_can_declare(member: PanelMember) -> None:
    """The applications are open, and the member has not declared.

    :raises ConflictRefused: otherwise.
    """
    check_under_evaluation(member.panel.call, ConflictRefused)
    if panels.has_declared(member):
        raise ConflictRefused(_("Hai già firmato la dichiarazione per questo bando."))
