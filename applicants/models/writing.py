"""What goes with writing: each text that was saved, what those who write say to each other, who answers for it."""

from django.conf import settings
from django.db import models

from applicants.enums import HandoverState, VersionOrigin


class WrittenVersion(models.Model):
    """A text as it was saved, once and for good (trigger): the history of a question.

    `partner_code` is the fiscal code of the partner whose answer it is, empty for the lead: what a
    partner wrote outlives its place in the group. Keys that begin with `@` are those of the heading,
    with the version of the application. `pen` names the page that wrote, so that a page whose answer
    was lost is not taken for somebody else.
    """

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="written_versions"
    )
    partner_code = models.CharField(max_length=16, blank=True)
    key = models.CharField(max_length=80)
    value = models.JSONField(null=True)
    version = models.PositiveIntegerField()
    origin = models.CharField(max_length=20, default=VersionOrigin.SAVED.value)
    pen = models.CharField(max_length=36, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(origin__in=[each.value for each in VersionOrigin]),
                name="applicants_writtenversion_origin_is_known",
            ),
            models.UniqueConstraint(
                fields=["application", "partner_code", "key", "version"],
                condition=~models.Q(origin=VersionOrigin.SET_ASIDE.value),
                name="applicants_writtenversion_one_in_force_at_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["application", "partner_code", "key", "id"],
                name="applicants_writtenversion_of",
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"


class Comment(models.Model):
    """What somebody who writes says of a section to the others; never a part of what is sent.

    A comment that its author took away keeps author and instants, without its text.
    """

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="comments"
    )
    partner_code = models.CharField(max_length=16, blank=True)
    section = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    resolved_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(removed_at__isnull=True, text__gt="")
                | models.Q(removed_at__isnull=False, text=""),
                name="applicants_comment_has_text_until_removed",
            ),
            models.CheckConstraint(
                condition=models.Q(resolved_by__isnull=True, resolved_at__isnull=True)
                | models.Q(resolved_by__isnull=False, resolved_at__isnull=False),
                name="applicants_comment_resolved_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["application", "partner_code", "section", "id"],
                name="applicants_comment_of_section",
            )
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.pk}"


class Handover(models.Model):
    """The offer to another person of the organisation to answer for an application."""

    application = models.ForeignKey(
        "applicants.Application", on_delete=models.CASCADE, related_name="handovers"
    )
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    offered_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    offered_at = models.DateTimeField()
    state = models.CharField(max_length=20, default=HandoverState.OFFERED.value)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[each.value for each in HandoverState]),
                name="applicants_handover_state_is_known",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(state=HandoverState.OFFERED.value),
                name="applicants_handover_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.state}"
