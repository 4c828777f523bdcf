"""A scenario: a list as it would be under other rules. It stands beside a list and is none."""

from django.conf import settings
from django.db import models


class Scenario(models.Model):
    """Other rules tried on the frozen input of a list, with what came out; it is never changed.

    Nothing of a list points to it, so no list can come from it. `result` is the comparison with the
    rows the list had then, `input_digest` says on which input it was made.
    """

    ranked_list = models.ForeignKey(
        "evaluation.RankedList", on_delete=models.PROTECT, related_name="scenarios"
    )
    name = models.CharField(max_length=120)
    changes = models.JSONField()
    rules = models.JSONField()
    input_digest = models.CharField(max_length=64)
    result = models.JSONField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ranked_list", "name"], name="evaluation_scenario_name_unique_in_list"
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""), name="evaluation_scenario_has_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name
