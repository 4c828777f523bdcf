"""Whether an observation can be filed or answered now."""

from datetime import datetime

from django.utils.translation import gettext as _

from applicants.models import Application
from applicants.permissions import sends
from evaluation.labels.publication import last_day
from evaluation.models import Observation, RankedList, RankedRow
from evaluation.policies.refusals import written_reason
from wecare.accounts.models import Person
from wecare.core.components.formats import instant
from wecare.core.errors import DomainError

MOST_PER_APPLICATION = 5
LONGEST_TEXT = 20_000  # characters


class ObservationRefused(DomainError):
    """An observation that cannot be filed or answered so, or not now."""


def check_may_file(application: Application, by: Person) -> None:
    """Whoever sends applications for the organisation speaks for it here too.

    :raises ObservationRefused: otherwise.
    """
    if not sends(by, application):
        raise ObservationRefused(
            _(
                "Le osservazioni le presenta chi può inviare le domande dell'ente: il tuo incarico "
                "non lo comprende. Chi amministra le persone dell'ente può cambiarlo."
            )
        )


def check_can_file(ranked_list: RankedList | None, row: RankedRow | None, *, at: datetime) -> None:
    """The list is provisional, the application is in it, its days run, and there is room.

    :raises ObservationRefused: otherwise; late ones are told the rule, the limit and the instant.
    """
    if ranked_list is None or row is None or ranked_list.observations_until is None:
        raise ObservationRefused(
            _("Non c'è una graduatoria provvisoria su cui presentare osservazioni.")
        )
    if at >= ranked_list.observations_until:
        raise ObservationRefused(late(ranked_list, at=at))
    filed = Observation.objects.filter(ranked_list=ranked_list, submission=row.submission_id)
    count = filed.count()
    if count >= MOST_PER_APPLICATION:
        raise ObservationRefused(
            _("Hai già presentato %(count)d osservazioni: il massimo è %(most)d.")
            % {"count": count, "most": MOST_PER_APPLICATION}
        )


def late(ranked_list: RankedList, *, at: datetime) -> str:
    """The rule, the limit and the instant, for whoever comes after the days."""
    terms = ranked_list.rulebook.rules.terms
    article = f" ({terms.observation_article})" if terms.observation_article else ""
    assert ranked_list.observations_until is not None  # noqa: S101 -- it is provisional
    return _(
        "Il bando%(article)s dà %(days)d giorni per le osservazioni: potevi presentarle fino a "
        "tutto il %(until)s. Sono arrivate il %(at)s: non le abbiamo registrate."
    ) % {
        "article": article,
        "days": terms.observation_days or 0,
        "until": last_day(ranked_list.observations_until),
        "at": instant(at),
    }


def check_can_answer(observation: Observation, *, reasons: str) -> str:
    """Nobody answered it yet, and there are reasons; gives them as they are kept.

    :raises ObservationRefused: otherwise.
    """
    if observation.is_answered:
        raise ObservationRefused(
            _("A questa osservazione è già stato risposto: non si cambia più.")
        )
    return written_reason(
        reasons,
        lacking=_("Scrivi i motivi della risposta: chi ha presentato l'osservazione li leggerà."),
        refusal=ObservationRefused,
    )
