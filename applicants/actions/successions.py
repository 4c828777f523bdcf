"""Organisations change name, end, and others take their place; the drafts go on, what was sent stays."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from applicants.actions import applications
from applicants.actions.mandates import locked
from applicants.enums import ApplicationState, SuccessionKind
from applicants.models import (
    Application,
    FormerName,
    Heritage,
    Organisation,
    Partner,
    Passage,
    Succession,
)
from applicants.permissions import keeps_registers
from applicants.policies import WritingRefused
from applicants.policies.organisations import (
    OrganisationRefused,
    check_day_has_come,
    check_lives,
    check_still_administers,
)
from applicants.queries.organisations import passed_to
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.components.formats import day


@transaction.atomic
def rename(
    *, organisation: Organisation, name: str, on: date, deed: str, actor: Person
) -> Organisation:
    """Give the organisation another name from a day; the former one is kept with its day.

    :raises OrganisationRefused: if it is the same name, or the day is to come or before another change.
    """
    organisation = locked(organisation)
    _check_may_record(actor, organisation)
    check_day_has_come(on, today=clock.today())
    if name == organisation.name:
        raise OrganisationRefused(_("L'ente si chiama già così: non c'è nulla da cambiare."))
    last = organisation.former_names.order_by("-used_until").first()
    if last is not None and on < last.used_until:
        raise OrganisationRefused(
            _("Il nome è già cambiato il %(day)s: questo cambio non può essere prima.")
            % {"day": day(last.used_until)}
        )
    return renamed(organisation, name, on=on, deed=deed, actor=actor)


def renamed(
    organisation: Organisation, name: str, *, on: date, deed: str, actor: Person
) -> Organisation:
    """The same for whoever holds the organisation's row already."""
    former = organisation.name
    FormerName.objects.create(
        organisation=organisation,
        name=former,
        used_until=on,
        deed=deed,
        recorded_by=actor,
        recorded_at=clock.now(),
    )
    organisation.name = name
    organisation.save(update_fields=["name"])
    events.record(
        "organisation.renamed",
        subject=organisation,
        actor=actor,
        former=former,
        now=name,
        on=on,
        deed=deed,
    )
    return organisation


@transaction.atomic
def end(*, organisation: Organisation, on: date, deed: str, actor: Person) -> Organisation:
    """The organisation no longer exists from a day, and nobody takes its place.

    :raises OrganisationRefused: if it has ended already, or the day is before its birth.
    """
    organisation = locked(organisation)
    check_still_administers(actor, organisation)
    _check_end(organisation, on)
    organisation.ended_on = on
    organisation.save(update_fields=["ended_on"])
    events.record("organisation.ended", subject=organisation, actor=actor, on=on, deed=deed)
    return organisation


@transaction.atomic
def succeed(
    *,
    organisation: Organisation,
    successor: Organisation,
    kind: SuccessionKind,
    on: date,
    deed: str,
    actor: Person,
    passing: Iterable[Application] = (),
) -> Succession:
    """From a day `successor` takes the place of the organisation, which ends on that day.

    Recorded by whoever administers the one that ends, for it opens its applications to others, or by
    the office. In a partial demerger it goes on, and only the applications in `passing` are opened.

    :raises OrganisationRefused: if one of the two has ended, they are one, or what passes cannot.
    """
    passing = tuple(passing)
    first, second = sorted((organisation, successor), key=lambda each: each.pk)
    held = {each.pk: each for each in (locked(first), locked(second))}
    organisation, successor = held[organisation.pk], held[successor.pk]
    _check_may_record(actor, organisation)
    _check_successor(organisation, successor, kind, on)
    _check_passing(organisation, kind, passing)
    is_partial = kind is SuccessionKind.PARTIAL_DEMERGER
    if organisation.ended_on is None and not is_partial:
        organisation.ended_on = on
        organisation.save(update_fields=["ended_on"])
    try:
        with transaction.atomic():
            succession = Succession.objects.create(
                predecessor=organisation,
                successor=successor,
                kind=kind.value,
                on=on,
                deed=deed,
                recorded_by=actor,
                recorded_at=clock.now(),
            )
    except IntegrityError as problem:
        raise OrganisationRefused(
            _("%(name)s è già tra gli enti che subentrano.") % {"name": successor.name}
        ) from problem
    if is_partial:
        Passage.objects.bulk_create(
            Passage(succession=succession, application=each) for each in passing
        )
    else:
        _inherit(organisation, successor, on)
    events.record(
        "organisation.succeeded",
        subject=organisation,
        actor=actor,
        successor=successor.fiscal_code,
        kind=kind.value,
        on=on,
        deed=deed,
        passing=[str(each.public_id) for each in passing],
    )
    return succession


@transaction.atomic
def take_over(*, application: Application, successor: Organisation, actor: Person) -> Application:
    """Go on with a draft of an organisation that ended as the one that took its place, or with one
    that passed with a partial demerger.

    Whoever had a mandate over this application alone keeps it.

    :raises WritingRefused: if it was sent, or `successor` has not taken that place, or ended too.
    """
    application = applications.locked(application)
    at = clock.now()
    today = localdate(at)
    former = application.organisation
    check_lives(successor, on=today)
    if application.state != ApplicationState.DRAFT.value:
        raise WritingRefused(_("La domanda è già stata inviata: resta sotto il nome che aveva."))
    follows = Heritage.objects.filter(heir=successor, ancestor=former, since__lte=today).exists()
    passed = passed_to(successor, on=today).filter(application=application).exists()
    if former == successor or not (follows or passed):
        raise WritingRefused(
            _("%(successor)s non è subentrato a %(former)s.")
            % {"successor": successor.name, "former": former.name}
        )
    if Partner.objects.filter(application=application, fiscal_code=successor.fiscal_code).exists():
        raise WritingRefused(
            _("%(name)s è già partner di questa domanda: prima toglilo dal gruppo.")
            % {"name": successor.name}
        )
    application.organisation, application.saved_at = successor, at
    application.version += 1
    application.save(update_fields=["organisation", "saved_at", "version"])
    events.record(
        "application.taken_over",
        subject=application,
        actor=actor,
        former=former.fiscal_code,
        successor=successor.fiscal_code,
    )
    return application


def _check_may_record(actor: Person, organisation: Organisation) -> None:
    """Whoever administers the organisation, or the office that keeps the registers, records its story.

    :raises MandateRefused: for everybody else.
    """
    if not keeps_registers(actor):
        check_still_administers(actor, organisation)


def _inherit(organisation: Organisation, successor: Organisation, on: date) -> None:
    """Whoever follows the successor follows those before it too, each from the later day."""
    before = {organisation.pk: on}
    for each in Heritage.objects.filter(heir=organisation).order_by("id"):
        before[each.ancestor_id] = max(on, each.since)
    after = {successor.pk: on}
    for each in Heritage.objects.filter(ancestor=successor).order_by("id"):
        after[each.heir_id] = max(on, each.since)
    Heritage.objects.bulk_create(
        [
            Heritage(heir_id=heir, ancestor_id=ancestor, since=max(first, second))
            for heir, first in after.items()
            for ancestor, second in before.items()
        ],
        ignore_conflicts=True,
    )


def _check_end(organisation: Organisation, on: date) -> None:
    if organisation.ended_on is not None:
        raise OrganisationRefused(
            _("%(name)s è già cessato il %(day)s.")
            % {"name": organisation.name, "day": day(organisation.ended_on)}
        )
    if organisation.born_on is not None and on <= organisation.born_on:
        raise OrganisationRefused(
            _("%(name)s è nato il %(day)s: non può cessare prima.")
            % {"name": organisation.name, "day": day(organisation.born_on)}
        )


def _check_passing(
    organisation: Organisation, kind: SuccessionKind, passing: tuple[Application, ...]
) -> None:
    if passing and kind is not SuccessionKind.PARTIAL_DEMERGER:
        raise OrganisationRefused(
            _(
                "Le domande che passano si scelgono solo in una scissione parziale: qui passano tutte."
            )
        )
    for each in passing:
        if each.organisation_id != organisation.pk:
            raise OrganisationRefused(
                _("La domanda non è di %(name)s: scegline una dell'ente.")
                % {"name": organisation.name}
            )


def _check_successor(
    organisation: Organisation, successor: Organisation, kind: SuccessionKind, on: date
) -> None:
    if organisation.pk == successor.pk:
        raise OrganisationRefused(
            _("Un ente non subentra a se stesso: per un nuovo nome usa «Cambia nome».")
        )
    is_another = kind is SuccessionKind.DEMERGER and organisation.ended_on == on
    if not is_another:
        _check_end(organisation, on)
    if Heritage.objects.filter(heir=organisation, ancestor=successor).exists():
        raise OrganisationRefused(
            _("%(name)s ha preso il posto di %(successor)s: non può essere il contrario.")
            % {"name": organisation.name, "successor": successor.name}
        )
    if successor.ended_on is not None and successor.ended_on <= on:
        raise OrganisationRefused(
            _("%(name)s è cessato il %(day)s: non può subentrare.")
            % {"name": successor.name, "day": day(successor.ended_on)}
        )
