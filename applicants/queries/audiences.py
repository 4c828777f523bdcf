"""To whom the office may write about a call: those with a draft, those who sent, leads, partners."""

from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from applicants.enums import ApplicationState, SubmissionState
from applicants.models import (
    Application,
    Mandate,
    Organisation,
    Partner,
    PhaseTerm,
    Submission,
)
from applicants.models.submission import FIRST_PHASE
from applicants.queries.mandates import live, readers_of
from applicants.queries.terms import term_of
from calls.enums import CallState
from calls.models import Call, Window
from calls.queries.calls import current_window
from wecare.accounts.models import Person
from wecare.core.components.formats import instant_due
from wecare.notices.engine.audiences import Addressee, Audience
from wecare.notices.enums import Channel

_DRAFT = Q(state=ApplicationState.DRAFT.value, deleted_at=None)
_SENT = Exists(
    Submission.objects.filter(application=OuterRef("pk"), state=SubmissionState.LIVE.value)
)
_LATER = Exists(
    Submission.objects.filter(
        application=OuterRef("pk"), state=SubmissionState.LIVE.value, phase__gt=FIRST_PHASE
    )
)


def calls() -> Iterator[tuple[str, str]]:
    """Every call that was published, the newest first: its code and its words."""
    rows = Call.objects.exclude(state=CallState.DRAFT.value).order_by("-created_at", "-id")
    for code, title in rows.values_list("code", "title"):
        yield code, f"{code} – {title}"


def common(code: str) -> dict[str, str]:
    """What the office may name of the call."""
    call = Call.objects.prefetch_related("windows").filter(code=code).first()
    window = None if call is None else current_window(call)
    return {
        "codice_bando": code,
        "bando": "" if call is None else call.title,
        "scadenza": "" if window is None else instant_due(window.closes_at),
    }


def with_draft(code: str) -> Iterator[Addressee]:
    """The people who read a draft of the call, of whatever phase.

    Whose drafts are all of a later phase reads as deadline the first of their own terms.
    """
    return _people(code, _DRAFT, own_deadlines=True)


def who_sent(code: str) -> Iterator[Addressee]:
    """The people who read an application of which what was sent stands, in whatever phase."""
    return _people(code, _SENT)


def who_sent_later(code: str) -> Iterator[Addressee]:
    """Those of them whose project of a phase after the first was sent and stands."""
    return _people(code, _LATER)


def leads(code: str) -> Iterator[Addressee]:
    """The organisations that sent, at their PEC, with a copy in the inbox of their people."""
    sent = Application.objects.filter(_SENT, call__code=code)
    return _organisations(Organisation.objects.filter(applications__in=sent))


def partners(code: str) -> Iterator[Addressee]:
    """The partners of what was sent that are known with their PEC."""
    named = Partner.objects.filter(
        application__in=Application.objects.filter(_SENT, call__code=code)
    )
    return _organisations(Organisation.objects.filter(fiscal_code__in=named.values("fiscal_code")))


def _people(code: str, which: Q | Exists, *, own_deadlines: bool = False) -> Iterator[Addressee]:
    found = Application.objects.filter(which, call__code=code)
    pairs = readers_of(found)
    deadlines = _deadlines(found, pairs) if own_deadlines else {}
    people = Person.objects.filter(pk__in={person for _application, person in pairs})
    for person in people.order_by("pk"):
        yield Addressee(
            mark=f"person/{person.pk}",
            name=person.get_full_name(),
            address=person.email,
            person_id=person.pk,
            values=deadlines.get(person.pk, {}),
        )


def _deadlines(
    found: QuerySet[Application], pairs: Iterable[tuple[int, int]]
) -> dict[int, dict[str, str]]:
    """The first deadline of each person whose drafts all have a term of their own."""
    later = found.filter(phase__gt=FIRST_PHASE).order_by("pk").prefetch_related("terms")
    terms = {each.pk: term_of(each) for each in later}
    mine: dict[int, list[PhaseTerm | Window | None]] = {}
    for application, person in pairs:
        mine.setdefault(person, []).append(terms.get(application))
    return {
        person: {"scadenza": instant_due(min(term.closes_at for term in given if term))}
        for person, given in mine.items()
        if all(given)
    }


def _organisations(found: QuerySet[Organisation]) -> Iterator[Addressee]:
    active = Mandate.objects.filter(
        live(), call=None, application=None, person__is_active=True
    ).order_by("person_id")
    rows = found.exclude(pec="").order_by("pk").distinct()
    for organisation in rows.prefetch_related(Prefetch("mandates", active)):
        members: Iterable[Mandate] = organisation.mandates.all()
        yield Addressee(
            mark=f"organisation/{organisation.pk}",
            name=organisation.name,
            address=organisation.pec,
            copies=tuple(member.person_id for member in members),
        )


AUDIENCES = tuple(
    Audience(code, label, channel, addressees, calls, common)
    for code, label, channel, addressees in (
        ("drafts", _("Chi ha una bozza"), Channel.EMAIL, with_draft),
        ("sent", _("Chi ha inviato"), Channel.EMAIL, who_sent),
        ("sent_later", _("Chi ha inviato il progetto definitivo"), Channel.EMAIL, who_sent_later),
        ("leads", _("Gli enti che hanno inviato, alla loro PEC"), Channel.PEC, leads),
        ("partners", _("Gli enti partner, alla loro PEC"), Channel.PEC, partners),
    )
)
