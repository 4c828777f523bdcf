"""Questions on a call: people ask, the office answers in public, the asker is told."""

from django.db import transaction

from calls.engine.lifecycle import ENQUIRY
from calls.enums import EnquiryCategory, EnquiryState
from calls.models import Call, Enquiry
from calls.policies.enquiries import check_can_ask, check_waiting
from calls.queries.enquiries import waiting_of
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.notices.actions import letters

TEMPLATE = "calls/enquiry_answered"


@transaction.atomic
def ask(*, call: Call, text: str, actor: Person) -> Enquiry:
    """Put a question to the office.

    :raises EnquiryRefused: if the call takes no questions now, or too many of this person wait.
    """
    person = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=actor.pk)
    at = clock.now()
    check_can_ask(call, at=at)
    check_waiting(waiting_of(person, call))
    enquiry = Enquiry.objects.create(call=call, asked=text, asked_by=person, asked_at=at)
    events.record("enquiry.asked", subject=enquiry, actor=person, call=call.code)
    return enquiry


@transaction.atomic
def answer(
    *, enquiry: Enquiry, category: EnquiryCategory, question: str, text: str, actor: Person
) -> Enquiry:
    """Publish the question as everyone will read it, with its answer; or amend what is published.

    The asker gets a letter the first time.
    """
    enquiry = _locked(enquiry)
    is_first = enquiry.state != EnquiryState.PUBLISHED.value
    step = "publish" if is_first else "amend"
    enquiry.state = ENQUIRY.follow(step, EnquiryState(enquiry.state)).value
    enquiry.category, enquiry.question, enquiry.answer = category.value, question, text
    at = clock.now()
    if is_first:
        enquiry.answered_by, enquiry.answered_at = actor, at
    else:
        enquiry.amended_at = at
    enquiry.save()
    if is_first:
        _tell(enquiry)
    events.record(
        "enquiry.published" if is_first else "enquiry.amended",
        subject=enquiry,
        actor=actor,
        call=enquiry.call.code,
        category=category,
        question=question,
        answer=text,
    )
    return enquiry


@transaction.atomic
def set_aside(*, enquiry: Enquiry, actor: Person) -> Enquiry:
    """Leave the question unpublished: it is no question, or it is answered elsewhere.

    :raises StepRefused: if it is published or set aside already.
    """
    enquiry = _locked(enquiry)
    enquiry.state = ENQUIRY.follow("set_aside", EnquiryState(enquiry.state)).value
    enquiry.save(update_fields=["state"])
    events.record("enquiry.set_aside", subject=enquiry, actor=actor, call=enquiry.call.code)
    return enquiry


def _tell(enquiry: Enquiry) -> None:
    letters.write(
        key=f"enquiry/{enquiry.pk}",
        person=enquiry.asked_by,
        template=TEMPLATE,
        context={
            "call_code": enquiry.call.code,
            "call_title": enquiry.call.title,
            "question": enquiry.question,
            "answer": enquiry.answer,
            "number": enquiry.pk,
        },
    )


def _locked(enquiry: Enquiry) -> Enquiry:
    found = Enquiry.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("call", "asked_by").get(pk=enquiry.pk)
