"""The concession decree: its blanks, and the facts frozen with it. Plain values only."""

from pathlib import Path
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from calls.queries.calls import current_window
from evaluation.enums import ListCause, Outcome
from evaluation.labels import OUTCOMES, sentence
from evaluation.labels.money import parts_said
from evaluation.models import RankedList, RankedRow
from evaluation.queries import panels
from evaluation.queries.admissibility import counts
from funding.documents.accounts import accounts_said
from funding.documents.codes import codes_of
from funding.documents.resolutive import FACTS, resolutive
from funding.documents.years import year_facts
from funding.engine.concession import CONCESSION_NAMES
from funding.engine.postings import Passage
from funding.models import Decree
from funding.queries import decrees, lot_money
from funding.queries.decrees import Plan
from wecare.acts.documents import shipped_wording
from wecare.acts.engine.templates import ActTemplate, Variable, VariableKind
from wecare.acts.engine.variables import day_in_words
from wecare.core.components import formats
from wecare.core.documents import LANGUAGE
from wecare.core.money import ZERO, format_amount, in_words, total

FORMAT = 1
CONCESSION = ActTemplate(
    code="concession",
    title=_("Concessione dei contributi"),
    template="documents/funding/concession.html",
    route="funding:decree_of_act",
    catalogue=CONCESSION_NAMES,
    wording=shipped_wording(Path(__file__).parents[1] / "wordings" / "concession.txt"),
    variables=(
        Variable(
            name="session_on",
            label=_("Data della seduta conclusiva del nucleo"),
            kind=VariableKind.DATE,
            help=_("Giorno in cui il nucleo ha chiuso i lavori."),
        ),
        Variable(
            name="minutes",
            label=_("Verbale della seduta"),
            kind=VariableKind.TEXT,
            help=_("Numero e data del verbale, come stanno agli atti."),
        ),
        Variable(
            name="chapter",
            label=_("Capitolo di bilancio"),
            kind=VariableKind.TEXT,
            help=_("Il capitolo su cui si impegna la spesa."),
        ),
        Variable(
            name="budget_year",
            label=_("Annualità"),
            kind=VariableKind.YEARS,
            help=_(
                "L'anno di bilancio in cui la spesa è esigibile. Se gli anni sono più d'uno, una riga per "
                "anno con la sua percentuale: 2026 40"
            ),
        ),
        Variable(
            name="acceptance_days",
            label=_("Giorni per firmare l'atto di adesione"),
            kind=VariableKind.INTEGER,
            help=_("Contati dalla pubblicazione del decreto."),
        ),
        Variable(name="manager", label=_("Dirigente che adotta"), kind=VariableKind.TEXT),
        Variable(
            name="considerations",
            label=_("Considerato che"),
            kind=VariableKind.PARAGRAPHS,
            help=_("Un capoverso per riga: le ragioni della decisione."),
        ),
        Variable(
            name="premises",
            label=_("Altre premesse"),
            kind=VariableKind.PARAGRAPHS,
            required=False,
            help=_("Un capoverso per riga, se servono."),
        ),
    ),
)


@override(LANGUAGE)
def early_facts(ranked_list: RankedList) -> dict[str, Any]:
    """What is known when the decree is begun, for its object."""
    return {"call": _call_facts(ranked_list), "list": {"version": ranked_list.version}}


@override(LANGUAGE)
def facts_of(decree: Decree, *, audit_head: str) -> dict[str, Any]:
    """Everything the decree says beside its blanks: list, money, panel, accounts of the ledger."""
    ranked_list = decree.ranked_list
    rows, plan = list(decrees.rows_of(ranked_list)), decrees.plan_of(ranked_list)
    lots = lot_money.lots_of(ranked_list, plan)
    amount = plan.amount
    granted = total(row.granted for row in rows)
    titles = {lot.code: lot.title for lot in lots}
    codes = codes_of(row for row in rows if row.granted)
    years, years_of = year_facts(decree, plan)
    return {
        "facts_format": FORMAT,
        "call": _call_facts(ranked_list),
        "list": _list_facts(ranked_list),
        "panel": _panel_facts(ranked_list),
        "received": _received(ranked_list, rows),
        "lots": [
            {
                "code": lot.code,
                "title": lot.title,
                "amount": str(lot.amount),
                "granted": str(lot.granted),
                "left": str(lot.left),
                "awards": lot.awards,
                "account": accounts_said(lot),
            }
            for lot in lots
        ],
        "passages": [
            {
                "giver": titles[each.giver],
                "taker": titles[each.taker],
                "amount": str(each.amount),
                "amount_text": format_amount(each.amount),
                "movement": passage_key(decree, each),
            }
            for each in lot_money.passages_of(ranked_list, plan)
        ],
        **years,
        "granted": [
            {
                **_row(row, titles),
                **codes[row.submission_id],
                "years": years_of.get(row.submission_id, ""),
            }
            for row in rows
            if row.granted
        ],
        "unfunded": [_row(row, titles) for row in rows if row.outcome == Outcome.UNFUNDED.value],
        "excluded": [_row(row, titles) for row in rows if row.position is None],
        "amount": str(amount),
        "amount_text": format_amount(amount),
        "amount_words": in_words(amount),
        "granted_amount": str(granted),
        "granted_text": format_amount(granted),
        "scroll": _scroll(decree, plan),
        FACTS: resolutive(ranked_list, plan.new),
        "audit_head": audit_head,
        "movement": movement_key(decree),
        "demonstration": ranked_list.call.demonstration,
    }


def movement_key(decree: Decree) -> str:
    """The key of the one movement by which the decree commits its money."""
    return f"decree/{decree.pk}/commit"


def release_key(decree: Decree) -> str:
    """The key of the one movement by which the decree takes money back."""
    return f"decree/{decree.pk}/release"


def passage_key(decree: Decree, passage: Passage) -> str:
    """The key of the movement by which a lot brings another what it leaves."""
    return f"decree/{decree.pk}/leftover/{passage.giver}/{passage.taker}"


def _scroll(decree: Decree, plan: Plan) -> dict[str, Any] | None:
    """What a decree that scrolls a list ends and grants anew; None for any other."""
    follows = decree.ranked_list.follows
    if decree.ranked_list.cause != ListCause.SCROLL or follows is None:
        return None
    before = {each.submission_id: each.amount for each in plan.ended}
    codes = codes_of(plan.new)
    return {
        "follows": follows.version,
        "released": str(plan.released),
        "released_text": format_amount(plan.released),
        "movement": release_key(decree) if plan.ended else "",
        "ended": [
            {
                "protocol": each.submission.protocol,
                "organisation": each.organisation.name,
                "amount": str(each.amount),
                "is_replaced": each.submission_id in plan.replaced,
            }
            for each in plan.ended
        ],
        "new": [
            {
                **_row(row, {row.lot: row.lot}),
                **codes[row.submission_id],
                "before": str(before.get(row.submission_id, ZERO)),
                "amount": str(row.granted),
            }
            for row in plan.new
        ],
    }


def label_of(row: RankedRow) -> str:
    """The outcome of a row, in words."""
    return str(OUTCOMES[Outcome(row.outcome)][0])


def _row(row: RankedRow, titles: dict[str, str]) -> dict[str, Any]:
    return {
        "lot": titles[row.lot],
        "position": row.position,
        "protocol": row.protocol,
        "organisation": row.organisation_name,
        "fiscal_code": row.fiscal_code,
        "title": row.title,
        "points": None if row.points is None else str(row.points),
        "requested": str(row.requested),
        "granted": str(row.granted),
        "parts": row.parts,
        "funds": "; ".join(each.replace(" ", formats.NO_BREAK) for each in parts_said(row.parts)),
        "outcome": row.outcome,
        "outcome_label": label_of(row),
        "why": [sentence(each) for each in row.why],
    }


def _call_facts(ranked_list: RankedList) -> dict[str, Any]:
    call = ranked_list.call
    window = current_window(call)
    return {
        "code": call.code,
        "title": call.title,
        "measure": call.line.measure.code,
        "measure_title": call.line.measure.title,
        "line": call.line.title,
        "act": str(call.act),
        "act_on": _day(call.act.adopted_on) if call.act else "",
        "closes_at": None if window is None else window.closes_at.isoformat(),
        "closes_at_text": "" if window is None else formats.instant(window.closes_at),
        "rulebook_version": ranked_list.rulebook.version,
        "rulebook_digest": ranked_list.rulebook_digest,
    }


def _list_facts(ranked_list: RankedList) -> dict[str, Any]:
    published = ranked_list.published_at
    return {
        "version": ranked_list.version,
        "published_on": "" if published is None else _day(localtime(published).date()),
        "approved_by": str(ranked_list.approved_by),
        "input_digest": ranked_list.input_digest,
        "data_digest": ranked_list.data_digest,
        "check_code": ranked_list.document.check_code if ranked_list.document else "",
    }


def _panel_facts(ranked_list: RankedList) -> dict[str, Any] | None:
    panel = panels.of_call(ranked_list.call)
    if panel is None:
        return None
    return {
        "act": str(panel.act),
        "act_on": _day(panel.act.adopted_on),
        "members": [
            {"name": str(member.person), "chair": panels.is_chair(member)}
            for member in panel.members.all()
        ],
    }


def _received(ranked_list: RankedList, rows: list[RankedRow]) -> dict[str, Any]:
    checked = counts(ranked_list.call)
    sent = [(each.submission.protocol_year, each.submission.protocol_number) for each in rows]
    protocols = [rows[place].protocol for place in sorted(range(len(rows)), key=sent.__getitem__)]
    return {
        "total": len(rows),
        "admissible": checked.admissible,
        "first": protocols[0] if protocols else "",
        "last": protocols[-1] if protocols else "",
    }


def _day(day: Any) -> str:
    return day_in_words(day) if day else ""
