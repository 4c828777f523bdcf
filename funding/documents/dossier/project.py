"""What a dossier holds of the project: adhesion, expense reports, changes, revocations."""

from collections.abc import Iterator

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from funding.documents.dossier.pieces import Row, if_any, safe
from funding.enums import (
    ChangeKind,
    ChangeState,
    ExpenseKind,
    LineState,
    ReportState,
    RevocationState,
)
from funding.labels import (
    CHANGE_KINDS,
    CHANGE_STATES,
    EXPENSE_KINDS,
    LINE_STATES,
    REPORT_STATES,
    REVOCATION_STATES,
)
from funding.models import Award, Dossier, ExpenseReport, ProjectChange, ProjectChangeFile
from funding.queries.conditions.adhesion import acceptance_of, deeds_of
from funding.queries.exits import procedures as exits
from funding.queries.expenses.people import powers_of
from funding.queries.expenses.reports import Members, documents_of, reports_of
from wecare.core.archives import Held, held_file


def files_of(award: Award, dossier: Dossier) -> Iterator[Held]:
    """The parts of the dossier about the project; the beneficiary's without the checks of the office."""
    office = dossier.for_office
    yield from _adhesion(award, office=office)
    members = None if office else powers_of(dossier.prepared_by, award).seen
    yield from _reports(award, members, office=office)
    if office:
        yield from _visits(award)
    yield from _changes(award)
    yield from _revocations(award, office=office)


def _adhesion(award: Award, *, office: bool) -> Iterator[Held]:
    rows: list[Row] = []
    acceptance = acceptance_of(award)
    if acceptance is not None:
        said = _("entro il %(day)s") % {"day": acceptance.due_on.isoformat()}
        rows.append(
            (acceptance.accepted_at, _("accettazione"), said, str(acceptance.accepted_by), "")
        )
    deeds = list(deeds_of(award))
    outcomes = {None: _("da confermare"), True: _("confermato"), False: _("non confermato")}
    for deed in deeds:
        said = f"{deed.signed_on.isoformat()}, {deed.notary}, {deed.reference}"
        outcome = outcomes[deed.confirmed]
        rows.append(
            (
                deed.brought_at,
                _("atto di costituzione"),
                said,
                str(deed.brought_by),
                f"{outcome}. {deed.reason}" if deed.reason else outcome,
            )
        )
    for start in award.starts.select_related("told_by").order_by("pk"):
        said = start.starts_on.isoformat()
        rows.append((start.told_at, _("avvio del progetto"), said, str(start.told_by), ""))
    head: Row = (_("quando"), _("che cosa"), _("dati"), _("chi"), _("esito"))
    yield from if_any("adesione/adesione.csv", _("Accettazione, costituzione, avvio"), head, rows)
    for deed in deeds:
        yield held_file(
            f"adesione/costituzione-{deed.pk}",
            _("Atto di costituzione: %(filename)s") % {"filename": deed.filename},
            filename=deed.filename,
            digest=deed.file_id,
        )


def _reports(award: Award, members: Members, *, office: bool) -> Iterator[Held]:
    reports = list(reports_of(award))
    head: Row = (
        _("numero"), _("periodo dal"), _("periodo al"), _("finale"), _("stato"), _("inviato"), _("impronta"),
        _("chiuso"), _("righe accettate"), _("forfait"), _("tagli"), _("nota"),
    )  # fmt: skip
    rows = (
        (
            each.number,
            each.starts_on,
            each.ends_on,
            _("sì") if each.is_final else _("no"),
            str(REPORT_STATES[ReportState(each.state)][0]),
            each.sent_at,
            each.digest,
            each.closed_at,
            each.accepted_lines,
            each.flat,
            each.cut,
            each.closing_note,
        )
        for each in reports
    )
    yield from if_any("rendiconti/rendiconti.csv", _("I rendiconti del progetto"), head, rows)
    for each in reports:
        yield from _expenses(each, members)
        if office:
            yield from _sample(each)


def _expenses(report: ExpenseReport, members: Members) -> Iterator[Held]:
    folder = f"rendiconti/{report.number}"
    head: Row = (
        _("documento"), _("di chi"), _("tipo"), _("numero"), _("data"), _("emittente"),
        _("codice dell'emittente"), _("totale"), _("IVA"), _("pagato il"), _("voce"),
        _("per che cosa"), _("imputato"), _("esito"), _("accettato"), _("motivo"),
    )  # fmt: skip
    rows: list[Row] = []
    documents = list(documents_of(report, members))
    for each in documents:
        facts = (
            each.pk,
            each.member,
            str(EXPENSE_KINDS[ExpenseKind(each.kind)]),
            each.number,
            each.date,
            each.issuer_name,
            each.issuer_code,
            each.total,
            each.vat,
            each.paid_on,
        )
        rows += [
            (
                *facts,
                line.category,
                line.description,
                line.amount,
                str(LINE_STATES[LineState(line.state)][0]),
                line.accepted,
                line.reason,
            )
            for line in each.lines.all()
        ] or [(*facts, *[""] * 6)]
    said = _("Le spese del rendiconto n. %(number)s, riga per riga") % {"number": report.number}
    yield from if_any(f"{folder}/spese.csv", said, head, rows)
    for each in documents:
        if each.file_id is not None:
            yield held_file(
                f"{folder}/documenti/{each.pk}",
                _("Documento di spesa: %(filename)s") % {"filename": each.filename},
                filename=each.filename,
                digest=each.file_id,
            )


def _sample(report: ExpenseReport) -> Iterator[Held]:
    found = getattr(report, "sample", None)
    if found is None:
        return
    head: Row = (
        _("quota %"),
        _("seme"),
        _("metodo"),
        _("righe"),
        _("estratte"),
        _("chi"),
        _("quando"),
    )
    drawn = " ".join(str(each) for each in found.drawn)
    row = (
        found.share, found.seed, found.method, found.count, drawn, str(found.drawn_by),
        found.drawn_at,
    )  # fmt: skip
    name = f"rendiconti/{report.number}/campione.csv"
    yield from if_any(name, _("Il campione estratto per il controllo"), head, [row])


def _visits(award: Award) -> Iterator[Held]:
    visits = list(award.visits.select_related("recorded_by").order_by("on", "pk"))
    head: Row = (_("giorno"), _("luogo"), _("chi c'era"), _("che cosa risulta"), _("registrato da"))
    rows = (
        (each.on, each.place, each.people, each.findings, str(each.recorded_by)) for each in visits
    )
    yield from if_any("sopralluoghi/sopralluoghi.csv", _("I sopralluoghi"), head, rows)
    for each in visits:
        yield held_file(
            f"sopralluoghi/verbale-{each.pk}",
            _("Verbale di sopralluogo: %(filename)s") % {"filename": each.filename},
            filename=each.filename,
            digest=each.file_id,
        )


def _changes(award: Award) -> Iterator[Held]:
    changes = list(
        ProjectChange.objects.filter(award__submission=award.submission_id)
        .select_related("act", "asked_by")
        .prefetch_related(Prefetch("files", ProjectChangeFile.objects.order_by("pk")))
        .order_by("pk")
    )
    head: Row = (
        _("numero"), _("che cosa"), _("stato"), _("chiesta"), _("chi"), _("perché"),
        _("attività"), _("fine prima"), _("fine dopo"), _("chiusa"), _("risposta"), _("atto"),
    )  # fmt: skip
    rows = (
        (
            each.number,
            str(CHANGE_KINDS[ChangeKind(each.kind)]),
            str(CHANGE_STATES[ChangeState(each.state)][0]),
            each.asked_at,
            str(each.asked_by),
            each.reason,
            each.activities,
            each.ends_before,
            each.ends_after,
            each.closed_at,
            each.answer,
            str(each.act or ""),
        )
        for each in changes
    )
    yield from if_any("variazioni/variazioni.csv", _("Le variazioni e le proroghe"), head, rows)
    head = (_("numero"), _("codice fiscale"), _("ente"), _("voce"), _("prima"), _("dopo"))
    moved = (row for each in changes for row in _moved(each))
    yield from if_any(
        "variazioni/preventivi.csv", _("I preventivi prima e dopo le variazioni"), head, moved
    )
    for each in changes:
        for file in each.files.all():
            yield held_file(
                f"variazioni/{each.number}-{file.pk}-{safe(file.filename.split('.')[0])}",
                _("Con la n. %(number)s: %(filename)s")
                % {"number": each.number, "filename": file.filename},
                filename=file.filename,
                digest=file.file_id,
            )


def _moved(change: ProjectChange) -> Iterator[Row]:
    before = {each["fiscal_code"]: each["costs"] for each in change.before}
    after = {each["fiscal_code"]: each["costs"] for each in change.after}
    names = {each["fiscal_code"]: each["name"] for each in (*change.before, *change.after)}
    for code, name in names.items():
        one, two = before.get(code, {}), after.get(code, {})
        for category in dict.fromkeys((*one, *two)):
            was, becomes = one.get(category, "0.00"), two.get(category, "0.00")
            yield (change.number, code, name, category, was, becomes)


def _revocations(award: Award, *, office: bool) -> Iterator[Held]:
    found = list(exits.revocations().filter(award=award).order_by("pk"))
    head: Row = (
        _("avviata"), _("euro"), _("motivi"), _("protocollo"), _("risposte fino al"), _("stato"),
        _("chiusa"), _("atto"), *((_("valutazione dell'ufficio"),) if office else ()),
    )  # fmt: skip
    rows: list[Row] = [
        (
            each.started_at,
            _("tutto il contributo") if each.amount is None else each.amount,
            each.reasons,
            each.protocol,
            each.answer_until,
            str(REVOCATION_STATES[RevocationState(each.state)][0]),
            each.closed_at,
            str(each.act or ""),
            *((each.assessment,) if office else ()),
        )
        for each in found
    ]
    yield from if_any("revoche/revoche.csv", _("Le procedure di revoca"), head, rows)
    answers = [each for revocation in found for each in revocation.observations.all()]
    head = (_("quando"), _("chi"), _("osservazioni"))
    rows = [(each.filed_at, str(each.filed_by), each.text) for each in answers]
    yield from if_any("revoche/osservazioni.csv", _("Le osservazioni del beneficiario"), head, rows)
    for each in answers:
        for file in each.files.all():
            yield held_file(
                f"revoche/osservazioni/{each.pk}-{file.pk}-{safe(file.filename.split('.')[0])}",
                _("Con le osservazioni: %(filename)s") % {"filename": file.filename},
                filename=file.filename,
                digest=file.file_id,
            )
