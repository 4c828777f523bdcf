"""Who accompanies which project: for everyone, and the forms of the office."""

from functools import cached_property
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from calls.actions import accompaniments as actions
from calls.forms.accompaniments import AccompanimentForm, EndForm, initial_of
from calls.models import Accompaniment
from calls.queries import contracts as queries
from calls.views.contracts import ContractMixin, DeskForm


@require_safe
def accompaniments(request: HttpRequest) -> HttpResponse:
    """Who accompanies which project, measure by measure; the office's notes are not here."""
    rows = queries.accompaniments().defer("note")
    groups = [
        (measure, list(found)) for measure, found in groupby(rows, key=lambda each: each.measure)
    ]
    return render(request, "calls/accompaniments.html", {"groups": groups})


class AccompanimentNew(ContractMixin, DeskForm):
    """A body that helps a project by the contract."""

    form_class = AccompanimentForm
    heading = _("Nuovo accompagnamento")
    button = _("Aggiungi l'accompagnamento")
    success_message = _("L'accompagnamento è nell'elenco.")

    def perform(self, form: AccompanimentForm) -> Accompaniment:
        return actions.enter(contract=self.contract, said=form.help, actor=self.actor)


class _OfAccompaniment(ContractMixin, DeskForm):
    """A form about one accompaniment of the contract, named by the address."""

    @cached_property
    def accompaniment(self) -> Accompaniment:
        """The accompaniment.

        :raises Http404: if the contract has none with this number.
        """
        rows = queries.accompaniments().filter(contract=self.contract)
        found = rows.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def get_permission_object(self) -> Any:
        """The accompaniment, so that one that does not exist is not found before it is refused."""
        return self.accompaniment

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(accompaniment=self.accompaniment, **kwargs)


class AccompanimentEdit(_OfAccompaniment):
    """An accompaniment, written anew."""

    form_class = AccompanimentForm
    heading = _("Modifica l'accompagnamento")
    success_message = _("L'accompagnamento è aggiornato.")

    def get_initial(self) -> dict[str, Any]:
        return initial_of(self.accompaniment)

    def perform(self, form: AccompanimentForm) -> Accompaniment:
        return actions.rewrite(
            accompaniment=self.accompaniment,
            said=form.help,
            seen=form.cleaned_data["seen"],
            actor=self.actor,
        )


class AccompanimentEnd(_OfAccompaniment):
    """A body that helps a project no more."""

    form_class = EndForm
    heading = _("Fine dell'accompagnamento")
    button = _("Registra la fine")
    success_message = _("La fine è registrata.")

    def get_initial(self) -> dict[str, Any]:
        return {"seen": queries.mark_of(queries.help_of(self.accompaniment))}

    def perform(self, form: EndForm) -> Accompaniment:
        return actions.end(
            accompaniment=self.accompaniment,
            on=form.cleaned_data["on"],
            seen=form.cleaned_data["seen"],
            actor=self.actor,
        )
