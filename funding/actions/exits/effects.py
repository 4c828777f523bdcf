"""What adopting an act of revocation or of renunciation brings about, from whichever desk.

The act has to say what will happen: whom it is about, how much; else it is not adopted at all.
"""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from evaluation.actions.locks import lock_call
from funding.actions import money
from funding.actions.exits import acknowledgments, revocations, revoking
from funding.documents.exit_acts import (
    RENUNCIATION,
    REVOCATION,
    renunciation_variables,
    revocation_variables,
    revoked,
    subject_of_renunciation,
    subject_of_revocation,
    to_recover,
)
from funding.enums import RevocationState
from funding.models import Acknowledgment, Award, Revocation
from funding.policies import ExitRefused
from funding.queries.awards.standing import standing
from wecare.accounts.models import Person
from wecare.acts.actions import acts
from wecare.acts.engine.effects import Effect
from wecare.acts.enums import ActKind, ActState
from wecare.acts.models import Act
from wecare.core.money import ZERO, format_amount


@transaction.atomic
def write_revocation(*, revocation: Revocation, by: Person) -> Act:
    """Draft the act of an assessed revocation from its data; a draft there is, is written anew.

    :raises ExitRefused: if it is not assessed, or its act is no longer a draft.
    """
    revocations.hold(revocation)
    found = Revocation.objects.select_for_update(of=("self",)).get(pk=revocation.pk)
    found.award = money.hold(found.award_id)
    if found.state != RevocationState.ASSESSED:
        raise ExitRefused(_("Prima si scrive la valutazione, poi l'atto."))
    act = _written(
        found.draft,
        template=REVOCATION,
        subject=subject_of_revocation(found),
        variables=revocation_variables(found),
        key=f"revocation/{found.pk}/act",
        by=by,
    )
    found.draft = act
    found.save(update_fields=["draft"])
    return act


@transaction.atomic
def write_renunciation(*, award: Award, protocol: str, recovery_days: int, by: Person) -> Act:
    """Draft the act that takes note of a renunciation from the data of the award.

    :raises ExitRefused: if nobody left, or the act is no longer a draft.
    """
    award = money.hold(award)
    found = acknowledgments.begun(award=award, recovery_days=recovery_days, by=by)
    found.award = award
    act = _written(
        found.draft,
        template=RENUNCIATION,
        subject=subject_of_renunciation(award),
        variables=renunciation_variables(found, protocol=protocol),
        key=f"acknowledgment/{found.pk}/act",
        by=by,
    )
    found.draft = act
    found.save(update_fields=["draft"])
    return act


def _written(
    draft: Act | None,
    *,
    template: str,
    subject: str,
    variables: dict[str, object],
    key: str,
    by: Person,
) -> Act:
    if draft is None:
        return acts.draft(
            kind=ActKind.DD,
            template=template,
            subject=subject,
            variables=variables,
            by=by,
            key=key,
        )
    if draft.state != ActState.DRAFT:
        raise ExitRefused(
            _(
                "L'atto è già scritto e non è più una bozza: si riapre, o si va avanti, dalla sua pagina."
            )
        )
    return acts.set_variables(act=draft, variables=variables, subject=subject, by=by)


def _hold_revocation(act: Act) -> None:
    found = Revocation.objects.filter(draft=act).first()
    if found is not None:
        revocations.hold(found)


def _revoke(act: Act, by: Person) -> None:
    found = Revocation.objects.filter(draft=act).first()
    if found is None:
        return  # an act written by hand at the desk, about no procedure here
    found.award = money.hold(found.award_id)
    _check_says(act, "protocol", found.award.submission.protocol)
    _check_amount(act, "revoked", revoked(found))
    _check_amount(act, "recovered", to_recover(found))
    revoking.carry_out(revocation=found, act=act, by=by)


def _hold_renunciation(act: Act) -> None:
    found = Acknowledgment.objects.filter(draft=act).first()
    if found is not None:
        lock_call(money.hold(found.award_id).decree.ranked_list.call)


def _acknowledge(act: Act, by: Person) -> None:
    found = Acknowledgment.objects.filter(draft=act).first()
    if found is None:
        return
    award = money.hold(found.award_id)
    _check_says(act, "protocol", award.submission.protocol)
    _check_amount(act, "released", standing(award).committed)
    acknowledgments.carry_out(acknowledgment=found, act=act, by=by)


def _check_says(act: Act, name: str, value: str) -> None:
    if act.variables.get(name) != value:
        raise ExitRefused(
            _(
                "L'atto parla della domanda prot. %(said)s, ma è quello della prot. %(value)s: riaprilo "
                "e correggilo."
            )
            % {"said": act.variables.get(name, "–"), "value": value}
        )


def _check_amount(act: Act, name: str, value: Decimal) -> None:
    said = Decimal(act.variables.get(name, ZERO))
    if said != value:
        raise ExitRefused(
            _(
                "L'atto dice %(said)s (%(name)s), ma ora sono %(value)s: riaprilo e scrivilo di nuovo "
                "dai dati."
            )
            % {
                "said": format_amount(said),
                "name": _NAMES[name],
                "value": format_amount(value),
            }
        )


_NAMES = {"revoked": "somma", "recovered": "recupero", "released": "somma"}
EFFECTS = {
    REVOCATION: Effect(_hold_revocation, _revoke),
    RENUNCIATION: Effect(_hold_renunciation, _acknowledge),
}
