"""What an organisation was called, where it was, how large it said it was, whom it follows."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from applicants.enums import SeatKind, SuccessionKind
from calls.enums import OrganisationSize


class Seat(models.Model):
    """A legal or operating seat, from a day until before another.

    Without `valid_from` it was there before the portal knows; without `valid_until` it goes on. The
    open legal seat is the one the organisation's own record tells.
    """

    organisation = models.ForeignKey(
        "applicants.Organisation", on_delete=models.PROTECT, related_name="seats"
    )
    kind = models.CharField(max_length=10)
    address = models.CharField(max_length=200, blank=True)
    municipality = models.CharField(max_length=80)
    province = models.CharField(max_length=2)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in SeatKind]),
                name="applicants_seat_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_from__lte=F("valid_until")),
                name="applicants_seat_begins_before_it_ends",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(kind=SeatKind.LEGAL.value, valid_until__isnull=True),
                name="applicants_seat_one_legal",
            ),
        ]

    def __str__(self) -> str:
        place = f"{self.municipality} ({self.province})"
        return f"{self.address}, {place}" if self.address else place


class FormerName(models.Model):
    """A name the organisation had, until before a day; who changed it and by which deed."""

    organisation = models.ForeignKey(
        "applicants.Organisation", on_delete=models.PROTECT, related_name="former_names"
    )
    name = models.CharField(max_length=200)
    used_until = models.DateField()
    deed = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class SizeDeclaration(models.Model):
    """Which size the organisation said to have, on which day, by whom."""

    organisation = models.ForeignKey(
        "applicants.Organisation", on_delete=models.PROTECT, related_name="size_declarations"
    )
    size = models.CharField(max_length=10, blank=True)
    declared_on = models.DateField()
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(size__in=["", *(s.value for s in OrganisationSize)]),
                name="applicants_sizedeclaration_size_is_known",
            )
        ]

    def __str__(self) -> str:
        return self.size


class Succession(models.Model):
    """From a day an organisation takes the place of another, which ends.

    In a partial demerger it does not end, and only the applications with a `Passage` pass.
    """

    predecessor = models.ForeignKey(
        "applicants.Organisation", on_delete=models.PROTECT, related_name="followed_by"
    )
    successor = models.ForeignKey(
        "applicants.Organisation", on_delete=models.PROTECT, related_name="follows"
    )
    kind = models.CharField(max_length=20)
    on = models.DateField()
    deed = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in SuccessionKind]),
                name="applicants_succession_kind_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="applicants_succession_is_of_two",
            ),
            models.UniqueConstraint(
                fields=["predecessor", "successor"],
                condition=~Q(kind=SuccessionKind.PARTIAL_DEMERGER.value),
                name="applicants_succession_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class Passage(models.Model):
    """An application that passes with a partial demerger: read from that day by who takes it.

    It is of the organisation that is divided (trigger).
    """

    succession = models.ForeignKey(
        "applicants.Succession", on_delete=models.PROTECT, related_name="passages"
    )
    application = models.ForeignKey(
        "applicants.Application", on_delete=models.PROTECT, related_name="passages"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["succession", "application"], name="applicants_passage_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.succession_id}: {self.application_id}"


class Heritage(models.Model):
    """Every organisation whose place `heir` has taken, also through others; written with the successions."""

    heir = models.ForeignKey(
        "applicants.Organisation", on_delete=models.PROTECT, related_name="heritage"
    )
    ancestor = models.ForeignKey(
        "applicants.Organisation", on_delete=models.PROTECT, related_name="heirs"
    )
    since = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["heir", "ancestor"], name="applicants_heritage_once"),
            models.CheckConstraint(
                condition=~Q(heir=F("ancestor")), name="applicants_heritage_is_of_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ancestor_id} → {self.heir_id}"


class RegisterReading(models.Model):
    """What a public register said of an organisation when somebody asked; null where it knew nothing."""

    organisation = models.ForeignKey(
        "applicants.Organisation", on_delete=models.PROTECT, related_name="register_readings"
    )
    source = models.CharField(max_length=20)
    values = models.JSONField(null=True)
    demonstration = models.BooleanField()
    read_at = models.DateTimeField()
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.source}: {self.organisation_id}"
