"""Acts adopted elsewhere, recorded with the number they have."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from wecare.accounts.models import Person
from wecare.acts.actions.wording import line_of, subject_of
from wecare.acts.engine.lifecycle import EXTERNAL_ACT
from wecare.acts.enums import ActKind
from wecare.acts.models import Act
from wecare.acts.policies import check_is_past, check_same_date
from wecare.core import clock, events


@transaction.atomic
def record_external(
    *, kind: ActKind | str, number_text: str, adopted_on: date, subject: str, by: Person | None
) -> Act:
    """Record an act adopted elsewhere, with the number it has; the same number gives the same act.

    :raises ActRefused: if number or subject are blank, the date is to come, or the act is recorded
        with another date.
    """
    number_text = line_of(number_text, label=_("Numero"), limit=60)
    check_is_past(adopted_on, today=localdate(clock.now()))
    at = clock.now()
    act, is_new = Act.objects.get_or_create(
        key=f"external/{ActKind(kind)}/{number_text}/{adopted_on.year}",
        defaults={
            "kind": ActKind(kind),
            "number_text": number_text,
            "adopted_on": adopted_on,
            "subject": subject_of(subject),
            "external": True,
            "state": EXTERNAL_ACT.initial,
            "created_at": at,
            "created_by": by,
            "published_at": at,
            "published_by": by,
        },
    )
    check_same_date(act, adopted_on)
    if is_new:
        events.record(
            "act.recorded", subject=act, actor=by, number=number_text, adopted_on=adopted_on
        )
    return act
