"""What a call wants before it grants and pays is set by act; what registers answer is recorded.

Nothing is ever changed: who sets again or corrects adds a row, and the last one counts.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.actions.brought import Brought, Looked, kept, looked_at
from applicants.actions.phases import Ground
from applicants.models import Submission
from applicants.policies import check_fiscal_code
from calls.enums import AidRegime
from calls.models import Call
from funding.engine.condition_facts import expires
from funding.enums import RegisterKind, RegisterOutcome
from funding.labels.conditions import REGISTER_KINDS
from funding.models import CallConditions, RegisterAnswer
from funding.policies.conditions import ConditionsRefused, check_is_only_here, check_number
from funding.queries.awards.shares import Share, members_of
from funding.queries.conditions.answers import in_force
from funding.queries.registers import Consulted, Entry, Question, consult
from wecare.accounts.models import Person
from wecare.acts.actions.external import record_external
from wecare.core import clock, events, scanning, store
from wecare.core.models import StoredFile
from wecare.core.uploads import check_size, clean_filename, media_type_of

_AMOUNTS = {RegisterKind.DE_MINIMIS_SEARCH, RegisterKind.DECLARATION}


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as the office writes it; `linked` are fiscal codes of the same single undertaking."""

    kind: RegisterKind
    on: date
    number: str = ""
    outcome: RegisterOutcome = RegisterOutcome.REGULAR
    valid_until: date | None = None
    amount: Decimal | None = None
    linked: tuple[str, ...] = field(default=())
    note: str = ""


@transaction.atomic
def set_for_call(
    *,
    call: Call,
    regime: AidRegime | None,
    cup: bool,
    durc: bool,
    antimafia: bool,
    acceptance: bool,
    ground: Ground,
    by: Person,
) -> CallConditions:
    """Say by act which conditions a call wants; what it wanted before stays readable.

    :raises ActRefused: if the act is already recorded with another date.
    """
    Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    row = CallConditions.objects.create(
        call=call,
        regime=regime.value if regime else "",
        cup=cup,
        durc=durc,
        antimafia=antimafia,
        acceptance=acceptance,
        act=record_external(by=by, **ground),
        set_by=by,
        set_at=clock.now(),
    )
    events.record(
        "conditions.set",
        subject=row,
        actor=by,
        call=call.code,
        regime=row.regime,
        cup=cup,
        durc=durc,
        antimafia=antimafia,
        acceptance=acceptance,
        act=str(row.act),
    )
    return row


def record(
    *,
    submission: Submission,
    fiscal_code: str,
    said: Said,
    document: Brought | None = None,
    demonstration: bool = False,
    by: Person,
) -> RegisterAnswer:
    """Record what a register said of an organisation; the last answer of its kind counts.

    `demonstration`: it is invented, and the page says so.

    :raises ConditionsRefused: naming what is missing or not as the register writes it; or a file that is
        not acceptable.
    :raises FileInfected: if the scanner has found something in the same bytes.
    """
    looked = None if document is None else looked_at(document, ConditionsRefused)
    with transaction.atomic():
        submission = _held(submission)
        _check_takes_part(submission, fiscal_code)
        _check(said)
        number = check_number(said.kind, said.number) if said.number.strip() else ""
        if said.outcome in {RegisterOutcome.REGULAR, RegisterOutcome.IRREGULAR}:
            check_is_only_here(submission, said.kind, number)
        return _add(
            submission,
            fiscal_code,
            said,
            number=number,
            by=by,
            demonstration=demonstration,
            **_kept(looked),
        )


def ask(*, submission: Submission, share: Share, is_lead: bool, by: Person) -> Consulted:
    """Ask the registers, outside any transaction, and keep what each said anew.

    An answer of a kind that has a good one already is left out: a COR that was given stays.

    :raises ConditionsRefused: if a register gave a number that is of another application.
    """
    on = clock.today()
    consulted = consult(
        Question(share.fiscal_code, submission.protocol, share.amount, is_lead=is_lead, on=on)
    )
    documents = [_document(entry) for _register, entry in consulted.entries]
    with transaction.atomic():
        submission = _held(submission)
        known = in_force([submission.pk]).get((submission.pk, share.fiscal_code), {})
        for (register, entry), document in zip(consulted.entries, documents, strict=True):
            if _is_good(known.get(entry.kind), on):
                continue
            number = check_number(entry.kind, entry.number)
            check_is_only_here(submission, entry.kind, number)
            said = Said(
                entry.kind,
                entry.on,
                number,
                entry.outcome,
                entry.valid_until,
                entry.amount,
            )
            _add(
                submission,
                share.fiscal_code,
                said,
                number=number,
                by=by,
                source=register,
                demonstration=entry.demonstration,
                **document,
            )
        events.record(
            "registers.asked",
            subject=submission,
            actor=by,
            organisation=share.fiscal_code,
            answered=sorted({name for name, _entry in consulted.entries}),
            away=list(consulted.away),
        )
    return consulted


def _check_takes_part(submission: Submission, fiscal_code: str) -> None:
    if fiscal_code not in members_of(submission):
        raise ConditionsRefused(
            _("L'ente con codice fiscale %(code)s non partecipa alla domanda prot. %(protocol)s.")
            % {"code": fiscal_code[:16], "protocol": submission.protocol}
        )


def _check(said: Said) -> None:
    today = clock.today()
    what = REGISTER_KINDS[said.kind]
    if said.on > today:
        raise ConditionsRefused(
            _("%(what)s: la data %(on)s è nel futuro, oggi è il %(today)s.")
            % {"what": what, "on": f"{said.on:%d/%m/%Y}", "today": f"{today:%d/%m/%Y}"}
        )
    if said.valid_until is not None and said.valid_until < said.on:
        raise ConditionsRefused(
            _("%(what)s: non può valere fino al %(until)s, prima della sua data.")
            % {"what": what, "until": f"{said.valid_until:%d/%m/%Y}"}
        )
    if said.outcome is RegisterOutcome.VOID:
        if not said.note.strip():
            raise ConditionsRefused(_("Scrivi nella nota perché la risposta era sbagliata."))
        return
    if said.outcome is RegisterOutcome.AWAITED:
        return
    if not said.number.strip():
        raise ConditionsRefused(
            _("%(what)s: scrivi il numero, come sta sul documento.") % {"what": what}
        )
    if said.kind in _AMOUNTS and said.amount is None:
        raise ConditionsRefused(
            _("%(what)s: scrivi quanti aiuti risultano nel periodo, anche 0,00.") % {"what": what}
        )


def _add(
    submission: Submission,
    fiscal_code: str,
    said: Said,
    *,
    number: str,
    by: Person,
    file: StoredFile | None = None,
    filename: str = "",
    source: str = "",
    demonstration: bool = False,
) -> RegisterAnswer:
    row = RegisterAnswer.objects.create(
        submission=submission,
        fiscal_code=fiscal_code,
        kind=said.kind.value,
        number=number,
        on=said.on,
        valid_until=said.valid_until or expires(said.kind, said.on, said.outcome),
        outcome=said.outcome.value,
        amount=said.amount if said.kind in _AMOUNTS else None,
        linked=_linked(said, fiscal_code),
        note=said.note.strip(),
        file=file,
        filename=filename,
        source=source,
        demonstration=demonstration,
        recorded_by=by,
        recorded_at=clock.now(),
    )
    events.record(
        "register_answer.recorded",
        subject=row,
        actor=by,
        protocol=submission.protocol,
        organisation=fiscal_code,
        kind=row.kind,
        number=number,
        outcome=row.outcome,
        on=row.on,
        valid_until=row.valid_until,
        amount=row.amount,
        source=source,
        file=row.file_id or "",
    )
    return row


def _linked(said: Said, fiscal_code: str) -> list[str]:
    if said.kind is not RegisterKind.DECLARATION:
        return []
    found = sorted({check_fiscal_code(each) for each in said.linked})
    return [each for each in found if each != fiscal_code]


def _is_good(row: RegisterAnswer | None, on: date) -> bool:
    """Whether an answer in force makes another one needless."""
    if row is None or row.outcome != RegisterOutcome.REGULAR:
        return False
    return row.valid_until is None or row.valid_until >= on


def _kept(looked: Looked | None) -> dict[str, Any]:
    return {} if looked is None else {"file": kept(looked), "filename": looked.filename}


def _document(entry: Entry) -> dict[str, Any]:
    """The document that a register gave, kept as those that people bring."""
    if entry.document is None:
        return {}
    check_size(len(entry.document))
    filename = clean_filename(entry.filename)
    media_type = media_type_of(entry.document, filename=filename)
    with transaction.atomic():
        stored = store.put(entry.document, media_type=media_type)
        scanning.ask(stored, task=scanning.TASK)
    return {"file": stored, "filename": filename}


def _held(submission: Submission) -> Submission:
    held = Submission.objects.select_for_update(of=("self",), no_key=True)
    return held.select_related("call", "organisation").get(pk=submission.pk)
