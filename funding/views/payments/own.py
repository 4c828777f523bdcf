"""The beneficiary's pages of payments: ask, follow, correct, take back."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import FormView
from django.views.generic.base import View

from applicants.actions.brought import Brought
from applicants.permissions import sends
from funding.actions.payments import requests as payments
from funding.actions.payments.rules import needs_surety
from funding.enums import InstalmentKind, PaymentState
from funding.forms.payments import RequestForm
from funding.models import PaymentRequest
from funding.queries.payments.requests import on_payment_desk, open_of, plan_of, surety_of
from funding.views.awards.pages import OwnAwardMixin
from funding.views.payments.office import handed_out
from funding.views.payments.parts import left_to_ask, progress_of, story_of
from wecare.core import parts
from wecare.core.web import ActionFormMixin, ActionView


class OwnPaymentsMixin(OwnAwardMixin):
    """Who sends the application asks for its payments; the others read."""

    request: HttpRequest

    @property
    def may_ask(self) -> bool:
        return sends(self.person, self.award.submission.application)

    @property
    def part_url(self) -> str:
        return f"{reverse('funding:own_award', args=[self.award.pk])}#pagamenti"

    def brought(self, held: ExitStack) -> Callable[[Any], Brought]:
        """Keeps an uploaded file on the disk as long as `held` does."""
        owner = [str(self.person.pk), f"award-{self.award.pk}"]

        def keep(each: Any) -> Brought:
            return Brought(each.name or "", held.enter_context(parts.whole(owner, each.chunks())))

        return keep

    def only_who_sends(self) -> None:
        """:raises PermissionDenied: for whoever reads alone."""
        if not self.may_ask:
            raise PermissionDenied(
                gettext("I pagamenti li chiede chi può inviare la domanda per il tuo ente.")
            )


class OwnPaymentNew(OwnPaymentsMixin, ActionFormMixin, FormView):
    """Ask for a payment."""

    template_name = "funding/own_payment_new.html"
    form_class = RequestForm
    success_message = gettext_lazy("La richiesta è inviata: segui qui a che punto è.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in whoever sends."""
        if request.user.is_authenticated:
            self.only_who_sends()
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def kinds(self) -> list[InstalmentKind]:
        """What the plan has and is not asked for already."""
        waiting = set(open_of(self.award).values_list("kind", flat=True))
        return [each["kind"] for each in self.left if each["kind"].value not in waiting]

    @cached_property
    def left(self) -> list[dict[str, Any]]:
        return left_to_ask(self.award)

    def get_form_kwargs(self) -> dict[str, Any]:
        plan = plan_of(self.award)
        wanted = (
            plan is not None
            and InstalmentKind.ADVANCE in self.kinds
            and needs_surety(plan, InstalmentKind.ADVANCE)
        )
        return super().get_form_kwargs() | {"kinds": self.kinds, "with_surety": wanted}

    def get_initial(self) -> dict[str, Any]:
        last = PaymentRequest.objects.filter(award=self.award).order_by("-id").first()
        if last is None:
            return {"holder": self.award.organisation.name}
        return {"holder": last.holder, "iban": last.iban}

    def perform(self, form: RequestForm) -> PaymentRequest:
        with ExitStack() as held:
            return payments.ask(
                award=self.award,
                kind=InstalmentKind(form.cleaned_data["kind"]),
                claim=form.claim(self.brought(held)),
                actor=self.person,
            )

    def get_success_url(self) -> str:
        return reverse("funding:own_payment", args=[self.award.pk, self.result.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            award=self.award,
            call=self.award.decree.ranked_list.call,
            left=self.left,
            kinds=self.kinds,
            back_url=self.part_url,
            **kwargs,
        )


class OwnPaymentMixin(OwnPaymentsMixin):
    """Loads `self.payment` among those of the own award; else 404."""

    @cached_property
    def payment(self) -> PaymentRequest:
        found = on_payment_desk().filter(award=self.award)
        return get_object_or_404(found, pk=self.kwargs["payment"])


class OwnPayment(OwnPaymentMixin, ActionFormMixin, FormView):
    """A request with its progress; sent back, it is corrected here."""

    template_name = "funding/own_payment.html"
    form_class = RequestForm
    success_message = gettext_lazy("La richiesta è inviata di nuovo.")

    def get_form_kwargs(self) -> dict[str, Any]:
        kind, plan = InstalmentKind(self.payment.kind), plan_of(self.award)
        return super().get_form_kwargs() | {
            "kinds": [kind],
            "with_surety": plan is not None and needs_surety(plan, kind),
        }

    def get_initial(self) -> dict[str, Any]:
        row = self.payment
        return {
            "kind": row.kind,
            "amount": row.amount,
            "holder": row.holder,
            "iban": row.iban,
            "note": row.note,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Send it again."""
        self.only_who_sends()
        return super().post(request, *args, **kwargs)

    def perform(self, form: RequestForm) -> PaymentRequest:
        with ExitStack() as held:
            return payments.resend(
                payment=self.payment, claim=form.claim(self.brought(held)), actor=self.person
            )

    def get_success_url(self) -> str:
        return self.request.path

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        payment, state = self.payment, PaymentState(self.payment.state)
        returned = state is PaymentState.RETURNED
        return super().get_context_data(
            award=self.award,
            call=self.award.decree.ranked_list.call,
            payment=payment,
            steps=progress_of(payment),
            story=story_of(payment),
            surety=surety_of(payment),
            files=payment.files.order_by("id"),
            may_correct=returned and self.may_ask,
            may_withdraw=self.may_ask and state in {PaymentState.ASKED, PaymentState.RETURNED},
            back_url=self.part_url,
            **kwargs,
        )


class OwnPaymentWithdrawal(OwnPaymentMixin, ActionView):
    """Take a request back."""

    success_message = gettext_lazy("La richiesta è ritirata.")

    def perform(self) -> PaymentRequest:
        self.only_who_sends()
        return payments.withdraw(payment=self.payment, actor=self.person)

    def get_back_url(self) -> str:
        return reverse("funding:own_payment", args=[self.award.pk, self.payment.pk])


class OwnPaymentFile(OwnPaymentMixin, View):
    """A file of a request, for the beneficiary."""

    http_method_names = ["get", "options"]

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        return handed_out(request, self.payment, self.kwargs["what"], self.kwargs["file"])
