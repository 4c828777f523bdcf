"""What a dossier holds, file by file: never all of it in memory.

The office's has everything; the beneficiary's what they may see: no check of the office, no act that is
not published, no letter to others, no file of the partners, which are the partners' own.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from applicants.models import Submission
from evaluation.documents.access import text_of
from evaluation.enums import AdmissibilityOutcome, Outcome, RankedListState
from evaluation.labels import ADMISSIBILITY_OUTCOMES, OUTCOMES
from evaluation.models import Admissibility, CheckLine, RankedRow
from evaluation.queries.published import LONG
from funding.documents.dossier import money as dossier_money
from funding.documents.dossier import project as dossier_project
from funding.documents.dossier.pieces import Row, safe, table
from funding.models import Award, Dossier
from funding.queries.awards.standing import on_desk, standing
from funding.queries.awards.timeline import timeline_of
from funding.queries.seeing.dossiers import letters_of, postings_of, submissions_of
from wecare.acts.enums import ActState
from wecare.acts.models import IN_FORCE, Act
from wecare.core.archives import Held, held_document, held_file
from wecare.core.components import formats
from wecare.core.digests import canonical
from wecare.ledger.labels import ACCOUNT_KIND, MOVEMENT_KIND

_ACTS = (  # where the acts about an award are written
    ("decree__act", "ended_act", "ended_by__act", "closure__act"),
    ("reductions__act",),
    ("changes__act",),
    ("revocations__act",),
    ("recoveries__act",),
)


def files_of(dossier: Dossier) -> Iterator[Held]:
    """Every file of the dossier, the same for the same award while nothing happens to it."""
    award = on_desk().get(pk=dossier.award_id)
    for submission in submissions_of(award):
        yield from _sent(submission, whole=dossier.for_office)
    if dossier.for_office:
        yield from _checked(award)
    yield from _listed(award)
    yield from dossier_project.files_of(award, dossier)
    yield from dossier_money.files_of(award, dossier)
    for act in _acts(award):
        if dossier.for_office or act.state == ActState.PUBLISHED:
            yield _act(act)
    yield _letters(award, dossier)
    yield table("movimenti.csv", _("I movimenti di denaro, dal registro"), _movements(award))
    yield table("storia.csv", _("La storia del contributo"), _story(award))


def facts_of(award: Award) -> dict[str, Any]:
    """What the index says of the award; amounts in euro."""
    money = standing(award)
    return {
        "beneficiary": award.organisation.name,
        "title": award.submission.title,
        "protocol": award.submission.protocol,
        "call": award.decree.ranked_list.call.title,
        "call_code": award.decree.ranked_list.call.code,
        "act": str(award.decree.act),
        "granted": money.granted,
        "reduced": money.reduced,
        "paid": money.paid,
        "committed": money.committed,
        "demonstration": award.decree.ranked_list.call.demonstration,
    }


def _sent(submission: Submission, *, whole: bool) -> Iterator[Held]:
    folder = f"domanda/{submission.protocol_path}"
    said = _("Il testo della domanda, com'è stata inviata")
    yield Held(f"{folder}/domanda.txt", said, text_of(submission).encode())
    if whole:
        content = canonical(submission.content)
        yield Held(f"{folder}/contenuto.json", _("Il contenuto inviato, come dati"), content)
    yield held_document(f"{folder}/ricevuta.pdf", _("La ricevuta"), submission.receipt)
    fillers = [("capofila", submission.content)]
    if whole:
        fillers += [
            (safe(each.get("fiscal_code") or f"partner-{place}"), each)
            for place, each in enumerate(submission.content.get("partners", ()), start=1)
        ]
    for who, filler in fillers:
        for place, each in enumerate(filler.get("attachments", ()), start=1):
            yield held_file(
                f"{folder}/allegati/{who}-{place}",
                _("Allegato: %(filename)s") % {"filename": each["filename"]},
                filename=each["filename"],
                digest=each["digest"],
            )


def _checked(award: Award) -> Iterator[Held]:
    submissions = submissions_of(award).order_by().values("pk")
    rows: list[Row] = [(_("domanda"), _("voce"), _("esito"), _("nota"))]
    decided = Admissibility.objects.filter(submission__in=submissions).select_related("submission")
    for each in decided.order_by("pk"):
        outcome = ADMISSIBILITY_OUTCOMES[AdmissibilityOutcome(each.outcome)][0]
        note = " – ".join(filter(None, (each.reasons, each.conditions, each.departure)))
        rows.append((each.submission.protocol, _("decisione"), str(outcome), note))
    lines = CheckLine.objects.filter(check_of__submission__in=submissions)
    for line in lines.select_related("check_of__submission").order_by("pk"):
        rows.append((line.check_of.submission.protocol, line.code, line.state, line.note))
    yield table("istruttoria.csv", _("L'istruttoria, voce per voce"), rows)


def _listed(award: Award) -> Iterator[Held]:
    found = list(
        RankedRow.objects.filter(
            submission__application=award.submission.application_id,
            ranked_list__state=RankedListState.PUBLISHED.value,
        )
        .select_related("ranked_list__document__file")
        .defer(*(f"ranked_list__{name}" for name in LONG))
        .order_by("ranked_list__version")
    )
    head = (_("versione"), _("posto"), _("punti"), _("richiesti"), _("concessi"), _("esito"))
    rows = [
        (
            row.ranked_list.version,
            row.position or "",
            "" if row.points is None else row.points,
            row.requested,
            row.granted,
            str(OUTCOMES[Outcome(row.outcome)][0]),
        )
        for row in found
    ]
    yield table("graduatorie/posizioni.csv", _("I posti nelle graduatorie"), [head, *rows])
    for row in found:
        said = _("La graduatoria pubblicata, versione %(version)d")
        version = row.ranked_list.version
        yield held_document(
            f"graduatorie/versione-{version}.pdf",
            said % {"version": version},
            row.ranked_list.document,
        )


def _acts(award: Award) -> list[Act]:
    """The acts in force about the application: of its awards, of how they changed and
    ended, of what they lost and pay back.
    """
    keys: set[int | None] = set()
    awards = Award.objects.filter(submission__application=award.submission.application_id)
    for names in _ACTS:
        for row in awards.order_by("pk").values_list(*names):
            keys.update(row)
    found = Act.objects.filter(pk__in=[key for key in keys if key], state__in=IN_FORCE)
    return list(found.select_related("document__file", "file").order_by("adopted_on", "pk"))


def _act(act: Act) -> Held:
    name, said = f"atti/{safe(str(act))}-{act.pk}", str(act)
    if act.file is not None:
        return held_file(name, said, filename=act.filename, digest=act.file.pk)
    if act.external:
        where = act.link or _("presso chi l'ha adottato")
        return Held(f"{name}.pdf", said, lacking=_("Si legge qui: %(where)s") % {"where": where})
    return held_document(f"{name}.pdf", said, act.document)


def _letters(award: Award, dossier: Dossier) -> Held:
    found = letters_of(award, to=None if dossier.for_office else dossier.prepared_by)
    pieces = [
        "\r\n".join(
            (
                formats.instant(each.created_at),
                _("A: %(who)s") % {"who": each.to_name},
                _("Oggetto: %(subject)s") % {"subject": each.subject},
                "",
                each.body,
            )
        )
        for each in found
    ]
    text = ("\r\n\r\n" + "-" * 72 + "\r\n\r\n").join(pieces)
    return Held("lettere.txt", _("Le lettere, parola per parola"), text.encode())


def _movements(award: Award) -> Iterator[Row]:
    yield (_("data"), _("che cosa"), _("conto"), _("euro"), _("causa"), _("riferimento"))
    kinds, accounts = dict(MOVEMENT_KIND), dict(ACCOUNT_KIND)
    for each in postings_of(award):
        moved = each.movement
        yield (
            moved.effective_on.isoformat(),
            str(kinds.get(moved.kind, moved.kind)),  # type: ignore[call-overload]
            str(accounts.get(each.account.kind, each.account.kind)),  # type: ignore[call-overload]
            each.amount,
            moved.cause,
            moved.reference,
        )


def _story(award: Award) -> Iterator[Row]:
    yield (_("quando"), _("che cosa"), _("perché"), _("atto"))
    for moment in timeline_of(award):
        yield (moment.when, moment.what, moment.text, moment.act)
