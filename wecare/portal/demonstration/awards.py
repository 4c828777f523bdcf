"""What happens to the awards of the demonstration's concluded call, told in the order of its days.

One project runs, with its advance paid and a report under check; one is revoked and pays back in
instalments; one is closed with a saving; one asks for its advance. The others have not accepted.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from applicants.actions.phases import Ground
from calls.models import Call
from funding.actions.conditions import adhesion
from funding.actions.exits import (
    closures,
    instalments,
    project_changes,
    recoveries,
    revocations,
    revoking,
)
from funding.actions.expenses import checks as expense_checks
from funding.actions.expenses.checks import Verdict
from funding.actions.payments import plans as payment_plans
from funding.actions.payments import spending
from funding.enums import ChangeKind, InstalmentKind, LineState
from funding.models import Award, ExpenseReport, Recovery
from funding.queries.awards.standing import on_desk, standing
from funding.queries.exits.budget_in_force import budget_in_force
from funding.queries.exits.recoveries import missing, statement_of
from funding.queries.expenses.recognised import grant_due
from wecare.acts.models import Act
from wecare.core.money import portion
from wecare.portal.demonstration.people import ADMINISTRATOR, BASIS
from wecare.portal.demonstration.projects import (
    SURETY_DAYS,
    ask,
    ask_advance,
    day_of,
    pay,
    planned,
    spend,
    writer_of,
)
from wecare.portal.demonstration.story import MANAGER, OFFICER, Telling

LIMIT = Decimal("500000.00")  # invented: no act says up to how much who approves
SPENT = Decimal(90)  # per cent of its cost, of the project that is closed with a saving


@dataclass(frozen=True, slots=True)
class Granted:
    """The awards of the story, each for what happens to it."""

    runs: Award
    revoked: Award
    saves: Award
    asks: Award


def begin(telling: Telling, call: Call) -> Granted:
    """Four accept; three of them have their advance, each against a surety."""
    officer, manager = telling.people[OFFICER], telling.people[MANAGER]
    administrator = telling.people[ADMINISTRATOR]
    spending.set_limit(
        person=manager,
        up_to=LIMIT,
        since=day_of(telling),
        until=None,
        basis=BASIS,
        by=administrator,
    )
    spending.set_two_people(measure=call.line.measure, above=LIMIT, basis=BASIS, by=administrator)
    found = on_desk().filter(decree__ranked_list__call=call).order_by("pk")[:4]
    granted = Granted(*found)
    for award in found:
        telling.after(hours=5)
        adhesion.accept(award=award, by=writer_of(award))
        telling.after(hours=1)
        starts_on = day_of(telling) + timedelta(days=5)
        adhesion.tell_start(award=award, starts_on=starts_on, by=writer_of(award))
        telling.after(hours=1)
        payment_plans.write(
            award=award,
            shares=payment_plans.suggested(award),
            surety=True,
            surety_days=SURETY_DAYS,
            by=officer,
        )
    asked = []
    for award in (granted.runs, granted.revoked, granted.saves):
        telling.after(hours=6)
        asked.append(ask_advance(telling, award))
    pay(telling, asked)
    return granted


def revoke(telling: Telling, award: Award) -> None:
    """The project did not begin: notice, observations, act; what was paid comes back in four parts."""
    officer, manager = telling.people[OFFICER], telling.people[MANAGER]
    telling.after(hours=2)
    revocation = revocations.start(
        award=award,
        amount=None,
        reasons="Dati dimostrativi. Dopo l'avvio comunicato nessuna attività risulta iniziata.",
        answer_days=10,
        conclude_days=30,
        protocol="",
        by=officer,
    )
    telling.after(days=4)
    revocations.observe(
        revocation=revocation,
        text="Dati dimostrativi. La sede che avevamo non è più disponibile.",
        by=writer_of(award),
    )
    telling.after(days=7)
    revocations.assess(
        revocation=revocation,
        assessment="Dati dimostrativi. Senza una sede il progetto non può iniziare nei tempi.",
        recovery_days=60,
        by=officer,
    )
    telling.after(hours=5)
    revoking.carry_out_by_act(
        revocation=revocation,
        ground=_ground(telling, f"Revoca del contributo prot. {award.submission.protocol}"),
        by=manager,
    )
    recovery = Recovery.objects.get(award=award)
    telling.after(hours=3)
    plan = instalments.ask(
        recovery=recovery,
        count=4,
        reason="Dati dimostrativi. L'anticipo è in parte già impegnato con i fornitori.",
        by=writer_of(award),
    )
    telling.after(hours=4)
    first = day_of(telling) + timedelta(days=30)
    instalments.decide(plan=plan, granted=True, first=first, answer="", by=manager)


def report(telling: Telling, granted: Granted) -> None:
    """One project sends its first report, one its last and is closed; the first part comes back."""
    _pay_back(telling, Recovery.objects.get(award=granted.revoked))
    spend(telling, granted.runs, share=Decimal(30), is_final=False)
    _close(telling, granted.saves)


def look(telling: Telling, granted: Granted, today: datetime) -> None:
    """The office checks some lines; a project asks to change, another for its advance."""
    telling.at(max(telling.now, today - timedelta(days=1)))
    lines = ExpenseReport.objects.get(award=granted.runs).lines.order_by("pk")
    verdicts = (
        Verdict(LineState.ACCEPTED),
        Verdict(LineState.REFUSED, reason="Dati dimostrativi. La spesa non è del progetto."),
    )
    for line, verdict in zip(lines, verdicts, strict=False):
        telling.after(minutes=10)
        expense_checks.decide(
            line=line, verdict=verdict, version=line.version, by=telling.people[OFFICER]
        )
    telling.after(minutes=30)
    _change(granted.runs)
    telling.after(minutes=30)
    ask_advance(telling, granted.asks)


def _change(award: Award) -> None:
    lead = budget_in_force(award).shares[0]
    moved = portion(lead.of("realizzazione"), Decimal(2))
    costs = {
        **lead.costs,
        "realizzazione": lead.of("realizzazione") - moved,
        "diffusione": lead.of("diffusione") + moved,
    }
    project_changes.change(
        award=award,
        kind=ChangeKind.SUBSTANTIAL,
        wanted=project_changes.Wanted({lead.fiscal_code: costs}),
        reason="Dati dimostrativi. Servono più incontri per far conoscere i risultati.",
        by=writer_of(award),
    )


def _close(telling: Telling, award: Award) -> None:
    """The last report is accepted, interim and balance are paid, the rest is a saving."""
    officer, manager = telling.people[OFFICER], telling.people[MANAGER]
    made = spend(telling, award, share=SPENT, is_final=True)
    for line in made.lines.order_by("pk"):
        telling.after(minutes=10)
        expense_checks.decide(
            line=line, verdict=Verdict(LineState.ACCEPTED), version=line.version, by=officer
        )
    made = expense_checks.conclude(report=made, by=officer)
    telling.after(hours=2)
    expense_checks.close(report=made, note="Dati dimostrativi. Tutto in ordine.", by=manager)
    due = grant_due(award)
    telling.after(hours=1)
    interim = ask(award, InstalmentKind.INTERIM, planned(award, InstalmentKind.INTERIM))
    left = due - standing(award).paid - interim.amount
    pay(telling, [interim, ask(award, InstalmentKind.BALANCE, left)])
    telling.after(hours=1)
    closures.close(
        award=award,
        due=due,
        reason="Dati dimostrativi. La spesa riconosciuta è il 90 % di quella approvata.",
        by=manager,
    )


def _pay_back(telling: Telling, recovery: Recovery) -> None:
    """The first instalment comes on its day, with the interest until then; the second does not."""
    _number, due_on, capital = missing(recovery)[0]
    telling.after(hours=1)
    recoveries.receive(
        recovery=recovery,
        amount=capital + statement_of(recovery, at=due_on).interest,
        received_on=due_on,
        reference=f"CRO 5000{recovery.pk}",
        by=telling.people[OFFICER],
    )


def _ground(telling: Telling, subject: str) -> Ground:
    day = day_of(telling)
    number = Act.objects.filter(external=True).count()
    return Ground(
        kind="DD",
        number_text=f"DD {number}/DEMO/{day.year}",
        adopted_on=day,
        subject=f"{subject} (dati dimostrativi)",
    )
