"""Whether a step of a decree is possible now, with the sentence that says why not."""

from django.utils.translation import gettext as _

from applicants.models import Submission
from calls.enums import CallState
from evaluation.enums import ListCause, RankedListState
from evaluation.models import Departure, RankedList, RankedRow
from funding.enums import AwardState
from funding.models import Award, Closure, Decree, Reduction
from funding.policies.conditions import check_can_grant
from funding.queries import decrees, lot_money
from funding.queries.budget_years import shares_of
from funding.queries.decrees import Plan
from funding.queries.payments.requests import ordered_of
from wecare.acts.enums import ActState
from wecare.core.components.formats import instant
from wecare.core.errors import DomainError
from wecare.core.money import ZERO, format_amount
from wecare.core.text import TextRefused, clean_text

TEXT_LENGTH = 4000  # characters of reasons and answers


class DecreeRefused(DomainError):
    """A step of a decree that is not possible now."""


class ExitRefused(DomainError):
    """A change, an exit, a recovery or a closure of an award that is not possible so, or not now."""


def check_runs(award: Award) -> None:
    """The award stands and is not closed.

    :raises ExitRefused: otherwise.
    """
    if award.state != AwardState.GRANTED:
        raise ExitRefused(
            _("Il contributo della domanda prot. %(protocol)s non è più in essere.")
            % {"protocol": award.submission.protocol}
        )
    closure = Closure.objects.filter(award=award).first()
    if closure is not None:
        raise ExitRefused(
            _("Il contributo della domanda prot. %(protocol)s è chiuso dal %(at)s.")
            % {"protocol": award.submission.protocol, "at": instant(closure.closed_at)}
        )


def closed(submission: Submission) -> str:
    """Why an application whose award is closed cannot leave its list; nothing where it is not."""
    closure = Closure.objects.filter(award__submission=submission).order_by("pk").first()
    if closure is None:
        return ""
    return _("Il contributo della domanda prot. %(protocol)s è chiuso dal %(at)s.") % {
        "protocol": submission.protocol,
        "at": instant(closure.closed_at),
    }


def written(text: str, *, lacking: str) -> str:
    """The text as it is kept.

    :raises ExitRefused: if there is none (with the sentence `lacking`), or it cannot be kept.
    """
    try:
        kept = clean_text(text, max_length=TEXT_LENGTH)
    except TextRefused as problem:
        raise ExitRefused(str(problem)) from problem
    if not kept:
        raise ExitRefused(lacking)
    return kept


def check_can_draft(ranked_list: RankedList) -> None:
    """The list is published, definitive, and carried out by no other act.

    :raises DecreeRefused: otherwise.
    """
    if not ranked_list.is_published:
        raise DecreeRefused(
            _("La graduatoria non è pubblicata: il decreto si scrive dopo la pubblicazione.")
        )
    if ranked_list.is_provisional:
        raise DecreeRefused(
            _(
                "La graduatoria è provvisoria: il decreto si scrive sulla definitiva, dopo le "
                "osservazioni."
            )
        )


def check_has_the_list(decree: Decree) -> None:
    """What was frozen for the proof is what the list says.

    :raises DecreeRefused: if the act was frozen without the facts of its list.
    """
    facts = (decree.act.context or {}).get("facts", {})
    if facts.get("list", {}).get("data_digest") != decree.ranked_list.data_digest:
        raise DecreeRefused(
            _("La prova non contiene la graduatoria: riapri il decreto e preparala di nuovo.")
        )


def check_can_adopt(decree: Decree) -> None:
    """The list was carried out by nobody yet and each lot still holds what the list grants.

    So is what the call wants before it grants: CUP, COR, room for de minimis aid.

    :raises DecreeRefused: otherwise; the ledger has the last word under its own lock.
    :raises ConditionsRefused: naming the protocols and what each lacks.
    """
    if decree.act.state in {ActState.ADOPTED.value, ActState.PUBLISHED.value}:
        raise DecreeRefused(
            _("Il decreto %(act)s è già adottato: si corregge con un nuovo atto.")
            % {"act": decree.act}
        )
    if not shares_of(decree):
        raise DecreeRefused(
            _(
                "Il decreto non dice in quali annualità di bilancio cade la spesa: torna alla bozza e "
                "scrivilo."
            )
        )
    ranked_list = decree.ranked_list
    states = {CallState.EVALUATED.value}
    if ranked_list.cause == ListCause.SCROLL:
        states.add(CallState.CONCLUDED.value)
    if ranked_list.call.state not in states:
        raise DecreeRefused(_("Il bando non è nello stato «graduatoria pubblicata»."))
    _check_is_the_last(ranked_list)
    _check_nobody_left(ranked_list)
    granted = decrees.rows_granted(ranked_list).values_list("submission_id", flat=True)
    live = Award.objects.filter(submission__in=list(granted), state=AwardState.GRANTED.value)
    taken = live.select_related("submission").order_by("pk").first()
    if taken is not None and ranked_list.cause != ListCause.SCROLL:
        raise DecreeRefused(
            _("La domanda prot. %(protocol)s ha già avuto il contributo.")
            % {"protocol": taken.submission.protocol}
        )
    check_can_move(decree)
    for lot in lot_money.lots_of(ranked_list):
        for fund in lot.funds:
            _check_has(lot, fund)
    check_can_grant(decree)


def _check_has(lot: lot_money.LotMoney, fund: lot_money.OnFund) -> None:
    """The lot has on the fund what the decree commits there."""
    if fund.at_hand >= fund.granted:
        return
    facts = {
        "lot": lot.title,
        "fund": fund.place.fund,
        "left": format_amount(fund.at_hand),
        "needed": format_amount(fund.granted),
    }
    if len(lot.funds) == 1:
        raise DecreeRefused(
            _(
                "Lotto %(lot)s: restano %(left)s, ne servono %(needed)s. Non abbiamo registrato nulla."
            )
            % facts
        )
    raise DecreeRefused(
        _(
            "Lotto %(lot)s, fondo %(fund)s: restano %(left)s, ne servono %(needed)s. Un atto della "
            "dotazione può portarli al lotto su quel fondo. Non abbiamo registrato nulla."
        )
        % facts
    )


def _check_is_the_last(ranked_list: RankedList) -> None:
    newer = (
        RankedList.objects.filter(follows=ranked_list, state=RankedListState.PUBLISHED.value)
        .order_by("pk")
        .first()
    )
    if newer is not None:
        raise DecreeRefused(
            _("La versione %(version)d della graduatoria è superata dalla %(newer)d.")
            % {"version": ranked_list.version, "newer": newer.version}
        )


def _check_nobody_left(ranked_list: RankedList) -> None:
    granted = decrees.rows_granted(ranked_list).values("submission_id")
    left = (
        Departure.objects.filter(submission__in=granted)
        .select_related("submission")
        .order_by("pk")
        .first()
    )
    if left is not None:
        raise DecreeRefused(
            _(
                "La domanda prot. %(protocol)s è uscita dalla graduatoria dopo la pubblicazione: "
                "prima si scorre la graduatoria."
            )
            % {"protocol": left.submission.protocol}
        )


def check_can_move(decree: Decree) -> None:
    """What the decree would end can still be ended by it; has the last word once the awards are held.

    Who left after a payment, or lost a part of its award, is first settled by an act of its own.

    :raises DecreeRefused: otherwise.
    """
    plan = decrees.plan_of(decree.ranked_list)
    reduced = set(
        Reduction.objects.filter(award__in=[award.pk for award in plan.ended])
        .order_by("award")
        .values_list("award", flat=True)
    )
    if waiting := ordered_of(*plan.ended):
        raise DecreeRefused(
            _(
                "La banca non ha ancora risposto su un pagamento di %(amount)s alla domanda prot. "
                "%(protocol)s: prima si importa il suo esito."
            )
            % {
                "amount": format_amount(waiting.proposed or ZERO),
                "protocol": waiting.award.submission.protocol,
            }
        )
    granted = {row.submission_id: row.granted for row in plan.new}
    for award in plan.ended:
        paid = plan.given(award.submission_id)
        if award.pk in reduced or paid > granted.get(award.submission_id, ZERO):
            raise DecreeRefused(
                _(
                    "La domanda prot. %(protocol)s ha già avuto %(paid)s o perso una parte del "
                    "contributo: prima si chiude con un suo atto (revoca, o presa d'atto della "
                    "rinuncia)."
                )
                % {"protocol": award.submission.protocol, "paid": format_amount(paid)}
            )
    for row in plan.new:
        _check_paid_within(row, plan)


def _check_paid_within(row: RankedRow, plan: Plan) -> None:
    """No fund paid more of an award that is replaced than it pays of the one that takes its place."""
    parts = plan.parts_to_commit(row)
    for fund in (fund for fund, amount in parts.items() if amount < ZERO):
        paid = plan.carried[row.submission_id][fund]
        raise DecreeRefused(
            _(
                "Il fondo %(fund)s ha già pagato %(paid)s alla domanda prot. %(protocol)s: la graduatoria "
                "gliene fa pagare %(part)s. Prima si scorre di nuovo la graduatoria."
            )
            % {
                "fund": fund,
                "paid": format_amount(paid),
                "protocol": row.protocol,
                "part": format_amount(paid + parts[fund]),
            }
        )
