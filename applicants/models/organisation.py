"""Organisations as lasting records, and the people who act for them."""

from django.conf import settings
from django.db import models

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
    """A body that applies; known by its fiscal code, entered once (`applicants.actions.organisations`)."""

    fiscal_code = models.CharField(max_length=16, unique=True)
    vat_number = models.CharField(max_length=11, blank=True)
    email = models.EmailField(blank=True)
    pec = models.EmailField(blank=True)
    demonstration = models.BooleanField(default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = known_words("organisation")


class Membership(models.Model):
    """A person acts for an organisation."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    organisation = models.ForeignKey(
        "applicants.Organisation", on_delete=models.PROTECT, related_name="memberships"
    )
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"], name="applicants_membership_once_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.organisation_id}"
