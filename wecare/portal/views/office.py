"""The office's day."""

from typing import Any

from django.views.generic import TemplateView

from applicants.queries import registrations
from wecare.core import clock
from wecare.core.web import RoleRequiredMixin
from wecare.portal.worklist import worklist


class Office(RoleRequiredMixin, TemplateView):
    """What is to do today."""

    permission_required = "calls.view_desk"
    template_name = "portal/office.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The work, and whether this person may begin a call."""
        may_edit = self.request.user.has_perm("calls.edit_call")
        return super().get_context_data(
            work=worklist(clock.now(), self.request.user),
            may_edit=may_edit,
            records_away=registrations.away(),
            **kwargs,
        )
