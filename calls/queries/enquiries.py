"""Questions on calls: what everyone reads, what a person asked, what the office has to answer."""

from django.db.models import Case, IntegerField, QuerySet, Value, When

from calls.enums import CallState, EnquiryCategory, EnquiryState
from calls.models import Call, Enquiry
from wecare.accounts.models import Person

NEWEST = 50  # entries of a feed


def published_of(call: Call, category: EnquiryCategory | None = None) -> QuerySet[Enquiry]:
    """The published questions of a call, the last answered first."""
    found = Enquiry.objects.filter(call=call, state=EnquiryState.PUBLISHED.value)
    if category is not None:
        found = found.filter(category=category.value)
    return found.order_by("-answered_at", "-id")


def newest(call: Call | None = None) -> QuerySet[Enquiry]:
    """The last answers, of a call or of all those that are public."""
    found = Enquiry.objects.filter(state=EnquiryState.PUBLISHED.value).exclude(
        call__state=CallState.DRAFT.value
    )
    if call is not None:
        found = found.filter(call=call)
    return found.select_related("call").order_by("-answered_at", "-id")[:NEWEST]


def of_person(person: Person, call: Call) -> QuerySet[Enquiry]:
    """What this person asked on the call, whatever became of it."""
    return Enquiry.objects.filter(call=call, asked_by=person).order_by("-asked_at", "-id")


def waiting_of(person: Person, call: Call) -> int:
    """How many questions of this person on the call wait for an answer."""
    return Enquiry.objects.filter(
        call=call, asked_by=person, state=EnquiryState.ASKED.value
    ).count()


def on_desk(call: Call) -> QuerySet[Enquiry]:
    """The questions of a call for the office: those that wait first, the oldest of them on top."""
    turn = Case(
        When(state=EnquiryState.ASKED.value, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    found = Enquiry.objects.filter(call=call).select_related("asked_by", "answered_by")
    return found.annotate(turn=turn).order_by("turn", "asked_at", "id")


def waiting_count(call: Call) -> int:
    """How many questions of the call wait for an answer."""
    return Enquiry.objects.filter(call=call, state=EnquiryState.ASKED.value).count()
