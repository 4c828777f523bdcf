"""The areas of the portal: one for each role, with its address and its navigation.

An address that does not exist fails at once: there are no dead links.
"""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wecare.accounts.enums import Role


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a navigation: its words, its route, the paths where it is the current one."""

    label: str | Promise
    route: str
    under: tuple[str, ...] = ()
    counts_letters: bool = False
    permission: str = ""  # who lacks it does not see the entry
    roles: frozenset[Role] = field(default_factory=frozenset)  # if any, only they see it


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the portal: where it begins, who works there, what its navigation holds."""

    code: str
    title: str | Promise
    prefix: str
    route: str
    entries: tuple[Entry, ...]
    roles: frozenset[Role] = field(default_factory=frozenset)


PUBLIC = Area(
    "public",
    _("Portale pubblico"),
    "/",
    "portal:home",
    (
        Entry(_("Misure"), "calls:measures"),
        Entry(_("Bandi"), "calls:calls"),
        Entry(_("Graduatorie"), "evaluation:lists"),
        Entry(_("Atti"), "acts:acts"),
        Entry(_("Trasparenza"), "portal:register"),
        Entry(_("Verifica un documento"), "portal:verify"),
        Entry(_("Assistenza"), "portal:help"),
    ),
)
APPLICANT = Area(
    "area",
    _("Area personale"),
    "/area/",
    "applicants:desk",
    (
        Entry(_("Scrivania"), "applicants:desk"),
        Entry(_("Domande"), "applicants:applications"),
        Entry(_("Contributi"), "funding:own_awards"),
        Entry(_("Organizzazioni"), "applicants:organisations"),
        Entry(_("Messaggi"), "notices:inbox", counts_letters=True),
        Entry(_("Scadenze"), "notices:terms"),
    ),
)
OFFICE = Area(
    "desk",
    _("Ufficio"),
    "/ufficio/",
    "portal:office",
    (
        Entry(_("Oggi"), "portal:office"),
        Entry(
            _("Bandi"),
            "calls:desk_calls",
            under=(
                "/ufficio/bandi/",
                "/ufficio/istruttorie/",
                "/ufficio/nuclei/",
                "/ufficio/graduatorie/",
            ),
        ),
        Entry(_("Programma"), "calls:desk_programme", permission="calls.view_desk"),
        Entry(_("Territorio"), "calls:desk_territory", permission="calls.view_desk"),
        Entry(_("Enti"), "applicants:bodies", permission="applicants.read_applications"),
        Entry(_("Atti"), "acts:desk_acts", permission="acts.view_desk_acts"),
        Entry(_("Modelli degli atti"), "acts:wordings", roles=frozenset({Role.ADMIN})),
        Entry(_("Interessi legali"), "funding:legal_rates", roles=frozenset({Role.ADMIN})),
        Entry(
            _("Contributi"),
            "funding:awards",
            permission="funding.view_awards",
            under=(
                "/ufficio/contributi/",
                "/ufficio/decreti/",
                "/ufficio/pagamenti/",
                "/ufficio/prestiti/",
            ),
        ),
        Entry(
            _("Limiti di spesa"),
            "funding:spending_limits",
            roles=frozenset({Role.ADMIN}),
        ),
        Entry(_("Lettere"), "notices:outbox", permission="notices.view_outbox"),
        Entry(_("Messaggi"), "notices:inbox", counts_letters=True),
    ),
    frozenset({Role.OFFICER, Role.MANAGER, Role.ADMIN, Role.AUDITOR}),
)
PANEL = Area(
    "panel",
    _("Nucleo di valutazione"),
    "/nucleo/",
    "evaluation:panel_desk",
    (
        Entry(_("Da valutare"), "evaluation:panel_desk"),
        Entry(_("Messaggi"), "notices:inbox", counts_letters=True),
    ),
    frozenset({Role.ASSESSOR}),
)
AREAS = (PUBLIC, APPLICANT, OFFICE, PANEL)


def area_of(path: str) -> Area:
    """The area a path belongs to: the public one when it is nobody's."""
    return next((area for area in AREAS[1:] if path.startswith(area.prefix)), PUBLIC)


def areas_for(roles: frozenset[Role]) -> tuple[Area, ...]:
    """The areas a person may enter: those of their roles, or the applicants' when they have none."""
    own = tuple(area for area in AREAS if area.roles & roles)
    return own or (APPLICANT,)
