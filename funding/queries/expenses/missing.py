"""What lacks in an expense report before it is sent, and where the same document stands elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _

from funding.enums import ExpenseImportState, LineState
from funding.models import ExpenseDocument, ExpenseImport, ExpenseLine, ExpenseReport
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


def repeated(documents: QuerySet[ExpenseDocument]) -> QuerySet[ExpenseDocument]:
    """Those that stand in other projects too: nobody but the office is told in which."""
    others = ExpenseDocument.objects.filter(identity=OuterRef("identity")).exclude(
        submission=OuterRef("submission")
    )
    return documents.filter(Exists(others))


def imputed_everywhere(identity: str) -> Decimal:
    """How much of a document is imputed in the whole portal, refused lines left out, in euro."""
    lines = ExpenseLine.objects.filter(document__identity=identity)
    found = lines.exclude(state=LineState.REFUSED.value).aggregate(sum=Sum("amount"))["sum"]
    return found or Decimal("0.00")


def above_their_total(documents: QuerySet[ExpenseDocument]) -> QuerySet[ExpenseDocument]:
    """Those of which more than their total is imputed in the portal, as `imputed`."""
    lines = (
        ExpenseLine.objects.filter(document__identity=OuterRef("identity"))
        .exclude(state=LineState.REFUSED.value)
        .order_by()
        .values("document__identity")
        .annotate(sum=Sum("amount"))
    )
    found = documents.annotate(imputed=Subquery(lines.values("sum")))
    return found.filter(imputed__gt=F("total"))


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
                "imputed": format_amount(imputed_everywhere(each.identity)),
            },
            each.pk,
        )


def _named(document: ExpenseDocument) -> str:
    return _("%(number)s di %(issuer)s") % {
        "number": document.number,
        "issuer": document.issuer_name,
    }
