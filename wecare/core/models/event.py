"""The audit trail: one row for each change, chained by digest."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventQuerySet(models.QuerySet["Event"]):
    def about(self, subject: models.Model) -> Self:
        """The events of this record, in the order they happened."""
        return self.filter(
            subject_type=subject._meta.label_lower,  # noqa: SLF001 -- Django's public-by-custom API
            subject_id=str(subject.pk),
        ).order_by("seq")


class Event(models.Model):
    """Something that happened, told in the transaction that made it happen.

    Written by `wecare.core.events.record` alone; triggers refuse any change. `digest` is the
    SHA-256 of the previous digest and the canonical body, so that no row can be altered, added in
    the middle or taken away without showing. The actor is a number and not a foreign key: the trail
    outlives whom it tells of.
    """

    seq = models.BigIntegerField(_("numero"), primary_key=True)
    name = models.CharField(_("evento"), max_length=100)
    happened_at = models.DateTimeField(_("istante"))
    actor_id = models.BigIntegerField(_("persona"), null=True, db_index=True)
    subject_type = models.CharField(_("tipo di oggetto"), max_length=100, blank=True)
    subject_id = models.CharField(_("oggetto"), max_length=64, blank=True)
    facts = models.JSONField(_("fatti"), default=dict)
    previous = models.CharField(_("impronta precedente"), max_length=64)
    digest = models.CharField(_("impronta"), max_length=64, unique=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("evento")
        verbose_name_plural = _("eventi")
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "seq"], name="core_event_subject"),
            models.Index(fields=["name", "seq"], name="core_event_name"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.name}"
