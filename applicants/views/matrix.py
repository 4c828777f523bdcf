"""The group at a glance: who takes part by what is asked of each, green or red, with words and links."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applicants.engine.completeness import Requirement
from applicants.engine.parts import LEAD, part_of
from applicants.enums import RequirementSection
from applicants.labels import StateLabel
from applicants.models import Application, CompleteMark, Partner, SignOff
from applicants.queries.consents import part_digest
from applicants.views.tasklist import rows_of
from calls.engine.rulebook import Rulebook
from wecare.core.money import euro, format_amount, total

DATA, PROJECT, COSTS, FILES, DONE, SIGNED = "data", "project", "costs", "files", "done", "signed"


@dataclass(frozen=True, slots=True)
class Square:
    """How one thing stands for one member; the address is where it is put right, if anywhere."""

    mark: StateLabel
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """The lead or a partner, with its squares in the order of the columns."""

    name: str
    role: str
    squares: tuple[Square, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Titles of the columns, and the rows; `done` says whether all is green."""

    titles: tuple[str, ...]
    rows: tuple[MemberRow, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the matrix looks at: the text now with its digest, marks, agreements, what lacks."""

    application: Application
    rules: Rulebook
    content: dict[str, Any]
    text: str
    partners: Sequence[Partner]
    marks: dict[int | None, CompleteMark]
    sign_offs: dict[int, list[SignOff]]
    requirements: Sequence[Requirement]


def matrix_of(standing: Standing) -> Matrix:
    """One row for the lead and one for each partner; it asks the database for nothing by row."""
    columns = dict(_columns(standing.rules))
    lacking = _lacking(standing)
    members: list[Partner | None] = [None, *standing.partners]
    return Matrix(
        tuple(columns.values()),
        tuple(_row(standing, each, columns, lacking) for each in members),
    )


def _columns(rules: Rulebook) -> Iterable[tuple[str, str]]:
    yield DATA, _("Dati dell'ente")
    yield PROJECT, _("Progetto")
    for section in rules.partner_sections:
        yield section.code, section.title
    if rules.cost_categories:
        yield COSTS, _("Spese")
    yield FILES, _("Allegati")
    yield DONE, _("Parte completa")
    if rules.partnership is not None and rules.partnership.sign_off:
        yield SIGNED, _("Conferma del testo")


def _lacking(standing: Standing) -> dict[tuple[str, str], list[str]]:
    """Member and column → the addresses of what lacks."""
    owed = [each for each in standing.requirements if each.blocks and _column(each, standing.rules)]
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for each, row in zip(owed, rows_of(standing.application, owed), strict=True):
        member = LEAD if each.partner is None else each.partner.fiscal_code
        found[member, _column(each, standing.rules)].append(row.url)
    return found


def _column(item: Requirement, rules: Rulebook) -> str:
    """The column of a requirement; none for what is asked of the group as a whole."""
    match item.section:
        case RequirementSection.ORGANISATION:
            return DATA
        case RequirementSection.PARTNERSHIP:
            return DATA if item.partner is not None else ""
        case RequirementSection.PROJECT:
            return PROJECT
        case RequirementSection.QUESTIONS:
            each = {section.code for section in rules.partner_sections}
            return item.part if item.part in each else PROJECT
        case RequirementSection.COSTS:
            return COSTS
        case RequirementSection.ATTACHMENTS:
            return FILES


def _row(
    standing: Standing,
    partner: Partner | None,
    columns: Iterable[str],
    lacking: dict[tuple[str, str], list[str]],
) -> MemberRow:
    code = code_of(partner)
    squares = tuple(
        _square(standing, partner, column, lacking.get((code, column), [])) for column in columns
    )
    if partner is None:
        return MemberRow(standing.application.organisation.name, _("capofila"), squares)
    role = _("partner") if partner.has_accepted else _("partner descritto dal capofila")
    return MemberRow(partner.record.name, role, squares)


def _square(
    standing: Standing, partner: Partner | None, column: str, urls: Sequence[str]
) -> Square:
    if column in {DONE, SIGNED}:
        return (_done if column == DONE else _signed)(standing, partner)
    if urls:
        count = len(urls)
        said = ngettext("Manca %(count)s cosa", "Mancano %(count)s cose", count) % {"count": count}
        return Square((said, "stop", "it-close-circle"), urls[0])
    if partner is not None and column == PROJECT:
        return Square((_("Lo scrive il capofila"), "closed", "it-minus-circle"))
    spent = spent_by(standing.content, code_of(partner))
    if column == COSTS and not spent:
        return Square((_("Nessuna spesa"), "closed", "it-minus-circle"))
    note = format_amount(spent) if column == COSTS else ""
    return Square((_("A posto"), "done", "it-check"), note=note)


def spent_by(content: dict[str, Any], fiscal_code: str) -> Decimal:
    """What the lead, or the partner with this fiscal code, spends in all."""
    return total(map(euro, part_of(content, fiscal_code).get("costs", {}).values()))


def code_of(partner: Partner | None) -> str:
    """The fiscal code by which a part is known."""
    return LEAD if partner is None else partner.fiscal_code


def _done(standing: Standing, partner: Partner | None) -> Square:
    mark = standing.marks.get(None if partner is None else partner.pk)
    url = _part_url(standing.application, partner)
    if mark is None:
        return Square((_("Non ancora segnata"), "stop", "it-clock"), url)
    if mark.digest != part_digest(standing.content, partner):
        changed = (_("Cambiata dopo il segno"), "stop", "it-warning-circle")
        return Square(changed, url)
    return Square((_("Completa"), "done", "it-check-circle"))


def _signed(standing: Standing, partner: Partner | None) -> Square:
    if partner is None:
        return Square((_("Invia il capofila"), "closed", "it-minus-circle"))
    agreed = standing.sign_offs.get(partner.pk, [])
    url = _part_url(standing.application, partner)
    if not partner.has_accepted:
        return Square((_("Deve prima accettare l'invito"), "stop", "it-clock"), url)
    if any(each.digest == standing.text for each in agreed):
        return Square((_("Confermato"), "done", "it-check-circle"))
    if agreed:
        return Square((_("Da confermare di nuovo"), "stop", "it-warning-circle"), url)
    return Square((_("Manca la conferma"), "stop", "it-close-circle"), url)


def _part_url(application: Application, partner: Partner | None) -> str:
    if partner is None:
        return reverse("applicants:application", args=[application.public_id])
    return reverse("applicants:partner", args=[application.public_id, partner.pk])
