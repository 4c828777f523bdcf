"""The terms of the formal check, for whoever has to answer and for whoever has to decide."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from applicants.enums import Power, SubmissionState
from applicants.queries.mandates import applications_of
from calls.enums import CallState
from evaluation.enums import RequestState
from evaluation.models import FormalCheck, FormalRequest
from evaluation.queries import formal
from wecare.core import clock
from wecare.core.components.formats import instant_due
from wecare.notices.engine.terms import Term

MOST = 100  # requests and checks of which the terms are told


def open_requests() -> QuerySet[FormalRequest]:
    """The requests that wait, the first to expire first."""
    return (
        FormalRequest.objects.filter(state=RequestState.OPEN.value)
        .select_related("submission__call", "submission__organisation", "submission__application")
        .defer("submission__content")
        .order_by("closes_at", "pk")
    )


def of_applicant(person: Any) -> Iterator[Term]:
    """Until when the person's organisations may answer the office."""
    mine = open_requests().filter(
        submission__application__in=applications_of(person, Power.READS), closes_at__gt=clock.now()
    )
    for request in mine[:MOST]:
        yield Term(
            uid=f"richiesta-{request.public_id}",
            at=request.due_at,
            title=_title(request) % {"protocol": request.submission.protocol},
            text=_("«%(title)s» di %(organisation)s. Rispondi entro %(closes)s (ora italiana).")
            % {
                "title": request.submission.title,
                "organisation": request.submission.organisation.name,
                "closes": instant_due(request.due_at),
            },
            path=reverse("evaluation:request_answer", args=[request.public_id]),
            sequence=request.extensions.count() + 1,
        )


def of_officer(person: Any) -> Iterator[Term]:
    """Of the checks in the officer's hands: until when to decide, and whose answer is awaited."""
    if not person.has_perm("evaluation.check_applications"):
        return
    at = clock.now()
    for check in in_hands(person)[:MOST]:
        submission = check.submission
        path = reverse(
            "evaluation:check",
            args=[submission.call.code, submission.protocol_number, submission.protocol_year],
        )
        requests = list(submission.formal_requests.all())
        term = formal.term_of(submission, requests, at)
        yield Term(
            uid=f"istruttoria-{submission.protocol_number}-{submission.protocol_year}",
            at=term.closes_at,
            title=_("Istruttoria prot. %(protocol)s: da decidere")
            % {"protocol": submission.protocol},
            text=_("%(organisation)s. Giorno %(day)s di %(days)s.")
            % {
                "organisation": submission.organisation.name,
                "day": term.day,
                "days": term.days,
            },
            path=path,
            sequence=len(requests) + 1,
        )
        for request in requests:
            if request.is_open:
                yield Term(
                    uid=f"attesa-{request.public_id}",
                    at=request.due_at,
                    title=_("Prot. %(protocol)s: scade il termine dato al richiedente")
                    % {"protocol": submission.protocol},
                    text=_("%(organisation)s può rispondere fino a %(closes)s (ora italiana).")
                    % {
                        "organisation": submission.organisation.name,
                        "closes": instant_due(request.due_at),
                    },
                    path=path,
                    sequence=request.extensions.count() + 1,
                )


def in_hands(person: Any) -> QuerySet[FormalCheck]:
    """The checks that the officer has in charge and has still to decide."""
    still = FormalCheck.objects.filter(
        officer=person,
        submission__state=SubmissionState.LIVE.value,
        submission__call__state=CallState.EVALUATION.value,
    )
    undecided = still.filter(submission__admissibility=None) | still.exclude(reopened_at=None)
    return (
        undecided.select_related(
            "submission__call", "submission__organisation", "submission__rulebook"
        )
        .defer("submission__content")
        .prefetch_related(
            Prefetch(
                "submission__formal_requests",
                FormalRequest.objects.select_related("answer").order_by("number"),
            )
        )
        .order_by("pk")
    )


def _title(request: FormalRequest) -> str:
    if request.is_rejection:
        return _("Preavviso di rigetto prot. %(protocol)s: scade il termine per le osservazioni")
    return _("Domanda prot. %(protocol)s da completare: scade il termine")
