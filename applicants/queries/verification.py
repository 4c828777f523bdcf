"""What must hold of everything that was sent; each problem is a sentence."""

from django.db.models import Model, Q, Sum

from applicants.enums import SubmissionState
from applicants.models import (
    ProtocolRegister,
    SignedFile,
    Submission,
    SubmissionSignature,
    Withdrawal,
)
from calls.models import DeskLot
from wecare.core import store
from wecare.core.digests import digest
from wecare.core.money import ZERO
from wecare.core.signatures.facts import Refused
from wecare.core.signatures.verify import integrity


def submissions() -> list[str]:
    """Every sent version still has the digest it was sent with, and its receipt."""
    problems = []
    rows = Submission.objects.only(
        "id", "content", "content_digest", "protocol_number", "protocol_year", "receipt_id"
    )
    for submission in rows.iterator(chunk_size=500):
        if digest(submission.content) != submission.content_digest:
            problems.append(
                f"submission {submission.protocol}: the digest differs from its content"
            )
        if submission.receipt_id is None:
            problems.append(f"submission {submission.protocol}: no receipt")
    return problems


def signatures() -> list[str]:
    """The signatures of what was sent still hold, and are those of the report that was kept."""
    problems = []
    rows = SubmissionSignature.objects.select_related(
        "submission", "signed_file__file", "signed_file__copy__document__file"
    ).defer("submission__content", "signed_file__copy__content")
    for row in rows.order_by("pk").iterator(chunk_size=100):
        wrong = _wrong_with(row.signed_file)
        if row.submission.content_digest != row.signed_file.copy.content_digest:
            wrong = "another content was signed than was sent"
        if wrong:
            problems.append(f"signature of submission {row.submission.protocol}: {wrong}")
    return problems


def _wrong_with(signed: SignedFile) -> str:
    if digest(signed.report) != signed.report_digest:
        return "the digest differs from its report"
    original = signed.copy.document.file
    if original is None or original.digest != signed.report["original"]:
        return "the report is on another document than was printed"
    try:
        found = integrity(store.read(signed.file), original=store.read(original))
    except Refused as refusal:
        return f"it does not hold any more: {refusal.problem.value}"
    except store.FileLost as problem:
        return str(problem)
    if found != [each["serial"] for each in signed.report["signatures"]]:
        return "its certificates are not those of the report"
    return ""


_holders: list[type[Model]] = [Submission, Withdrawal]


def register_holder(model: type[Model]) -> None:
    """Let the numbers of this model be counted too: it has `protocol_year` and `protocol_number`."""
    if model not in _holders:
        _holders.append(model)


def protocols() -> list[str]:
    """Protocol numbers have no gap, no number is given twice, and the register stands at the last."""
    last = dict(ProtocolRegister.objects.values_list("year", "last"))
    given: dict[int, list[int]] = {}
    for model in _holders:
        held = model._default_manager  # noqa: SLF001 -- the documented way to any model's rows
        rows = held.order_by("pk").values_list("protocol_year", "protocol_number")
        for year, number in rows.iterator(chunk_size=5000):
            given.setdefault(year, []).append(number)
    return [
        f"protocol {year}: {len(numbers)} given, {len(set(numbers))} different, highest"
        f" {max(numbers)}, register at {last.get(year, 0)}"
        for year, numbers in sorted(given.items())
        if not len(numbers) == len(set(numbers)) == max(numbers) == last.get(year, 0)
    ]


def withdrawals() -> list[str]:
    """A version counts exactly as long as it is not withdrawn, and each withdrawal has its receipt."""
    problems = [
        f"submission {each.protocol}: {each.state}, but its withdrawal says otherwise"
        for each in Submission.objects.defer("content")
        .order_by("pk")
        .filter(
            Q(state=SubmissionState.LIVE.value, withdrawal__isnull=False)
            | Q(state=SubmissionState.WITHDRAWN.value, withdrawal__isnull=True)
        )
    ]
    without = Withdrawal.objects.filter(receipt=None).order_by("pk")
    return problems + [f"withdrawal {each.protocol}: no receipt" for each in without]


def desks() -> list[str]:
    """Each desk has counted what is asked of it and not withdrawn, to the cent."""
    live = Submission.objects.filter(state=SubmissionState.LIVE.value)
    sent = live.values("call", "lot").annotate(asked=Sum("requested"))
    asked = {(row["call"], row["lot"]): row["asked"] for row in sent.order_by("call", "lot")}
    return [
        f"desk {desk.call.code}/{desk.lot}: it counted {desk.requested}, "
        f"{asked.get((desk.call_id, desk.lot), ZERO)} is asked for"
        for desk in DeskLot.objects.select_related("call").order_by("call__code", "lot")
        if desk.requested != asked.get((desk.call_id, desk.lot), ZERO)
    ]
