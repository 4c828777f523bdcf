"""Whoever opens the link of an invitation: it lets in this browser, and stands in no other address."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applicants.enums import InvitationState
from applicants.queries.participants import invitation_by
from applicants.views.invitation_marks import can_be_answered, mark_of

_KEPT = "invitations"  # in the session: digests of the links that were opened
_MOST_KEPT = 20


def carried(request: HttpRequest) -> list[str]:
    """The digests of the links that were opened in this session, before the login or after it."""
    return list(request.session.get(_KEPT, ()))


@require_safe
def opened_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Take whoever carries a link that still counts to the invitation, through the login.

    What the link opens is kept in the session as a digest, so the secret is in no later address. A
    link that was used, replaced or ran out opens nothing, to nobody.
    """
    found = invitation_by(secret)
    if found is None:
        return render(request, "applicants/link_unknown.html", status=404)
    answerable = can_be_answered(found.application)
    if found.state != InvitationState.OPEN.value or not answerable:
        mark = mark_of(found, answerable=answerable)
        return render(request, "applicants/link_used.html", {"mark": mark}, status=410)
    others = [each for each in carried(request) if each != found.secret_digest]
    request.session[_KEPT] = [*others, found.secret_digest][-_MOST_KEPT:]
    if not request.user.is_authenticated:
        messages.info(
            request,
            _("Accedi, o registrati se non hai un profilo: poi torni all'invito e rispondi."),
        )
    return redirect("applicants:invitation", found.public_id)
