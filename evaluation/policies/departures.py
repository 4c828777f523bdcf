"""Whether an application can leave a published list, and an offer in part be answered, now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from applicants.models import Application, Submission
from applicants.permissions import sends
from evaluation.enums import OfferReply, Outcome
from evaluation.labels.publication import last_day
from evaluation.models import Departure, OfferAnswer, RankedRow
from evaluation.policies.refusals import written_reason
from wecare.accounts.models import Person
from wecare.core.components.formats import instant
from wecare.core.errors import DomainError
from wecare.core.money import ZERO, format_amount


class DepartureRefused(DomainError):
    """An application that cannot leave the list so, or not now."""


class OfferRefused(DomainError):
    """An offer that cannot be answered so, or not now."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a beneficiary says of an offer; euro. `project_value` only of a re-shaped project."""

    kind: OfferReply
    amount: Decimal
    project_value: Decimal | None = None
    note: str = ""


Hindrance = Callable[[Submission], str]
_hindrances: dict[str, Hindrance] = {}


def hinder(name: str, hindrance: Hindrance) -> None:
    """Let whoever knows say why an application cannot leave its list; nothing where it can.

    :raises ValueError: if another one has this name.
    """
    if _hindrances.setdefault(name, hindrance) is not hindrance:
        raise ValueError(f"There is already a hindrance named {name}.")


def check_may_decide(application: Application, by: Person) -> None:
    """Whoever sends applications for the organisation gives up or accepts for it too.

    :raises DepartureRefused: otherwise.
    """
    if not sends(by, application):
        raise DepartureRefused(
            _(
                "Per l'ente decide chi può inviarne le domande: il tuo incarico non lo comprende. "
                "Chi amministra le persone dell'ente può cambiarlo."
            )
        )


def check_can_leave(row: RankedRow | None, *, reason: str) -> str:
    """The application has money in the last definitive list and did not leave; gives the reason.

    :raises DepartureRefused: otherwise.
    """
    if row is None or row.granted == ZERO:
        raise DepartureRefused(
            _("Nell'ultima graduatoria definitiva la domanda non ha un contributo.")
        )
    departure = Departure.objects.filter(submission=row.submission_id).first()
    if departure is not None:
        raise DepartureRefused(
            _("La domanda prot. %(protocol)s è già uscita dalla graduatoria il %(at)s.")
            % {"protocol": row.protocol, "at": instant(departure.recorded_at)}
        )
    for _name, hindrance in sorted(_hindrances.items()):
        if why := hindrance(row.submission):
            raise DepartureRefused(why)
    return written_reason(reason, lacking=_("Scrivi il motivo."), refusal=DepartureRefused)


def check_offer_is_open(row: RankedRow | None, *, until: datetime | None, at: datetime) -> None:
    """There is an offer in part without an answer, and its days run.

    :raises OfferRefused: otherwise; who comes late is told the rule, the limit and the instant.
    """
    if row is None or row.outcome != Outcome.PARTLY_FUNDED.value:
        raise OfferRefused(_("Non c'è un'offerta parziale a cui rispondere."))
    if Departure.objects.filter(submission=row.submission_id).exists():
        raise OfferRefused(_("La domanda è uscita dalla graduatoria: l'offerta non vale più."))
    answer = OfferAnswer.objects.filter(
        ranked_list=row.ranked_list_id, submission=row.submission_id
    ).first()
    if answer is not None:
        raise OfferRefused(
            _("Hai già risposto all'offerta il %(at)s: la risposta non si cambia.")
            % {"at": instant(answer.answered_at)}
        )
    if until is not None and at >= until:
        terms = row.ranked_list.rulebook.rules.terms
        article = f" ({terms.offer_article})" if terms.offer_article else ""
        raise OfferRefused(
            _(
                "Il bando%(article)s dà %(days)d giorni per rispondere all'offerta: potevi farlo "
                "fino a tutto il %(until)s. La risposta è arrivata il %(at)s: non l'abbiamo "
                "registrata."
            )
            % {
                "article": article,
                "days": terms.offer_days or 0,
                "until": last_day(until),
                "at": instant(at),
            }
        )


def check_reply(row: RankedRow, reply: Reply) -> Reply:
    """The reply is within the offer; gives it as it is kept.

    :raises OfferRefused: if a re-shaped project says no value, no words, or asks more than is offered.
    """
    if reply.kind is OfferReply.REFUSED:
        return Reply(reply.kind, ZERO, note=reply.note)
    if reply.kind is OfferReply.ACCEPTED:
        return Reply(reply.kind, row.granted, note=reply.note)
    if not ZERO < reply.amount <= row.granted:
        raise OfferRefused(
            _("Il contributo va da 0,01 € a %(offered)s, l'offerta. Hai scritto %(amount)s.")
            % {"offered": format_amount(row.granted), "amount": format_amount(reply.amount)}
        )
    if reply.project_value is None or reply.project_value < reply.amount:
        raise OfferRefused(
            _("Il valore del progetto ridotto non può essere meno del contributo (%(amount)s).")
            % {"amount": format_amount(reply.amount)}
        )
    note = written_reason(
        reply.note, lacking=_("Scrivi come riduci il progetto."), refusal=OfferRefused
    )
    return Reply(reply.kind, reply.amount, reply.project_value, note)


def check_offer_lapsed(row: RankedRow, *, until: datetime | None, at: datetime) -> None:
    """The days of the offer are over and nobody answered.

    :raises DepartureRefused: otherwise.
    """
    answered = OfferAnswer.objects.filter(
        ranked_list=row.ranked_list_id, submission=row.submission_id
    ).exists()
    if row.outcome != Outcome.PARTLY_FUNDED.value or answered or until is None or at < until:
        raise DepartureRefused(
            _("Decade solo chi, passati i giorni del bando, non ha risposto a un'offerta parziale.")
        )
