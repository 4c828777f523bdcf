"""Can we apply? A page for everybody: nothing is stored, nobody logs in."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from applicants.engine.eligibility import Point
from applicants.engine.precheck import can_we_apply, verdict_of
from applicants.enums import Verdict
from applicants.forms import PrecheckForm
from applicants.labels import VERDICTS, StateLabel, sentence
from applicants.models.submission import FIRST_PHASE
from calls.queries.calls import current_rulebook, is_open, published
from wecare.core import clock
from wecare.core.web import UNPROCESSABLE

ANSWERS = {
    Verdict.YES: ("done", _("Sì: da quello che hai detto potete partecipare")),
    Verdict.PERHAPS: ("warning", _("Forse: manca ancora qualcosa da sapere")),
    Verdict.NO: ("stop", _("No: così come siete non potete partecipare")),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One point of the answer, as the page shows it."""

    mark: StateLabel
    sentence: str
    article: str


@require_safe
def can_apply(request: HttpRequest, code: str) -> HttpResponse:
    """The questions of a call, and the answer once something was said."""
    call = get_object_or_404(published(), code=code)
    rulebook = current_rulebook(call)
    assert rulebook is not None  # noqa: S101 -- a published call has its rulebook
    rules = rulebook.rules.in_phase(FIRST_PHASE)
    form = PrecheckForm(request.GET if "risposta" in request.GET else None, rules=rules)
    context = {"call": call, "form": form, "is_open": is_open(call, clock.now())}
    if form.is_bound and form.is_valid():
        found = can_we_apply(rules, form.idea)
        tone, title = ANSWERS[verdict_of(found)]
        context |= {
            "tone": tone,
            "answer": title,
            "points": [_answer(each) for each in found],
        }
    status = UNPROCESSABLE if form.is_bound and not form.is_valid() else 200
    return render(request, "applicants/can_apply.html", context, status=status)


def _answer(point: Point) -> Answer:
    """The point in words; its article stands apart where the sentence does not name it."""
    said = sentence(point.fact)
    article = "" if point.article and point.article in said else point.article
    return Answer(VERDICTS[point.verdict], said, article)
