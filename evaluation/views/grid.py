"""One application beside the grid: saved field by field, whole, or signed."""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    QueryDict,
)
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from evaluation.actions import assessments
from evaluation.actions.assessments import Kept
from evaluation.engine.standing import standing
from evaluation.forms import AssessmentForm
from evaluation.forms.assessment import Place, key_of
from evaluation.models import Assessment
from evaluation.policies.refusals import AssessmentChanged, AssessmentRefused
from evaluation.queries import blind, panels
from evaluation.views.assessments import OwnSubmissionMixin, address_of
from evaluation.views.reading import reading_of
from wecare.core import clock, typed
from wecare.core.errors import DomainError
from wecare.core.money import format_plain
from wecare.core.web import ActionFormMixin

LONGEST_BODY = 1_000_000  # bytes of one saved field
LONGEST_KEY = 80
TOP = "#titolo"  # where the focus goes on the next application
NOT_READ = gettext_lazy("Il salvataggio non è leggibile: ricarica la pagina e scrivi di nuovo.")
SOMEBODY_ELSE = gettext_lazy(
    "In questo browser è entrata un'altra persona: accedi come chi ha scritto il testo."
)


class GridMixin(OwnSubmissionMixin):
    """The member's own assessment, and its form."""

    @cached_property
    def assessment(self) -> Assessment | None:
        return blind.own(self.member, self.submission)

    def form_kwargs(self) -> dict[str, Any]:
        return {"rules": self.submission.rules, "scores": blind.scores_of(self.assessment)}


class AssessmentPage(GridMixin, ActionFormMixin, FormView):
    """The project beside the grid."""

    template_name = "evaluation/assessment.html"
    form_class = AssessmentForm
    was_saved_elsewhere = False

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = {**super().get_form_kwargs(), **self.form_kwargs()}
        kwargs.pop("initial")
        kwargs["signing"] = self.is_signing
        if self.was_typed is not None:
            kwargs["data"] = self.was_typed
        return kwargs

    @property
    def is_signing(self) -> bool:
        return "sign" in self.request.POST

    @cached_property
    def was_typed(self) -> QueryDict | None:
        """What the same page had sent when the session was over."""
        return None if self.request.method == "POST" else typed.taken_back(self.request)

    def handle_no_permission(self) -> HttpResponseRedirect:
        """Whoever pressed after the session was over finds the text again, having logged in."""
        typed.keep(self.request)
        return super().handle_no_permission()

    @transaction.atomic  # a refused signature leaves the versions of the page as they were
    def perform(self, form: AssessmentForm) -> None:
        written = assessments.write(
            submission=self.submission, member=self.member, values=form.values, by=self.actor
        )
        conflicts = [each for each in written if each.conflict]
        for each in conflicts:
            form.add_error(key_of(each.place), _conflict_said(each))
            form.now_over(each.place, each.version)
        if conflicts:
            self.was_saved_elsewhere = True
            raise AssessmentChanged(
                _(
                    "Hai salvato questa valutazione anche da un'altra finestra. Quello che hai "
                    "scritto è ancora qui sotto: confrontalo e salva di nuovo."
                )
            )
        if self.is_signing:
            assessments.sign(submission=self.submission, member=self.member, by=self.actor)

    def get_success_message(self) -> str:
        if self.is_signing:
            return _("Hai firmato la valutazione. Per cambiarla serve una riapertura con motivo.")
        return _("Bozza salvata.")

    def get_success_url(self) -> str:
        if "next" in self.request.POST or self.is_signing:
            following = panels.next_to_sign(self.member, after=self.submission)
            if following is not None and following.pk != self.submission.pk:
                return address_of(self.call.code, following) + TOP
            return reverse("evaluation:assessments", args=[self.call.code])
        return self.address

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reading = reading_of(self.submission, blind=True)
        return super().get_context_data(
            call=self.call,
            member=self.member,
            submission=self.submission,
            assessment=self.assessment,
            saved_at=self.assessment.saved_at if self.assessment else None,
            reading=reading,
            is_later=self.submission.phase > 1,
            progress=panels.progress(self.member),
            can_see_others=blind.may_see_others(self.member, self.submission),
            others=blind.others(self.member, self.submission),
            shown=self.submission.rules.judging.others_shown,
            versions=blind.own_history(self.member, self.submission),
            standing=standing(blind.points_of(self.assessment), self.submission.rules),
            was_saved_elsewhere=self.was_saved_elsewhere,
            was_typed=self.was_typed is not None,
            skip_url=self._skip_url(),
            autosave_url=f"{self.address}salvataggio/",
            **kwargs,
        )

    def _skip_url(self) -> str:
        """The next application to sign, if it is another one."""
        following = panels.next_to_sign(self.member, after=self.submission)
        if following is None or following.pk == self.submission.pk:
            return ""
        return address_of(self.call.code, following) + TOP


@dataclass(frozen=True, slots=True)
class Asked:
    """One field as typed, the version it was written over, and which page of whom wrote it."""

    key: str
    value: str
    version: int
    pen: str = ""
    person: str = ""


class Unreadable(DomainError):
    """What was sent to be saved is not what the page sends."""

    http_status = 422


class Autosave(GridMixin):
    """Saves one field; says at which version, or what another window wrote meanwhile."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        try:
            asked = _asked(request)
        except Unreadable as refusal:
            return _said(422, field="", message=str(refusal))
        key = asked.key[:LONGEST_KEY]
        if asked.person and asked.person != str(self.actor.pk):
            return _said(403, field=key, message=str(SOMEBODY_ELSE))
        form = AssessmentForm(**self.form_kwargs())
        place = {key_of(place): place for place in form.places}.get(asked.key)
        if place is None:
            return _said(422, field=key, message=_("Questo criterio non è nel bando."))
        try:
            value = form.fields[asked.key].clean(asked.value)
        except ValidationError as problem:
            return _said(422, field=key, message=" ".join(problem.messages))
        return self._save(form, place, asked, value)

    def _save(
        self, form: AssessmentForm, place: Place, asked: Asked, value: Decimal | str | None
    ) -> HttpResponse:
        try:
            (kept,) = assessments.write(
                submission=self.submission,
                member=self.member,
                values={place: (value, asked.version)},
                by=self.actor,
                pen=asked.pen,
            )
        except AssessmentRefused as refusal:
            return _said(409, message=str(refusal), closed=True)
        if kept.conflict:
            stands = _typed_back(form, kept)
            return _said(409, field=asked.key, version=kept.version, value=stands, saved_by="")
        at = f"{localtime(clock.now()):%H:%M:%S}"
        return _said(200, field=asked.key, version=kept.version, saved_at=at)


def _typed_back(form: AssessmentForm, kept: Kept) -> str:
    """What stands, as it would be typed or chosen."""
    if isinstance(kept.value, str):
        return kept.value
    if kept.value is None:
        return ""
    if form.rules.criterion(kept.place[0]).levels:
        return str(kept.value)
    return format_plain(kept.value)


def _conflict_said(kept: Kept) -> str:
    value = kept.value if isinstance(kept.value, str) else ""
    if not isinstance(kept.value, str) and kept.value is not None:
        value = format_plain(kept.value)
    return _("Nell'altra finestra hai salvato: «%(text)s»") % {"text": value or _("(vuoto)")}


def _asked(request: HttpRequest) -> Asked:
    if len(request.body) > LONGEST_BODY:
        raise Unreadable(_("Il testo è troppo lungo per essere salvato. Accorcialo."))
    try:
        asked = json.loads(request.body)
        key, value, version = asked["field"], asked["value"], asked["version"]
    except (ValueError, LookupError, TypeError, RecursionError) as problem:
        raise Unreadable(NOT_READ) from problem
    pen, person = asked.get("pen", ""), asked.get("person", "")
    texts = all(isinstance(each, str) for each in (key, value, pen, person))
    most = 40  # characters of a pen, as the database keeps it
    if not (texts and type(version) is int and pen.isascii() and pen.isprintable()):
        raise Unreadable(NOT_READ)
    return Asked(key, value, version, pen[:most], person)


def _said(status: int, **facts: Any) -> JsonResponse:
    return JsonResponse(facts, status=status)
