"""What a beneficiary writes in an expense report: documents, lines and files; each partner its own."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from funding.engine.expenses import identity
from funding.enums import ExpenseKind, ReportState
from funding.models import ExpenseDocument, ExpenseLine, ExpenseReport
from funding.policies.expenses import ExpenseRefused, check_category, check_within
from funding.queries.expenses.people import approved_of, award_of, written_by
from wecare.accounts.models import Person
from wecare.core import clock, events, scanning, store
from wecare.core.money import ZERO
from wecare.core.uploads import check_size, clean_filename, media_type_of_file

_Day = date
MOST_LINES = 50  # of one document


@dataclass(frozen=True, slots=True)
class Said:
    """What a document says: amounts in euro; `member` is the fiscal code of who spent."""

    member: str
    kind: ExpenseKind
    number: str
    date: _Day
    issuer_name: str
    issuer_code: str
    total: Decimal
    vat: Decimal = ZERO
    paid_on: _Day | None = None

    @property
    def identity(self) -> str:
        return identity(
            kind=self.kind, issuer_code=self.issuer_code, number=self.number, day=self.date
        )

    @property
    def fields(self) -> dict[str, object]:
        """As the record has them."""
        return {
            "member": self.member,
            "kind": self.kind.value,
            "number": self.number,
            "date": self.date,
            "issuer_name": self.issuer_name,
            "issuer_code": self.issuer_code,
            "total": self.total,
            "vat": self.vat,
            "paid_on": self.paid_on,
            "identity": self.identity,
        }


def locked(report: ExpenseReport) -> ExpenseReport:
    """The report as it stands, held until the commit."""
    held = ExpenseReport.objects.select_for_update(of=("self",), no_key=True)
    return held.get(pk=report.pk)


def opened(report: ExpenseReport) -> ExpenseReport:
    """The report, held, if it can be written.

    :raises ExpenseRefused: if it was sent.
    """
    report = locked(report)
    if report.state != ReportState.DRAFT:
        raise ExpenseRefused(
            _("Il rendiconto n. %(number)s è già stato inviato: non si può più cambiare.")
            % {"number": report.number}
        )
    return report


@transaction.atomic
def add_document(*, report: ExpenseReport, said: Said, actor: Person) -> ExpenseDocument:
    """Add a document of expenditure.

    :raises ExpenseRefused: if the report was sent, who spent is not the person's to write for, or the
        document is already in a report of the project.
    """
    report = opened(report)
    _check_member(report, said.member, actor)
    check_document(report, said)
    document = ExpenseDocument.objects.create(
        report=report,
        submission_id=report.submission_id,
        added_by=actor,
        added_at=clock.now(),
        **said.fields,
    )
    events.record(
        "expense.document_added", subject=report, actor=actor, document=document.pk, **_told(said)
    )
    return document


@transaction.atomic
def change_document(*, document: ExpenseDocument, said: Said, actor: Person) -> ExpenseDocument:
    """Write a document over, its lines staying.

    :raises ExpenseRefused: as `add_document`, or if its lines are more than the new total.
    """
    report = opened(document.report)
    document = ExpenseDocument.objects.get(pk=document.pk)
    _check_member(report, document.member, actor)
    _check_member(report, said.member, actor)
    check_document(report, said, besides=document)
    check_within(document, said.total, ZERO)
    for name, value in said.fields.items():
        setattr(document, name, value)
    document.save(update_fields=list(said.fields))
    document.lines.exclude(member=said.member).update(member=said.member)
    events.record(
        "expense.document_changed", subject=report, actor=actor, document=document.pk, **_told(said)
    )
    return document


@transaction.atomic
def remove_document(*, document: ExpenseDocument, actor: Person) -> None:
    """Take a document out of a draft, with its lines; a stored file stays.

    :raises ExpenseRefused: if the report was sent, or it is not the person's to write.
    """
    report = opened(document.report)
    _check_member(report, document.member, actor)
    deleted, _detail = ExpenseDocument.objects.filter(pk=document.pk).delete()
    if deleted:
        events.record(
            "expense.document_removed",
            subject=report,
            actor=actor,
            document=document.pk,
            number=document.number,
        )


@transaction.atomic
def add_line(
    *,
    document: ExpenseDocument,
    category: str,
    amount: Decimal,
    description: str = "",
    actor: Person,
) -> ExpenseLine:
    """Impute a part of a document, in euro, to a category of the rules.

    :raises ExpenseRefused: for a category without documents, for more than the document is worth here
        and in what other projects sent, or as `remove_document`.
    """
    report = opened(document.report)
    document = ExpenseDocument.objects.get(pk=document.pk)
    _check_member(report, document.member, actor)
    check_category(approved_of(award_of(report)), category)
    check_within(document, document.total, amount)
    if document.lines.count() >= MOST_LINES:
        raise ExpenseRefused(
            _("Un documento ha al massimo %(limit)s righe: qui ci sono già tutte.")
            % {"limit": MOST_LINES}
        )
    line = ExpenseLine.objects.create(
        report=report,
        document=document,
        member=document.member,
        category=category,
        description=description,
        amount=amount,
    )
    events.record(
        "expense.line_added",
        subject=report,
        actor=actor,
        line=line.pk,
        category=category,
        amount=amount,
    )
    return line


@transaction.atomic
def remove_line(*, line: ExpenseLine, actor: Person) -> None:
    """Take a line out of a draft.

    :raises ExpenseRefused: as `remove_document`.
    """
    report = opened(line.report)
    _check_member(report, line.member, actor)
    deleted, _detail = ExpenseLine.objects.filter(pk=line.pk).delete()
    if deleted:
        events.record("expense.line_removed", subject=report, actor=actor, line=line.pk)


def attach(
    *, document: ExpenseDocument, filename: str, path: Path, actor: Person
) -> ExpenseDocument:
    """Put the file of a document; a former one is replaced.

    :raises UploadRefused: if size, name or content are not acceptable.
    :raises FileInfected: if the scanner has found something in the same bytes.
    :raises ExpenseRefused: as `remove_document`.
    """
    check_size(path.stat().st_size)
    filename = clean_filename(filename)
    media_type = media_type_of_file(path, filename=filename)
    with transaction.atomic():
        report = opened(document.report)
        document = ExpenseDocument.objects.get(pk=document.pk)
        _check_member(report, document.member, actor)
        stored = store.keep(path, media_type=media_type)
        scanning.ask(stored, task=scanning.TASK)
        document.filename, document.file = filename, stored
        document.save(update_fields=["filename", "file"])
        events.record(
            "expense.file_attached",
            subject=report,
            actor=actor,
            document=document.pk,
            digest=stored.digest,
        )
    return document


def check_document(
    report: ExpenseReport, said: Said, *, besides: ExpenseDocument | None = None
) -> None:
    """The document is in no report of the project yet.

    :raises ExpenseRefused: otherwise, naming the report.
    """
    same = ExpenseDocument.objects.filter(
        submission=report.submission_id, identity=said.identity
    ).select_related("report")
    if besides is not None:
        same = same.exclude(pk=besides.pk)
    found = same.order_by("pk").first()
    if found is not None:
        raise ExpenseRefused(
            _(
                "Il documento %(number)s del %(day)s di %(issuer)s è già nel rendiconto n. %(report)s: "
                "una spesa si rendiconta una volta sola. Aggiungi lì un'altra riga."
            )
            % {
                "number": said.number,
                "day": f"{said.date:%d/%m/%Y}",
                "issuer": said.issuer_name,
                "report": found.report.number,
            }
        )


def _check_member(report: ExpenseReport, member: str, actor: Person) -> None:
    award = award_of(report)
    if member not in approved_of(award).names:
        raise ExpenseRefused(_("Chi ha speso non fa parte di questo progetto."))
    mine = written_by(actor, award)
    if mine is not None and member not in mine:
        raise ExpenseRefused(
            _("Puoi scrivere solo le spese del tuo ente: di queste si occupa un altro.")
        )


def _told(said: Said) -> dict[str, object]:
    return {"member": said.member, "number": said.number, "total": said.total}
