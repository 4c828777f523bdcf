"""The door behind the login: each person goes to the area of their role."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from wecare.accounts.queries import roles_of
from wecare.portal.areas import areas_for


@require_safe
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """To the office, the panel, or the applicants' desk."""
    return redirect(areas_for(roles_of(request.user))[0].route)
