"""Who fills a part, asked once more under the application's lock: it may have changed meanwhile."""

from django.utils.translation import gettext as _

from applicants.models import Application, Partner
from applicants.permissions import acts_for, writes
from applicants.policies import WritingRefused
from wecare.accounts.models import Person


class NotYourPart(WritingRefused):
    """The part is written by others."""


def part_to_write(
    application: Application, partner: Partner | None, actor: Person
) -> Partner | None:
    """The partner whose part it is, read again; none where it is the lead's.

    `application` is locked. A partner that accepted is written by whoever acts for it, one that is
    only described by the lead.

    :raises NotYourPart: if somebody else writes the part.
    :raises WritingRefused: if the partner is gone.
    """
    if partner is None:
        return None
    rows = Partner.objects.select_related("organisation")
    found = rows.filter(pk=partner.pk, application=application).first()
    if found is None:
        raise WritingRefused(
            _("%(name)s non è più tra i partner: qualcuno l'ha tolto.") % {"name": partner.name}
        )
    if found.has_accepted:
        if not acts_for(actor, found.organisation):
            raise NotYourPart(
                _(
                    "%(name)s ha accettato l'invito: la sua parte la scrive chi opera per "
                    "%(name)s. Tu puoi leggerla."
                )
                % {"name": found.name}
            )
    elif not writes(actor, application):
        raise NotYourPart(_("La parte di %(name)s la scrive il capofila.") % {"name": found.name})
    return found
