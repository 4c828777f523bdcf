"""After the decree: the beneficiary accepts, brings the deed of the group, says when it starts."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from applicants.actions.brought import Brought, kept, looked_at
from funding.actions.money import hold
from funding.documents.offers import beneficiaries, offer_context
from funding.enums import AwardState
from funding.labels.conditions import OFFER, REMINDER
from funding.models import (
    Acceptance,
    AcceptanceReminder,
    Award,
    Decree,
    GroupDeed,
    ProjectStart,
)
from funding.policies.conditions import ConditionsRefused
from funding.queries.awards.standing import on_desk
from funding.queries.conditions import adhesion
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.notices.actions import letters
from wecare.notices.enums import ReminderStep

_LATEST_START = timedelta(days=5 * 366)  # what is typed later is a slip


@transaction.atomic
def accept(*, award: Award, by: Person) -> Acceptance:
    """Accept the award; again gives the acceptance that there is.

    After the term it can still be accepted while the award stands: what follows is for the office.

    :raises ConditionsRefused: if the award ended or its decree is not published.
    """
    award = hold(award)
    if existing := adhesion.acceptance_of(award):
        return existing
    due_on = _check_stands(award)
    at = clock.now()
    acceptance = Acceptance.objects.create(
        award=award, due_on=due_on, accepted_by=by, accepted_at=at
    )
    events.record(
        "award.accepted",
        subject=award,
        actor=by,
        protocol=award.submission.protocol,
        amount=award.amount,
        due_on=due_on,
        late=localdate(at) > due_on,
    )
    return acceptance


def bring_deed(
    *,
    award: Award,
    signed_on: date,
    notary: str,
    reference: str,
    document: Brought,
    by: Person,
) -> GroupDeed:
    """Bring the deed by which the group is constituted; the office confirms it.

    :raises ConditionsRefused: if nobody takes part beside the lead, the award is not accepted, another
        deed stands, the day is to come, or the file is not acceptable.
    :raises FileInfected: if the scanner has found something in the same bytes.
    """
    looked = looked_at(document, ConditionsRefused)
    with transaction.atomic():
        award = hold(award)
        _check_accepted(award)
        if not adhesion.is_group(award):
            raise ConditionsRefused(
                _("Il beneficiario è uno solo: non serve un atto di costituzione.")
            )
        standing = adhesion.deeds_of(award).exclude(confirmed=False).first()
        if standing is not None:
            raise ConditionsRefused(
                _("C'è già l'atto %(reference)s: se l'ufficio non lo conferma ne carichi un altro.")
                % {"reference": standing.reference}
            )
        _check_past(signed_on)
        deed = GroupDeed.objects.create(
            award=award,
            signed_on=signed_on,
            notary=_written(notary, _("Notaio o chi ha autenticato le firme")),
            reference=_written(reference, _("Estremi dell'atto")),
            file=kept(looked),
            filename=looked.filename,
            brought_by=by,
            brought_at=clock.now(),
        )
        events.record(
            "deed.brought",
            subject=deed,
            actor=by,
            protocol=award.submission.protocol,
            signed_on=signed_on,
            reference=deed.reference,
            file=deed.file_id,
        )
    return deed


@transaction.atomic
def decide_deed(*, deed: GroupDeed, confirmed: bool, reason: str = "", by: Person) -> GroupDeed:
    """The office confirms the deed, or refuses it with the reason that the beneficiary reads.

    :raises ConditionsRefused: if it is decided, or a no has no reason.
    """
    hold(deed.award_id)
    deed = GroupDeed.objects.select_related("award__submission").get(pk=deed.pk)
    if deed.confirmed is not None:
        raise ConditionsRefused(
            _("L'atto %(reference)s è già deciso.") % {"reference": deed.reference}
        )
    if not confirmed and not reason.strip():
        raise ConditionsRefused(_("Scrivi perché non lo confermi: il beneficiario lo legge."))
    deed.confirmed, deed.reason = confirmed, "" if confirmed else reason.strip()
    deed.decided_by, deed.decided_at = by, clock.now()
    deed.save(update_fields=["confirmed", "reason", "decided_by", "decided_at"])
    events.record(
        "deed.decided",
        subject=deed,
        actor=by,
        protocol=deed.award.submission.protocol,
        confirmed=confirmed,
        reason=deed.reason,
    )
    return deed


@transaction.atomic
def tell_start(*, award: Award, starts_on: date, by: Person) -> ProjectStart:
    """Say on which day the project starts; the last day told counts.

    :raises ConditionsRefused: if the award is not accepted, or the day is before the application.
    """
    award = hold(award)
    _check_accepted(award)
    sent_on = localdate(award.submission.received_at)
    latest = clock.today() + _LATEST_START
    if not sent_on <= starts_on <= latest:
        raise ConditionsRefused(
            _("L'avvio va dal %(first)s, quando hai inviato la domanda, al %(last)s.")
            % {"first": f"{sent_on:%d/%m/%Y}", "last": f"{latest:%d/%m/%Y}"}
        )
    start = ProjectStart.objects.create(
        award=award, starts_on=starts_on, told_by=by, told_at=clock.now()
    )
    events.record(
        "project.start_told",
        subject=start,
        actor=by,
        protocol=award.submission.protocol,
        starts_on=starts_on,
    )
    return start


def offer(decree: Decree) -> int:
    """Write to who acts for each beneficiary of a published decree what to do and by when.

    Gives how many letters there are. Within the transaction of the publication; once per award.
    """
    granted = on_desk().filter(decree=decree, state=AwardState.GRANTED.value)
    awards = list(granted.order_by("pk"))
    people, groups = beneficiaries(awards), adhesion.groups_among(awards)
    written, said = 0, decree.act.context
    for award in awards:
        application = award.submission.application_id
        for person in people.get(application, ()):
            letters.write(
                key=f"award/{award.pk}/offer/{person.pk}",
                person=person,
                template=OFFER.name,
                context=offer_context(award, group=application in groups, said=said),
            )
            written += 1
    return written


@transaction.atomic
def remind(*, award: Award, step: ReminderStep) -> AcceptanceReminder | None:
    """Remind who acts for the beneficiary of the term to accept; nothing if it is not due."""
    award = hold(award)
    at = clock.now()
    if award.state != AwardState.GRANTED or adhesion.acceptance_of(award):
        return None
    if adhesion.step_now(award, at) is not step:
        return None
    people = beneficiaries([award]).get(award.submission.application_id, [])
    for person in people:
        letters.write(
            key=f"award/{award.pk}/acceptance/{step.value}/{person.pk}",
            person=person,
            template=REMINDER.name,
            context=offer_context(award, group=adhesion.is_group(award)),
        )
    reminder = AcceptanceReminder.objects.create(
        award=award, step=step.value, letters=len(people), written_at=at
    )
    events.record(
        "award.acceptance_reminded", subject=award, actor=None, step=step.value, letters=len(people)
    )
    return reminder


def _check_stands(award: Award) -> date:
    """The last day to accept an award that stands."""
    if award.state != AwardState.GRANTED:
        raise ConditionsRefused(
            _("Il contributo della domanda prot. %(protocol)s non è più in essere.")
            % {"protocol": award.submission.protocol}
        )
    due_on = adhesion.last_day(award.decree.act)
    if due_on is None:
        raise ConditionsRefused(
            _("%(act)s non è ancora pubblicato: si accetta dopo la pubblicazione.")
            % {"act": award.decree.act}
        )
    return due_on


def _check_accepted(award: Award) -> None:
    _check_stands(award)
    if adhesion.acceptance_of(award) is None:
        raise ConditionsRefused(_("Prima si accetta il contributo, poi si fa questo passo."))


def _check_past(day: date) -> None:
    today = clock.today()
    if day > today:
        raise ConditionsRefused(
            _("L'atto non può essere firmato nel futuro: oggi è il %(today)s.")
            % {"today": f"{today:%d/%m/%Y}"}
        )


def _written(text: str, label: str) -> str:
    if not text.strip():
        raise ConditionsRefused(_("Scrivi: %(label)s.") % {"label": label})
    return text.strip()
