"""Questions on a call: the public list, a new one, and the office's answers."""

from functools import cached_property
from typing import Any, cast

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import FormView, TemplateView

from calls.actions import enquiries as actions
from calls.enums import EnquiryCategory, EnquiryState
from calls.forms.enquiries import AnswerForm, EnquiryForm
from calls.labels import ENQUIRY_CATEGORIES, ENQUIRY_STATES
from calls.models import Call, Enquiry
from calls.policies.enquiries import EnquiryRefused, check_can_ask
from calls.queries import enquiries as queries
from calls.queries.calls import published
from calls.views.base import CallMixin
from wecare.accounts.models import Person
from wecare.core import clock
from wecare.core.web import ActionFormMixin, ActionView

PAGE = 20


@require_safe
def enquiries(request: HttpRequest, code: str) -> HttpResponse:
    """The published questions of a call by category; whoever has logged in sees their own too."""
    call = get_object_or_404(published(), code=code)
    wanted = request.GET.get("categoria", "")
    category = next((each for each in EnquiryCategory if each == wanted), None)
    page = Paginator(queries.published_of(call, category), PAGE).get_page(request.GET.get("pagina"))
    person = request.user
    own = queries.of_person(person, call) if person.is_authenticated else []
    context = {
        "call": call,
        "rows": [(each, ENQUIRY_CATEGORIES[EnquiryCategory(each.category)]) for each in page],
        "categories": [
            ("", _("Tutti"), category is None),
            *((c.value, words, c == category) for c, words in ENQUIRY_CATEGORIES.items()),
        ],
        "own": [(each, ENQUIRY_STATES[EnquiryState(each.state)]) for each in own],
        "refusal": refusal_of(call),
        **paged(page, {"categoria": category.value} if category else {}),
    }
    return render(request, "calls/enquiries.html", context)


def refusal_of(call: Call) -> str:
    """Why nobody can ask now; empty when anybody can."""
    try:
        check_can_ask(call, at=clock.now())
    except EnquiryRefused as refusal:
        return str(refusal)
    return ""


def paged(page: Any, words: dict[str, str]) -> dict[str, str]:
    """The pager of a page of rows, keeping the other words of the address."""
    query = "".join(f"&{name}={word}" for name, word in words.items())
    facts = {"first": page.start_index(), "last": page.end_index(), "count": page.paginator.count}
    return {
        "shown": _("%(first)d–%(last)d di %(count)d") % facts,
        "previous": f"?pagina={page.previous_page_number()}{query}" if page.has_previous() else "",
        "following": f"?pagina={page.next_page_number()}{query}" if page.has_next() else "",
    }


class EnquiryNew(LoginRequiredMixin, ActionFormMixin, FormView):
    """A question to the office."""

    template_name = "calls/enquiry_new.html"
    form_class = EnquiryForm
    success_message = gettext_lazy(
        "Abbiamo ricevuto la domanda. Quando l'ufficio pubblica la risposta ti scriviamo."
    )

    @cached_property
    def call(self) -> Call:
        """The call.

        :raises Http404: if the public does not see it.
        """
        found: Call = get_object_or_404(published(), code=self.kwargs["code"])
        return found

    def perform(self, form: EnquiryForm) -> Enquiry:
        person = cast("Person", self.request.user)
        return actions.ask(call=self.call, text=form.cleaned_data["text"], actor=person)

    def get_success_url(self) -> str:
        return reverse("calls:enquiries", args=[self.call.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(call=self.call, refusal=refusal_of(self.call), **kwargs)


class DeskEnquiries(CallMixin, TemplateView):
    """The questions of a call for the office, those that wait on top."""

    template_name = "calls/desk_enquiries.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages = Paginator(queries.on_desk(self.call), PAGE)
        page = pages.get_page(self.request.GET.get("pagina"))
        return super().get_context_data(
            rows=[(each, ENQUIRY_STATES[EnquiryState(each.state)]) for each in page],
            **paged(page, {}),
            **kwargs,
        )


class EnquiryMixin(CallMixin):
    """A question of the call, named by the address."""

    permission_required = "calls.answer_enquiry"

    @cached_property
    def enquiry(self) -> Enquiry:
        """The question.

        :raises Http404: if the call has none with this number.
        """
        found: QuerySet[Enquiry] = queries.on_desk(self.call)
        enquiry = found.filter(pk=self.kwargs["number"]).first()
        if enquiry is None:
            raise Http404
        return enquiry

    def get_back_url(self) -> str:
        """The questions of the call."""
        return reverse("calls:desk_enquiries", args=[self.call.code])


class DeskEnquiry(EnquiryMixin, ActionFormMixin, FormView):
    """The answer to a question, published at once; later it can be amended."""

    template_name = "calls/desk_enquiry.html"
    form_class = AnswerForm
    success_message = gettext_lazy("La risposta è pubblicata.")

    def get_initial(self) -> dict[str, Any]:
        enquiry = self.enquiry
        return {
            "category": enquiry.category,
            "question": enquiry.question or enquiry.asked,
            "text": enquiry.answer,
        }

    def perform(self, form: AnswerForm) -> Enquiry:
        return actions.answer(enquiry=self.enquiry, actor=self.actor, **form.cleaned_data)

    def get_success_url(self) -> str:
        return self.get_back_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        state = EnquiryState(self.enquiry.state)
        return super().get_context_data(
            enquiry=self.enquiry,
            mark=ENQUIRY_STATES[state],
            is_published=state is EnquiryState.PUBLISHED,
            may_set_aside=state is EnquiryState.ASKED,
            **kwargs,
        )


class EnquirySettingAside(EnquiryMixin, ActionView):
    """Leave a question unpublished."""

    success_message = gettext_lazy("La domanda resta non pubblicata.")

    def perform(self) -> Enquiry:
        return actions.set_aside(enquiry=self.enquiry, actor=self.actor)
