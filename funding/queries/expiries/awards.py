"""Terms of awards that run: to accept, to end, to answer a notice; papers that are good until a day."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from heapq import nsmallest

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from funding.enums import AwardState, RegisterKind, RegisterOutcome, RevocationState
from funding.models import Award
from funding.queries.awards.project_ends import standing_projects
from funding.queries.conditions.adhesion import ends_by, waiting
from funding.queries.conditions.answers import in_force
from funding.queries.conditions.facts import calls_that_want_durc
from funding.queries.exits.procedures import open_revocations
from funding.queries.expiries.due import MOST, Due, end_of
from funding.queries.payments.requests import open_ones, sureties_needed
from wecare.core import clock
from wecare.ledger.enums import AccountKind
from wecare.ledger.queries import held_by_protocol

_SECOND = timedelta(seconds=1)


def acceptances(until: datetime) -> Iterator[Due]:
    """Awards that stand and are not accepted."""
    ends = ends_by(until)
    rows = waiting().filter(decree__in=list(ends), closure=None).order_by("pk")
    found = rows.values_list("decree", "pk", "submission")
    for decree, pk, submission in nsmallest(MOST, found, key=lambda row: (ends[row[0]], row[1])):
        yield Due(
            key=f"accettazione-{pk}",
            at=ends[decree] - _SECOND,
            what=_("Accettazione del contributo"),
            submission=submission,
            url=reverse("funding:award", args=[pk]),
            waits_for=_("il beneficiario"),
        )


def ends(until: datetime) -> Iterator[Due]:
    """Ends of projects of which something is still to be paid."""
    left = held_by_protocol(AccountKind.COMMITTED)
    last = localdate(until)
    near = nsmallest(
        MOST,
        (
            (end, pk)
            for pk, protocol, end in standing_projects()
            if end is not None and end <= last and protocol in left
        ),
    )
    rows = Award.objects.filter(pk__in=[pk for _end, pk in near]).order_by("pk")
    submissions = dict(rows.values_list("pk", "submission"))
    for end, pk in near:
        yield Due(
            key=f"progetto-{pk}",
            at=end_of(end),
            what=_("Fine del progetto, con una parte ancora da pagare"),
            submission=submissions[pk],
            url=reverse("funding:award", args=[pk]),
            waits_for=_("il beneficiario"),
        )


def notices(until: datetime) -> Iterator[Due]:
    """Notices of revocation: the days to answer, then whoever is to assess what was answered."""
    rows = open_revocations().filter(
        state=RevocationState.NOTICED.value, answer_until__lte=until + _SECOND
    )
    now = clock.now()
    for each in rows[:MOST]:
        at = each.answer_until - _SECOND
        yield Due(
            key=f"avvio-di-revoca-{each.pk}",
            at=at,
            what=_("Risposta a un avvio di revoca"),
            submission=each.award.submission_id,
            url=reverse("funding:revocation", args=[each.award_id, each.pk]),
            waits_for=_("il beneficiario") if at > now else _("l'ufficio"),
        )


def sureties(until: datetime) -> Iterator[Due]:
    """Sureties that are still needed."""
    rows = sureties_needed().filter(expires_on__lte=localdate(until)).order_by("expires_on", "pk")
    for pk, number, expires_on, payment, award, submission in rows.values_list(
        "pk", "number", "expires_on", "payment", "payment__award", "payment__award__submission"
    )[:MOST]:
        yield Due(
            key=f"fideiussione-{pk}",
            at=end_of(expires_on),
            what=_("Fideiussione n. %(number)s") % {"number": number},
            submission=submission,
            url=reverse("funding:payment", args=[award, payment]),
            waits_for=_("il beneficiario"),
        )


def durc(until: datetime) -> Iterator[Due]:
    """DURC answers of whoever waits for a payment, where the call wants them."""
    rows = open_ones().filter(
        award__state=AwardState.GRANTED.value,
        award__submission__call__in=calls_that_want_durc(),
    )
    waiting_for_money = set(rows.order_by("pk").values_list("award__submission", flat=True))
    last = localdate(until)
    for (submission, code), answers in in_force(waiting_for_money).items():
        answer = answers.get(RegisterKind.DURC)
        if answer is None or answer.outcome != RegisterOutcome.REGULAR:
            continue
        if answer.valid_until is not None and answer.valid_until <= last:
            yield Due(
                key=f"durc-{answer.pk}",
                at=end_of(answer.valid_until),
                what=_("DURC di %(code)s, con un pagamento in attesa") % {"code": code},
                submission=submission,
                url=reverse("funding:conditions", args=[submission]),
                waits_for=_("l'ufficio"),
            )
