"""Whether a change of partners can be asked for, answered, decided, with the sentence that says why not."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from applicants.engine.lifecycle import VARIATION
from applicants.engine.snapshot import Snapshot
from applicants.engine.variation import Group, broken, left_and_joined, shortfalls, under
from applicants.enums import ApplicationState, VariationState
from applicants.labels import sentence
from applicants.labels.variations import VARIATION_STATES
from applicants.models import Application, Entrant, Submission, Variation
from applicants.policies.participation import check_caps
from applicants.queries.terms import may_be_written, term_of
from calls.engine.rulebook import Rulebook
from calls.enums import CallState
from calls.policies import in_words
from wecare.core.errors import DomainError
from wecare.core.lifecycle import StepRefused
from wecare.core.money import format_amount

_STANDING = {ApplicationState.SUBMITTED.value, ApplicationState.ADMITTED.value}
OPENED = {CallState.EVALUATION.value, CallState.EVALUATED.value, CallState.CONCLUDED.value}


class VariationRefused(DomainError):
    """The change of partners cannot be asked for, answered or decided so."""


def check_can_ask(application: Application, sent: Submission | None, *, at: datetime) -> Submission:
    """What was sent stands, its window is past, and the call admits groups.

    :raises VariationRefused: naming where the application stands, or until when it is corrected.
    """
    if application.state == ApplicationState.DRAFT.value:
        raise VariationRefused(
            _("La domanda è una bozza: cambia i partner direttamente, senza chiedere.")
        )
    if sent is None or application.state not in _STANDING:
        raise VariationRefused(
            _("La domanda non è in corso (è ritirata o esclusa): i partner non si cambiano più.")
        )
    if sent.rules.partnership is None:
        raise VariationRefused(
            _("Questo bando non ammette gruppi: non ci sono partner da cambiare.")
        )
    if may_be_written(application, at):
        term = term_of(application, at)
        raise VariationRefused(
            _(
                "Il termine è ancora aperto: fino al %(closes)s (ora italiana) ritiri la domanda, "
                "cambi i partner e la invii di nuovo."
            )
            % {"closes": in_words(term.closes_at) if term else "–"}
        )
    return sent


def check_none_open(open_one: Variation | None) -> None:
    """One change at a time: the next starts from the group that this one leaves.

    :raises VariationRefused: naming the one that waits, and since when.
    """
    if open_one is not None:
        raise VariationRefused(
            _(
                "La variazione n. %(number)s, chiesta il %(at)s, aspetta ancora una decisione: se ne "
                "chiede una alla volta. Ritirala, o aspetta."
            )
            % {"number": open_one.number, "at": in_words(open_one.asked_at)}
        )


def check_group(submission: Submission, *, before: Group, after: Group) -> None:
    """The group after the change keeps the rules under which the application was sent.

    :raises VariationRefused: naming the rule, its limit and the value, or where the money does not add up.
    :raises CapReached: if who comes in takes part in as many as the call admits.
    """
    rules, content = submission.rules, submission.content
    if not any(left_and_joined(before, after)):
        raise VariationRefused(
            _("Non cambia nulla: indica chi esce, chi entra o di chi cambia la parte.")
        )
    for each in shortfalls(content, after):
        raise VariationRefused(
            _(
                "%(what)s: i partner prendono insieme € %(taken)s, ma la domanda inviata ha "
                "€ %(available)s. Le spese del progetto non cambiano con una variazione dei partner."
            )
            % {
                "what": _title(rules, each.category),
                "taken": format_amount(each.taken),
                "available": format_amount(each.available),
            }
        )
    refusals = broken(rules, content, before=before, after=after)
    if refusals:
        raise VariationRefused(
            _("La variazione non rispetta le regole con cui la domanda è stata inviata: %(first)s")
            % {"first": " ".join(sentence(each.fact) for each in refusals)}
        )
    _leaves, joining, _changed = left_and_joined(before, after)
    codes = {each["fiscal_code"] for each in joining}
    snapshot = Snapshot.of_content(under(content, after))
    check_caps(
        submission.call,
        rules,
        [each for each in snapshot.partners if each.fiscal_code in codes],
        leads=snapshot.fiscal_code,
        besides=submission.application,
    )


def check_step(variation: Variation, step: str) -> str:
    """The state to which the step leads.

    :raises VariationRefused: naming where the variation stands, and since when.
    """
    try:
        return VARIATION.follow(step, VariationState(variation.state)).value
    except StepRefused as refusal:
        label, _tone, _icon = VARIATION_STATES[VariationState(variation.state)]
        raise VariationRefused(
            _("La variazione n. %(number)s non si può più cambiare: %(state)s dal %(at)s.")
            % {
                "number": variation.number,
                "state": str(label).lower(),
                "at": in_words(variation.closed_at or variation.asked_at),
            }
        ) from refusal


def check_can_decide(variation: Variation) -> None:
    """The office decides on what it may read: once the applications are open.

    :raises VariationRefused: if they are still closed.
    """
    if variation.application.call.state not in OPENED:
        raise VariationRefused(_("Le domande non sono ancora aperte: si decide dopo l'apertura."))


def check_accepted(entrants: Iterable[Entrant]) -> None:
    """Everyone who comes in has said yes.

    :raises VariationRefused: naming who has not.
    """
    lacking = [each.organisation.name for each in entrants if not each.accepted]
    if lacking:
        raise VariationRefused(
            _("Non si può approvare: manca il sì di %(names)s.") % {"names": ", ".join(lacking)}
        )


def _title(rules: Rulebook, category: str) -> str:
    if not category:
        return _("Quota propria")
    if category == "in_kind":
        return _("Quota propria in natura")
    return next(each.title for each in rules.cost_categories if each.code == category)
