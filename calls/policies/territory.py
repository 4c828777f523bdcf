"""Whether the territory may change like this, with the sentence that says why not."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from calls.models import District, ManagingBody
from wecare.core.components import formats
from wecare.core.errors import DomainError


class TerritoryRefused(DomainError):
    """A change of the districts or of their bodies that does not agree with what is there."""


def check_district_is_new(*, code: str, name: str, besides: District | None) -> None:
    """Code and name are of one district.

    :raises TerritoryRefused: naming what is taken, and by whom.
    """
    others = District.objects.filter(Q(code__iexact=code) | Q(name__iexact=name)).order_by("pk")
    for other in others.exclude(pk=besides.pk)[:1] if besides else others[:1]:
        raise TerritoryRefused(
            _('C\'è già il Distretto "%(name)s", con il codice %(code)s.')
            % {"name": other.name, "code": other.code}
        )


def check_name_is_free(
    district: District, name: str, *, besides: Sequence[ManagingBody] = ()
) -> None:
    """No other body that goes on in the district has this name.

    :raises TerritoryRefused: if one has.
    """
    others = ManagingBody.objects.filter(district=district, valid_until__isnull=True)
    if others.exclude(pk__in=[each.pk for each in besides]).filter(name__iexact=name).exists():
        raise TerritoryRefused(
            _('"%(name)s" è già tra gli enti gestori di %(district)s.')
            % {"name": name, "district": district.name}
        )


def check_can_end(body: ManagingBody, on: date) -> None:
    """A body ends once, after it began.

    :raises TerritoryRefused: naming the day that forbids it.
    """
    facts = {"name": body.name, "on": formats.day(on)}
    if body.valid_until is not None:
        raise TerritoryRefused(
            _('"%(name)s" è già cessato il %(day)s.')
            % {**facts, "day": formats.day(body.valid_until)}
        )
    if body.valid_from is not None and on <= body.valid_from:
        raise TerritoryRefused(
            _('"%(name)s" gestisce i servizi dal %(day)s: non può cessare il %(on)s.')
            % {**facts, "day": formats.day(body.valid_from)}
        )


def check_same_district(bodies: Sequence[ManagingBody]) -> None:
    """Bodies that merge are of one district.

    :raises TerritoryRefused: naming the districts.
    """
    names = sorted({body.district.name for body in bodies})
    if len(names) > 1:
        raise TerritoryRefused(
            _("Gli enti che si uniscono sono di un solo Distretto. Hai scelto: %(names)s.")
            % {"names": "; ".join(names)}
        )
