"""After the decree: the beneficiary accepts, brings the deed, says when it starts; the office looks."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, ListView

from applicants.permissions import sends, writes
from funding.actions.conditions import adhesion as actions
from funding.forms.conditions import DeedDecisionForm, DeedForm, StartForm
from funding.models import Acceptance, Award, GroupDeed, ProjectStart
from funding.queries.conditions import adhesion
from funding.views.awards.pages import PAGE, AwardMixin, OwnAwardMixin
from funding.views.conditions.office import brought, handed
from wecare.core.web import ActionFormMixin, ActionView, RoleRequiredMixin


class WriterMixin(OwnAwardMixin):
    """Of an award that the person reads: whoever may not do this is told by whom it is done."""

    refusal = gettext_lazy(
        "Puoi leggere questo contributo ma non farlo: il tuo incarico per l'ente non lo comprende. "
        "Chi amministra le persone dell'ente può cambiarlo."
    )

    def may(self) -> bool:
        """Whether the person may do what this page does."""
        return writes(self.person, self.award.submission.application)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in whoever may."""
        if request.user.is_authenticated and not self.may():
            raise PermissionDenied(str(self.refusal))
        return super().dispatch(request, *args, **kwargs)

    @property
    def address(self) -> str:
        return reverse("funding:own_award", args=[self.award.pk])

    def get_success_url(self) -> str:
        return self.address


class Accepting(WriterMixin, ActionView):
    """Who sends for the beneficiary accepts."""

    success_message = gettext_lazy("Il contributo è accettato.")

    def may(self) -> bool:
        """Who sends the application accepts what it brings."""
        return sends(self.person, self.award.submission.application)

    def perform(self) -> Acceptance:
        return actions.accept(award=self.award, by=self.person)

    def get_back_url(self) -> str:
        return self.address


class DeedNew(WriterMixin, ActionFormMixin, FormView):
    """The deed of the group, with its file."""

    template_name = "funding/deed_new.html"
    form_class = DeedForm
    success_message = gettext_lazy("L'atto è caricato: ora l'ufficio lo conferma.")

    def perform(self, form: DeedForm) -> GroupDeed:
        said = form.cleaned_data
        with brought(self.person, f"deed/{self.award.pk}", said["document"]) as document:
            assert document is not None  # noqa: S101 -- the field is required
            return actions.bring_deed(
                award=self.award,
                signed_on=said["signed_on"],
                notary=said["notary"],
                reference=said["reference"],
                document=document,
                by=self.person,
            )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(award=self.award, back_url=self.address, **kwargs)


class StartNew(WriterMixin, ActionFormMixin, FormView):
    """The day on which the project starts."""

    template_name = "funding/start_new.html"
    form_class = StartForm
    success_message = gettext_lazy("Il giorno di avvio è comunicato.")

    def perform(self, form: StartForm) -> ProjectStart:
        return actions.tell_start(
            award=self.award, starts_on=form.cleaned_data["starts_on"], by=self.person
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(award=self.award, back_url=self.address, **kwargs)


class OwnDeedFile(OwnAwardMixin):
    """The deed as the beneficiary brought it."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        deed = get_object_or_404(adhesion.deeds_of(self.award), pk=self.kwargs["deed"])
        return handed(request, deed.file, deed.filename, by=deed.brought_by_id)


class DeedFile(AwardMixin):
    """The deed, for the office."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        deed = get_object_or_404(adhesion.deeds_of(self.award), pk=self.kwargs["deed"])
        return handed(request, deed.file, deed.filename, by=deed.brought_by_id)


class DeedDecision(AwardMixin, ActionFormMixin, FormView):
    """The office confirms the deed, or says why not."""

    permission_required = "funding.record_conditions"
    template_name = "funding/deed.html"
    form_class = DeedDecisionForm

    @cached_property
    def deed(self) -> GroupDeed:
        return get_object_or_404(adhesion.deeds_of(self.award), pk=self.kwargs["deed"])

    def perform(self, form: DeedDecisionForm) -> GroupDeed:
        return actions.decide_deed(
            deed=self.deed,
            confirmed=self.request.POST.get("answer") == "confirm",
            reason=form.cleaned_data["reason"],
            by=self.actor,
        )

    def get_success_message(self) -> str:
        if self.result.confirmed:
            return _("L'atto di costituzione è confermato.")
        return _("L'atto non è confermato: il beneficiario legge perché e ne carica un altro.")

    def get_success_url(self) -> str:
        return reverse("funding:award", args=[self.award.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(award=self.award, deed=self.deed, **kwargs)


class Waiting(RoleRequiredMixin, ListView):
    """The awards that nobody accepted yet, the first to expire first."""

    permission_required = "funding.view_awards"
    template_name = "funding/waiting.html"
    context_object_name = "awards"
    paginate_by = PAGE

    def get_queryset(self) -> QuerySet[Award]:
        return adhesion.waiting()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "rows": [adhesion.waited(award) for award in context["awards"]]}
