"""Writing an application: start it, save answers and costs, each with its version."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from applicants.actions import versions
from applicants.actions.filling import part_to_write
from applicants.actions.versions import Hand
from applicants.enums import VersionOrigin
from applicants.models import Answer, Application, Cost, Organisation, Partner
from applicants.policies import (
    AmountsRefused,
    WritingRefused,
    check_can_start,
    check_can_write,
    check_cap,
    check_in_kind,
    check_not_deleted,
)
from applicants.policies.organisations import check_lives
from applicants.policies.participation import check_caps
from applicants.queries.applications import to_lock
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

    :raises WritingRefused: if the call is not open, or the organisation has ended.
    :raises CapReached: if the organisation has sent as many as the call admits.
    """
    at = clock.now()
    check_can_start(call, at=at)
    check_lives(organisation, on=localdate(at))
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
    pen: str = "",
    origin: VersionOrigin = VersionOrigin.SAVED,
) -> list[Saved]:
    """Save answers, each (value, version it was written over); 0 where none was stored.

    Those of a partner are its own: the lead's to the same questions are others. Each text that is
    saved stays in the history.

    An answer that somebody else changed meanwhile is not overwritten: it comes back as a conflict,
    and the text that gave way stays in the history too. `pen` names the page that writes: what it
    wrote itself, and whose answer was lost, is no conflict.

    :raises WritingRefused: if the application cannot be written now, or a key is no question.
    """
    application = locked(application)
    at = clock.now()
    check_can_write(application, at=at)
    partner = part_to_write(application, partner, actor)
    _check_keys(application, answers, partner)
    stored = _stored(application, partner, answers)
    new = [key for key in answers if key not in stored]
    before = versions.last_versions(application, partner, new) if new else {}
    hand = Hand(actor, at, pen, origin)
    saved, kept = [], []
    for key, (value, base) in answers.items():
        answer = stored.get(key)
        if answer is None:
            version = before.get(key, 0) + 1
            Answer.objects.create(
                application=application,
                partner=partner,
                key=key,
                value=value,
                version=version,
                saved_by=actor,
                saved_at=at,
            )
            saved.append(Saved(key, version, value))
            kept.append((key, value, version))
        elif answer.value == value:
            saved.append(Saved(key, answer.version, value))
        elif answer.version != base and not versions.wrote_last(application, partner, answer, hand):
            versions.set_aside(application, partner, (key, value, base), hand)
            saved.append(Saved(key, answer.version, answer.value, True, str(answer.saved_by)))
        else:
            answer.value, answer.version = value, answer.version + 1
            answer.saved_by, answer.saved_at = actor, at
            answer.save(update_fields=["value", "version", "saved_by", "saved_at"])
            saved.append(Saved(key, answer.version, value))
            kept.append((key, value, answer.version))
    versions.keep(application, partner, kept, hand)
    _touch(application, at)
    return saved


def _stored(
    application: Application, partner: Partner | None, keys: Mapping[str, Any]
) -> dict[str, Answer]:
    rows = Answer.objects.filter(application=application, partner=partner, key__in=keys)
    return {answer.key: answer for answer in rows.select_related("saved_by").order_by("key")}


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
    known = {category.code for category in rules_for(application).cost_categories}
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
    """The application read again under its lock, with call and organisation.

    :raises DraftDeleted: if it is among the deleted ones.
    """
    found = to_lock().get(pk=application.pk)
    check_not_deleted(found)
    return found


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


def rules_for(application: Application) -> Rules:
    """The rules now in force for it, as its first phase asks them.

    :raises WritingRefused: if the call has none.
    """
    rulebook = current_rulebook(application.call)
    if rulebook is None:
        raise WritingRefused(_("Il bando non è pubblicato."))
    rules: Rules = rulebook.rules
    return rules.in_phase(application.phase)


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
    rules = rules_for(application)
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
