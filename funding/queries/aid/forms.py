"""The forms in which an award is given, and how much of each is still to go out."""

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from calls.engine.rulebook import Lot
from calls.enums import AidForm
from funding.engine.amortisation import Terms
from funding.models import AidComponent, AidDivision, Award, Disbursement, GuaranteeCall
from funding.queries.awards.standing import Standing
from wecare.core.money import ZERO, portion, total

_OF_THEIR_OWN = (AidForm.LOAN, AidForm.GUARANTEE)


def lot_of(award: Award) -> Lot:
    """The lot of the rules by which it was granted."""
    return award.decree.ranked_list.rulebook.rules.lot(award.lot)


def allowed_forms(award: Award) -> tuple[AidForm, ...]:
    """The forms that the call allows: a grant where it names none."""
    return lot_of(award).aid_forms or (AidForm.GRANT,)


def division_of(award: Award) -> AidDivision | None:
    """How the award is divided, confirmed or not."""
    return (
        AidDivision.objects.filter(award=award)
        .select_related("written_by", "confirmed_by")
        .prefetch_related("components")
        .first()
    )


def component_of(award: Award, form: AidForm) -> AidComponent | None:
    """What the award gives in this form, once confirmed."""
    return AidComponent.objects.filter(
        division__award=award, division__confirmed_at__isnull=False, form=form.value
    ).first()


def terms_of_loan(award: Award) -> Terms:
    """The conditions of the confirmed loan of an award.

    :raises AidComponent.DoesNotExist: if it has none.
    """
    found = component_of(award, AidForm.LOAN)
    if found is None:
        raise AidComponent.DoesNotExist(f"award {award.pk} has no confirmed loan")
    return found.terms


def lacks_division(award: Award) -> bool:
    """Whether nothing may be paid before the forms are confirmed: the call allows loans or guarantees.

    An award that takes the place of one already paid goes on as it was.
    """
    if award.carried or not set(allowed_forms(award)) & set(_OF_THEIR_OWN):
        return False
    return not AidDivision.objects.filter(award=award, confirmed_at__isnull=False).exists()


def disbursed(award: Award) -> Decimal:
    """What was paid of the loan, in euro."""
    return _sum(Disbursement.objects.filter(award=award, is_paid=True), "amount")


def left_to_ask(award: Award) -> Decimal:
    """What of the loan is neither paid nor asked, in euro; nothing before it is confirmed."""
    component = component_of(award, AidForm.LOAN)
    if component is None:
        return ZERO
    waiting = _sum(Disbursement.objects.filter(award=award, is_paid=None), "amount")
    return component.amount - disbursed(award) - waiting


def called(award: Award) -> Decimal:
    """What was paid on the guarantee, in euro."""
    return _sum(GuaranteeCall.objects.filter(award=award, is_paid=True), "payable")


def payable_of(component: AidComponent, loss: Decimal, paid: Decimal) -> Decimal:
    """The most that the guarantee pays of a loss, in euro: its share of it, and what is left set aside."""
    return min(portion(loss, component.guaranteed_percent or ZERO), component.amount - paid)


def release_key(award: Award) -> str:
    """The key of the movement by which what is left of the guarantee goes back."""
    return f"guarantee-release/{award.pk}"


def left_for(award: Award, form: AidForm, money: Standing) -> Decimal:
    """The most that may still go out in this form; grants of both kinds share what is left of theirs."""
    components = AidComponent.objects.filter(
        division__award=award, division__confirmed_at__isnull=False
    )
    amounts = {AidForm(each.form): each.amount for each in components.order_by("pk")}
    if not amounts:
        return ZERO if form in _OF_THEIR_OWN else money.committed
    if form is AidForm.LOAN:
        return amounts.get(form, ZERO) - disbursed(award)
    if form is AidForm.GUARANTEE:
        return amounts.get(form, ZERO) - called(award)
    granted = total(amount for each, amount in amounts.items() if each not in _OF_THEIR_OWN)
    return granted - (money.given - disbursed(award) - called(award))


def _sum(rows: QuerySet[Any], field: str) -> Decimal:
    found: Decimal | None = rows.aggregate(sum=Sum(field))["sum"]
    return ZERO if found is None else found
