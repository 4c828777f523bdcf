"""The records of a group, made those of an approved change of partners."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from applicants.actions.invitation_letters import tell_removed
from applicants.engine.snapshot import Snapshot
from applicants.engine.variation import left_and_joined, under
from applicants.models import Application, Cost, Partner, Variation
from wecare.accounts.models import Person
from wecare.core.money import euro

_COPIED = ("name", "kind", "size", "nonprofit", "registers", "seat_municipality", "seat_province")


def put_in_force(variation: Variation, *, actor: Person, at: datetime) -> None:
    """The records of the group become those of the change; the lead keeps what no partner has.

    The application is locked, and everyone who comes in has accepted.
    """
    application = variation.application
    leaves, joins, _changed = left_and_joined(variation.before, variation.after)
    rows = {each.fiscal_code: each for each in application.partners.order_by("id")}
    for each in leaves:
        if (partner := rows.pop(each["fiscal_code"], None)) is not None:
            tell_removed(partner)
            partner.delete()
    entrants = {
        each.organisation.fiscal_code: each
        for each in variation.entrants.select_related("organisation").order_by("id")
    }
    for each in joins:
        entrant = entrants[each["fiscal_code"]]
        rows[each["fiscal_code"]] = Partner.objects.create(
            application=application,
            fiscal_code=entrant.organisation.fiscal_code,
            organisation=entrant.organisation,
            accepted_at=entrant.answered_at,
            added_by=actor,
            added_at=at,
            **{name: getattr(entrant.organisation, name) for name in _COPIED},
        )
    for each in variation.after:
        partner = rows[each["fiscal_code"]]
        partner.own_funding = euro(each["own_funding"])
        partner.own_in_kind = euro(each["own_in_kind"])
        partner.save(update_fields=["own_funding", "own_in_kind"])
        _spends(application, partner, {k: euro(v) for k, v in each["costs"].items()}, actor)
    lead = Snapshot.of_content(under(variation.submission.content, variation.after)).lead
    application.own_funding, application.own_in_kind = lead.own_funding, lead.own_in_kind
    application.save(update_fields=["own_funding", "own_in_kind"])
    _spends(application, None, lead.costs, actor)


def _spends(
    application: Application, partner: Partner | None, costs: Mapping[str, Decimal], actor: Person
) -> None:
    Cost.objects.filter(application=application, partner=partner).delete()
    Cost.objects.bulk_create(
        Cost(application=application, partner=partner, category=code, amount=amount, saved_by=actor)
        for code, amount in costs.items()
    )
