"""Reads of service contracts, and of who accompanies which project."""

from dataclasses import asdict
from datetime import date

from django.db.models import Count, F, Prefetch, Q, QuerySet

from calls.engine.contracts import Help, Terms
from calls.enums import ContractStep
from calls.models import Accompaniment, ContractAct, District, Measure, ServiceContract
from wecare.core.digests import digest


def contracts() -> QuerySet[ServiceContract]:
    """Every contract by measure, step and code, with its acts and how many accompaniments; two queries."""
    acts = ContractAct.objects.select_related("act").order_by("act__adopted_on", "pk")
    return (
        ServiceContract.objects.select_related("measure")
        .prefetch_related(Prefetch("acts", acts))
        .annotate(helped=Count("accompaniments"))
        .order_by("measure__order", "step", "code")
    )


def accompaniments() -> QuerySet[Accompaniment]:
    """Who accompanies which project, by measure, project and day, with its Distretti; two queries."""
    districts = District.objects.order_by("name")
    return (
        Accompaniment.objects.select_related("measure", "contract__measure")
        .prefetch_related(Prefetch("districts", districts))
        .order_by("measure__order", "project", F("since").asc(nulls_first=True), "body", "pk")
    )


def count_helped(measure: Measure) -> int:
    """How many accompaniments of projects of the measure are known."""
    return measure.accompaniments.count()


def with_help(found: QuerySet[District], on: date) -> QuerySet[District]:
    """The districts, each with who may be accompanying it on that day in `helped_by`; one more query.

    A day that is not known excludes nothing: the page says that the period is not known.
    """
    begun = Q(since__isnull=True) | Q(since__lte=on)
    not_ended = Q(until__isnull=True) | Q(until__gt=on)
    rows = Accompaniment.objects.filter(begun & not_ended).select_related("measure")
    return found.prefetch_related(
        Prefetch("accompaniments", rows.order_by("project", "body", "pk"), to_attr="helped_by")
    )


def at_the_same_time(said: Help, *, besides: Accompaniment | None) -> QuerySet[Accompaniment]:
    """Other accompaniments of the same project by the same body whose days meet these."""
    same_body = Q(body__iexact=said.body)
    if said.fiscal_code:
        same_body |= Q(fiscal_code=said.fiscal_code)
    rows = Accompaniment.objects.filter(
        same_body, measure__code=said.measure, project__iexact=said.project
    )
    if said.until is not None:
        rows = rows.filter(Q(since__isnull=True) | Q(since__lt=said.until))
    if said.since is not None:
        rows = rows.filter(Q(until__isnull=True) | Q(until__gt=said.since))
    return (rows.exclude(pk=besides.pk) if besides else rows).order_by("pk")


def terms_of(contract: ServiceContract) -> Terms:
    """What is written of the contract."""
    return Terms(
        title=contract.title,
        step=ContractStep(contract.step),
        procedure=contract.procedure,
        amount=contract.amount,
        cig=contract.cig,
        tender_number=contract.tender_number,
        notice_from=contract.notice_from,
        notice_until=contract.notice_until,
        contractor=contract.contractor,
        begins_on=contract.begins_on,
        ends_on=contract.ends_on,
        about=contract.about,
        source_mark=contract.source_mark,
    )


def help_of(accompaniment: Accompaniment) -> Help:
    """What is written of the accompaniment; one query for its Distretti unless they are at hand."""
    return Help(
        measure=accompaniment.measure.code,
        project=accompaniment.project,
        lead=accompaniment.lead,
        districts=tuple(sorted(each.code for each in accompaniment.districts.all())),
        body=accompaniment.body,
        fiscal_code=accompaniment.fiscal_code,
        since=accompaniment.since,
        until=accompaniment.until,
        note=accompaniment.note,
        source_mark=accompaniment.source_mark,
    )


def mark_of(written: Terms | Help) -> str:
    """The digest of what people wrote; it changes when they do."""
    return digest(asdict(written))
