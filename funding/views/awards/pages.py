"""Awards: the office's list and desk, and what beneficiaries see of their own."""

from functools import cached_property
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.generic import ListView, TemplateView
from django.views.generic.base import ContextMixin, View

from funding.enums import Hand
from funding.forms.awards import AwardFilterForm
from funding.models import Award
from funding.queries.awards import listing
from funding.queries.awards.awaited import awaited
from funding.queries.awards.reading import Reading
from funding.queries.awards.standing import on_desk, standings
from funding.queries.awards.timeline import story
from funding.queries.decrees import awards_of_person
from funding.views.awards.sections import BENEFICIARY, OFFICE, Part, shown
from wecare.accounts.models import Person
from wecare.core.web import RoleRequiredMixin

PAGE = 25


class AwardMixin(RoleRequiredMixin, ContextMixin, View):
    """Loads `self.award` for the office; else 404."""

    permission_required = "funding.view_awards"
    request: HttpRequest

    @cached_property
    def award(self) -> Award:
        return get_object_or_404(on_desk(), pk=self.kwargs["pk"])

    @property
    def actor(self) -> Person:
        return cast("Person", self.request.user)


class OwnAwardMixin(LoginRequiredMixin, ContextMixin, View):
    """Loads `self.award` among those of applications the person may read; others' do not exist."""

    request: HttpRequest

    @property
    def person(self) -> Person:
        return cast("Person", self.request.user)  # LoginRequiredMixin let nobody else in

    @cached_property
    def award(self) -> Award:
        mine = awards_of_person(self.person.pk).order_by().values("pk")
        return get_object_or_404(on_desk().filter(pk__in=mine), pk=self.kwargs["pk"])


class AwardList(RoleRequiredMixin, TemplateView):
    """Every award; the filters, the order and the place reached are in the address."""

    permission_required = "funding.view_awards"
    template_name = "funding/awards.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = AwardFilterForm(self.request.GET, calls=listing.calls())
        kept = form.kept()
        found = listing.page(form.sought(), after=self.request.GET.get("dopo", ""))
        return super().get_context_data(
            form=form,
            rows=found.rows,
            is_narrowed=bool({*kept} - {"ordine"}),
            first_url="?" + urlencode(kept) if self.request.GET.get("dopo") else "",
            following_url="?" + urlencode({**kept, "dopo": found.following})
            if found.following
            else "",
            **kwargs,
        )


def _told(award: Award, parts: tuple[Part, ...], person: Person, reader: Hand) -> dict[str, Any]:
    """What the page of an award says: its money, what is to be done, its parts and its story."""
    of = Reading(award)
    found = shown(parts, of, person)
    return {
        "award": award,
        "money": of.money,
        "call": award.decree.ranked_list.call,
        "reader": reader,
        "awaited": awaited(of, whose=reader),
        "headings": [
            *((part["key"], part["title"]) for part in found),
            ("storia", _("La storia del contributo")),
        ],
        "parts": found,
        "story": story(of),
    }


class AwardDesk(AwardMixin, TemplateView):
    """The office's page of one award."""

    template_name = "funding/award.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **_told(self.award, OFFICE, self.actor, Hand.OFFICE), **kwargs
        )


class OwnAwards(LoginRequiredMixin, ListView):
    """The awards of the applications the person may read."""

    template_name = "funding/own_awards.html"
    context_object_name = "awards"
    paginate_by = PAGE
    request: HttpRequest

    def get_queryset(self) -> QuerySet[Award]:
        mine = awards_of_person(cast("Person", self.request.user).pk).order_by().values("pk")
        return on_desk().filter(pk__in=mine)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        money = standings(context["awards"])
        return {**context, "rows": [(award, money[award.pk]) for award in context["awards"]]}


class OwnAward(OwnAwardMixin, TemplateView):
    """What a beneficiary sees of one award."""

    template_name = "funding/own_award.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **_told(self.award, BENEFICIARY, self.person, Hand.BENEFICIARY), **kwargs
        )
