"""Save the table of expenses: each cell over what its writer saw, with the rules of who writes which."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.actions.applications import ApplicationChanged, locked
from applicants.actions.filling import NotYourPart
from applicants.engine.cells import COST, IN_KIND, OWN, Cell, Place, resolved
from applicants.models import Application, Cost, Partner
from applicants.permissions import acts_for, writes
from applicants.policies import AmountsRefused, WritingRefused, check_can_write, check_in_kind
from calls.queries.calls import current_rulebook
from wecare.accounts.models import Person
from wecare.core import clock
from wecare.core.money import ZERO, total


class CellsChanged(ApplicationChanged):
    """Somebody else changed the same cells: place → what stands there now, and who wrote it."""

    def __init__(self, sentence: str, now: Mapping[Place, tuple[Decimal, str]]) -> None:
        super().__init__(sentence)
        self.now = now


@transaction.atomic
def save(*, application: Application, cells: Iterable[Cell], actor: Person) -> Application:
    """Save euro by partner and category, own funding and its part in kind; all or nothing.

    :raises CellsChanged: if somebody changed one of the same cells meanwhile.
    :raises NotYourPart: if a cell is of a part that others write.
    :raises WritingRefused: if it cannot be written now, or a category or a partner is none of it.
    :raises AmountsRefused: if the sum is too large, or a part in kind exceeds its own funding.
    """
    application = locked(application)
    at = clock.now()
    check_can_write(application, at=at)
    asked = list(cells)
    partners = {each.pk: each for each in application.partners.select_related("organisation")}
    _check_places(application, asked, partners, actor)
    costs = {
        (each.partner_id, f"{COST}{each.category}"): each
        for each in application.costs.select_related("saved_by")
    }
    now = {place: cost.amount for place, cost in costs.items()} | _own(application, partners)
    found = resolved(asked, now)
    if found.conflicts:
        writers = {place: str(cost.saved_by or "") for place, cost in costs.items()}
        raise CellsChanged(
            _(
                "Un'altra persona ha cambiato gli stessi importi mentre scrivevi. Quello che hai "
                "scritto è ancora qui sotto: scegli quale importo tenere e salva di nuovo."
            ),
            {
                cell.place: (now.get(cell.place, ZERO), writers.get(cell.place, ""))
                for cell in found.conflicts
            },
        )
    _write(application, found.written, partners, actor)
    after = now | {cell.place: cell.typed for cell in found.written}
    for holder in {place[0] for place in after}:
        check_in_kind(after.get((holder, IN_KIND), ZERO), after.get((holder, OWN), ZERO))
    _check_sums(after)
    application.saved_at = at
    application.save(update_fields=["saved_at", "own_funding", "own_in_kind"])
    return application


def _own(application: Application, partners: Mapping[int, Partner]) -> dict[Place, Decimal]:
    holders: dict[int | None, Application | Partner] = {None: application}
    holders.update(partners.items())
    return {
        (key, row): getattr(holder, row)
        for key, holder in holders.items()
        for row in (OWN, IN_KIND)
    }


def _check_places(
    application: Application, cells: list[Cell], partners: Mapping[int, Partner], actor: Person
) -> None:
    rulebook = current_rulebook(application.call)
    rules = None if rulebook is None else rulebook.rules.in_phase(application.phase)
    known = {f"{COST}{each.code}" for each in rules.cost_categories} if rules else set()
    if unknown := sorted({row for _holder, row in _places(cells)} - known - {OWN, IN_KIND}):
        code = unknown[0].removeprefix(COST)[:40]
        raise WritingRefused(_("La voce «%(code)s» non è di questo bando.") % {"code": code})
    leads = bool(writes(actor, application))
    for holder in sorted({holder or 0 for holder, _row in _places(cells)}):
        if not holder:
            _check_writer(application.organisation.name, may_write=leads)
        elif holder not in partners:
            raise WritingRefused(
                _("Uno dei partner non è più nel gruppo: ricarica la pagina delle spese.")
            )
        else:
            partner = partners[holder]
            theirs = bool(acts_for(actor, partner.organisation)) if partner.has_accepted else leads
            _check_writer(partner.name, may_write=theirs)


def _places(cells: Iterable[Cell]) -> set[Place]:
    return {cell.place for cell in cells}


def _check_writer(name: str, *, may_write: bool) -> None:
    if not may_write:
        raise NotYourPart(_("Le spese di %(name)s le scrive un altro ente.") % {"name": name})


def _write(
    application: Application,
    cells: Iterable[Cell],
    partners: Mapping[int, Partner],
    actor: Person,
) -> None:
    rows, changed = [], set()
    for cell in cells:
        holder, row = cell.place
        if row in (OWN, IN_KIND):
            setattr(application if holder is None else partners[holder], row, cell.typed)
            changed.add(holder)
        else:
            rows.append(
                Cost(
                    application=application,
                    partner_id=holder,
                    category=row.removeprefix(COST),
                    amount=cell.typed,
                    saved_by=actor,
                )
            )
    for holder in sorted(key for key in changed if key is not None):
        partner = partners[holder]
        check_in_kind(partner.own_in_kind, partner.own_funding)
        partner.save(update_fields=["own_funding", "own_in_kind"])
    Cost.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["application", "partner", "category"],
        update_fields=["amount", "saved_by"],
    )


def _check_sums(after: Mapping[Place, Decimal]) -> None:
    try:
        total(amount for (_holder, row), amount in after.items() if row.startswith(COST))
        total(amount for (_holder, row), amount in after.items() if row == OWN)
    except ValueError as problem:
        raise AmountsRefused(
            _("La somma delle spese è troppo grande: il massimo è 999.999.999.999,99 €.")
        ) from problem
