"""What lacks in an expense report before it is sent, and where the same document stands elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, Sum
from django.utils.translation import gettext as _

from funding.enums import ExpenseImportState
from funding.models import ExpenseDocument, ExpenseImport, ExpenseLine, ExpenseReport
from funding.queries.expenses.charged import above_their_total, charged
from wecare.core.components.formats import day
from wecare.core.enums import ScanState
from wecare.core.models import FileScan
from wecare.core.money import format_amount

SHOWN = 20  # of each kind


@dataclass(frozen=True, slots=True)
class Missing:
    """Something to put right: the sentence, and the key of the document it is about."""

    sentence: str
    document: int | None = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The same document in another project, for the office."""

    document: int
    submission: int
    protocol: str
    organisation: str
    imputed: Decimal


def missing(report: ExpenseReport, *, today: date) -> list[Missing]:
    """Everything that lacks, at most some of each kind; nothing when it can be sent."""
    return list(_found(report, today))


def elsewhere(documents: list[ExpenseDocument]) -> list[Elsewhere]:
    """Where else in the portal the same documents stand: for the office alone."""
    own = {each.identity: each for each in documents}
    found = (
        ExpenseDocument.objects.filter(identity__in=own)
        .exclude(pk__in=[each.pk for each in documents])
        .select_related("submission__organisation")
        .defer("submission__content")
        .annotate(imputed=Sum("lines__amount"))
        .order_by("pk")[: SHOWN * 5]
    )
    return [
        Elsewhere(
            own[each.identity].pk,
            each.submission_id,
            each.submission.protocol,
            each.submission.organisation.name,
            each.imputed or Decimal("0.00"),
        )
        for each in found
    ]


def _found(report: ExpenseReport, today: date) -> Iterator[Missing]:
    documents = ExpenseDocument.objects.filter(report=report).order_by("pk")
    if not documents.exists():
        yield Missing(_("Il rendiconto è vuoto: aggiungi almeno un documento di spesa."))
    if report.ends_on > today:
        yield Missing(
            _("Il periodo finisce il %(day)s: il rendiconto si invia da quel giorno.")
            % {"day": day(report.ends_on)}
        )
    if ExpenseImport.objects.filter(report=report, state=ExpenseImportState.WAITING.value).exists():
        yield Missing(_("Un file è ancora in lettura: aspetta che finisca."))
    no_lines = ~Exists(ExpenseLine.objects.filter(document=OuterRef("pk")))
    blocked = Exists(
        FileScan.objects.filter(file=OuterRef("file"), state=ScanState.QUARANTINED.value)
    )
    for condition, sentence in (
        (Q(file=None), _("%(what)s: manca il file.")),
        (Q(blocked), _("%(what)s: l'antivirus ha bloccato il file. Sostituiscilo.")),
        (Q(paid_on=None), _("%(what)s: manca la data di pagamento.")),
        (
            Q(paid_on__gt=report.ends_on),
            _("%(what)s: è pagato dopo la fine del periodo. Va nel rendiconto seguente."),
        ),
        (Q(no_lines), _("%(what)s: non è imputato a nessuna voce di spesa.")),
    ):
        for each in documents.filter(condition)[:SHOWN]:
            yield Missing(sentence % {"what": _named(each)}, each.pk)
    for each in above_their_total(documents)[:SHOWN]:
        yield Missing(
            _(
                "%(what)s: vale %(total)s e ne risultano imputati %(imputed)s. Di una spesa si "
                "rimborsa al più il suo importo, in tutti i progetti insieme (art. 65, par. 11, "
                "Reg. UE 1303/2013)."
            )
            % {
                "what": _named(each),
                "total": format_amount(each.total),
                "imputed": format_amount(charged(each).everywhere),
            },
            each.pk,
        )


def _named(document: ExpenseDocument) -> str:
    return _("%(number)s di %(issuer)s") % {
        "number": document.number,
        "issuer": document.issuer_name,
    }
