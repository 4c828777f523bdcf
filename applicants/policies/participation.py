"""How often an organisation takes part, and who else covers the same Distretto."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applicants.engine.snapshot import Covered, Member
from applicants.models import Application
from applicants.policies import CapReached, SubmissionRefused
from applicants.queries.participation import covering, taken_part
from calls.engine.partnership import Cap
from calls.engine.rulebook import Rulebook
from calls.enums import CapRole
from calls.labels.groups import CAP_ROLES
from calls.models import Call, DeskLot
from calls.policies.desks import DeskStopped, check_desk_runs


class DistrictTaken(SubmissionRefused):
    """A Distretto of the project is already covered by another sent application."""


class DeskIsStopped(SubmissionRefused):
    """The desk of the lot has stopped: the money is requested already."""


def check_desk(call: Call, desk: DeskLot | None) -> None:
    """The desk of the lot takes applications.

    :raises DeskIsStopped: naming the lot, when it stopped, what is requested and its limit.
    """
    try:
        check_desk_runs(call, desk)
    except DeskStopped as refusal:
        raise DeskIsStopped(str(refusal)) from refusal


def check_caps(
    call: Call,
    rules: Rulebook,
    members: Iterable[Member],
    *,
    leads: str,
    besides: Application | None = None,
) -> None:
    """Everybody may take part in one more application; `leads` is the fiscal code of the lead.

    :raises CapReached: naming the organisation, the limit, its article and how many were sent.
    """
    for member in members:
        role = CapRole.LEAD if member.fiscal_code == leads else CapRole.PARTNER
        for cap in rules.caps:
            if cap.role in {role, CapRole.ANY} and cap.holds_for(member.profile.kind):
                _check_cap(call, cap, member, besides)


def _check_cap(call: Call, cap: Cap, member: Member, besides: Application | None) -> None:
    sent = taken_part(call, member.fiscal_code, cap.role, besides=besides)
    if sent < cap.most:
        return
    raise CapReached(
        ngettext(
            "%(organisation)s partecipa già, come %(role)s, a %(sent)s domanda inviata per questo "
            "bando; il massimo è %(most)s%(article)s: non può partecipare ad altre.",
            "%(organisation)s partecipa già, come %(role)s, a %(sent)s domande inviate per questo "
            "bando; il massimo è %(most)s%(article)s: non può partecipare ad altre.",
            sent,
        )
        % {
            "organisation": member.name,
            "role": CAP_ROLES[cap.role],
            "sent": sent,
            "most": cap.most,
            "article": _in_brackets(cap.article),
        }
    )


def check_districts_are_free(
    call: Call, rules: Rulebook, covered: Iterable[Covered], *, besides: Application | None = None
) -> None:
    """No Distretto of the project is in another sent application, where the call wants it so.

    :raises DistrictTaken: naming the Distretto, the rule and the protocol of the other.
    """
    asked, titles = rules.districts, {each.code: each.title for each in covered}
    if asked is None or not asked.one_application or not titles:
        return
    for code, other in covering(call, titles, besides=besides).items():
        raise DistrictTaken(
            _(
                "Il Distretto %(district)s è già nella domanda prot. %(protocol)s, di %(lead)s. Ogni "
                "Distretto sta in una sola domanda%(article)s."
            )
            % {
                "district": titles[code],
                "protocol": other.protocol,
                "lead": other.organisation.name,
                "article": _in_brackets(asked.one_application_article),
            }
        )


def _in_brackets(article: str) -> str:
    return f" ({article})" if article else ""
