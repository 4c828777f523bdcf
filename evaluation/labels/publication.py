"""Words of a list after its publication: stages, observations, those who leave, offers."""

from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from calls.labels import StateLabel
from evaluation.enums import DepartureKind, ListCause, ListStage, ObservationAnswer, OfferReply
from wecare.core.components import formats

LIST_STAGES: dict[ListStage, StateLabel] = {
    ListStage.PROVISIONAL: (_("Provvisoria"), "todo", "it-clock"),
    ListStage.DEFINITIVE: (_("Definitiva"), "done", "it-check-circle"),
}

LIST_CAUSES: dict[ListCause, str | Promise] = {
    ListCause.FIRST: _("prima versione"),
    ListCause.OBSERVATIONS: _("dopo le osservazioni"),
    ListCause.SCROLL: _("scorrimento"),
}

TO_ANSWER: StateLabel = (_("Da rispondere"), "todo", "it-clock")
OBSERVATION_ANSWERS: dict[ObservationAnswer, StateLabel] = {
    ObservationAnswer.ACCEPTED: (_("Accolta"), "done", "it-check-circle"),
    ObservationAnswer.NOT_ACCEPTED: (_("Non accolta"), "closed", "it-close-circle"),
}

DEPARTURES: dict[DepartureKind, str | Promise] = {
    DepartureKind.RENOUNCED: _("Rinuncia"),
    DepartureKind.REVOKED: _("Revoca"),
    DepartureKind.REFUSED_OFFER: _("Offerta parziale rifiutata"),
    DepartureKind.LAPSED_OFFER: _("Offerta parziale senza risposta"),
}

OFFER_REPLIES: dict[OfferReply, str | Promise] = {
    OfferReply.ACCEPTED: _("Accetto l'offerta e realizzo il progetto come l'ho presentato"),
    OfferReply.RESHAPED: _("Accetto l'offerta con un progetto ridotto"),
    OfferReply.REFUSED: _("Rifiuto l'offerta"),
}


def last_day(until: datetime) -> str:
    """The last whole day before an instant at midnight in Italy, as people read it."""
    return formats.day(until - timedelta(microseconds=1))
