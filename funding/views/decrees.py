"""The decree on the desk: words, proof, adoption with its effects, publication."""

from functools import cached_property
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, ListView, View

from evaluation.queries import published
from funding.actions import decrees as actions
from funding.models import Decree
from funding.queries import decrees, lot_money
from funding.queries.budget_years import to_commit
from funding.views.conditions.told import before_granting
from wecare.accounts.models import Person
from wecare.acts.engine.templates import template_of
from wecare.acts.enums import ActState
from wecare.acts.forms import VariablesForm, initial_of
from wecare.acts.models import Act
from wecare.core import store
from wecare.core.models import Document
from wecare.core.web import ActionFormMixin, ActionView, RoleRequiredMixin

PAGE = 25


class ActorMixin(RoleRequiredMixin):
    """A page that only people open: `self.actor` is the one who does."""

    @property
    def actor(self) -> Person:
        return cast("Person", self.request.user)


class DecreeList(RoleRequiredMixin, ListView):
    """Every decree, the last begun first."""

    permission_required = "funding.view_decrees"
    template_name = "funding/decrees.html"
    context_object_name = "decrees"
    paginate_by = PAGE

    def get_queryset(self) -> QuerySet[Decree]:
        return decrees.on_desk()


class Beginning(ActorMixin, ActionView):
    """Begin the decree of a published list."""

    permission_required = "funding.draft_decree"
    result: Decree

    def perform(self) -> Decree:
        ranked_list = get_object_or_404(
            published.of(call_code=self.kwargs["code"], version=self.kwargs["version"])
        )
        return actions.draft(ranked_list=ranked_list, by=self.actor)

    def get_back_url(self) -> str:
        return reverse("evaluation:drawing", args=[self.kwargs["code"]])

    def get_success_url(self) -> str:
        return reverse("funding:decree", args=[self.result.pk])


class DecreeMixin(ActorMixin, View):
    """Loads `self.decree`; else 404."""

    permission_required = "funding.view_decrees"

    @cached_property
    def decree(self) -> Decree:
        return get_object_or_404(decrees.on_desk(), pk=self.kwargs["pk"])

    @property
    def act(self) -> Act:
        return self.decree.act

    @property
    def address(self) -> str:
        return reverse("funding:decree", args=[self.decree.pk])


class DecreeOfAct(RoleRequiredMixin, View):
    """From an act of the register to the decree it belongs to."""

    permission_required = "funding.view_decrees"
    http_method_names = ["get"]

    def get(self, request: HttpRequest, act: int) -> HttpResponseRedirect:
        """Lead to the decree's page."""
        decree = get_object_or_404(decrees.on_desk(), act=act)
        return HttpResponseRedirect(reverse("funding:decree", args=[decree.pk]))


class DecreePage(DecreeMixin, ActionFormMixin, FormView):
    """The words of the draft; afterwards the proof, the document and the next step."""

    template_name = "funding/decree.html"
    form_class = VariablesForm
    success_message = gettext_lazy("Decreto salvato.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever writes here needs more than whoever reads."""
        if request.method == "POST":
            self.permission_required = "funding.draft_decree"
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "template": template_of(self.act.template)}

    def get_initial(self) -> dict[str, Any]:
        template = template_of(self.act.template)
        return initial_of(template, subject=self.act.subject, values=self.act.variables)

    def perform(self, form: VariablesForm) -> Decree:
        return actions.write(
            decree=self.decree,
            variables=form.variables(),
            subject=form.cleaned_data["subject"],
            by=self.actor,
        )

    def get_success_url(self) -> str:
        return self.address

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            decree=self.decree,
            act=self.act,
            lots=lot_money.lots_of(self.decree.ranked_list),
            is_draft=self.act.state == ActState.DRAFT,
            may_write=user.has_perm("funding.draft_decree"),
            may_adopt=user.has_perm("funding.adopt_decree"),
            awards=decrees.awards_of(self.decree),
            conditions=before_granting(self.decree),
            **kwargs,
        )


class DecreeStep(DecreeMixin, ActionView):
    """A button of the decree's page."""

    def get_back_url(self) -> str:
        return self.address


class Freezing(DecreeStep):
    """Freeze the words and ask for the proof."""

    permission_required = "funding.draft_decree"
    success_message = gettext_lazy("Prepariamo la bozza in PDF: la trovi qui tra poco.")

    def perform(self) -> Decree:
        return actions.freeze(decree=self.decree, by=self.actor)


class Reopening(DecreeStep):
    """Back to the draft."""

    permission_required = "funding.draft_decree"
    success_message = gettext_lazy("Il decreto è di nuovo una bozza.")

    def perform(self) -> Decree:
        return actions.reopen(decree=self.decree, by=self.actor)


class Adoption(DecreeMixin, ActionFormMixin, FormView):
    """What adopting brings about, on a page of its own; and the button."""

    permission_required = "funding.adopt_decree"
    template_name = "funding/adoption.html"
    form_class = forms.Form
    result: Decree

    def perform(self, form: forms.Form) -> Decree:
        return actions.adopt(decree=self.decree, by=self.actor)

    def get_success_message(self) -> str:
        return _("Decreto adottato: %(act)s. Prepariamo il PDF.") % {"act": self.result.act}

    def get_success_url(self) -> str:
        return self.address

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            decree=self.decree,
            act=self.act,
            effects=lot_money.effects(self.decree),
            years=to_commit(self.decree),
            **kwargs,
        )


class Publication(DecreeStep):
    """Publish the decree with its document."""

    permission_required = "funding.publish_decree"
    success_message = gettext_lazy("Il decreto è pubblicato e il bando è concluso.")

    def perform(self) -> Decree:
        return actions.publish(decree=self.decree, by=self.actor)


class ProofPdf(DecreeMixin):
    """The proof or, once adopted, the act's document."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> FileResponse:
        document: Document | None = self.act.document or self.act.proof
        if document is None or document.file is None:
            raise Http404
        name = f"decreto-{self.decree.pk}{'' if self.act.document else '-bozza'}.pdf"
        return FileResponse(
            store.path_of(document.file).open("rb"), as_attachment=True, filename=name
        )
