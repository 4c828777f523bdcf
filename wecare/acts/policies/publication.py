"""Whether a publication elsewhere may be recorded."""

from datetime import date

from django.utils.translation import gettext as _

from wecare.acts.enums import ActState, PublicationPlace
from wecare.acts.labels import PUBLICATION_PLACE
from wecare.acts.models import Act, PublicationRecord
from wecare.acts.policies import ActRefused


def check_can_be_recorded(act: Act, on: date, *, today: date) -> None:
    """Look whether the act may have been published elsewhere that day.

    :raises ActRefused: if it is not published here, or the day is to come or before the act.
    """
    if act.state != ActState.PUBLISHED or act.adopted_on is None:
        raise ActRefused(
            _("L'atto %(act)s non è ancora pubblicato nel portale: prima pubblicalo.")
            % {"act": act}
        )
    if on > today:
        raise ActRefused(
            _("Data di pubblicazione: il %(date)s deve ancora venire.")
            % {"date": f"{on:%d/%m/%Y}"},
            about="published_on",
        )
    if on < act.adopted_on:
        raise ActRefused(
            _("Data di pubblicazione: il %(date)s viene prima dell'atto, che è del %(adopted)s.")
            % {"date": f"{on:%d/%m/%Y}", "adopted": f"{act.adopted_on:%d/%m/%Y}"},
            about="published_on",
        )


def check_number(place: PublicationPlace, number: str) -> None:
    """Look whether the bulletin has its number.

    :raises ActRefused: if it has none.
    """
    if place is PublicationPlace.BUR and not number:
        raise ActRefused(_("Numero del BUR: scrivilo, per esempio BU45."), about="number")


def check_correction(last: PublicationRecord | None, reason: str) -> None:
    """Look whether a record that follows another says why.

    :raises ActRefused: if it does not, or a first one says that it corrects something.
    """
    if last is not None and not reason:
        raise ActRefused(
            _("Per %(place)s c'è già il %(date)s: se era sbagliato, scrivi perché lo correggi.")
            % {
                "place": PUBLICATION_PLACE[PublicationPlace(last.place)],
                "date": f"{last.published_on:%d/%m/%Y}",
            },
            about="reason",
        )


def check_corrects(corrected: Act | None) -> None:
    """Look whether an act may correct this one.

    :raises ActRefused: if it is not in force.
    """
    if corrected is not None and not corrected.is_in_force:
        raise ActRefused(
            _("L'atto %(act)s non è adottato: si riapre e si corregge, senza un altro atto.")
            % {"act": corrected}
        )
