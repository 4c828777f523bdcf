"""Writing an application: start it, save answers, heading and costs, each with its version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.actions.filling import part_to_write
from applicants.models import Answer, Application, Cost, Organisation, Partner
from applicants.models.submission import FIRST_PHASE
from applicants.policies import (
    AmountsRefused,
    WritingRefused,
    check_can_start,
    check_can_write,
    check_cap,
    check_in_kind,
)
from applicants.policies.participation import check_caps
from applicants.queries.partnership import member_of
from calls.engine.rulebook import Rulebook as Rules
from calls.enums import QuestionKind
from calls.models import Call
from calls.queries.calls import current_rulebook
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.errors import DomainError
from wecare.core.money import ZERO, total


class ApplicationChanged(DomainError):
    """Somebody else saved the same part meanwhile."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one answer: its version now, and the other text where two people wrote."""

    key: str
    version: int
    value: Any
    conflict: bool = False
    saved_by: str = ""


@transaction.atomic
def start(
    *, call: Call, organisation: Organisation, actor: Person, title: str = "", lot: str = ""
) -> Application:
    """Begin an application of an organisation for an open call.

    :raises WritingRefused: if the call is not open.
    :raises CapReached: if the organisation has sent as many as the call admits.
    """
    at = clock.now()
    check_can_start(call, at=at)
    rulebook = current_rulebook(call)
    if rulebook is not None:
        check_cap(call, organisation, rulebook.rules)
        lead = member_of(organisation)
        check_caps(call, rulebook.rules, [lead], leads=lead.fiscal_code)
    application = Application.objects.create(
        call=call,
        organisation=organisation,
        title=title,
        lot=lot,
        saved_at=at,
        created_by=actor,
        created_at=at,
    )
    events.record("application.started", subject=application, actor=actor, call=call.code)
    return application


@transaction.atomic
def save_answers(
    *,
    application: Application,
    answers: Mapping[str, tuple[Any, int]],
    actor: Person,
    partner: Partner | None = None,
) -> list[Saved]:
    """Save answers, each (value, version it was written over); 0 where none was stored.

    Those of a partner are its own: the lead's to the same questions are others.

    An answer that somebody else changed meanwhile is not overwritten: it comes back as a conflict.

    :raises WritingRefused: if the application cannot be written now, or a key is no question.
    """
    application = locked(application)
    at = clock.now()
    check_can_write(application, at=at)
    partner = part_to_write(application, partner, actor)
    _check_keys(application, answers, partner)
    stored = {
        answer.key: answer
        for answer in Answer.objects.filter(
            application=application, partner=partner, key__in=answers
        )
        .select_related("saved_by")
        .order_by("key")
    }
    saved = []
    for key, (value, base) in answers.items():
        answer = stored.get(key)
        if answer is None:
            Answer.objects.create(
                application=application,
                partner=partner,
                key=key,
                value=value,
                saved_by=actor,
                saved_at=at,
            )
            saved.append(Saved(key, 1, value))
        elif answer.value == value:
            saved.append(Saved(key, answer.version, value))
        elif answer.version != base:
            saved.append(Saved(key, answer.version, answer.value, True, str(answer.saved_by)))
        else:
            answer.value, answer.version = value, answer.version + 1
            answer.saved_by, answer.saved_at = actor, at
            answer.save(update_fields=["value", "version", "saved_by", "saved_at"])
            saved.append(Saved(key, answer.version, value))
    _touch(application, at)
    return saved


@transaction.atomic
def save_heading(
    *,
    application: Application,
    title: str,
    lot: str,
    base_version: int,
    actor: Person,
    aid_form: str = "",
    months: int | None = None,
    starts_on: date | None = None,
) -> Application:
    """Save title, lot, form of aid and time of the project, written over `base_version` of the application.

    :raises ApplicationChanged: if somebody saved heading or costs meanwhile.
    :raises WritingRefused: if it cannot be written now, or the lot is none of the call's.
    """
    application = _opened_for_writing(application, base_version)
    rules = _rules(application)
    if lot and lot not in {item.code for item in rules.lots}:
        raise WritingRefused(_("Il lotto «%(lot)s» non è di questo bando.") % {"lot": lot})
    application.title, application.lot, application.aid_form = title, lot, aid_form
    application.months, application.starts_on = months, starts_on
    application.version += 1
    application.save(
        update_fields=["title", "lot", "aid_form", "months", "starts_on", "version", "saved_at"]
    )
    return application


@transaction.atomic
def save_costs(
    *,
    application: Application,
    costs: Mapping[str, Decimal],
    own_funding: Decimal,
    base_version: int,
    actor: Person,
    own_in_kind: Decimal = ZERO,
) -> Application:
    """Save euro per cost category and the own funding of the lead, with its part in kind, whole.

    What the page of the expenses saves, cell by cell and for partners too, is in `actions.costs`.

    :raises ApplicationChanged: if somebody saved heading or costs meanwhile.
    :raises WritingRefused: if it cannot be written now, or a category is none of the call's.
    :raises AmountsRefused: if the sum is too large, or the part in kind exceeds the own funding.
    """
    application = _opened_for_writing(application, base_version)
    known = {category.code for category in _rules(application).cost_categories}
    if unknown := sorted(set(costs) - known):
        raise WritingRefused(_("La voce «%(code)s» non è di questo bando.") % {"code": unknown[0]})
    _check_sum(costs)
    check_in_kind(own_in_kind, own_funding)
    for code in sorted(costs):
        Cost.objects.update_or_create(
            application=application,
            partner=None,
            category=code,
            defaults={"amount": costs[code], "saved_by": actor},
        )
    application.own_funding, application.own_in_kind = own_funding, own_in_kind
    application.version += 1
    application.save(update_fields=["own_funding", "own_in_kind", "version", "saved_at"])
    return application


def locked(application: Application) -> Application:
    """The application read again under its lock, with call and organisation."""
    return (
        Application.objects.select_for_update(of=("self",), no_key=True)
        .select_related("call__line__measure", "organisation")
        .get(pk=application.pk)
    )


def _opened_for_writing(application: Application, base_version: int) -> Application:
    application = locked(application)
    at = clock.now()
    check_can_write(application, at=at)
    if application.version != base_version:
        raise ApplicationChanged(
            _(
                "Un'altra persona ha salvato questa parte mentre scrivevi. Quello che hai scritto "
                "è ancora qui sotto: confrontalo e salva di nuovo."
            )
        )
    application.saved_at = at
    return application


def _touch(application: Application, at: Any) -> None:
    application.saved_at = at
    application.save(update_fields=["saved_at"])


def _rules(application: Application) -> Any:
    rulebook = current_rulebook(application.call)
    if rulebook is None:
        raise WritingRefused(_("Il bando non è pubblicato."))
    return rulebook.rules.in_phase(FIRST_PHASE)


def _check_sum(costs: Mapping[str, Decimal]) -> None:
    try:
        total(costs.values())
    except ValueError as problem:
        raise AmountsRefused(
            _("La somma delle spese è troppo grande: il massimo è 999.999.999.999,99 €.")
        ) from problem


def _check_keys(
    application: Application, answers: Mapping[str, Any], partner: Partner | None
) -> None:
    rules: Rules = _rules(application)
    sections = rules.sections if partner is None else rules.partner_sections
    known = {
        question.code
        for section in sections
        for question in section.questions
        if question.kind is not QuestionKind.FILE
    }
    if unknown := sorted(set(answers) - known):
        raise WritingRefused(
            _("«%(code)s» non è una domanda di questo bando.") % {"code": unknown[0][:40]}
        )
