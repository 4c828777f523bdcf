"""The way to a revocation, whole or in part: notice, observations, assessment (L. 241/1990).

Nothing happens by itself: the days to answer only open the way to the assessment, and that to an act.
"""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.actions.brought import Brought, kept, looked_at
from applicants.permissions import writes
from evaluation.actions.locks import lock_call
from evaluation.engine.publication import days_end
from funding.actions import money
from funding.actions.exits.letters import tell
from funding.engine.lifecycle import REVOCATION
from funding.enums import RevocationState
from funding.labels import REVOCATION_STATES
from funding.models import Award, Revocation, RevocationFile, RevocationObservation
from funding.policies import ExitRefused, check_runs, written
from funding.queries.awards.standing import on_desk, standing
from funding.queries.exits.procedures import departure_of
from wecare.accounts.models import Person
from wecare.core import clock, events
from wecare.core.components.formats import instant
from wecare.core.lifecycle import StepRefused
from wecare.core.money import ZERO, format_amount

LEAST_DAYS = 10  # to answer a notice (L. 241/1990, art. 10-bis)


@transaction.atomic
def start(
    *,
    award: Award,
    amount: Decimal | None,
    reasons: str,
    answer_days: int,
    conclude_days: int,
    protocol: str,
    by: Person,
) -> Revocation:
    """Tell the beneficiary that a revocation begins: of `amount` euro, or of the whole award (None).

    :raises ExitRefused: if the award ended, is closed or was left; a procedure is open; the amount is
        above what it is worth; the days are too few.
    """
    award = money.hold(award)
    check_runs(award)
    check_nobody_left(award)
    why = written(reasons, lacking=_("Scrivi i motivi: li legge il beneficiario."))
    if Revocation.objects.filter(award=award, closed_at=None).exists():
        raise ExitRefused(_("C'è già un procedimento di revoca aperto su questo contributo."))
    _check_amount(award, amount)
    if answer_days < LEAST_DAYS or conclude_days < answer_days:
        raise ExitRefused(
            _(
                "Per rispondere servono almeno %(least)d giorni, e per concludere almeno altrettanti. "
                "Hai scritto %(answer)d e %(conclude)d."
            )
            % {"least": LEAST_DAYS, "answer": answer_days, "conclude": conclude_days}
        )
    at = clock.now()
    revocation = Revocation.objects.create(
        award=award,
        amount=amount,
        reasons=why,
        protocol=protocol.strip()[:60],
        started_at=at,
        started_by=by,
        answer_until=days_end(at, answer_days),
        conclude_days=conclude_days,
        state=REVOCATION.initial.value,
    )
    events.record(
        "revocation.started",
        subject=revocation,
        actor=by,
        protocol=award.submission.protocol,
        amount=amount,
        days=answer_days,
    )
    tell(
        award,
        "revocation_started",
        key=f"revocation/{revocation.pk}",
        amount=amount if amount is not None else standing(award).due,
        reason=why,
        until=revocation.answer_until - timedelta(seconds=1),
    )
    return revocation


def observe(
    *, revocation: Revocation, text: str, files: Sequence[Brought] = (), by: Person
) -> RevocationObservation:
    """Answer the notice within its days, with files.

    :raises ExitRefused: if the days are over, the procedure is closed, the person does not write for
        the organisation, or a file is not acceptable: it is named.
    :raises FileInfected: if the scanner has found something in the same bytes.
    """
    looked = [looked_at(each, ExitRefused) for each in files]
    with transaction.atomic():
        revocation = held(revocation)
        said = written(text, lacking=_("Scrivi le tue osservazioni."))
        if not writes(by, revocation.award.submission.application):
            raise ExitRefused(_("Il tuo incarico per l'ente non comprende lo scrivere."))
        at = clock.now()
        if not revocation.is_open or at >= revocation.answer_until:
            raise ExitRefused(
                _(
                    "Si poteva rispondere fino al %(until)s (ora italiana). L'osservazione è "
                    "arrivata il %(at)s: non l'abbiamo registrata."
                )
                % {
                    "until": instant(revocation.answer_until - timedelta(seconds=1)),
                    "at": instant(at),
                }
            )
        observation = RevocationObservation.objects.create(
            revocation=revocation, text=said, filed_by=by, filed_at=at
        )
        digests = []
        for each in looked:
            stored = kept(each)
            RevocationFile.objects.create(
                observation=observation, filename=each.filename, file=stored
            )
            digests.append(stored.digest)
        events.record("revocation.observed", subject=revocation, actor=by, files=digests)
        tell(
            revocation.award,
            "observation_received",
            key=f"revocation-observation/{observation.pk}",
            until=revocation.answer_until - timedelta(seconds=1),
        )
    return observation


@transaction.atomic
def assess(
    *, revocation: Revocation, assessment: str, recovery_days: int, by: Person
) -> Revocation:
    """Write what the office makes of the observations, or of their absence; then comes an act.

    :raises ExitRefused: if the days to answer still run, or the procedure is not there any more.
    """
    revocation = held(revocation)
    text = written(
        assessment,
        lacking=_(
            "Scrivi la valutazione: perché si revoca, e che cosa si risponde alle osservazioni."
        ),
    )
    state = follow(revocation, "assess")
    if clock.now() < revocation.answer_until:
        raise ExitRefused(
            _("Il beneficiario può rispondere fino al %(until)s: si valuta dopo.")
            % {"until": instant(revocation.answer_until - timedelta(seconds=1))}
        )
    if recovery_days < 1:
        raise ExitRefused(_("Per restituire serve almeno un giorno."))
    revocation.state, revocation.assessment = state.value, text
    revocation.recovery_days = recovery_days
    revocation.assessed_by, revocation.assessed_at = by, clock.now()
    revocation.save()
    events.record("revocation.assessed", subject=revocation, actor=by, reason=text)
    return revocation


@transaction.atomic
def drop(*, revocation: Revocation, reason: str, by: Person) -> Revocation:
    """End the procedure without revoking.

    :raises ExitRefused: if it is closed, or there is no reason.
    """
    revocation = held(revocation)
    text = written(reason, lacking=_("Scrivi perché si archivia: lo legge il beneficiario."))
    state = follow(revocation, "drop")
    revocation.state = state.value
    revocation.assessment = "\n\n".join(filter(None, (revocation.assessment, text)))
    revocation.closed_by, revocation.closed_at = by, clock.now()
    revocation.save()
    events.record("revocation.dropped", subject=revocation, actor=by, reason=text)
    tell(
        revocation.award,
        "revocation_dropped",
        key=f"revocation/{revocation.pk}/dropped",
        reason=text,
    )
    return revocation


def hold(revocation: Revocation) -> None:
    """Hold the award and its call, in the order in which all do: nothing else before."""
    award = money.hold(revocation.award_id)
    lock_call(award.decree.ranked_list.call)


def held(revocation: Revocation) -> Revocation:
    """The procedure as it stands, its award held before."""
    award = money.hold(revocation.award_id)
    found = Revocation.objects.select_for_update(of=("self",)).get(pk=revocation.pk)
    found.award = on_desk().get(pk=award.pk)
    return found


def follow(revocation: Revocation, step: str) -> RevocationState:
    """The state to which the step leads.

    :raises ExitRefused: if it does not start from where the procedure stands.
    """
    try:
        return REVOCATION.follow(step, RevocationState(revocation.state))
    except StepRefused as refusal:
        raise ExitRefused(
            _("Il procedimento di revoca non può fare questo passo: %(state)s.")
            % {"state": str(REVOCATION_STATES[RevocationState(revocation.state)][0]).lower()}
        ) from refusal


def _check_amount(award: Award, amount: Decimal | None) -> None:
    worth = standing(award).due
    if amount is not None and not ZERO < amount < worth:
        raise ExitRefused(
            _(
                "Una revoca parziale toglie meno di %(worth)s, quanto vale il contributo: hai scritto "
                "%(amount)s. Per tutto, scegli la revoca totale."
            )
            % {"worth": format_amount(worth), "amount": format_amount(amount)}
        )


def check_nobody_left(award: Award) -> None:
    """The application of the award is still in the list.

    :raises ExitRefused: otherwise.
    """
    departure = departure_of(award)
    if departure is not None:
        raise ExitRefused(
            _(
                "La domanda prot. %(protocol)s è uscita dalla graduatoria il %(at)s: il contributo "
                "finisce con la presa d'atto, non con una revoca."
            )
            % {"protocol": award.submission.protocol, "at": instant(departure.recorded_at)}
        )
