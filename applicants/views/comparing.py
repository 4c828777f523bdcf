"""The preliminary project beside the final one: what changed in text, money and partners."""

from functools import cached_property
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from applicants.labels.comparing import Sent, compared
from applicants.models import Submission
from applicants.queries.applications import content_of
from applicants.queries.phases import of_submission, sent_before, sent_in
from applicants.queries.submissions import unsealed
from applicants.views.base import OwnApplicationMixin
from wecare.core import clock
from wecare.core.web import RoleRequiredMixin


class Comparison(OwnApplicationMixin, TemplateView):
    """What was sent in the phase before, beside what is being written or was sent in this one."""

    template_name = "applicants/comparison.html"

    @cached_property
    def before(self) -> Submission:
        found = sent_in(self.application, self.application.phase - 1)
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sent = sent_in(self.application, self.application.phase)
        if sent is None:
            content = content_of(self.application, self.rules, at=clock.now())
            after = Sent(content, self.rules)
        else:
            after = of_submission(sent)
        return super().get_context_data(
            before=self.before,
            after=sent,
            groups=compared(of_submission(self.before), after),
            **kwargs,
        )


class OfficeComparison(RoleRequiredMixin, TemplateView):
    """The same for the office, of two versions that were sent."""

    permission_required = "applicants.read_applications"
    template_name = "applicants/office_comparison.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        after = get_object_or_404(
            Submission.objects.filter(unsealed()).select_related(
                "rulebook", "application", "call", "organisation"
            ),
            call__code=self.kwargs["code"],
            protocol_number=self.kwargs["number"],
            protocol_year=self.kwargs["year"],
            phase__gt=1,
        )
        before = sent_before(after)
        if before is None:
            raise Http404
        return super().get_context_data(
            call=after.call,
            before=before,
            after=after,
            groups=compared(of_submission(before), of_submission(after)),
            **kwargs,
        )
