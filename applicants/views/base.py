"""What the applicant's views share: the application comes through the person, or does not exist."""

from functools import cached_property
from typing import Any, cast

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic.base import ContextMixin, View

from applicants.engine.display import partner_answers, shown
from applicants.engine.lots import chosen_lot
from applicants.engine.snapshot import Snapshot
from applicants.enums import ApplicationState
from applicants.models import Answer, Application, Partner
from applicants.queries.applications import answers_of, visible_to
from applicants.queries.completeness import requirements_of, snapshot_of
from applicants.queries.partnership import partners_of
from applicants.queries.terms import may_be_written, term_of
from calls.engine.asking import AttachmentRule, Section
from calls.engine.rulebook import Rulebook
from calls.labels.lots import aid_form_said
from calls.models import Rulebook as Published
from calls.queries.calls import current_rulebook
from wecare.accounts.models import Person
from wecare.core import clock


class PersonMixin(LoginRequiredMixin):
    """For whoever has logged in: `self.person`."""

    request: HttpRequest

    @property
    def person(self) -> Person:
        return cast("Person", self.request.user)  # LoginRequiredMixin let nobody else in


class OwnApplicationMixin(PersonMixin, ContextMixin, View):
    """Loads `self.application` by its public id among those the person may see; else 404."""

    @cached_property
    def application(self) -> Application:
        return get_object_or_404(visible_to(self.person), public_id=self.kwargs["public_id"])

    @cached_property
    def rulebook(self) -> Published:
        """The version in force for a draft; the one under which it was sent, once it was."""
        rulebook = current_rulebook(self.application.call)
        sent = list(self.application.submissions.all())
        if sent and self.application.state != ApplicationState.DRAFT.value:
            rulebook = sent[-1].rulebook
        assert rulebook is not None  # noqa: S101 -- an application exists only for a published call
        return rulebook

    @property
    def rules(self) -> Rulebook:
        """The rules of that version, as the phase that is being written asks them."""
        return self.rulebook.rules.in_phase(self.application.phase)

    @cached_property
    def snapshot(self) -> Snapshot:
        return snapshot_of(self.application, self.rules)

    @cached_property
    def requirements(self) -> tuple[Any, ...]:
        return requirements_of(self.application, self.rules, snapshot=self.snapshot)

    @property
    def home_url(self) -> str:
        return reverse("applicants:application", args=[self.application.public_id])

    def now_over_what_is_saved(self, form: Any) -> None:
        """Read the application again; what is typed counts as written over what is saved now."""
        del self.application
        form.data = form.data.copy()
        form.data["version"] = str(self.application.version)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at = clock.now()
        is_open = may_be_written(self.application, at)
        lot = chosen_lot(self.rules, self.application.lot)
        return super().get_context_data(
            application=self.application,
            call=self.application.call,
            rules=self.rules,
            lot_title=lot.title if lot else self.application.lot,
            aid_form=aid_form_said(self.application.aid_form),
            window=term_of(self.application, at),
            is_open=is_open,
            can_write=is_open and self.application.state == ApplicationState.DRAFT.value,
            now=at,
            **kwargs,
        )


class FillerMixin(OwnApplicationMixin):
    """A part that the lead fills or, where the address names a partner, that is the partner's own."""

    @cached_property
    def partner(self) -> Partner | None:
        """The partner of the address; none on the lead's pages.

        :raises Http404: if it takes no part in the application, or the call admits no groups.
        """
        if "partner" not in self.kwargs:
            return None
        found = partners_of(self.application).filter(pk=self.kwargs["partner"]).first()
        if found is None or self.rules.partnership is None:
            raise Http404
        return found

    @property
    def sections(self) -> tuple[Section, ...]:
        return self.rules.sections if self.partner is None else self.rules.partner_sections

    @property
    def uploads(self) -> tuple[AttachmentRule, ...]:
        return self.rules.uploads if self.partner is None else self.rules.partner_uploads

    @cached_property
    def asked(self) -> frozenset[str]:
        """The codes of the questions that are asked here, after what was answered so far."""
        answers = self.snapshot.answers
        if self.partner is not None:
            own = {key: each.value for key, each in self.own_answers.items()}
            answers = partner_answers(self.rules, answers, own)
        return shown(self.rules, answers)

    @cached_property
    def own_answers(self) -> dict[str, Answer]:
        return answers_of(self.application, self.partner)

    def address(self, route: str, *more: str) -> str:
        """The address of a page of the lead or, on a partner's page, of the same page of it."""
        if self.partner is None:
            return reverse(f"applicants:{route}", args=[self.application.public_id, *more])
        arguments = [self.application.public_id, self.partner.pk, *more]
        return reverse(f"applicants:partner_{route}", args=arguments)

    @property
    def back_url(self) -> str:
        """Where one came from: the application, or the partner."""
        if self.partner is None:
            return self.home_url
        arguments = [self.application.public_id, self.partner.pk]
        return reverse("applicants:partner", args=arguments)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            partner=self.partner,
            back_url=self.back_url,
            files_url=self.address("attachments"),
            **kwargs,
        )
