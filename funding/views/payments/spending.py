"""Who approves payments up to how much: read by the office, set by administrators."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from django.views.generic.base import ContextMixin, View

from calls.models import Measure
from funding.actions.payments import spending
from funding.forms.spending import LimitEndForm, LimitForm, TwoPeopleForm
from funding.queries.payments.requests import limits, two_people_rules
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.accounts.queries import with_role
from wecare.core.web import ActionFormMixin, RoleRequiredMixin

PAGE = "funding/spending_limits.html"


class LimitsMixin(RoleRequiredMixin, ContextMixin, View):
    """The page with both tables."""

    permission_required = "funding.view_spending_limits"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rules = two_people_rules()
        measures = Measure.objects.order_by("order", "code")
        return super().get_context_data(
            **{
                "limits": list(limits()[:200]),
                "rules": [(measure, rules.get(measure.pk)) for measure in measures],
                "may_set": self.request.user.has_perm("funding.set_spending_limits"),
                "limit_form": LimitForm(people=people()),
                "end_form": LimitEndForm(auto_id=False),
                "two_form": TwoPeopleForm(auto_id="id_two_%s"),
            }
            | kwargs
        )


def people() -> Any:
    """Those who may be given a limit: officers and managers who can log in."""
    officers = with_role(Role.OFFICER).order_by().values("pk")
    managers = with_role(Role.MANAGER).order_by().values("pk")
    found = Person.objects.filter(Q(pk__in=officers) | Q(pk__in=managers), is_active=True)
    return found.order_by("family_name", "given_name", "id")


class SpendingLimits(LimitsMixin, TemplateView):
    """The limits of people and of measures."""

    template_name = PAGE


class Setting(LimitsMixin, ActionFormMixin, FormView):
    """What the administrator's forms share."""

    permission_required = "funding.set_spending_limits"
    template_name = PAGE
    http_method_names = ["post", "options"]
    form_name = ""

    def get_success_url(self) -> str:
        return reverse("funding:spending_limits")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{self.form_name: kwargs.get("form")}, **kwargs)


class LimitNew(Setting):
    """Give a limit to somebody."""

    form_class = LimitForm
    form_name = "limit_form"
    success_message = gettext_lazy("Il limite di spesa è registrato.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"people": people()}

    def perform(self, form: LimitForm) -> Any:
        return spending.set_limit(**form.cleaned_data, by=self.request.user)


class LimitEnd(Setting):
    """End a limit."""

    form_class = LimitEndForm
    form_name = "end_form"
    success_message = gettext_lazy("Il limite finisce quel giorno.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"auto_id": False}

    def perform(self, form: LimitEndForm) -> Any:
        return spending.end_limit(**form.cleaned_data, by=self.request.user)


class TwoPeople(Setting):
    """Say above how much two people approve."""

    form_class = TwoPeopleForm
    form_name = "two_form"
    success_message = gettext_lazy("La soglia della misura è registrata.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"auto_id": "id_two_%s"}

    def perform(self, form: TwoPeopleForm) -> Any:
        return spending.set_two_people(**form.cleaned_data, by=self.request.user)
