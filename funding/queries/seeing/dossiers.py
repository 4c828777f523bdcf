"""Dossiers of awards: those of a page, and what waits for a worker."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from applicants.models import Submission
from funding.models import Award, Dossier
from funding.queries.awards.reading import Reading
from funding.queries.awards.standing import grants_on
from wecare.accounts.models import Person
from wecare.core.archives import KEPT, Shelf
from wecare.ledger.models import Posting
from wecare.notices.models import Letter

SHELF = Shelf(Dossier, "dossier", ".dossiers")
SHOWN = 5  # of a page


def of_office(award: Award) -> QuerySet[Dossier]:
    """The office's dossiers of an award, the last first."""
    return _of(award).filter(for_office=True)


def of_person(award: Award, person: Person) -> QuerySet[Dossier]:
    """The dossiers that a person had made of an award they may read, the last first."""
    return _of(award).filter(for_office=False, prepared_by=person)


def _of(award: Award) -> QuerySet[Dossier]:
    return (
        Dossier.objects.filter(award=award)
        .select_related("prepared_by", "award__submission")
        .defer("award__submission__content")
        .order_by("-id")
    )


def office_facts(of: Reading, person: Person) -> Mapping[str, Any]:
    """What the office's page of the award says of dossiers."""
    return {
        "dossiers": of_office(of.award)[:SHOWN],
        "may_make": person.has_perm("funding.make_dossier"),
        "make_url": reverse("funding:dossier_new", args=[of.award.pk]),
        "take": "funding:dossier",
        "days": KEPT.days,
        "for_office": True,
    }


def own_facts(of: Reading, person: Person) -> Mapping[str, Any]:
    """What the beneficiary's page says of them."""
    return {
        "dossiers": of_person(of.award, person)[:SHOWN],
        "may_make": True,
        "make_url": reverse("funding:own_dossier_new", args=[of.award.pk]),
        "take": "funding:own_dossier",
        "days": KEPT.days,
        "for_office": False,
    }


def submissions_of(award: Award) -> QuerySet[Submission]:
    """Everything that was sent for the award's application, the first first."""
    return (
        Submission.objects.filter(application=award.submission.application_id)
        .select_related("rulebook", "receipt__file", "organisation")
        .defer("receipt__context")
        .order_by("phase", "version")
    )


def letters_of(award: Award, *, to: Person | None = None) -> QuerySet[Letter]:
    """The letters about the award's application, the first first; to one person, if it is said.

    A letter tells its application in what it was made of, by key or by protocol.
    """
    application = award.submission.application
    letters = Letter.objects.filter(tag=award.decree.ranked_list.call.code)
    mine = letters.filter(context__application=str(application.public_id)) | letters.filter(
        context__protocol=award.submission.protocol
    )
    if to is not None:
        mine = mine.filter(person=to)
    return mine.select_related("person").order_by("created_at", "pk")


def postings_of(award: Award) -> QuerySet[Posting]:
    """What moved on the award's accounts in the ledger, in order."""
    codes = [code for each in grants_on(award).values() for code in (each.committed, each.paid)]
    return (
        Posting.objects.filter(account__code__in=codes)
        .select_related("movement", "account")
        .order_by("movement_id", "pk")
    )


def pending() -> list[dict[str, int]]:
    """Dossiers that nobody is writing."""
    return [{"dossier_id": pk} for pk in SHELF.pending()]
