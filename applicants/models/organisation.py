"""Organisations as lasting records."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from applicants.enums import RuntsSection
from calls.enums import OrganisationKind, OrganisationSize


class Described(models.Model):
    """What an organisation says of itself, as far as calls ask.

    What was not said yet is blank: `nonprofit` and `registers` are null, which is not "no".
    """

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, choices=[(k.value, k.value) for k in OrganisationKind])
    size = models.CharField(
        max_length=10, blank=True, choices=[(s.value, s.value) for s in OrganisationSize]
    )
    nonprofit = models.BooleanField(null=True, blank=True)
    registers = models.JSONField(null=True, blank=True)
    seat_municipality = models.CharField(max_length=80)
    seat_province = models.CharField(max_length=2)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


def known_words(model: str) -> list[models.BaseConstraint]:
    """The database knows the words by which the organisations of this model are described."""
    return [
        models.CheckConstraint(
            condition=models.Q(kind__in=[k.value for k in OrganisationKind]),
            name=f"applicants_{model}_kind_is_known",
        ),
        models.CheckConstraint(
            condition=models.Q(size__in=["", *(s.value for s in OrganisationSize)]),
            name=f"applicants_{model}_size_is_known",
        ),
    ]


class Organisation(Described):
    """A body that applies; known by its fiscal code, entered once (`applicants.actions.organisations`).

    The seat is the legal one of today; the others, and those of before, are `Seat`s. It no longer
    exists from the day `ended_on`.
    """

    fiscal_code = models.CharField(max_length=16, unique=True)
    vat_number = models.CharField(max_length=11, blank=True)
    email = models.EmailField(blank=True)
    pec = models.EmailField(blank=True)
    runts_number = models.CharField(max_length=20, blank=True)
    runts_section = models.CharField(
        max_length=1, blank=True, choices=[(s.value, s.value) for s in RuntsSection]
    )
    ateco_code = models.CharField(max_length=8, blank=True)
    born_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    demonstration = models.BooleanField(default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            *known_words("organisation"),
            models.CheckConstraint(
                condition=Q(runts_section__in=["", *(s.value for s in RuntsSection)]),
                name="applicants_organisation_runts_section_is_known",
            ),
            models.CheckConstraint(
                condition=Q(born_on__isnull=True)
                | Q(ended_on__isnull=True)
                | Q(born_on__lt=F("ended_on")),
                name="applicants_organisation_is_born_before_it_ends",
            ),
        ]
        indexes = [
            GinIndex(  # a part of a name is found without reading every organisation
                OpClass(Upper("name"), name="gin_trgm_ops"), name="applicants_organisation_name"
            )
        ]
