"""What the applicant's views share: the application comes through the person, or does not exist."""

from functools import cached_property
from typing import Any, cast

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic.base import ContextMixin, View

from applicants.engine.display import partner_answers, shown, without_hidden
from applicants.engine.lots import chosen_lot
from applicants.engine.snapshot import Snapshot
from applicants.enums import ApplicationState
from applicants.models import Answer, Application, Partner
from applicants.permissions import writes
from applicants.policies import WritingRefused
from applicants.queries.applications import answers_of, content_of, visible_to
from applicants.queries.completeness import requirements_of
from applicants.queries.participants import parts_of, shared_with
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
    """Loads `self.application` by its public id among those the person may see; else 404.

    Whoever may read it but not write it gets no further than looking: every other method is refused.
    """

    looking = ("GET", "HEAD", "OPTIONS")
    refusal: str | Promise = _(
        "Puoi leggere questa domanda ma non modificarla: il tuo incarico per l'ente non comprende la "
        "scrittura. Chi amministra le persone dell'ente può cambiarlo."
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """:raises PermissionDenied: if the method changes something and the person only reads."""
        if (
            request.user.is_authenticated
            and request.method not in self.looking
            and not self.may_change
        ):
            if request.content_type == "application/json":  # a page that saves by itself shows it
                closed = {"message": str(self.refusal), "closed": True}
                return JsonResponse(closed, status=WritingRefused.http_status)
            raise PermissionDenied(str(self.refusal))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def may_write(self) -> bool:
        """Whether the person writes this application."""
        return writes(self.person, self.application)

    @property
    def may_change(self) -> bool:
        """Whether the person may do what the page's button does."""
        return self.may_write

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
    def content(self) -> dict[str, Any]:
        """All that is written, as the rules ask for it now."""
        return content_of(self.application, self.rules, at=clock.now())

    @property
    def text(self) -> dict[str, Any]:
        """The content as it would be frozen if it were sent now."""
        return without_hidden(self.rules, self.content)

    @cached_property
    def snapshot(self) -> Snapshot:
        return Snapshot.of_content(self.content)

    @cached_property
    def requirements(self) -> tuple[Any, ...]:
        return requirements_of(self.application, self.rules, snapshot=self.snapshot)

    @property
    def home_url(self) -> str:
        return reverse("applicants:application", args=[self.application.public_id])

    @property
    def acting_for(self) -> str:
        """For whom the person writes here."""
        return self.application.organisation.name

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
            acting_for=self.acting_for,
            call=self.application.call,
            rules=self.rules,
            lot_title=lot.title if lot else self.application.lot,
            aid_form=aid_form_said(self.application.aid_form),
            window=term_of(self.application, at),
            is_open=is_open,
            only_reads=not self.may_write,
            can_write=self.may_write
            and is_open
            and self.application.state == ApplicationState.DRAFT.value,
            now=at,
            **kwargs,
        )


class TakingPartMixin(OwnApplicationMixin):
    """Open to the lead's people too, but first to those of the partner that the address names.

    Every other page is the lead's alone: for the people of a partner it does not exist.
    """

    @cached_property
    def own_part(self) -> Partner | None:
        """The partner of the address, if it accepted and the person acts for it."""
        if "partner" not in self.kwargs:
            return None
        mine = parts_of(self.person).filter(pk=self.kwargs["partner"])
        return mine.filter(application__public_id=self.kwargs["public_id"]).first()

    @cached_property
    def application(self) -> Application:
        """:raises Http404: if the person takes no part in it."""
        mine = visible_to(self.person) if self.own_part is None else self._shared()
        return get_object_or_404(mine, public_id=self.kwargs["public_id"])

    def _shared(self) -> QuerySet[Application]:
        return shared_with(self.person, self.kwargs["partner"])

    @property
    def acting_for(self) -> str:
        return super().acting_for if self.own_part is None else self.own_part.record.name


class FillerMixin(TakingPartMixin):
    """A part that the lead fills or, where the address names a partner, that is the partner's own.

    A partner that accepted writes it by itself, and the lead reads it; one that is only described has
    it written by the lead.
    """

    @property
    def may_write(self) -> bool:
        partner = self.partner
        if partner is not None and partner.has_accepted:
            return self.own_part is not None
        return bool(super().may_write)

    @property
    def may_change(self) -> bool:
        """The lead's people may try what is the partner's: the action says why not."""
        return self.own_part is not None or bool(super().may_write)

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
        """Where one came from: the application, the partner, or the own part."""
        if self.partner is None:
            return self.home_url
        if self.own_part is not None:
            return reverse("applicants:part", args=[self.application.public_id, self.partner.pk])
        arguments = [self.application.public_id, self.partner.pk]
        return reverse("applicants:partner", args=arguments)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.pop("partner", None)  # of the address, where a view passes it on
        return super().get_context_data(
            partner=self.partner,
            back_url=self.back_url,
            files_url=self.address("attachments"),
            **kwargs,
        )
