"""Who may approve payments up to how much, and above how much two people must; administrators say so."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from calls.models import Measure
from funding.actions.payments.rules import PaymentRefused
from funding.models import SpendingLimit, TwoPeopleRule
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.components.formats import day


@transaction.atomic
def set_limit(
    *, person: Person, up_to: Decimal, since: date, until: date | None, basis: str, by: Person
) -> SpendingLimit:
    """Let a person approve payments up to `up_to` euro from a day on.

    :raises PaymentRefused: if people give a limit to themselves, or it ends before it begins.
    """
    if person.pk == by.pk:
        raise PaymentRefused(
            _("Nessuno dà un limite di spesa a sé stesso: lo fa un altro amministratore.")
        )
    if until is not None and until < since:
        raise PaymentRefused(
            _("Il limite vale dal %(since)s: non può finire prima, il %(until)s.")
            % {"since": day(since), "until": day(until)}
        )
    limit = SpendingLimit.objects.create(
        person=person,
        up_to=up_to,
        since=since,
        until=until,
        basis=basis.strip(),
        set_by=by,
        set_at=clock.now(),
    )
    events.record(
        "spending_limit.set",
        subject=limit,
        actor=by,
        person=person.pk,
        up_to=up_to,
        since=since,
        until=until,
        basis=limit.basis,
    )
    return limit


@transaction.atomic
def end_limit(*, limit: SpendingLimit, until: date, by: Person) -> SpendingLimit:
    """Let a limit hold until a day and no longer.

    :raises PaymentRefused: if its end is known already, or is before it begins.
    """
    limit = SpendingLimit.objects.select_for_update().get(pk=limit.pk)
    if limit.until is not None:
        raise PaymentRefused(
            _("Questo limite finisce già il %(until)s.") % {"until": day(limit.until)}
        )
    if until < limit.since:
        raise PaymentRefused(
            _("Il limite vale dal %(since)s: non può finire prima, il %(until)s.")
            % {"since": day(limit.since), "until": day(until)}
        )
    limit.until = until
    limit.save(update_fields=["until"])
    events.record("spending_limit.ended", subject=limit, actor=by, until=until)
    return limit


@transaction.atomic
def set_two_people(*, measure: Measure, above: Decimal, basis: str, by: Person) -> TwoPeopleRule:
    """Say above how many euro the payments of a measure are approved by two people."""
    rule = TwoPeopleRule.objects.create(
        measure=measure, above=above, basis=basis.strip(), set_by=by, set_at=clock.now()
    )
    events.record(
        "two_people_rule.set",
        subject=rule,
        actor=by,
        measure=measure.code,
        above=above,
        basis=basis,
    )
    return rule
