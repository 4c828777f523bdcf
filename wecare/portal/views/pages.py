"""The pages that say what the portal is: promises, help, privacy, legal notes, accessibility, state."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wecare.core import health


@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """What the portal promises."""
    return render(request, "portal/promises.html")


@require_safe
def assistance(request: HttpRequest) -> HttpResponse:
    """Who helps, and how."""
    return render(request, "portal/help.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Which personal data the portal holds."""
    return render(request, "portal/privacy.html")


@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    """Licences and terms."""
    return render(request, "portal/legal.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How accessible the portal is, and whom to tell when it is not."""
    return render(request, "portal/accessibility.html")


@never_cache
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """How the portal is, in words; /readyz says the same to machines."""
    answer, is_well = health.readiness()
    return render(request, "portal/status.html", {"parts": _parts(answer), "is_well": is_well})


def _parts(answer: dict[str, Any]) -> list[dict[str, object]]:
    silent = (answer.get("worker") or {}).get("silent_for")
    waiting = (answer.get("pending") or {}).get("oldest", 0)
    return [
        _part(_("Richieste di lavoro in coda"), answer.get("broker") == "up"),
        _part(
            _("Preparazione dei PDF e delle email"),
            silent is not None and silent <= health.WORKER_SILENCE.total_seconds(),
        ),
        _part(_("Lavoro in attesa"), waiting <= health.WAITING_LIMIT.total_seconds()),
        *_records(answer.get("records")),
    ]


def _records(state: Any) -> list[dict[str, object]]:
    """Whether the Region registers receipts, where the portal hands them over."""
    if state is None or state == "none":
        return []
    return [_part(_("Numeri di protocollo della Regione"), state == "up")]


def _part(label: str, is_well: bool) -> dict[str, object]:  # noqa: FBT001 - one fact of one row
    mark = (_("Funziona"), "done") if is_well else (_("In ritardo"), "warning")
    return {"label": label, "mark": mark}
