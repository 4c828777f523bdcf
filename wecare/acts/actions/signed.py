"""An adopted act comes back signed, or a manager attests that it was.

Files are verified outside transactions: it takes a second, and no lock is held meanwhile.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from wecare.accounts.models import Person
from wecare.acts.actions.holding import held
from wecare.acts.actions.wording import line_of
from wecare.acts.enums import SignedWay
from wecare.acts.models import Act, SignedAct
from wecare.acts.policies.signed import (
    SignedActRefused,
    check_awaits_signature,
    check_knows_the_signer,
    refusal_of,
)
from wecare.acts.queries.signed import accepted_of
from wecare.core import clock, events, scanning, signing, store
from wecare.core.digests import digest
from wecare.core.documents import LANGUAGE
from wecare.core.signatures.reading import is_pdf
from wecare.core.uploads import P7M, PDF, check_size, clean_filename

REASON_MAX = 1000


def give_back(*, act: Act, filename: str, content: bytes, by: Person) -> SignedAct:
    """Verify the file that came back and keep it with its report, accepted or refused.

    It has to be the act's PDF, signed by whoever adopted it.

    :raises UploadRefused: if name or size are not acceptable.
    :raises ActRefused: if no signed file is awaited, or the signer's fiscal code is not known.
    :raises SignedActRefused: if the signature does not hold; the evidence is kept.
    :raises FileInfected: if the scanner has found something in the same bytes already.
    :raises VerifierBroken: if signatures cannot be verified now; nothing is kept.
    """
    if content:  # an empty file is evidence too
        check_size(len(content))
    filename = clean_filename(filename)
    check_awaits_signature(act, accepted_of(act))
    code = check_knows_the_signer(act)
    assert act.document is not None and act.document.file is not None  # noqa: S101, PT018 -- checked
    report = signing.verify_file(
        content, original=store.read(act.document.file), signers={code}, at=clock.now()
    )
    signed = _keep(act, content, filename=filename, report=report, by=by)
    if not signed.accepted:
        raise SignedActRefused(signed)
    return signed


@transaction.atomic
def attest(*, act: Act, reason: str, by: Person) -> SignedAct:
    """Attest that the portal's document conforms to the original that was signed elsewhere.

    `reason` says where the original is and why it is not here.

    :raises ActRefused: if no signed file is awaited, or the reason is blank.
    """
    act = held(act)
    check_awaits_signature(act, accepted_of(act))
    signed = SignedAct.objects.create(
        act=act,
        way=SignedWay.ATTESTED.value,
        reason=line_of(reason, label=_("Motivo"), limit=REASON_MAX),
        given_at=clock.now(),
        given_by=by,
    )
    events.record(
        "act.attested",
        subject=act,
        actor=by,
        signed=signed.reference,
        document=act.document.file_id if act.document else "",
        reason=digest(signed.reason),
    )
    return signed


@transaction.atomic
def _keep(
    act: Act, content: bytes, *, filename: str, report: dict[str, Any], by: Person
) -> SignedAct:
    act = held(act)
    check_awaits_signature(act, accepted_of(act))
    with override(LANGUAGE):
        reason = refusal_of(report, act)
    file = store.put(content, media_type=PDF if is_pdf(content) else P7M)
    scanning.ask(file, task=scanning.TASK)
    signed = SignedAct.objects.create(
        act=act,
        way=SignedWay.SIGNATURE.value,
        file=file,
        filename=filename,
        report=report,
        report_digest=digest(report),
        problem=report["problem"],
        reason=reason,
        given_at=clock.now(),
        given_by=by,
    )
    events.record(
        "act.signed" if signed.accepted else "act.signature_refused",
        subject=act,
        actor=by,
        signed=signed.reference,
        file=signed.file_id,
        problem=signed.problem,
        report=signed.report_digest,
    )
    return signed
