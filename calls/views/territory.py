"""The Distretti della Coesione Sociale: for everyone as they were on a day, for the office to keep."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import FormView, TemplateView

from calls.actions import territory as actions
from calls.forms.territory import (
    BodyForm,
    DayForm,
    DescribedBodyForm,
    DistrictForm,
    EndForm,
    SuccessionForm,
)
from calls.models import District, ManagingBody
from calls.queries import territory as queries
from calls.queries.contracts import with_help
from calls.views.base import DeskMixin
from wecare.core import clock
from wecare.core.web import UNPROCESSABLE, ActionFormMixin


@require_safe
def territory(request: HttpRequest) -> HttpResponse:
    """The districts and who manages their services, today or on the day asked for."""
    today = clock.today()
    form = DayForm(request.GET) if "giorno" in request.GET else DayForm(initial={"giorno": today})
    understood = not form.is_bound or form.is_valid()
    day = (form.cleaned_data["giorno"] if form.is_bound and understood else None) or today
    districts = list(with_help(queries.districts_on(day), day))
    context = {
        "form": form,
        "day": day,
        "today": today,
        "districts": districts,
        "is_helped": any(each.helped_by for each in districts),  # type: ignore[attr-defined]  # brought along by `with_help`
    }
    status = 200 if understood else UNPROCESSABLE
    return render(request, "calls/territory.html", context, status=status)


class DeskTerritory(DeskMixin, TemplateView):
    """The districts on the desk, with all the bodies they have had."""

    template_name = "calls/desk_territory.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            districts=queries.districts(),
            may_edit=self.actor.has_perm("calls.edit_territory"),
            **kwargs,
        )


class _TerritoryForm(DeskMixin, ActionFormMixin, FormView):
    """A form of the administrator that leads back to the districts."""

    permission_required = "calls.edit_territory"
    template_name = "calls/territory_form.html"
    heading: Any = ""
    button: Any = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(heading=self.heading, button=self.button, **kwargs)

    def get_success_url(self) -> str:
        return reverse("calls:desk_territory")


class DistrictNew(_TerritoryForm):
    """A new district."""

    form_class = DistrictForm
    heading = _("Nuovo Distretto")
    button = _("Aggiungi il Distretto")
    success_message = _("Il Distretto è nell'elenco.")

    def perform(self, form: DistrictForm) -> District:
        return actions.write_district(district=None, actor=self.actor, **form.cleaned_data)


class _OfDistrict(_TerritoryForm):
    """A form about one district, named by the address."""

    @cached_property
    def district(self) -> District:
        return get_object_or_404(District, code=self.kwargs["code"])

    def get_permission_object(self) -> Any:
        return self.district

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(district=self.district, **kwargs)


class DistrictEdit(_OfDistrict):
    """Name, health authority and source of a district."""

    form_class = DistrictForm
    heading = _("Modifica il Distretto")
    button = _("Salva")
    success_message = _("Il Distretto è aggiornato.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"district": self.district}

    def get_initial(self) -> dict[str, Any]:
        names = ("name", "health_authority", "inhabitants", "source_mark")
        return {name: getattr(self.district, name) for name in names}

    def perform(self, form: DistrictForm) -> District:
        return actions.write_district(
            district=self.district, code=self.district.code, actor=self.actor, **form.cleaned_data
        )


class BodyNew(_OfDistrict):
    """A body that manages services of the district."""

    form_class = BodyForm
    heading = _("Nuovo ente gestore")
    button = _("Aggiungi l'ente")
    success_message = _("L'ente è tra quelli del Distretto.")

    def perform(self, form: BodyForm) -> ManagingBody:
        return actions.enter_body(district=self.district, actor=self.actor, **form.cleaned_data)


class Succession(_OfDistrict):
    """Bodies that merge or change name: they end, another begins."""

    form_class = SuccessionForm
    heading = _("Fusione o cambio di nome")
    button = _("Registra il subentro")
    success_message = _("Il subentro è registrato.")

    def get_form_kwargs(self) -> dict[str, Any]:
        today = clock.today()
        return super().get_form_kwargs() | {"district": self.district, "today": today}

    def perform(self, form: SuccessionForm) -> ManagingBody:
        said = form.cleaned_data
        return actions.succeed(
            bodies=list(said["bodies"]),
            name=said["name"],
            fiscal_code=said["fiscal_code"],
            on=said["valid_from"],
            source_mark=said["source_mark"],
            actor=self.actor,
        )


class _OfBody(_OfDistrict):
    """A form about one body of a district, named by the address."""

    @cached_property
    def body(self) -> ManagingBody:
        found = self.district.bodies.select_related("district").filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def get_permission_object(self) -> Any:
        return self.body

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(body=self.body, **kwargs)


class BodyEdit(_OfBody):
    """The fiscal code of a body and its source."""

    form_class = DescribedBodyForm
    heading = _("Codice fiscale dell'ente gestore")
    button = _("Salva")
    success_message = _("L'ente è aggiornato.")

    def get_initial(self) -> dict[str, Any]:
        return {"fiscal_code": self.body.fiscal_code, "source_mark": self.body.source_mark}

    def perform(self, form: DescribedBodyForm) -> ManagingBody:
        return actions.describe_body(body=self.body, actor=self.actor, **form.cleaned_data)


class BodyEnd(_OfBody):
    """A body that ends and that nobody follows."""

    form_class = EndForm
    heading = _("Fine della gestione")
    button = _("Registra la fine")
    success_message = _("La fine è registrata.")

    def perform(self, form: EndForm) -> ManagingBody:
        return actions.end_body(body=self.body, on=form.cleaned_data["on"], actor=self.actor)
