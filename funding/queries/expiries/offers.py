"""Offers that wait for an answer."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from evaluation.enums import ListStage, Outcome, RankedListState
from evaluation.models import Departure, OfferAnswer, RankedList, RankedRow
from evaluation.queries.published import LONG
from evaluation.queries.scrolling import offer_until
from funding.queries.expiries.due import Due
from wecare.acts.models import IN_FORCE


def offers(until: datetime) -> Iterator[Due]:
    """Offers in part that nobody answered, of lists that no decree carries out yet."""
    later = RankedList.objects.filter(
        call=OuterRef("call"),
        state=RankedListState.PUBLISHED.value,
        stage=ListStage.DEFINITIVE.value,
        version__gt=OuterRef("version"),
    )
    lists = (
        RankedList.objects.filter(
            state=RankedListState.PUBLISHED.value,
            stage=ListStage.DEFINITIVE.value,
            rulebook__body__terms__offer_days__isnull=False,
        )
        .exclude(rulebook__body__terms__offer_days=None)
        .exclude(decree__act__state__in=IN_FORCE)
        .filter(~Exists(later))
    )
    answered = OfferAnswer.objects.filter(
        ranked_list=OuterRef("ranked_list"), submission=OuterRef("submission")
    )
    rows = (
        RankedRow.objects.filter(
            ranked_list__in=lists.order_by().values("pk"), outcome=Outcome.PARTLY_FUNDED.value
        )
        .filter(~Exists(answered))
        .filter(~Exists(Departure.objects.filter(submission=OuterRef("submission"))))
        .select_related("ranked_list__rulebook", "ranked_list__call")
        .defer(*(f"ranked_list__{name}" for name in LONG if "__" not in name))
        .order_by("pk")
    )
    for row in rows:
        at = offer_until(row)
        if at is None or at > until:
            continue
        yield Due(
            key=f"offerta-{row.pk}",
            at=at - timedelta(seconds=1),  # still in the last day
            what=_("Risposta a un'offerta parziale"),
            submission=row.submission_id,
            url=reverse("evaluation:drawing", args=[row.ranked_list.call.code]),
            waits_for=_("il beneficiario"),
        )
