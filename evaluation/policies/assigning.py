"""Whether an application can be given to a member, or taken from them."""

from django.utils.translation import gettext as _

from evaluation.models import Panel, PanelMember
from evaluation.policies.refusals import AssignmentRefused, check_under_evaluation
from evaluation.queries.assignments import Bench


def check_assigns(panel: Panel) -> None:
    """The evaluation is open, and more sit than judge one application.

    :raises AssignmentRefused: otherwise.
    """
    check_under_evaluation(panel.call, AssignmentRefused)
    if not panel.by_assignment:
        raise AssignmentRefused(
            _(
                "In questo nucleo tutti i componenti valutano tutte le domande: non c'è niente da "
                "assegnare."
            )
        )


def check_can_take(bench: Bench, member: PanelMember, submission: int, protocol: str) -> None:
    """The member votes, has declared, and does not abstain from this admissible submission.

    :raises AssignmentRefused: otherwise.
    """
    if submission not in bench.judges:
        raise AssignmentRefused(
            _("Prot. %(protocol)s non è tra le domande ammissibili da valutare.")
            % {"protocol": protocol}
        )
    names = {"person": member.person, "protocol": protocol}
    if member.pk not in bench.members or not member.votes:
        raise AssignmentRefused(_("%(person)s non è tra i componenti che valutano.") % names)
    if not hasattr(member, "declaration"):
        raise AssignmentRefused(
            _("%(person)s deve prima firmare la dichiarazione sui conflitti di interesse.") % names
        )
    if (member.pk, submission) in bench.abstaining:
        raise AssignmentRefused(_("Prot. %(protocol)s: %(person)s si astiene.") % names)


def check_all_declared(bench: Bench) -> None:
    """Everyone who votes has declared: before that nobody knows where the conflicts are.

    :raises AssignmentRefused: otherwise, naming who has not.
    """
    silent = [
        str(member.person)
        for member in bench.members.values()
        if member.votes and not hasattr(member, "declaration")
    ]
    if silent:
        raise AssignmentRefused(
            _("Prima di assegnare servono tutte le dichiarazioni sui conflitti. Mancano: %(who)s.")
            % {"who": ", ".join(silent)}
        )
