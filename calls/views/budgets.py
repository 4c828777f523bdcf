"""The money of the programme moved by acts: what the act does, before and after, then the press."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from calls.actions import budgets
from calls.enums import BudgetKind
from calls.forms.budgets import BudgetForm, keep_token
from calls.labels.budgets import BUDGET_EXPLAINED, BUDGET_KINDS, BUDGET_PATHS
from calls.models import BudgetMovement
from calls.policies.budgets import check_can_move
from calls.queries.budgets import spots
from calls.queries.figures import effects, mark_of
from calls.views.base import DeskMixin
from wecare.acts.actions.external import Copy, Said, keep_copy
from wecare.core.errors import DomainError
from wecare.core.models import StoredFile
from wecare.core.web import ActionFormMixin

KINDS = {path: kind for kind, path in BUDGET_PATHS.items()}


class BudgetNew(DeskMixin, ActionFormMixin, FormView):
    """One movement of the budget: a form, a page with the figures before and after, a press."""

    permission_required = "calls.edit_budget"
    template_name = "calls/budget.html"
    form_class = BudgetForm
    success_message = gettext_lazy("Movimento registrato, con il suo atto.")

    @property
    def movement(self) -> BudgetKind:
        """What the address asks for.

        :raises Http404: if it is no kind of movement.
        """
        kind = KINDS.get(self.kwargs["kind"])
        if kind is None:
            raise Http404
        return kind

    def get_permission_object(self) -> BudgetKind:
        """The kind, so that one that does not exist is not found before it is refused."""
        return self.movement

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "movement": self.movement,
            "spots": spots(),
            "actor": self.actor,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form again as it was typed, if that is what was pressed; else go on."""
        if request.POST.get("step") == "edit":
            return self.render_to_response(self.get_context_data(form=self.get_form()))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Show what would happen; once confirmed, make it happen."""
        if self.request.POST.get("step") == "confirm":
            self.template_name = "calls/budget_preview.html"
            return super().form_valid(form)
        try:
            check_can_move(form.change)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            return self._typed_again(form, refusal.http_status)
        self.template_name = "calls/budget_preview.html"
        return self.render_to_response(self.get_context_data(form=form))

    def perform(self, form: BudgetForm) -> BudgetMovement:
        said = form.cleaned_data
        return budgets.move_by_act(
            change=form.change,
            ground=Said(
                kind=said["kind"],
                number_text=said["number_text"],
                adopted_on=said["adopted_on"],
                subject=said["subject"],
                link=said["link"],
                copy=_copy_of(form),
            ),
            reason=said["reason"],
            seen=self.request.POST.get("seen", "-"),
            actor=self.actor,
        )

    def get_success_url(self) -> str:
        return reverse("calls:desk_programme")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or self.get_form()
        return super().get_context_data(
            **kwargs | {"form": form},
            movement=self.movement,
            title=BUDGET_KINDS[self.movement],
            explained=BUDGET_EXPLAINED[self.movement],
            **(self._preview(form) if "preview" in self.template_name else {}),
        )

    def _preview(self, form: BudgetForm) -> dict[str, Any]:
        found, copy = effects(form.change), _copy_of(form)
        return {
            "effects": found,
            "change": form.change,
            "said": form.cleaned_data,
            "act_kind": dict(form.fields["kind"].choices)[form.cleaned_data["kind"]],  # type: ignore[attr-defined]
            "seen": mark_of(found),
            "copy": copy,
            "kept": keep_token(digest=copy.file.digest, filename=copy.filename, actor=self.actor)
            if copy
            else "",
        }


def _copy_of(form: BudgetForm) -> Copy | None:
    """The file given now, or the one given a page ago."""
    upload, kept = form.cleaned_data.get("file"), form.cleaned_data.get("kept")
    if upload is not None:
        return keep_copy(filename=upload.name or "", content=form.content)
    if not kept:
        return None
    return Copy(file=StoredFile.objects.get(digest=kept["digest"]), filename=kept["filename"])
