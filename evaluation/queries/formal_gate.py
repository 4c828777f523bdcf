"""What of the formal check is still open before a ranked list can be drawn up."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applicants.queries.submissions import counting
from calls.models import Call
from evaluation.enums import RequestState
from evaluation.models import FormalCheck, FormalRequest
from evaluation.queries.open_points import OpenPoint
from evaluation.queries.samples import left_to_look_at
from wecare.core.components.formats import instant_limit


def points(call: Call) -> Iterator[OpenPoint]:
    """Requests that wait, checks that were reopened, samples that are not finished."""
    sent = counting(call).values("pk")
    waiting = (
        FormalRequest.objects.filter(submission__in=sent, state=RequestState.OPEN.value)
        .select_related("submission")
        .defer("submission__content")
        .order_by("submission__protocol_year", "submission__protocol_number")
    )
    for request in waiting:
        said = (
            _("Prot. %(protocol)s: è in corso il preavviso di rigetto, fino al %(closes)s.")
            if request.is_rejection
            else _("Prot. %(protocol)s: la richiesta di completare è aperta, fino al %(closes)s.")
        )
        yield OpenPoint(
            "request",
            said
            % {
                "protocol": request.submission.protocol,
                "closes": instant_limit(request.due_at),
            },
            submission=request.submission,
        )
    reopened = FormalCheck.objects.filter(submission__in=sent, reopened_at__isnull=False)
    for check in reopened.select_related("submission").defer("submission__content").order_by("pk"):
        yield OpenPoint(
            "reopened",
            _(
                "Prot. %(protocol)s: il secondo controllo non ha confermato l'esito, va deciso di nuovo."
            )
            % {"protocol": check.submission.protocol},
            submission=check.submission,
        )
    left = left_to_look_at(call)
    if left:
        yield OpenPoint(
            "sample",
            ngettext(
                "Del campione resta %(n)d istruttoria da riguardare.",
                "Del campione restano %(n)d istruttorie da riguardare.",
                left,
            )
            % {"n": left},
        )
