"""The desk of the acts: the list, a new act, the page of one."""

import secrets
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView, View

from wecare.accounts.queries import the_person
from wecare.acts import documents, queries
from wecare.acts.actions import acts
from wecare.acts.engine.templates import ActTemplate, template_of
from wecare.acts.engine.variables import missing_of
from wecare.acts.enums import ActKind, ActState
from wecare.acts.forms import ActForm, ExternalActForm, VariablesForm, initial_of
from wecare.acts.labels import ACT_STATE, ACT_STATE_MARK, PASSAGES, STEPS
from wecare.acts.models import Act
from wecare.acts.queries.chain import awaiting
from wecare.acts.views.around import around
from wecare.acts.views.files import pdf_response
from wecare.core.components.formats import instant_short
from wecare.core.web import ActionFormMixin, RoleRequiredMixin

STEP_OF = {
    ActState.DRAFT: 1,
    ActState.FROZEN: 2,
    ActState.RENDERED: 3,
    ActState.ADOPTED: 4,
    ActState.PUBLISHED: 5,
}


def _shown_state(act: Act) -> ActState:
    """A proof that is rendered shows at once, before the worker notes it down."""
    state = ActState(act.state)
    if state is ActState.FROZEN and act.proof is not None and act.proof.is_rendered:
        return ActState.RENDERED
    return state


class DeskActs(RoleRequiredMixin, TemplateView):
    """All the acts of the office, the last begun first."""

    permission_required = "acts.view_desk_acts"
    template_name = "acts/desk_acts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wanted = self.request.GET.get("stato", "")
        state = ActState(wanted) if wanted in {each.value for each in ActState} else None
        page = queries.desk_page(state=state, after=self.request.GET.get("dopo", ""))
        query = {"stato": state.value} if state else {}
        following = urlencode(query | {"dopo": page.next_after})
        counts = queries.count_by_state()
        steps = awaiting(page.acts)
        return super().get_context_data(
            rows=[(act, ACT_STATE_MARK[_shown_state(act)], steps.get(act.pk)) for act in page.acts],
            states=[(each, ACT_STATE[each], counts[each], each is state) for each in ActState],
            total=sum(counts.values()),
            state=state,
            following=f"?{following}" if page.next_after else "",
            **kwargs,
        )


class ActNew(RoleRequiredMixin, ActionFormMixin, FormView):
    """Begin an act."""

    permission_required = "acts.draft_act"
    template_name = "acts/act_new.html"
    form_class = ActForm

    def perform(self, form: ActForm) -> Act:
        return acts.draft(
            kind=ActKind.DD,
            template=form.cleaned_data["template"],
            subject=form.cleaned_data["subject"],
            variables={},
            by=self.request.user,  # type: ignore[arg-type]  # RoleRequiredMixin lets no one else in
            key=f"desk/{secrets.token_hex(16)}",
        )

    def get_success_url(self) -> str:
        return reverse("acts:desk_act", args=[self.result.pk])


class ExternalActNew(RoleRequiredMixin, ActionFormMixin, FormView):
    """Record an act adopted elsewhere."""

    permission_required = "acts.record_external_act"
    template_name = "acts/external_new.html"
    form_class = ExternalActForm

    def perform(self, form: ExternalActForm) -> Act:
        return acts.record_external(by=self.request.user, **form.cleaned_data)  # type: ignore[arg-type]

    def get_success_url(self) -> str:
        return reverse("acts:desk_act", args=[self.result.pk])


class OneActMixin(RoleRequiredMixin):
    """Loads `self.act` from the desk, or 404."""

    permission_required = "acts.view_desk_acts"

    @cached_property
    def act(self) -> Act:
        return get_object_or_404(queries.on_desk(), pk=self.kwargs["pk"])

    @property
    def act_url(self) -> str:
        return reverse("acts:desk_act", args=[self.act.pk])

    def page_of_act(self) -> dict[str, Any]:
        """What every page of an act shows."""
        state = _shown_state(self.act)
        return {
            "act": self.act,
            "state": state,
            "mark": ACT_STATE_MARK[state],
            "steps": STEPS,
            "current_step": STEP_OF[state],
        }


class DeskAct(OneActMixin, ActionFormMixin, FormView):
    """An act on the desk: what it says, what it lacks, the next step, its history."""

    template_name = "acts/desk_act.html"
    form_class = VariablesForm
    success_message = _("Testo salvato.")

    @cached_property
    def template(self) -> ActTemplate | None:
        return None if self.act.external else template_of(self.act.template)

    @property
    def is_written_here(self) -> bool:
        """Whether this page is where the act is written."""
        by_hand = self.template is not None and self.template.by_hand
        return by_hand and self.act.state == ActState.DRAFT

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save the variables."""
        if not request.user.has_perm("acts.draft_act") or self.template is None:
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        template = self.template or ActTemplate(code="", title="", template="", variables=())
        initial = initial_of(template, subject=self.act.subject, values=self.act.variables)
        return super().get_form_kwargs() | {"template": template, "initial": initial}

    def perform(self, form: VariablesForm) -> Act:
        return acts.set_variables(
            act=self.act,
            variables=form.variables(),
            subject=form.cleaned_data["subject"],
            by=self.request.user,  # type: ignore[arg-type]  # RoleRequiredMixin lets no one else in
        )

    def get_success_url(self) -> str:
        return self.act_url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_write = self.is_written_here and self.request.user.has_perm("acts.draft_act")
        return super().get_context_data(
            **self.page_of_act(),
            template=self.template,
            may_write=may_write,
            lacks=self._missing(),
            text=documents.text_of(self.act),
            **around(self.act, _shown_state(self.act), the_person(self.request.user)),
            passages=[
                {
                    "what": PASSAGES.get(each.name, each.name),
                    "when": instant_short(each.happened_at),
                    "who": each.who,
                }
                for each in queries.passages(self.act)
            ],
            **kwargs,
        )

    def _missing(self) -> list[dict[str, str]]:
        if self.template is None or self.act.state != ActState.DRAFT:
            return []
        return [
            {"label": str(variable.label), "url": f"#id_{VariablesForm.name_of(variable)}"}
            for variable in missing_of(self.template.variables, self.act.variables)
        ]


class DeskActPdf(OneActMixin, View):
    """The PDF of an act before and after its publication."""

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        """Send the file."""
        return pdf_response(self.act, self.act.document)


class ProofPdf(OneActMixin, View):
    """The PDF of the proof."""

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        """Send the file."""
        return pdf_response(self.act, self.act.proof, suffix="-bozza")
