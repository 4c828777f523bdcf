"""The minutes come back signed: verified outside transactions, kept with their report."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from evaluation.models import PanelSession, SignedMinutes
from evaluation.policies.refusals import SessionRefused
from evaluation.queries import sessions
from wecare.accounts.models import Person
from wecare.core import clock, events, signing, store
from wecare.core.digests import digest
from wecare.core.documents import LANGUAGE
from wecare.core.signature_labels import problem_sentence
from wecare.core.signatures.reading import is_pdf
from wecare.core.uploads import P7M, PDF, check_size, clean_filename


class MinutesRefused(SessionRefused):
    """The signature does not hold; the file and its report are kept."""


def give_back(*, session: PanelSession, filename: str, content: bytes, by: Person) -> SignedMinutes:
    """Verify the signed minutes and keep them with their report, accepted or refused.

    :raises UploadRefused: if name or size are not acceptable.
    :raises SessionRefused: before the minutes are printed.
    :raises MinutesRefused: if it is not these minutes, signed by who presides or keeps them.
    """
    check_size(len(content))
    filename = clean_filename(filename)
    printed = session.document
    if printed is None or printed.file is None:
        raise SessionRefused(_("Il verbale non è ancora pronto da firmare: riprova tra poco."))
    report = signing.verify_file(
        content,
        original=store.read(printed.file),
        signers=sessions.signers(session),
        at=clock.now(),
    )
    with override(LANGUAGE):
        reason = problem_sentence(report)
    signed = _keep(session, content, filename=filename, report=report, reason=reason, by=by)
    if not signed.accepted:
        raise MinutesRefused(reason)
    return signed


@transaction.atomic
def _keep(
    session: PanelSession,
    content: bytes,
    *,
    filename: str,
    report: dict[str, Any],
    reason: str,
    by: Person,
) -> SignedMinutes:
    signed = SignedMinutes.objects.create(
        session=session,
        file=store.put(content, media_type=PDF if is_pdf(content) else P7M),
        filename=filename,
        report=report,
        problem=report["problem"],
        reason=reason,
        given_at=clock.now(),
        given_by=by,
    )
    events.record(
        "panel_session.signed" if signed.accepted else "panel_session.signature_refused",
        subject=session,
        actor=by,
        file=signed.file_id,
        problem=signed.problem,
        report=digest(report),
    )
    return signed
