"""What the page of an award reads of it: each thing asked of the database once, whichever parts tell it."""

from datetime import date, datetime
from functools import cached_property

from django.db.models import Prefetch
from django.utils.timezone import localdate

from applicants.enums import Power
from applicants.queries import mandates
from calls.enums import AidForm
from evaluation.models import Departure
from funding.engine.condition_facts import Facts
from funding.enums import AwardState
from funding.models import (
    Acceptance,
    AidComponent,
    AidDivision,
    Award,
    CallConditions,
    Closure,
    Disbursement,
    ExpenseReport,
    GroupDeed,
    GuaranteeCall,
    PaymentPlan,
    PaymentRequest,
    PlanInstalment,
    ProjectChange,
    ProjectStart,
    Recovery,
    Reduction,
    Revocation,
)
from funding.queries.aid import forms as aid
from funding.queries.aid.loans import Loan, disbursements_of, loans
from funding.queries.awards.project_ends import project_end
from funding.queries.awards.standing import Standing, standing
from funding.queries.budget_years import YearOfAward, years_of_award
from funding.queries.conditions import adhesion
from funding.queries.conditions import facts as conditions
from funding.queries.exits import procedures as exits
from funding.queries.exits.recoveries import recoveries
from funding.queries.expenses.reports import reports_of
from funding.queries.payments.requests import requests_of
from wecare.accounts.models import Person
from wecare.core import clock


class Reading:
    """One award, that comes from `on_desk`, as it stands at `now`."""

    def __init__(self, award: Award) -> None:
        self.award = award
        self._may: dict[tuple[int, Power], bool] = {}

    @cached_property
    def now(self) -> datetime:
        return clock.now()

    @property
    def today(self) -> date:
        return localdate(self.now)

    @cached_property
    def money(self) -> Standing:
        return standing(self.award)

    @cached_property
    def years(self) -> list[YearOfAward]:
        """The budget years on which it was committed, the first first."""
        return years_of_award(self.award)

    @cached_property
    def reductions(self) -> list[Reduction]:
        """What was taken of it while it stands, the first first."""
        rows = self.award.reductions.select_related("act", "recorded_by")
        return list(rows.order_by("recorded_at", "pk"))

    @property
    def runs(self) -> bool:
        """Whether it neither ended nor was closed."""
        return self.award.state == AwardState.GRANTED and self.closure is None

    def may(self, person: Person, power: Power) -> bool:
        """Whether the person may do so with its application; asked once for each power."""
        key = (person.pk, power)
        if key not in self._may:
            self._may[key] = mandates.holds_over(
                person, self.award.submission.application_id, power
            )
        return self._may[key]

    # what is wanted before it is paid

    @cached_property
    def settings(self) -> CallConditions | None:
        """What the office set for its call."""
        return conditions.set_for(self.award.decree.ranked_list.call)

    @cached_property
    def facts(self) -> Facts:
        """What its conditions are told; the shares of who takes part are among them."""
        rules = self.award.decree.ranked_list.rulebook.rules
        accepted = None if self.acceptance is None else self.acceptance.accepted_at
        return conditions.facts_of_award(
            self.award,
            on=self.today,
            wants=conditions.wanted(rules, self.settings),
            adhered=adhesion.adhesion_of(self.award, accepted, self.deed),
        )

    @cached_property
    def acceptance(self) -> Acceptance | None:
        return adhesion.acceptance_of(self.award)

    @cached_property
    def is_group(self) -> bool:
        """Whether others take part beside the lead."""
        return adhesion.is_group(self.award)

    @cached_property
    def deeds(self) -> list[GroupDeed]:
        """Every deed that was brought, the last first."""
        return list(adhesion.deeds_of(self.award))

    @property
    def deed(self) -> GroupDeed | None:
        """The deed that counts, confirmed or not yet."""
        return next((each for each in self.deeds if each.confirmed is not False), None)

    @cached_property
    def starts(self) -> list[ProjectStart]:
        """Each day of the start that was told, the first first."""
        rows = ProjectStart.objects.filter(award=self.award).select_related("told_by")
        return list(rows.order_by("pk"))

    @property
    def start(self) -> ProjectStart | None:
        """The day of the start, as it was told last."""
        return self.starts[-1] if self.starts else None

    @property
    def waited(self) -> adhesion.Waited:
        """By when it is to be accepted."""
        return adhesion.waited(self.award, at=self.now)

    # how it is given and paid

    @cached_property
    def division(self) -> AidDivision | None:
        return aid.division_of(self.award)

    @cached_property
    def components(self) -> list[AidComponent]:
        """The forms in which it is given, confirmed or not."""
        found = [] if self.division is None else self.division.components.all()
        return sorted(found, key=lambda each: each.pk)

    def component(self, form: AidForm) -> AidComponent | None:
        """What it gives in this form, once confirmed."""
        if self.division is None or not self.division.is_confirmed:
            return None
        return next((each for each in self.components if each.form == form.value), None)

    @cached_property
    def disbursements(self) -> list[Disbursement]:
        """What was asked of its loan, the first first."""
        return disbursements_of(self.award) if self.component(AidForm.LOAN) else []

    @cached_property
    def loans(self) -> list[Loan]:
        """What was paid of its loan as it stands today."""
        return loans((each for each in self.disbursements if each.is_paid), on=self.today)

    @cached_property
    def guarantee_calls(self) -> list[GuaranteeCall]:
        """What banks asked of its guarantee, the first first."""
        if self.component(AidForm.GUARANTEE) is None:
            return []
        rows = GuaranteeCall.objects.filter(award=self.award)
        people = rows.select_related("recorded_by", "checked_by", "decided_by")
        return list(people.order_by("number"))

    @cached_property
    def plans(self) -> list[PaymentPlan]:
        """Each version of its plan, its instalments at hand, the first first."""
        rows = Prefetch("instalments", PlanInstalment.objects.order_by("sequence"))
        plans = PaymentPlan.objects.filter(award=self.award).select_related("written_by")
        return list(plans.prefetch_related(rows).order_by("version"))

    @property
    def plan(self) -> PaymentPlan | None:
        """The plan that counts."""
        return self.plans[-1] if self.plans else None

    @cached_property
    def requests(self) -> list[PaymentRequest]:
        """The requests of the project, also for an award that this one replaced, the last first."""
        return list(requests_of(self.award).order_by("-award_id", "-number"))

    @cached_property
    def reports(self) -> list[ExpenseReport]:
        return list(reports_of(self.award))

    # how it changes and ends

    @cached_property
    def changes(self) -> list[ProjectChange]:
        """What was changed or asked of the project, the last first."""
        rows = ProjectChange.objects.filter(award=self.award).select_related("act", "asked_by")
        return list(rows.order_by("-number"))

    @cached_property
    def end(self) -> date | None:
        """The last day of the project."""
        return project_end(self.award)

    @cached_property
    def revocations(self) -> list[Revocation]:
        """Each procedure to revoke it, the last first."""
        return list(exits.revocations().filter(award=self.award))

    @cached_property
    def departure(self) -> Departure | None:
        return exits.departure_of(self.award)

    @cached_property
    def closure(self) -> Closure | None:
        return exits.closure_of(self.award)

    @cached_property
    def line(self) -> exits.NextInLine | None:
        """Who would have the money that came back from it; None while none did."""
        if self.award.ended_act_id is None and not self.reductions:
            return None
        return exits.next_in_line(self.award)

    @cached_property
    def recoveries(self) -> list[Recovery]:
        """What is to be paid back, the last first."""
        return list(recoveries().filter(award=self.award))
