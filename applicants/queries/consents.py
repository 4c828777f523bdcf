"""What each has marked as complete and agreed to, held against what stands there now."""

from applicants.engine.display import without_hidden
from applicants.engine.parts import LEAD, part_of
from applicants.models import Application, CompleteMark, Partner, SignOff
from applicants.queries.applications import content_of
from calls.engine.rulebook import Rulebook
from wecare.core import clock
from wecare.core.digests import digest


def text_of(application: Application, rules: Rulebook) -> dict[str, object]:
    """The content as it would be frozen if it were sent now."""
    return without_hidden(rules, content_of(application, rules, at=clock.now()))


def part_digest(content: dict[str, object], partner: Partner | None) -> str:
    """The digest of what a partner, or the lead, wrote."""
    return digest(part_of(content, LEAD if partner is None else partner.fiscal_code))


def marks_of(application: Application) -> dict[int | None, CompleteMark]:
    """Partner (none for the lead) → its mark, whether it stands or not."""
    rows = CompleteMark.objects.filter(application=application).select_related("marked_by")
    return {each.partner_id: each for each in rows.order_by("id")}


def sign_offs_of(application: Application) -> dict[int, list[SignOff]]:
    """Partner → what it agreed to, the last at the end; without the texts."""
    rows = SignOff.objects.filter(partner__application=application).select_related("signed_by")
    found: dict[int, list[SignOff]] = {}
    for each in rows.defer("content").order_by("signed_at", "id"):
        found.setdefault(each.partner_id, []).append(each)
    return found


def without_sign_off(application: Application, text: str) -> list[Partner]:
    """The partners that have not agreed to the text with this digest; one that never accepted cannot."""
    agreed = SignOff.objects.filter(partner__application=application, digest=text)
    rows = Partner.objects.filter(application=application).select_related("organisation")
    lacking = rows.exclude(organisation__isnull=False, pk__in=agreed.values("partner"))
    return list(lacking.order_by("id"))
