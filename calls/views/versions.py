"""New versions of published rules: more time, a correction; and what changes, for everyone."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import FormView

from calls.actions import versions as actions
from calls.actions.publication import correct_by_act, extend_by_act
from calls.engine.compile import RulebookRefused
from calls.engine.differences import Change, differences
from calls.engine.rulebook import Rulebook as Rules
from calls.forms.calls import CorrectionForm, ExtensionForm
from calls.labels import EDITOR_SECTIONS
from calls.labels.differences import Told, told
from calls.models import Call, Rulebook, Window
from calls.policies import CallRefused, check_can_change
from calls.policies.versions import (
    check_correction,
    check_is_later,
    check_leaves_the_next,
    check_windows_are_not_shorter,
)
from calls.queries.calls import current_rulebook, current_window, published
from calls.views.base import CallMixin
from calls.views.lacks import lacks_of
from wecare.core import clock
from wecare.core.errors import DomainError
from wecare.core.web import ActionFormMixin, ActionView


@require_safe
def versions(request: HttpRequest, code: str) -> HttpResponse:
    """The versions of the rules, the last first, each with what it changes and why."""
    call = get_object_or_404(published(), code=code)
    rulebooks = list(call.rulebooks.all())
    pairs = zip([None, *rulebooks], rulebooks, strict=False)
    rows = [(new, changes_between(old, new)) for old, new in pairs]
    return render(request, "calls/versions.html", {"call": call, "rows": rows[::-1]})


def changes_between(old: Rulebook | None, new: Rulebook) -> list[Told]:
    """What the new version changes, as rows; nothing for the first."""
    if old is None:
        return []
    return [told(change) for change in differences(old.rules, new.rules)]


class VersionView(CallMixin, ActionFormMixin, FormView):
    """A form that first shows what would change, and publishes when it is confirmed."""

    permission_required = "calls.publish_call"

    @property
    def current(self) -> Rulebook | None:
        """The version in force."""
        return current_rulebook(self.call)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"at": clock.now()}

    def get_initial(self) -> dict[str, Any]:
        version = self.current.version if self.current else None
        return super().get_initial() | {"base_version": version}

    def get_success_url(self) -> str:
        return reverse("calls:desk_call", args=[self.call.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            current=self.current,
            window=current_window(self.call),
            refusal=_refusal(self.call),
            **({"changes": []} | kwargs),
        )


class Extension(VersionView):
    """More time: the new deadline and its act, then what changes, then the publication."""

    template_name = "calls/extension.html"
    form_class = ExtensionForm
    success_message = gettext_lazy(
        "La proroga è pubblicata e vale per tutti. Scriviamo a chi ha una bozza o ha già inviato."
    )

    def form_valid(self, form: Any) -> HttpResponse:
        """Show what would change; publish what was seen."""
        if "confirm" in self.request.POST:
            return super().form_valid(form)
        if "edit" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        try:
            changes = self._changes(form)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            return self._typed_again(form, refusal.http_status)
        return self.render_to_response(self.get_context_data(form=form, changes=changes))

    def _changes(self, form: ExtensionForm) -> list[Told]:
        window, current = current_window(self.call), self.current
        check_can_change(self.call, at=clock.now())
        if window is None or current is None:
            return []
        closes_at = form.cleaned_data["closes_at"]
        check_is_later(window, closes_at)
        check_leaves_the_next(self.call, window, closes_at)
        longer = actions.extended_rules(current.rules, closes_at, number=window.number)
        return [told(change) for change in differences(current.rules, longer)]

    def perform(self, form: ExtensionForm) -> Rulebook:
        return extend_by_act(call=self.call, actor=self.actor, **form.cleaned_data)


class Correction(VersionView):
    """The correction being prepared: what changes, what lacks, and the act that publishes it."""

    template_name = "calls/correction.html"
    form_class = CorrectionForm
    success_message = gettext_lazy(
        "La correzione è pubblicata. Scriviamo a chi ha una bozza o ha già inviato."
    )

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"draft_version": self.call.draft_version}

    def perform(self, form: CorrectionForm) -> Rulebook:
        return correct_by_act(call=self.call, actor=self.actor, **form.cleaned_data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rules = _corrected(self.call)
        context = super().get_context_data(
            lacks=[] if rules else lacks_of(self.call),
            hindrance="",
            parts=[
                {"label": label, "url": reverse("calls:editor", args=[self.call.code, part.value])}
                for part, label in EDITOR_SECTIONS.items()
            ],
            **kwargs,
        )
        current, window = context["current"], context["window"]
        if rules and current and window and self.call.has_correction:
            found = differences(current.rules, rules)
            context["changes"] = [told(change) for change in found]
            context["hindrance"] = _hindrance(self.call, found, window, rules)
        return context


class CorrectionDiscarding(CallMixin, ActionView):
    """Throw the correction away."""

    permission_required = "calls.publish_call"
    success_message = gettext_lazy("La correzione è annullata: restano le regole in vigore.")

    def perform(self) -> Call:
        return actions.discard_correction(call=self.call, actor=self.actor)

    def get_back_url(self) -> str:
        return reverse("calls:correction", args=[self.call.code])


def _corrected(call: Call) -> Rules | None:
    try:
        return actions.corrected_rules(call)
    except RulebookRefused:
        return None


def _hindrance(call: Call, found: tuple[Change, ...], window: Window, rules: Rules) -> str:
    """Why this correction cannot be published; empty when it can."""
    try:
        check_correction(found, window, at=clock.now())
        check_windows_are_not_shorter(call, rules.windows)
    except CallRefused as refusal:
        return str(refusal)
    return ""


def _refusal(call: Call) -> str:
    """Why nothing can change now; empty when it can."""
    try:
        check_can_change(call, at=clock.now())
    except CallRefused as refusal:
        return str(refusal)
    return ""
