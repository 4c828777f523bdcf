"""The catalogue: every component in every state, on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wecare.portal import samples


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """The components as pages show them."""
    return render(
        request,
        "portal/catalogue.html",
        {
            "at": samples.AT,
            "digest": samples.DIGEST,
            "deadlines": samples.deadlines(),
            "documents": samples.documents(),
            "letters": samples.letters(),
            "parts": samples.money_parts(),
            "requirements": samples.requirements(),
            "timeline": samples.timeline(),
            "statuses": samples.statuses(),
            "plain_form": samples.SampleForm(prefix="plain"),
            "wrong_form": samples.wrong_form(),
            "contents": [
                ("segni", "Segni"),
                ("scadenze", "Scadenze"),
                ("denaro", "Denaro"),
                ("liste", "Liste"),
                ("riquadri", "Riquadri"),
                ("moduli", "Moduli"),
            ],
            "steps": ["Pronti?", "Ordine", "Soldi", "Rivedi"],
        },
    )
