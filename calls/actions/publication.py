"""Publication by an act adopted elsewhere: the act is recorded and the call published at once."""

from datetime import date

from django.db import transaction

from calls.actions.calls import publish
from calls.models import Call, Rulebook
from wecare.accounts.models import Person
from wecare.acts.actions.acts import record_external
from wecare.acts.enums import ActKind


@transaction.atomic
def publish_by_act(
    *,
    call: Call,
    kind: ActKind | str,
    number_text: str,
    adopted_on: date,
    subject: str,
    actor: Person,
) -> Rulebook:
    """Record the act that approves the call and publish the call by it: both or neither.

    :raises ActRefused: if the act is already recorded with another date.
    :raises CallRefused: if something lacks or the deadline has passed.
    :raises InsufficientFunds: if the line has less free money than the lots ask.
    """
    act = record_external(
        kind=kind, number_text=number_text, adopted_on=adopted_on, subject=subject, by=actor
    )
    return publish(call=call, act=act, actor=actor)
