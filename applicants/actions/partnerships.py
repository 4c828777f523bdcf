"""The group of a draft: who takes part, described by the lead, and the Distretti it covers."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from applicants.actions.applications import ApplicationChanged, locked
from applicants.actions.invitation_letters import tell_removed
from applicants.actions.invitations import close_of
from applicants.actions.organisations import Particulars
from applicants.engine.snapshot import Member
from applicants.models import Application, Cost, Partner, ProjectDistrict
from applicants.policies import WritingRefused, check_can_write, check_fiscal_code
from applicants.policies.participation import check_caps, check_districts_are_free
from applicants.policies.partnership import check_groups
from applicants.queries.partnership import covered_by, member_of
from calls.engine.rulebook import Rulebook
from calls.models import District
from calls.queries.calls import current_rulebook
from wecare.accounts.models import Person
from wecare.core import clock, events

_DESCRIBED = ("kind", "size", "nonprofit", "registers", "seat_municipality", "seat_province")


class PartnerExists(WritingRefused):
    """The organisation takes part already."""


@transaction.atomic
def add(
    *,
    application: Application,
    fiscal_code: str,
    name: str,
    particulars: Particulars,
    actor: Person,
) -> Partner:
    """Add an organisation to the group, as the lead describes it.

    :raises CodeRefused: if the fiscal code is not one.
    :raises PartnerExists: if it takes part already, or is the lead.
    :raises CapReached: if it takes part in as many sent applications as the call admits.
    :raises WritingRefused: if the application cannot be written now, or the call admits no groups.
    """
    code = check_fiscal_code(fiscal_code)
    application, rules, at = _opened(application)
    check_groups(rules)
    if code == application.organisation.fiscal_code:
        raise PartnerExists(
            _("%(name)s è il capofila: c'è già, non va aggiunto tra i partner.")
            % {"name": application.organisation.name}
        )
    partner = Partner(
        application=application,
        fiscal_code=code,
        name=name,
        added_by=actor,
        added_at=at,
        **_values(particulars),
    )
    _check_member(application, rules, member_of(partner))
    try:
        with transaction.atomic():
            partner.save()
    except IntegrityError as problem:
        raise PartnerExists(
            _("C'è già un partner con il codice fiscale %(code)s.") % {"code": code}
        ) from problem
    _touched(application, at)
    events.record("partner.added", subject=application, actor=actor, fiscal_code=code, called=name)
    return partner


@transaction.atomic
def describe(
    *, partner: Partner, name: str, particulars: Particulars, base_version: int, actor: Person
) -> Partner:
    """Write again what the lead says of a partner that has not accepted, over `base_version` of it.

    :raises ApplicationChanged: if somebody wrote it again meanwhile.
    :raises CapReached: if with its kind it takes part in as many as the call admits.
    :raises WritingRefused: if the application cannot be written now, or the partner is gone.
    """
    application, rules, at = _opened(partner.application)
    stored = _there(application, partner)
    if stored.has_accepted:
        raise WritingRefused(
            _("%(name)s ha accettato l'invito: i suoi dati sono quelli che l'ente dice di sé.")
            % {"name": stored.name}
        )
    if stored.version != base_version:
        raise ApplicationChanged(
            _(
                "Un'altra persona ha cambiato i dati di %(name)s mentre scrivevi. Quello che hai "
                "scritto è ancora qui sotto: confrontalo e salva di nuovo."
            )
            % {"name": stored.name}
        )
    for field, value in {"name": name, **_values(particulars)}.items():
        setattr(stored, field, value)
    _check_member(application, rules, member_of(stored))
    stored.version += 1
    stored.save()
    _touched(application, at)
    events.record(
        "partner.described", subject=application, actor=actor, fiscal_code=stored.fiscal_code
    )
    return stored


@transaction.atomic
def remove(*, partner: Partner, actor: Person) -> None:
    """Take a partner out of the group, with what was written for it; twice is as once.

    :raises WritingRefused: if the application cannot be written now.
    """
    application, _rules, at = _opened(partner.application)
    found = _rows(application).filter(pk=partner.pk).first()
    if found is None:
        return
    _taken_out(found, actor=actor, at=at)
    _touched(application, at)


@transaction.atomic
def replace(
    *,
    partner: Partner,
    fiscal_code: str,
    name: str,
    particulars: Particulars,
    actor: Person,
) -> Partner:
    """Put another organisation in the place of a partner, with the same costs and own funding.

    Answers, files, marks and agreement of the former go with it: nobody takes them over.

    :raises CodeRefused: if the fiscal code is not one.
    :raises PartnerExists: if the other takes part already, or is the lead.
    :raises CapReached: if it takes part in as many sent applications as the call admits.
    :raises WritingRefused: if the application cannot be written now, or the partner is gone.
    """
    application, _rules, at = _opened(partner.application)
    former = _there(application, partner)
    new = add(
        application=application,
        fiscal_code=fiscal_code,
        name=name,
        particulars=particulars,
        actor=actor,
    )
    Cost.objects.filter(application=application, partner=former).update(partner=new)
    new.own_funding, new.own_in_kind = former.own_funding, former.own_in_kind
    new.save(update_fields=["own_funding", "own_in_kind"])
    _taken_out(former, actor=actor, at=at)
    return new


def _taken_out(partner: Partner, *, actor: Person, at: datetime) -> None:
    tell_removed(partner)
    close_of(partner, actor=actor, at=at)
    application, code, name = partner.application, partner.fiscal_code, partner.name
    partner.delete()
    events.record(
        "partner.removed", subject=application, actor=actor, fiscal_code=code, called=name
    )


@transaction.atomic
def choose_districts(
    *, application: Application, codes: Collection[str], actor: Person
) -> Application:
    """The project covers these Distretti and no others.

    :raises DistrictTaken: if another sent application covers one and the call admits only one.
    :raises WritingRefused: if it cannot be written now, the call asks for none, or one is unknown.
    """
    application, rules, at = _opened(application)
    if rules.districts is None:
        raise WritingRefused(_("Questo bando non chiede i Distretti."))
    districts = list(District.objects.filter(code__in=list(codes)).order_by("pk"))
    if unknown := sorted({*codes} - {each.code for each in districts}):
        raise WritingRefused(
            _("«%(code)s» non è un Distretto che il portale conosce.") % {"code": unknown[0][:40]}
        )
    kept = ProjectDistrict.objects.filter(application=application, district__in=districts)
    known = set(kept.values_list("district_id", flat=True))
    ProjectDistrict.objects.filter(application=application).exclude(district__in=districts).delete()
    ProjectDistrict.objects.bulk_create(
        ProjectDistrict(application=application, district=each)
        for each in districts
        if each.pk not in known
    )
    check_districts_are_free(
        application.call, rules, covered_by(application, at=at), besides=application
    )
    _touched(application, at)
    events.record(
        "application.districts_chosen",
        subject=application,
        actor=actor,
        districts=[each.code for each in districts],
    )
    return application


def _opened(application: Application) -> tuple[Application, Rulebook, Any]:
    application = locked(application)
    at = clock.now()
    check_can_write(application, at=at)
    rulebook = current_rulebook(application.call)
    assert rulebook is not None  # noqa: S101 -- what may be written is published
    return application, rulebook.rules.in_phase(application.phase), at


def _check_member(application: Application, rules: Rulebook, member: Member) -> None:
    lead = application.organisation.fiscal_code
    check_caps(application.call, rules, [member], leads=lead, besides=application)


def _rows(application: Application) -> QuerySet[Partner]:
    rows = Partner.objects.filter(application=application).order_by("id")
    return rows.select_related("organisation", "application__organisation", "application__call")


def _there(application: Application, partner: Partner) -> Partner:
    found = _rows(application).filter(pk=partner.pk).first()
    if found is None:
        raise WritingRefused(
            _("%(name)s non è più tra i partner: qualcuno l'ha tolto.") % {"name": partner.name}
        )
    return found


def _values(particulars: Particulars) -> dict[str, Any]:
    return {name: value for name, value in particulars.values().items() if name in _DESCRIBED}


def _touched(application: Application, at: Any) -> None:
    application.saved_at = at
    application.save(update_fields=["saved_at"])
