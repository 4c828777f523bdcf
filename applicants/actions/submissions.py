"""Sending: one short transaction, or nothing happened and the reason is kept.

Lock → deadline by the database clock under the window's lock → rules as they were read → completeness by rulebook → frozen
content and digests → protocol number → event. The receipt is rendered after commit.
"""

import re
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applicants.actions.protocol import next_protocol
from applicants.actions.signing import signed_to_send, to_attach, verify_again
from applicants.actions.turns import hold_turns
from applicants.documents import receipt_said
from applicants.engine.completeness import requirements
from applicants.engine.display import without_hidden
from applicants.engine.lifecycle import APPLICATION
from applicants.engine.participation import counted
from applicants.engine.snapshot import Snapshot
from applicants.enums import ApplicationState
from applicants.models import (
    Application,
    Partner,
    RefusedAttempt,
    Submission,
)
from applicants.policies import (
    DeadlinePassed,
    SubmissionRefused,
    check_cap,
    check_complete,
    check_in_time,
    check_not_deleted,
    check_rules_read,
)
from applicants.policies.organisations import check_may_still_send
from applicants.policies.participation import (
    check_caps,
    check_desk,
    check_districts_are_free,
)
from applicants.policies.partnership import check_signed_off
from applicants.queries.applications import content_of
from applicants.queries.consents import without_sign_off
from applicants.queries.sending import lock_to_send, sent_or_used
from applicants.queries.terms import hold_gate_of
from calls.actions import desks
from calls.engine.rulebook import Rulebook as Rules
from calls.enums import Procedure
from calls.models import Call, Rulebook
from calls.queries.calls import rulebook_in_force
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.digests import digest
from wecare.core.fresh import next_ids
from wecare.core.models import Document
from wecare.core.money import euro, total
from wecare.core.printing import record_with_document

KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
PAGE_REFUSED = gettext_lazy("La pagina di invio non è valida: riaprila e invia di nuovo.")


def send(
    *,
    application: Application,
    idempotency_key: str,
    rules_version: int,
    actor: Person,
    may_be_signed: bool = True,
) -> Submission:
    """Send an application once: the same key, or a second press, gives the same submission.

    `rules_version` is the version of the rules that was read and confirmed; not `may_be_signed` if
    it is known that nobody has printed it to sign.

    :raises DeadlinePassed: outside the window; the attempt is kept as evidence.
    :raises RulesChanged: if another version is in force: it is to be read and confirmed.
    :raises CapReached: if an organisation takes part in as many as the call admits.
    :raises DeskIsStopped: if the desk of the lot has stopped.
    :raises DistrictTaken: if another application covers a Distretto that the call admits once.
    :raises Incomplete: if something compulsory lacks.
    :raises SignatureMissing: if the call asks for a signed document and there is none that counts.
    :raises NotSignedOff: if the rules want every partner to agree to the text, and one has not.
    :raises SubmissionRefused: in a state that cannot be sent, or with an unusable key.
    """
    if not KEY.fullmatch(idempotency_key):
        raise SubmissionRefused(PAGE_REFUSED)
    if may_be_signed:
        verify_again(application=application, actor=actor)
    try:
        return _send(
            application=application,
            idempotency_key=idempotency_key,
            rules_version=rules_version,
            actor=actor,
        )
    except DeadlinePassed as refusal:
        _keep_evidence(application, refusal, at=refusal.at, deadline=refusal.deadline, actor=actor)
        raise
    except SubmissionRefused as refusal:
        _keep_evidence(application, refusal, at=clock.now(), deadline=None, actor=actor)
        raise


@transaction.atomic
def _send(
    *, application: Application, idempotency_key: str, rules_version: int, actor: Person
) -> Submission:
    application, arrived = locked_to_send(application)
    sent = _already_sent(application, idempotency_key)
    if sent is not None:
        return sent
    version = _next_version(application, idempotency_key)
    gate = hold_gate_of(application)
    check_in_time(gate)
    check_may_still_send(application.organisation, on=localdate(gate.at))
    rulebook = _rulebook_of(application.call)
    check_rules_read(rulebook, read=rules_version, arrived=arrived)
    rules = rulebook.rules.in_phase(application.phase)
    content = without_hidden(rules, content_of(application, rules, at=gate.at))
    snapshot = Snapshot.of_content(content)
    hold_turns(application.call, counted(rules, snapshot))
    desk = None
    if rules.procedure is Procedure.DESK:
        desk = desks.hold(application.call, snapshot.lot)
        gate = hold_gate_of(application)  # who holds the desk arrives now
        check_in_time(gate)
        check_desk(application.call, desk)
    check_cap(application.call, application.organisation, rules, besides=application)
    check_caps(
        application.call,
        rules,
        snapshot.members,
        leads=snapshot.fiscal_code,
        besides=application,
    )
    check_districts_are_free(application.call, rules, snapshot.districts, besides=application)
    check_complete(requirements(rules, snapshot))
    signed = signed_to_send(application, rules, content, at=gate.at)
    check_signed_off(rules, _without_sign_off(application, rules, content))
    application.state = APPLICATION.follow("submit", ApplicationState(application.state)).value
    application.save(update_fields=["state"])
    submission_id, receipt_id = next_ids(Submission, Document)
    submission = _frozen(
        application,
        rulebook,
        content,
        pk=submission_id,
        version=version,
        at=gate.at,
        key=idempotency_key,
        actor=actor,
    )
    signature = to_attach(submission, signed)
    said = receipt_said(submission, signature=signature)
    submission.receipt_id = receipt_id
    protocol = next_protocol(gate.at)  # from here to the commit one send at a time
    submission.protocol_number, submission.protocol_year = protocol.number, protocol.year
    if desk is not None:
        desks.take(desk, rules, submission.requested, at=gate.at, actor=actor)
    event = events.linked(
        "application.submitted",
        subject=submission,
        actor=actor,
        protocol=submission.protocol,
        received_at=submission.received_at,
        content=submission.content_digest,
        rulebook=rulebook.digest,
    )
    submission.receipt = record_with_document(
        event,
        submission,
        pk=receipt_id,
        key=f"receipt/{submission.pk}",
        kind="receipt",
        title=_("Ricevuta della domanda prot. %(protocol)s") % {"protocol": submission.protocol},
        template="documents/applicants/receipt.html",
        context={**said, "protocol": submission.protocol, "audit_head": event.digest},
        data_name="domanda.json",
    )
    if signature is not None:
        signature.save(force_insert=True)
    return submission


def _without_sign_off(
    application: Application, rules: Rules, content: dict[str, object]
) -> list[Partner]:
    group = rules.partnership
    if group is None or not group.sign_off:
        return []
    return without_sign_off(application, digest(content))


def _already_sent(application: Application, key: str) -> Submission | None:
    """What this press, or another, has sent already; of a withdrawn application only by its own key."""
    if application.state == ApplicationState.DRAFT.value:
        return None
    sent = Submission.objects.filter(application=application).select_related("receipt")
    if application.state == ApplicationState.WITHDRAWN.value:
        sent = sent.filter(idempotency_key=key)
        if not sent:
            raise SubmissionRefused(
                _("La domanda è ritirata: per inviarla di nuovo, prima riprendi a scriverla.")
            )
    return sent.order_by("-version").first()


def _next_version(application: Application, key: str) -> int:
    """The number of the version to send; each key is used once, whoever carries it."""
    versions = []
    for used, version in sent_or_used(application, key):
        if used == key:
            raise SubmissionRefused(PAGE_REFUSED)
        versions.append(version)
    return max(versions, default=0) + 1


def locked_to_send(application: Application) -> tuple[Application, int]:
    """As `lock_to_send`.

    :raises DraftDeleted: if it is among the deleted ones.
    """
    found, arrived = lock_to_send(application)
    check_not_deleted(found)
    return found, arrived


def _rulebook_of(call: Call) -> Rulebook:
    rulebook = rulebook_in_force(call)
    if rulebook is None:
        raise SubmissionRefused(_("Il bando non è pubblicato."))
    return rulebook


def _frozen(
    application: Application,
    rulebook: Rulebook,
    content: dict[str, object],
    *,
    pk: int,
    version: int,
    at: datetime,
    key: str,
    actor: Person,
) -> Submission:
    """What is sent, but for its number: everything that needs no lock is done here."""
    costs = total(euro(amount) for amount in content["costs"].values())  # type: ignore[attr-defined]
    return Submission(
        pk=pk,
        application=application,
        call=application.call,
        phase=application.phase,
        version=version,
        received_at=at,
        rulebook=rulebook,
        organisation=application.organisation,
        lot=application.lot,
        title=application.title,
        total_cost=costs,
        requested=costs - euro(str(content["own_funding"])),
        content=content,
        content_digest=digest(content),
        idempotency_key=key,
        submitted_by=actor,
    )


def _keep_evidence(
    application: Application,
    refusal: SubmissionRefused,
    *,
    at: datetime,
    deadline: datetime | None,
    actor: Person,
) -> None:
    with transaction.atomic():
        attempt = RefusedAttempt.objects.create(
            application=application,
            person=actor,
            attempted_at=at,
            deadline=deadline,
            reason=str(refusal),
        )
        events.record(
            "application.submission_refused",
            subject=application,
            actor=actor,
            attempt=attempt.reference,
            at=at,
            refusal=type(refusal).__name__,
        )
    refusal.attempt = attempt  # type: ignore[attr-defined]
