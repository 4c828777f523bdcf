"""Acts and the register that numbers them. Only `actions.acts` moves them.

An adopted act does not change: the database refuses it (migration 0002).
"""

from django.db import models
from django.db.models import Q

from wecare.acts.engine.variables import reference
from wecare.acts.enums import ActKind, ActState
from wecare.acts.labels import ACT_KIND, ACT_STATE
from wecare.acts.models.fields import person, printed
from wecare.core.constraints import both_or_neither

IN_FORCE = (ActState.ADOPTED.value, ActState.PUBLISHED.value)


class Act(models.Model):
    """An administrative act: one written here, or the record of one adopted elsewhere.

    One from elsewhere may say where it is read (`link`) and keep the copy that was given (`file`).

    `chain` is what has to happen before the adoption, taken when the proof is frozen; none where
    nothing is asked. `corrects` is the act in force that this one corrects, said once at its
    beginning (trigger).

    `variables` are what the officer typed; `wording` is the version of the words the proof was
    written with, and the act is adopted with; `context` is what the document is made of, frozen
    with its digest before the proof and again, with number and date, at the adoption.
    """

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=10, choices=ACT_KIND)
    sector = models.CharField(max_length=20, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    number_text = models.CharField(max_length=60, blank=True)
    adopted_on = models.DateField(null=True, blank=True)
    subject = models.TextField(max_length=2000)
    external = models.BooleanField(default=False)
    link = models.URLField(max_length=500, blank=True)
    file = models.ForeignKey(
        "core.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    filename = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=20, choices=ACT_STATE, default=ActState.DRAFT)
    template = models.CharField(max_length=60, blank=True)
    wording = models.ForeignKey(
        "acts.WordingVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    chain = models.ForeignKey(
        "acts.ApprovalChain", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    variables = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    context = models.JSONField(null=True, blank=True)
    context_digest = models.CharField(max_length=64, blank=True)
    proof = printed()
    document = printed()
    created_at = models.DateTimeField()
    created_by = person()
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = person()
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_by = person()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = person()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in ActKind]),
                name="acts_act_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ActState]),
                name="acts_act_state_is_known",
            ),
            models.CheckConstraint(condition=~Q(subject=""), name="acts_act_has_a_subject"),
            models.CheckConstraint(
                condition=Q(
                    external=True,
                    state=ActState.PUBLISHED,
                    number__isnull=True,
                    adopted_on__isnull=False,
                    template="",
                )
                & ~Q(number_text="")
                | Q(external=False) & ~Q(template="") & ~Q(sector=""),
                name="acts_act_is_ours_or_recorded_whole",
            ),
            models.CheckConstraint(
                condition=Q(external=True) | Q(link="", file__isnull=True),
                name="acts_act_written_here_is_not_elsewhere",
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=True, filename="")
                | Q(file__isnull=False) & ~Q(filename=""),
                name="acts_act_file_has_its_name",
            ),
            models.CheckConstraint(
                condition=Q(external=True)
                | Q(
                    state__in=IN_FORCE,
                    number__isnull=False,
                    year__isnull=False,
                    adopted_on__isnull=False,
                    adopted_at__isnull=False,
                    document__isnull=False,
                    context__isnull=False,
                )
                & ~Q(number_text="")
                | ~Q(state__in=IN_FORCE)
                & Q(
                    number__isnull=True,
                    year__isnull=True,
                    number_text="",
                    adopted_on__isnull=True,
                    adopted_at__isnull=True,
                    document__isnull=True,
                ),
                name="acts_act_is_numbered_once_adopted",
            ),
            models.CheckConstraint(
                condition=Q(state=ActState.DRAFT)
                | Q(external=True)
                | Q(context__isnull=False, frozen_at__isnull=False, proof__isnull=False),
                name="acts_act_has_a_context_once_frozen",
            ),
            models.CheckConstraint(
                condition=Q(external=True)
                | Q(state=ActState.PUBLISHED, published_at__isnull=False)
                | ~Q(state=ActState.PUBLISHED) & Q(published_at__isnull=True),
                name="acts_act_says_when_it_was_published",
            ),
            models.CheckConstraint(
                condition=Q(adopted_at__isnull=True)
                | Q(published_at__isnull=True)
                | Q(published_at__gte=models.F("adopted_at")),
                name="acts_act_is_adopted_before_it_is_published",
            ),
            both_or_neither("frozen_at", "frozen_by"),
            both_or_neither("adopted_at", "adopted_by"),
            models.CheckConstraint(
                condition=Q(external=True)
                | Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="acts_act_published_at_with_published_by",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | Q(external=False),
                name="acts_act_from_elsewhere_corrects_nothing",
            ),
            models.UniqueConstraint(
                fields=["sector", "year", "number"],
                condition=Q(number__isnull=False),
                name="acts_act_is_numbered_alone",
            ),
        ]
        indexes = [models.Index(fields=["state", "-adopted_on", "-id"])]

    def __str__(self) -> str:
        if not self.number_text:
            return reference(kind=self.kind, number=None, sector=self.sector, year=None)
        if self.number_text.startswith(self.kind):
            return self.number_text
        return f"{self.kind} {self.number_text}"

    @property
    def is_in_force(self) -> bool:
        """Adopted, published or not."""
        return self.state in IN_FORCE


class Register(models.Model):
    """The numbers given by a sector in a year: the row is locked while the next is given."""

    sector = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sector", "year"], name="acts_register_is_one_per_sector_and_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sector}/{self.year}: {self.last_number}"
