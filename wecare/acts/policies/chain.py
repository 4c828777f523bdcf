"""Whether an approval may be given, and whether an act has all those it needs."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from wecare.accounts.enums import Role
from wecare.accounts.labels import ROLES
from wecare.accounts.models import Person
from wecare.acts.engine.chain import ChainStep
from wecare.acts.enums import ActState
from wecare.acts.models import Act
from wecare.acts.policies import ActRefused
from wecare.acts.queries.chain import Standing


class ApprovalRefused(ActRefused):
    """The approval cannot be given, or the act lacks one."""


def check_can_approve(
    act: Act, standing: Standing, *, by: Person, roles: Collection[Role], read: str
) -> ChainStep:
    """The step that the person gives now. `read` is the digest of what was read.

    :raises ApprovalRefused: if no approval is awaited, the proof is another, the step is of another
        role, or the person gave one already.
    """
    check_is_to_read(act, read=read)
    step = standing.next
    if not standing.asked:
        raise ApprovalRefused(_("Per questo atto non è chiesto alcun visto."))
    if step is None:
        raise ApprovalRefused(_("L'atto ha già tutti i visti che gli servono: ora si adotta."))
    check_role(step, roles)
    mine = next((each for each in standing.given if each.given_by_id == by.pk), None)
    if mine is not None:
        raise ApprovalRefused(
            _(
                "Hai già dato «%(mine)s» su questa prova: «%(step)s» lo dà un'altra persona, perché "
                "nessuno dà due passi dello stesso atto."
            )
            % {"mine": mine.title, "step": step.title}
        )
    return step


def check_can_send_back(
    act: Act, standing: Standing, *, roles: Collection[Role], read: str
) -> ChainStep:
    """The step that whoever sends the act back was asked for; the adoption, once all are given.

    :raises ApprovalRefused: if there is no proof to send back, it is another, or the step is of
        another role.
    """
    check_is_to_read(act, read=read)
    if not standing.asked:
        raise ApprovalRefused(_("Per questo atto non è chiesto alcun visto: si riapre e basta."))
    step = standing.next or ChainStep(len(standing.asked) + 1, _("Adozione"), Role.MANAGER)
    check_role(step, roles)
    return step


def check_is_to_read(act: Act, *, read: str) -> None:
    """Look whether the proof that was read is the one that is there.

    :raises ApprovalRefused: if there is none, or it is another.
    """
    if act.state != ActState.RENDERED:
        raise ApprovalRefused(
            _("L'atto %(act)s non ha una prova da approvare: la catena dei visti è ferma.")
            % {"act": act}
        )
    if act.context_digest != read:
        raise ApprovalRefused(
            _("Nel frattempo la prova dell'atto è cambiata: rileggila prima di rispondere.")
        )


def check_role(step: ChainStep, roles: Collection[Role]) -> None:
    """Look whether whoever holds these roles may give the step.

    :raises ApprovalRefused: if it is of another role.
    """
    if step.role not in roles:
        raise ApprovalRefused(
            _("«%(step)s» spetta a chi ha il ruolo «%(role)s».")
            % {"step": step.title, "role": ROLES[step.role]}
        )


def check_is_approved(standing: Standing, *, by: Person) -> None:
    """Look whether the act has all its approvals, and the person who adopts gave none of them.

    :raises ApprovalRefused: if one is missing, or the person gave one.
    """
    if standing.missing:
        names = ", ".join(f"«{step.title}» ({ROLES[step.role]})" for step in standing.missing)
        raise ApprovalRefused(_("Non si può ancora adottare. Manca: %(names)s.") % {"names": names})
    mine = next((each for each in standing.given if each.given_by_id == by.pk), None)
    if mine is not None:
        raise ApprovalRefused(
            _(
                "Hai dato «%(mine)s» su questo atto: l'adozione è un altro passo, e spetta a "
                "un'altra persona."
            )
            % {"mine": mine.title}
        )


def check_steps(steps: Collection[ChainStep], *, limit: int, allowed: Collection[Role]) -> None:
    """Look whether a chain can be made of these steps.

    :raises ActRefused: if they are too many, one has no name, or its role gives no approvals.
    """
    if len(steps) > limit:
        raise ActRefused(
            _("I visti sono %(value)s, il massimo è %(limit)s.")
            % {"value": len(steps), "limit": limit}
        )
    for step in steps:
        if not step.title:
            raise ActRefused(
                _("Visto %(n)s: scrivi come si chiama.") % {"n": step.position}, about="steps"
            )
        if step.role not in allowed:
            raise ActRefused(
                _("Visto %(n)s: il ruolo «%(role)s» non dà visti.")
                % {"n": step.position, "role": ROLES[step.role]},
                about="steps",
            )
