"""Which mandates are live, and what they allow: everything that asks whose something is asks here.

The instant is the database's clock in the very statement, so a mandate that has expired or was
ended allows nothing from the next request on.
"""

from typing import Any

from django.db.models import DateField, F, Func, Q, QuerySet

from applicants.engine.mandates import OF_ADMINISTRATORS, kinds_with
from applicants.enums import Power
from applicants.models import Application, Heritage, Mandate, Organisation, Passage
from calls.models import Call
from wecare.accounts.models import Person
from wecare.core.clock import Clock


class Today(Func):
    """The day of the database's clock in Italy."""

    template = "(wecare_clock() AT TIME ZONE 'Europe/Rome')::date"
    output_field = DateField()


def live(prefix: str = "") -> Q:
    """Begun, not expired, not ended."""
    return Q(**{f"{prefix}ended_at": None, f"{prefix}since__lte": Clock()}) & (
        Q(**{f"{prefix}expires_at": None}) | Q(**{f"{prefix}expires_at__gt": Clock()})
    )


def allowing(power: Power, prefix: str = "") -> Q:
    """Of a kind that allows it, or of whoever administers."""
    by_kind = Q(**{f"{prefix}kind__in": [kind.value for kind in kinds_with(power)]})
    administers = Q(**{f"{prefix}administers": True})
    return by_kind | administers if power in OF_ADMINISTRATORS else by_kind


def held(person: Person | int, power: Power) -> QuerySet[Mandate]:
    """The live mandates by which the person may do so, over whatever."""
    return Mandate.objects.filter(live(), allowing(power), person=person)


def over_all(person: Person | int, power: Power) -> QuerySet[Mandate]:
    """Those of them that are over all applications of their organisation."""
    return held(person, power).filter(call=None, application=None)


def organisations_of(
    person: Person | int, power: Power, *, call: Call | None = None
) -> QuerySet[Organisation]:
    """Those for all whose applications, or for whose applications to `call`, the person may do so."""
    found = over_all(person, power)
    if call is not None:
        found = held(person, power).filter(Q(call=None) | Q(call=call), application=None)
    return Organisation.objects.filter(pk__in=found.values("organisation")).order_by("name", "id")


def known_to(person: Person | int) -> QuerySet[Organisation]:
    """Those in which the person has any live mandate; every other does not exist for them."""
    found = held(person, Power.READS).values("organisation")
    return Organisation.objects.filter(pk__in=found).order_by("name", "id")


def applications_of(person: Person | int, power: Power) -> QuerySet[Application]:
    """The applications with which the person may do so, also those of organisations that ended and
    whose place another took. What passed with a partial demerger is only read until it is taken over.
    """
    mandates = held(person, power)
    whole = mandates.filter(call=None, application=None).values("organisation")
    inherited = Heritage.objects.filter(heir__in=whole, since__lte=Today()).values("ancestor")
    of_calls = Application.objects.filter(
        organisation__mandates__in=mandates.exclude(call=None),
        organisation__mandates__call=F("call"),
    )
    found = Application.objects.filter(organisation__in=whole).values("pk")
    others: list[Any] = [
        Application.objects.filter(organisation__in=inherited).values("pk"),
        of_calls.values("pk"),
        mandates.exclude(application=None).values("application"),
    ]
    if power is Power.READS:
        taken = Passage.objects.filter(succession__successor__in=whole, succession__on__lte=Today())
        others.append(Application.objects.filter(passages__in=taken).values("pk"))
    return Application.objects.filter(pk__in=found.union(*others))


def directly(person: Person | int, power: Power) -> Q:
    """Of applications: those of `applications_of` by a mandate of the very organisation that wrote
    them, in one plain join. Whoever is not among these is asked of `applications_of`.
    """
    path = "organisation__mandates__"
    return Q(live(path), allowing(power, path), _scope(path), **{f"{path}person": person})


def holds(person: Person | int, organisation: int, power: Power) -> bool:
    """Whether the person may do so for all that is the organisation's."""
    return over_all(person, power).filter(organisation=organisation).exists()


def holds_over(person: Person | int, application: int, power: Power) -> bool:
    """Whether the person may do so with this application."""
    return applications_of(person, power).filter(pk=application).exists()


def readers_of(applications: QuerySet[Application]) -> list[tuple[int, int]]:
    """(application, person) of everyone who may read it now, each pair once; in their order.

    Whoever gets letters about an application is here.
    """
    wanted = applications.order_by().values("pk")
    direct = "organisation__mandates__"
    heirs = "organisation__heirs__heir__mandates__"
    inherited = Q(
        **{f"{heirs}call": None, f"{heirs}application": None},
        organisation__heirs__since__lte=Today(),
    )
    takers = "passages__succession__successor__mandates__"
    passed = Q(
        **{f"{takers}call": None, f"{takers}application": None},
        passages__succession__on__lte=Today(),
    )
    found = _pairs(wanted, direct, _scope(direct))
    others = [_pairs(wanted, heirs, inherited), _pairs(wanted, takers, passed)]
    return sorted(found.union(*others))  # one question, each pair once


def administrators_of(organisation: Organisation) -> QuerySet[Person]:
    """The people who administer it now."""
    return people_who(Power.ADMINISTERS, organisation)


def people_who(
    power: Power, organisation: Organisation, *, application: Application | None = None
) -> QuerySet[Person]:
    """Who may do so for all of the organisation or, where one is named, with this application of it."""
    scope = Q(call=None, application=None)
    if application is not None:
        scope |= Q(call=application.call_id) | Q(application=application)
    found = Mandate.objects.filter(live(), allowing(power), scope, organisation=organisation)
    people = Person.objects.filter(pk__in=found.values("person"), is_active=True)
    return people.order_by("family_name", "given_name", "id")


def administrators_besides(organisation: Organisation, mandate: int) -> QuerySet[Mandate]:
    """The live mandates to administer it of people who can still log in, without this one."""
    return Mandate.objects.filter(
        live(), organisation=organisation, administers=True, person__is_active=True
    ).exclude(pk=mandate)


def administrators_waiting(organisation: Organisation) -> QuerySet[Mandate]:
    """The mandates to administer it, live or to begin, of people who can log in."""
    return (
        Mandate.objects.filter(
            organisation=organisation, ended_at=None, administers=True, person__is_active=True
        )
        .select_related("person")
        .order_by("id")
    )


def _scope(path: str) -> Q:
    """Over all applications of the organisation, over those for this call, or over this one."""
    scope = Q(**{f"{path}call": None, f"{path}application": None})
    return scope | Q(**{f"{path}call": F("call")}) | Q(**{f"{path}application": F("pk")})


def _pairs(wanted: Any, path: str, scope: Q) -> QuerySet[Application, tuple[int, int]]:
    """One `filter`, for all that is asked is asked of the same mandate."""
    found = Application.objects.filter(
        scope, live(path), Q(**{f"{path}person__is_active": True}), pk__in=wanted
    )
    return found.order_by().values_list("pk", f"{path}person")
