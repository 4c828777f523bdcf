"""The story of the demonstration, lived through the portal's own actions at moved instants.

One call with its decree, one under evaluation, one open with drafts and sent applications; what is
open besides is in `open_examples`, what happens to the awards in `awards` and `loan`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from applicants.actions import applications, attachments, headings, submissions
from applicants.models import Application, Organisation, Submission
from applicants.queries.submissions import live_of
from calls.actions import calls
from calls.enums import OrganisationKind
from calls.models import Call, Fund, Line
from evaluation.actions import admissibilities, assessments, conflicts, panels, ranked_lists
from evaluation.enums import AdmissibilityOutcome
from evaluation.queries.panels import readable
from funding.actions import decrees
from wecare.accounts.models import Person
from wecare.acts.actions import acts
from wecare.acts.actions.external import record_external
from wecare.acts.engine.templates import template_of
from wecare.acts.models import Act
from wecare.core import printing
from wecare.core.clock import DemonstrationTime
from wecare.core.models import Document
from wecare.core.money import euro
from wecare.portal.demonstration import bodies, conditions, rules

OFFICER, MANAGER = "funzionaria@wecare.example", "dirigente@wecare.example"
ASSESSORS = ("nucleo1@wecare.example", "nucleo2@wecare.example", "nucleo3@wecare.example")
APPLICANTS = ("anna.neri@wecare.example", "bruno.rossi@wecare.example")
TITLES = (
    "Case che aiutano", "Vicini di casa", "La bottega dei legami", "Tempo per chi cura",
    "Orti di comunità", "Il portierato sociale", "Nonni in rete", "Una mano a scuola",
    "Ripartire insieme", "La città che ascolta", "Cortili aperti", "Lavoro e famiglia",
    "Il filo del racconto", "Mense solidali", "Strade sicure", "La casa dei mestieri",
)  # fmt: skip


@dataclass(slots=True)
class Telling:
    """What the story needs at hand while it is told."""

    people: dict[str, Person]
    hand: DemonstrationTime
    chance: Random
    now: datetime
    bodies: int = 0

    def at(self, instant: datetime) -> None:
        """Go on at this instant, never before the last one."""
        self.now = max(instant, self.now + timedelta(milliseconds=1))
        self.hand.move_to(self.now)

    def after(self, **step: float) -> None:
        """Go on some time later."""
        self.at(self.now + timedelta(**step))


@dataclass(frozen=True, slots=True)
class Plan:
    """A call to tell: on which line, with which lots, for whom, how many apply."""

    code: str
    title: str
    summary: str
    measure: str
    lots: list[dict[str, Any]]
    kinds: tuple[OrganisationKind, ...]
    minimum: str
    maximum: str | None
    requests: tuple[int, int]
    applicants: int
    terms: Mapping[str, Any] = field(default_factory=dict)
    fund: str = "FSE"
    line: str = "unica"


def announce(telling: Telling, plan: Plan, *, opens_at: datetime, closes_at: datetime) -> Call:
    """The office prepares the call and publishes it by act, the day before it opens."""
    officer = telling.people[OFFICER]
    telling.at(opens_at - timedelta(days=1))
    line = Line.objects.select_related("measure").get(measure__code=plan.measure, code=plan.line)
    call = calls.create(
        code=plan.code,
        title=plan.title,
        line=line,
        fund=Fund.objects.get(code=plan.fund),
        actor=officer,
        draft=rules.draft(
            title=plan.title,
            summary=plan.summary,
            lots=plan.lots,
            kinds=[kind.value for kind in plan.kinds],
            minimum=plan.minimum,
            maximum=plan.maximum,
            opens_at=opens_at,
            closes_at=closes_at,
            terms=plan.terms,
        ),
        demonstration=True,
    )
    act = an_act(telling, f"Approvazione del bando «{plan.title}» (dati dimostrativi)")
    calls.publish(call=call, act=act, actor=officer)
    telling.at(opens_at + timedelta(hours=1))
    return Call.objects.get(pk=call.pk)


def apply_all(telling: Telling, call: Call, plan: Plan) -> list[Submission]:
    """Each body of the plan writes and sends its application."""
    sent = []
    for number in range(plan.applicants):
        telling.after(
            hours=5 + telling.chance.randrange(20), seconds=telling.chance.randrange(3600)
        )
        writer = telling.people[APPLICANTS[number % len(APPLICANTS)]]
        application = write(telling, call, plan, writer=writer, number=number)
        telling.after(minutes=20, milliseconds=telling.chance.randrange(1000))
        sent.append(
            submissions.send(
                application=application,
                idempotency_key=f"demonstration-{call.code}-{number:03d}",
                rules_version=1,
                actor=writer,
            )
        )
    return sent


def write(
    telling: Telling, call: Call, plan: Plan, *, writer: Person, number: int, whole: bool = True
) -> Application:
    """One application, complete or left half way."""
    organisation = _body(telling, plan, writer)
    lot = plan.lots[number % len(plan.lots)]
    application = applications.start(
        call=call,
        organisation=organisation,
        actor=writer,
        title=TITLES[number % len(TITLES)],
        lot=lot["code"],
    )
    if "loan" in lot.get("aid_forms", ()):
        application = headings.save_heading(
            application=application,
            title=application.title,
            lot=lot["code"],
            aid_form="loan",
            base_version=application.version,
            actor=writer,
        )
    if not whole:
        return application
    applications.save_answers(application=application, answers=_answers(number), actor=writer)
    value = euro(telling.chance.randrange(*plan.requests) * 500)
    applications.save_costs(
        application=application,
        costs=_costs(value),
        own_funding=euro(value / 4),
        base_version=application.version,
        actor=writer,
    )
    for requirement in ("statuto", "bilancio"):
        attachments.attach(
            application=application,
            requirement=requirement,
            filename=f"{requirement}.pdf",
            content=bodies.sheet(),
            actor=writer,
        )
    return application


def close_and_check(telling: Telling, call: Call, *, leave: int = 0) -> Call:
    """After the deadline: the barrier, the opening, the formal check of all but `leave`."""
    officer = telling.people[OFFICER]
    deadline = call.windows.get().closes_at
    telling.at(deadline + timedelta(hours=2))
    calls.close(call=call, actor=officer)
    telling.after(days=1)
    received = list(live_of(call))
    calls.open_applications(
        call=call, protocols=[submission.protocol for submission in received], actor=officer
    )
    for place, submission in enumerate(received[: len(received) - leave]):
        telling.after(hours=1)
        excluded = place == len(received) // 2
        admissibilities.decide(
            submission=submission,
            outcome=AdmissibilityOutcome.INADMISSIBLE
            if excluded
            else AdmissibilityOutcome.ADMISSIBLE,
            reasons="Lo statuto allegato non è in vigore (art. 8)." if excluded else "",
            by=officer,
        )
    return Call.objects.get(pk=call.pk)


def judge(telling: Telling, call: Call, *, leave: int = 0, secretary: Person | None = None) -> None:
    """The panel is appointed, declares its conflicts, scores; `leave` are not signed by the last."""
    manager = telling.people[MANAGER]
    chair, *members = [telling.people[email] for email in ASSESSORS]
    telling.after(days=2)
    act = an_act(
        telling, f"Nomina del nucleo di valutazione del bando {call.code} (dati dimostrativi)"
    )
    panel = panels.appoint(
        call=call, chair=chair, members=members, act=act, by=manager, secretary=secretary
    )
    for member in panel.members.select_related("person").order_by("pk"):
        telling.after(days=1)
        conflicts.declare(member=member, conflicts={}, by=member.person)
    for member in panel.members.select_related("person").order_by("pk"):
        if not member.votes:
            continue
        mine = list(readable(member).order_by("protocol_year", "protocol_number"))
        to_sign = mine[: len(mine) - leave] if member.person == members[-1] else mine
        for submission in to_sign:
            telling.after(minutes=40)
            _score(telling, submission, member)


def award(telling: Telling, call: Call) -> None:
    """The list is drawn up, approved and published; the decree adopted and published."""
    officer, manager = telling.people[OFFICER], telling.people[MANAGER]
    telling.after(days=3)
    ranked_list = ranked_lists.draw_up(call=call, by=officer)
    telling.after(days=1)
    ranked_list = ranked_lists.approve(ranked_list=ranked_list, by=manager)
    telling.after(hours=3)
    ranked_list = ranked_lists.publish(ranked_list=ranked_list, by=manager)
    _print(ranked_list.document)
    telling.after(days=4)
    conditions.told(ranked_list, on=telling.now.date(), by=officer)
    telling.after(days=1)
    decree = decrees.draft(ranked_list=ranked_list, by=officer)
    decrees.write(
        decree=decree, variables=_wording(telling), subject=decree.act.subject, by=officer
    )
    decree = decrees.freeze(decree=decree, by=officer)
    _print(Act.objects.get(pk=decree.act_id).proof)
    acts.attach_proof(act=decree.act)
    telling.after(days=1)
    decree = decrees.adopt(decree=decree, by=manager)
    _print(Act.objects.get(pk=decree.act_id).document)
    telling.after(days=1)
    decrees.publish(decree=decree, by=manager)


def an_act(telling: Telling, subject: str) -> Act:
    day: date = telling.now.date()
    number = Act.objects.filter(external=True).count()
    return record_external(
        kind="DD",
        number_text=f"DD {number}/DEMO/{day.year}",
        adopted_on=day,
        subject=subject,
        by=telling.people[MANAGER],
    )


def _body(telling: Telling, plan: Plan, writer: Person) -> Organisation:
    kind = plan.kinds[telling.bodies % len(plan.kinds)]
    organisation = bodies.found(
        number=telling.bodies, kind=kind, chance=telling.chance, actor=writer
    )
    telling.bodies += 1
    return organisation


def _answers(number: int) -> dict[str, tuple[Any, int]]:
    said = {
        "sintesi": "Dati dimostrativi. Un gruppo di vicini e di operatori apre uno spazio dove chi "
        "ha bisogno di aiuto trova ascolto, e chi può aiutare trova il modo di farlo.",
        "bisogno": "Dati dimostrativi. Nel territorio crescono le persone anziane che vivono sole "
        "e le famiglie che non trovano servizi vicini e con orari adatti.",
        "persone": 80 + 15 * number,
        "inizio": "2027-03-01",
        "territorio": ("Torino", "Granda", "Asti-Alessandria", "Nord-Est")[number % 4],
    }
    return {key: (value, 0) for key, value in said.items()}


def _costs(value: Decimal) -> dict[str, Decimal]:
    tenth = euro(value / 10)
    return {
        "preparazione": tenth,
        "realizzazione": value - tenth * 2,
        "diffusione": euro(tenth / 2),
        "direzione": tenth - euro(tenth / 2),
    }


def _score(telling: Telling, submission: Submission, member: Any) -> None:
    worth = telling.chance.uniform(0.45, 0.98)
    scores = {}
    for criterion in submission.rulebook.rules.judged:
        share = min(1.0, max(0.2, worth + telling.chance.uniform(-0.12, 0.12)))
        points = Decimal(round(share * 2 * int(criterion.maximum))) / 2
        scores[criterion.code] = (
            euro(min(points, criterion.maximum)),
            f"Dati dimostrativi. {criterion.title}: giudizio motivato sul testo della domanda.",
        )
    assessments.save(submission=submission, member=member, scores=scores, by=member.person)
    assessments.sign(submission=submission, member=member, by=member.person)


def _wording(telling: Telling) -> dict[str, Any]:
    words: dict[str, Any] = {}
    year = telling.now.year
    for variable in template_of("concession").variables:
        words[variable.name] = {"acceptance_days": "30"}.get(variable.name) or {
            "date": telling.now.date().isoformat(),
            "amount": "0.00",
            "integer": "1",
            "years": f"{year} 40\n{year + 1} 60",
        }.get(str(variable.kind), "Dati dimostrativi.")
    return words


def _print(document: Document | None) -> None:
    if document is not None:
        printing.render_document(document=document)
