"""Invitations: the lead's, and the page on which whoever was invited says yes or no."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View

from applicants.actions import invitations
from applicants.actions.invitation_letters_again import write_again
from applicants.enums import InvitationState, Power
from applicants.forms.invitation import AnswerForm, InvitationForm
from applicants.models import Invitation, Organisation, Partner
from applicants.policies import WritingRefused
from applicants.policies.partnership import InvitationRefused
from applicants.queries.invitation_links import path_of
from applicants.queries.mandates import organisations_of
from applicants.queries.participants import invitations_of, invitations_shown_to
from applicants.views.base import PersonMixin
from applicants.views.group import OfPartnersMixin, PartnerMixin
from applicants.views.invitation_marks import can_be_answered, mark_of
from applicants.views.invited import carried
from calls.queries.calls import current_window
from wecare.core.web import ActionFormMixin, ActionView, refused


class InvitationNew(OfPartnersMixin, ActionFormMixin, FormView):
    """Ask an organisation to take part; the page after it shows the link, once."""

    template_name = "applicants/invitation_new.html"
    form_class = InvitationForm

    def perform(self, form: InvitationForm) -> invitations.Invited:
        return invitations.invite(
            application=self.application,
            name=form.cleaned_data["name"],
            fiscal_code=form.cleaned_data["fiscal_code"],
            email=form.cleaned_data["email"],
            actor=self.person,
        )

    def form_valid(self, form: BaseForm) -> HttpResponse:
        answer = super().form_valid(form)
        if self.result is None:
            return answer
        return shown_once(self.request, self, self.result)


class PartnerInvitation(PartnerMixin, View):
    """Ask a partner that the lead described to take part by itself."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        try:
            invited = invitations.invite(
                application=self.application,
                name=self.partner.name,
                fiscal_code=self.partner.fiscal_code,
                email="",
                actor=self.person,
            )
        except WritingRefused as refusal:
            return refused(request, refusal, self.group_url)
        return shown_once(request, self, invited)


class InvitationMixin(OfPartnersMixin):
    """Loads `self.invitation` among those of the application; else 404."""

    @cached_property
    def invitation(self) -> Invitation:
        rows = invitations_of(self.application)
        found = get_object_or_404(rows, public_id=self.kwargs["invitation"])
        found.application = self.application
        return found


class InvitationLink(InvitationMixin, View):
    """Another link, in place of one that was lost."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        try:
            invited = invitations.new_link(invitation=self.invitation, actor=self.person)
        except WritingRefused as refusal:
            return refused(request, refusal, self.group_url)
        return shown_once(request, self, invited)


class InvitationAgain(InvitationMixin, ActionView):
    """Write once more to whoever has not answered."""

    success_message = gettext_lazy(
        "Abbiamo scritto di nuovo. Se nella lettera c'è un collegamento, è quello che vale."
    )

    def perform(self) -> int:
        return write_again(invitation=self.invitation, actor=self.person)

    def get_back_url(self) -> str:
        return self.group_url


class InvitationWithdrawal(InvitationMixin, ActionView):
    """Take an invitation back."""

    success_message = gettext_lazy("L'invito è ritirato.")

    def perform(self) -> Invitation:
        return invitations.withdraw(invitation=self.invitation, actor=self.person)

    def get_back_url(self) -> str:
        return self.group_url


def shown_once(
    request: HttpRequest, view: OfPartnersMixin, invited: invitations.Invited
) -> HttpResponse:
    """The link of an invitation, if it left by no letter: nobody can read it again afterwards."""
    link = f"{settings.SITE_ADDRESS}{path_of(invited.secret)}" if invited.secret else ""
    context = view.get_context_data(
        invitation=invited.invitation,
        letters=invited.letters,
        by_letter=not link,
        link=link,
        group_url=view.group_url,
    )
    return render(request, "applicants/invited.html", context)


class InvitationPage(PersonMixin, ActionFormMixin, FormView):
    """What is asked, by whom, and until when; yes or no.

    Found by whoever acts for the organisation that was asked, by whoever opened the link before it
    was answered, and by who answered.
    """

    template_name = "applicants/invitation.html"
    form_class = AnswerForm
    result: Partner | Invitation

    @cached_property
    def invitation(self) -> Invitation:
        """:raises Http404: for whoever was not asked and carries no link that opens it."""
        shown = invitations_shown_to(self.person, carried=carried(self.request))
        return get_object_or_404(shown, public_id=self.kwargs["invitation"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Nothing is shown of an invitation that is somebody else's."""
        if request.user.is_authenticated:
            _asked = self.invitation
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def organisations(self) -> list[Organisation]:
        """Those of the person that may answer."""
        mine = organisations_of(self.person, Power.WRITES)
        code = self.invitation.fiscal_code
        return list(mine.filter(fiscal_code=code) if code else mine)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "organisations": self.organisations}

    def perform(self, form: AnswerForm) -> Partner | Invitation:
        organisation = form.organisation
        if form.cleaned_data["answer"] == AnswerForm.ACCEPT:
            if organisation is None:
                raise InvitationRefused(_("Scegli l'ente per cui accetti."))
            return invitations.accept(
                invitation=self.invitation, organisation=organisation, actor=self.person
            )
        return invitations.decline(
            invitation=self.invitation,
            organisation=organisation,
            reason=form.cleaned_data["reason"],
            actor=self.person,
        )

    def get_success_message(self) -> str:
        if isinstance(self.result, Partner):
            return _("Hai accettato: ora scrivi la parte del tuo ente.")
        return _("Hai rifiutato: chi ti ha invitato riceve il motivo.")

    def get_success_url(self) -> str:
        if isinstance(self.result, Partner):
            arguments = [self.invitation.application.public_id, self.result.pk]
            return reverse("applicants:part", args=arguments)
        return reverse("applicants:applications")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        application = self.invitation.application
        answerable = can_be_answered(application)
        return super().get_context_data(
            invitation=self.invitation,
            application=application,
            call=application.call,
            organisations=self.organisations,
            mark=mark_of(self.invitation, answerable=answerable),
            can_answer=self.invitation.state == InvitationState.OPEN.value and answerable,
            window=current_window(application.call),
            **kwargs,
        )
