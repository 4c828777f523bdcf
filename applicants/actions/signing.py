"""Signing an application: print what it says, take the signed file back, send with it.

Files are verified outside transactions: it takes a second, and no lock is held meanwhile.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from applicants.actions.applications import locked
from applicants.actions.attachments import SCAN
from applicants.documents import signing_copy_context
from applicants.engine.completeness import requirements
from applicants.engine.snapshot import Snapshot
from applicants.enums import ApplicationState, SigningState
from applicants.models import (
    Application,
    SignedFile,
    SigningCopy,
    Submission,
    SubmissionSignature,
)
from applicants.policies import WritingRefused, check_can_write, check_complete
from applicants.policies.signing import (
    SignatureRefused,
    check_asked,
    check_awaits_file,
    check_signed,
)
from applicants.queries.signers import signers_of
from applicants.queries.signing import content_to_sign, standing_of
from calls.engine.rulebook import Rulebook as Rules
from calls.models import Rulebook
from calls.queries.calls import current_rulebook
from wecare.accounts.models import Person
from wecare.core import clock, events, scanning, signing, store
from wecare.core.digests import digest
from wecare.core.documents import LANGUAGE
from wecare.core.printing import request_document
from wecare.core.signature_labels import problem_sentence
from wecare.core.signatures.reading import is_pdf
from wecare.core.uploads import P7M, PDF, check_size, clean_filename


@transaction.atomic
def prepare(*, application: Application, actor: Person) -> SigningCopy:
    """Freeze what the application says and ask for its PDF; the same words are the same copy.

    :raises WritingRefused: if it cannot be written now.
    :raises SigningRefused: if the call asks for no signature.
    :raises Incomplete: if something compulsory lacks: nobody signs half an application.
    """
    application = locked(application)
    at = clock.now()
    check_can_write(application, at=at)
    rulebook, rules = _rules(application)
    content = content_to_sign(application, rules, at=at)
    content_digest = digest(content)
    standing = standing_of(application, rules, at=at, content_digest=content_digest)
    check_asked(standing)
    check_complete(requirements(rules, Snapshot.of_content(content)))
    if standing.copy is not None and standing.state is not SigningState.CHANGED:
        return standing.copy
    number = SigningCopy.objects.filter(application=application).count() + 1
    copy = SigningCopy(
        application=application,
        phase=application.phase,
        number=number,
        rulebook=rulebook,
        content=content,
        content_digest=content_digest,
        frozen_at=at,
        frozen_by=actor,
    )
    copy.document = request_document(
        key=f"signing-copy/{application.pk}/{number}",
        kind="signing_copy",
        title=_("Domanda da firmare: %(title)s") % {"title": application.title},
        template="documents/applicants/signing_copy.html",
        context=signing_copy_context(copy),
        data_name="domanda.json",
    )
    copy.save()
    events.record(
        "application.printed_to_sign",
        subject=application,
        actor=actor,
        copy=number,
        content=content_digest,
    )
    return copy


def take_back(
    *, application: Application, filename: str, content: bytes, actor: Person
) -> SignedFile:
    """Verify the file that came back and keep it with its report, accepted or refused.

    :raises UploadRefused: if name or size are not acceptable.
    :raises WritingRefused: if the application cannot be written now.
    :raises SigningRefused: if no signed file is awaited.
    :raises SignatureRefused: if the signature does not hold; the evidence is kept.
    :raises FileInfected: if the scanner has found something in the same bytes already.
    """
    if content:  # an empty file is evidence too
        check_size(len(content))
    filename = clean_filename(filename)
    at = clock.now()
    check_can_write(application, at=at)
    _rulebook, rules = _rules(application)
    standing = standing_of(application, rules, at=at)
    check_awaits_file(standing)
    assert standing.copy is not None  # noqa: S101 -- it was just checked
    report = _verified(standing.copy, content, at=at)
    signed_file = _keep(standing.copy, content, filename=filename, report=report, actor=actor)
    if not signed_file.accepted:
        raise SignatureRefused(signed_file)
    return signed_file


def verify_again(*, application: Application, actor: Person) -> None:
    """Verify the accepted file again if the trust list has changed since; before the send, without locks.

    What does not hold any more is kept as evidence, and the send then says why.
    """
    if not SigningCopy.objects.filter(application=application).exists():
        return  # most of those who press the button: they wait for nothing else
    rulebook = current_rulebook(application.call)
    if rulebook is None or application.state != ApplicationState.DRAFT.value:
        return
    rules, at = rulebook.rules.in_phase(application.phase), clock.now()
    if not rules.terms.signature:
        return
    signed = standing_of(application, rules, at=at).good
    if signed is None or signed.report["trust"] == signing.trust_digest():
        return
    content = store.read(signed.file)
    try:
        report = _verified(signed.copy, content, at=at)
    except signing.VerifierBroken:
        return  # what was verified stands: a mistake of ours stops nobody on the last day
    try:
        _keep(signed.copy, content, filename=signed.filename, report=report, actor=actor)
    except (WritingRefused, scanning.FileInfected):
        return  # it was sent, the call closed or the file is blocked meanwhile: the send tells it


def signed_to_send(
    application: Application, rules: Rules, content: dict[str, Any], *, at: datetime
) -> SignedFile | None:
    """The signed file with which this content is sent; none where the call does without.

    :raises SignatureMissing: if the call asks for one and there is none that counts.
    """
    if not rules.terms.signature:
        return None
    standing = standing_of(application, rules, at=at, content_digest=digest(content))
    check_signed(standing, rules)
    return standing.good


def to_attach(submission: Submission, signed: SignedFile | None) -> SubmissionSignature | None:
    """The tie of what is sent to its signed file, to be saved in the transaction of the send."""
    return (
        None if signed is None else SubmissionSignature(submission=submission, signed_file=signed)
    )


def _rules(application: Application) -> tuple[Rulebook, Rules]:
    rulebook = current_rulebook(application.call)
    if rulebook is None:
        raise WritingRefused(_("Il bando non è pubblicato."))
    return rulebook, rulebook.rules.in_phase(application.phase)


def _verified(copy: SigningCopy, content: bytes, *, at: datetime) -> dict[str, Any]:
    assert copy.document.file is not None  # noqa: S101 -- only printed copies are signed
    return signing.verify_file(
        content,
        original=store.read(copy.document.file),
        signers=signers_of(copy.application),
        at=at,
    )


@transaction.atomic
def _keep(
    copy: SigningCopy, content: bytes, *, filename: str, report: dict[str, Any], actor: Person
) -> SignedFile:
    application = locked(copy.application)
    at = clock.now()
    check_can_write(application, at=at)
    with override(LANGUAGE):
        reason = problem_sentence(report)
    file = store.put(content, media_type=PDF if is_pdf(content) else P7M)
    scanning.ask(file, task=SCAN)
    signed_file = SignedFile.objects.create(
        copy=copy,
        filename=filename,
        file=file,
        report=report,
        report_digest=digest(report),
        problem=report["problem"],
        reason=reason,
        uploaded_at=at,
        uploaded_by=actor,
    )
    events.record(
        "application.signature_accepted"
        if signed_file.accepted
        else "application.signature_refused",
        subject=application,
        actor=actor,
        signed_file=signed_file.reference,
        file=signed_file.file_id,
        copy=copy.number,
        problem=report["problem"],
        report=signed_file.report_digest,
    )
    return signed_file
