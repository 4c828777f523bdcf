"""How an award is divided into forms of aid: written by an officer, confirmed once by a manager."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from calls.enums import AidForm
from calls.labels.lots import AID_FORMS
from funding.actions.money import hold
from funding.engine.amortisation import Terms, TermsRefused
from funding.enums import AwardState, RepaymentMethod
from funding.labels import TERMS_REFUSED
from funding.models import AidComponent, AidDivision, Award
from funding.queries.aid.forms import allowed_forms
from funding.queries.awards.standing import standing
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.errors import DomainError
from wecare.core.money import ZERO, format_amount, total


class AidRefused(DomainError):
    """A form of aid that does not hold."""


@dataclass(frozen=True, slots=True)
class Component:
    """What an award gives in one form, in euro and percent; `terms` of a loan, `guaranteed_*` of a guarantee."""

    form: AidForm
    amount: Decimal
    terms: Terms | None = None
    guaranteed_percent: Decimal | None = None
    guaranteed_amount: Decimal | None = None


def terms_of(
    *, annual_rate: Decimal, months: int, grace_months: int, every_months: int, method: str
) -> Terms:
    """The conditions of a loan.

    :raises AidRefused: naming what makes no plan.
    """
    try:
        return Terms(annual_rate, months, grace_months, every_months, RepaymentMethod(method))
    except TermsRefused as refusal:
        raise AidRefused(str(TERMS_REFUSED[str(refusal)])) from refusal


@transaction.atomic
def divide(*, award: Award, components: Sequence[Component], by: Person) -> AidDivision:
    """Write how the award is divided, in place of what was written before.

    :raises AidRefused: if it is confirmed, a form is not one of the call's or comes twice, the conditions
        do not hold, or the components do not sum to what the award is worth.
    """
    award = hold(award)
    _check_open(award)
    _check_components(award, components)
    division, is_new = AidDivision.objects.get_or_create(
        award=award, defaults={"written_by": by, "written_at": clock.now()}
    )
    _check_not_confirmed(division)
    if not is_new:
        division.written_by, division.written_at = by, clock.now()
        division.save()
        AidComponent.objects.filter(division=division).delete()
    for each in components:
        AidComponent.objects.create(division=division, **_columns(each))
    events.record(
        "award.divided",
        subject=award,
        actor=by,
        forms={each.form.value: each.amount for each in components},
    )
    return division


@transaction.atomic
def confirm(*, award: Award, by: Person) -> AidDivision:
    """Confirm the division, once and before anything is paid; another person than who wrote it.

    :raises AidRefused: otherwise, or if it no longer sums to what the award is worth.
    """
    award = hold(award)
    _check_open(award)
    division = AidDivision.objects.select_for_update(of=("self",)).filter(award=award).first()
    if division is None:
        raise AidRefused(_("Le forme dell'aiuto non sono scritte: prima le scrive un funzionario."))
    _check_not_confirmed(division)
    if division.written_by_id == by.pk:
        raise AidRefused(
            _("Le forme dell'aiuto le conferma una persona diversa da chi le ha scritte.")
        )
    _check_sum(award, [each.amount for each in division.components.order_by("pk")])
    division.confirmed_by, division.confirmed_at = by, clock.now()
    division.save()
    events.record("award.division_confirmed", subject=award, actor=by)
    return division


def _check_open(award: Award) -> None:
    if award.state != AwardState.GRANTED:
        raise AidRefused(_("Il contributo non è più in essere: le sue forme non cambiano."))
    if standing(award).given:
        raise AidRefused(
            _(
                "Una parte del contributo è già pagata: le forme si decidono prima del primo pagamento."
            )
        )


def _check_not_confirmed(division: AidDivision) -> None:
    if division.is_confirmed:
        raise AidRefused(_("Le forme dell'aiuto sono già confermate: non cambiano più."))


def _check_components(award: Award, components: Sequence[Component]) -> None:
    allowed = allowed_forms(award)
    forms = [each.form for each in components]
    for each in components:
        if each.form not in allowed:
            raise AidRefused(
                _("Il bando non prevede «%(form)s». Prevede: %(allowed)s.")
                % {
                    "form": AID_FORMS[each.form],
                    "allowed": ", ".join(str(AID_FORMS[form]) for form in allowed),
                }
            )
        if each.amount <= ZERO:
            raise AidRefused(
                _("%(form)s: l'importo è più di zero. Qui è %(amount)s.")
                % {"form": AID_FORMS[each.form], "amount": format_amount(each.amount)}
            )
        _check_conditions(each)
    if len(set(forms)) != len(forms):
        raise AidRefused(_("Ogni forma dell'aiuto si scrive una volta sola."))
    _check_sum(award, [each.amount for each in components])


def _check_conditions(component: Component) -> None:
    if (component.form is AidForm.LOAN) != (component.terms is not None):
        raise AidRefused(_("Il prestito, e solo il prestito, ha tasso, durata e rate."))
    percent, most = component.guaranteed_percent, component.guaranteed_amount
    if component.form is not AidForm.GUARANTEE:
        if percent is not None or most is not None:
            raise AidRefused(_("Solo la garanzia ha una quota e un importo garantiti."))
        return
    if percent is None or not ZERO < percent <= 100:  # noqa: PLR2004 -- percent
        raise AidRefused(_("La quota garantita è più di zero e al massimo il 100 %."))
    if most is None or most < component.amount:
        raise AidRefused(
            _("L'importo garantito è almeno quanto si accantona: %(amount)s.")
            % {"amount": format_amount(component.amount)}
        )


def _check_sum(award: Award, amounts: Sequence[Decimal]) -> None:
    due, found = standing(award).due, total(amounts)
    if found != due:
        raise AidRefused(
            _(
                "Le forme dell'aiuto fanno %(found)s: devono fare %(due)s, quanto vale il contributo."
            )
            % {"found": format_amount(found), "due": format_amount(due)}
        )


def _columns(component: Component) -> dict[str, object]:
    terms = component.terms
    loan = (
        {}
        if terms is None
        else {
            "annual_rate": terms.annual_rate,
            "months": terms.months,
            "grace_months": terms.grace_months,
            "every_months": terms.every_months,
            "method": terms.method.value,
        }
    )
    return {
        "form": component.form.value,
        "amount": component.amount,
        "guaranteed_percent": component.guaranteed_percent,
        "guaranteed_amount": component.guaranteed_amount,
        **loan,
    }
