"""The service contracts of a measure, and which body accompanies which project by them."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from calls.enums import ContractActRole, ContractStep
from wecare.core.money import ZERO


def _day() -> Any:
    return models.DateField(null=True, blank=True)


def _in_order(first: str, last: str) -> Q:
    """Two days that are both included, either of which may not be known."""
    return (
        Q(**{f"{first}__isnull": True})
        | Q(**{f"{last}__isnull": True})
        | Q(**{f"{first}__lte": F(last)})
    )


class ServiceContract(models.Model):
    """A public contract for services, not a call: nobody applies for it here.

    Its amount is the presumed one, in euro; it posts nothing: the money of its measure is what acts
    did to the budget. A blank is something that is not known. `actions.contracts` writes it.
    """

    measure = models.ForeignKey("calls.Measure", on_delete=models.PROTECT, related_name="contracts")
    code = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=300)
    step = models.CharField(
        max_length=20, choices=[(each.value, each.value) for each in ContractStep]
    )
    procedure = models.CharField(max_length=300, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    cig = models.CharField(max_length=10, blank=True)
    tender_number = models.CharField(max_length=20, blank=True)
    notice_from = _day()
    notice_until = _day()
    contractor = models.CharField(max_length=300, blank=True)
    begins_on = _day()
    ends_on = _day()
    about = models.TextField(blank=True)
    source_mark = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(step__in=[each.value for each in ContractStep]),
                name="calls_servicecontract_step_is_known",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=ZERO),
                name="calls_servicecontract_amount_is_positive",
            ),
            models.CheckConstraint(
                condition=Q(cig="") | Q(cig__regex=r"^[0-9A-Z]{10}$"),
                name="calls_servicecontract_cig_has_ten_characters",
            ),
            models.UniqueConstraint(
                fields=["cig"],
                condition=~Q(cig=""),
                name="calls_servicecontract_cig_is_of_one_contract",
            ),
            models.CheckConstraint(
                condition=_in_order("notice_from", "notice_until"),
                name="calls_servicecontract_notice_begins_before_it_ends",
            ),
            models.CheckConstraint(
                condition=_in_order("begins_on", "ends_on"),
                name="calls_servicecontract_begins_before_it_ends",
            ),
            models.CheckConstraint(
                condition=~Q(source_mark=""), name="calls_servicecontract_says_whence_it_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ContractAct(models.Model):
    """An act of a service contract: the decision to contract, later the award."""

    contract = models.ForeignKey(
        "calls.ServiceContract", on_delete=models.PROTECT, related_name="acts"
    )
    act = models.ForeignKey("acts.Act", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(
        max_length=20, choices=[(each.value, each.value) for each in ContractActRole]
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=[each.value for each in ContractActRole]),
                name="calls_contractact_role_is_known",
            ),
            models.UniqueConstraint(
                fields=["contract", "act"], name="calls_contractact_once_for_a_contract"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract.code}: {self.act}"


class Accompaniment(models.Model):
    """That a body helps a project, by a service contract, from a day until before another.

    A project may have several bodies, over time or together. Without `since` or `until` that day is
    not known, or has not come: nothing here says that the body still helps. `note` is for the office.
    `actions.accompaniments` writes it.
    """

    contract = models.ForeignKey(
        "calls.ServiceContract", on_delete=models.PROTECT, related_name="accompaniments"
    )
    measure = models.ForeignKey(
        "calls.Measure", on_delete=models.PROTECT, related_name="accompaniments"
    )  # the project's own
    project = models.CharField(max_length=300)
    lead = models.CharField(max_length=200, blank=True)
    districts = models.ManyToManyField("calls.District", related_name="accompaniments", blank=True)
    body = models.CharField(max_length=200)
    fiscal_code = models.CharField(max_length=16, blank=True)
    since = _day()
    until = _day()
    note = models.TextField(blank=True)
    source_mark = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(since__lt=F("until")),
                name="calls_accompaniment_begins_before_it_ends",
            ),
            models.UniqueConstraint(
                Lower("body"),
                Lower("project"),
                "measure",
                condition=Q(until__isnull=True),
                name="calls_accompaniment_body_helps_a_project_once",
            ),
            models.CheckConstraint(
                condition=~Q(source_mark=""), name="calls_accompaniment_says_whence_it_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} – {self.project}"
