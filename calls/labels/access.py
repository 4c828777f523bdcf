"""What a call asks of who applies, besides the kind of organisation, in words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calls.engine.access import Access
from calls.labels import ORGANISATION_SIZES, PLACES, REGISTERS


def access_said(access: Access) -> Iterator[tuple[str, str]]:
    """Each thing asked besides the kind, with its article."""
    if access.asks_seat:
        provinces = {province.value: str(name) for province, name in PLACES.items()}
        places = [provinces.get(each, each) for each in access.places]
        yield (
            _("La sede è in uno di questi luoghi: %(places)s.") % {"places": ", ".join(places)},
            access.seat_article,
        )
    if access.sizes:
        sizes = "; ".join(str(ORGANISATION_SIZES[each]) for each in access.sizes)
        yield _("La dimensione è una di queste: %(sizes)s.") % {"sizes": sizes}, access.size_article
    if access.nonprofit:
        yield _("L'ente è senza scopo di lucro."), access.nonprofit_article
    if access.registers:
        names = "; ".join(str(REGISTERS[each]) for each in access.registers)
        said = _("L'ente è iscritto ad almeno uno di questi registri: %(registers)s.")
        yield said % {"registers": names}, access.register_article
    if access.most_as_lead is not None:
        said = ngettext(
            "Ogni ente invia al massimo %(count)s domanda.",
            "Ogni ente invia al massimo %(count)s domande.",
            access.most_as_lead,
        )
        yield said % {"count": access.most_as_lead}, access.cap_article
