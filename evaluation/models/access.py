"""Files prepared for whoever asks for access to the documents of a call."""

from django.db import models
from django.db.models import Q

from wecare.core.models.archive import Archived


class DocumentAccess(Archived):
    """A request of access (arts. 22-25 L. 241/1990, art. 5 D.Lgs 33/2013) and the archive for it.

    `asked_by` is who asks, as the request says it; `reference` its protocol. Moved by `actions.access`.
    """

    call = models.ForeignKey("calls.Call", on_delete=models.PROTECT, related_name="accesses")
    submissions = models.ManyToManyField("applicants.Submission", related_name="accesses")
    asked_by = models.CharField(max_length=200)
    reference = models.CharField(max_length=100)
    asked_on = models.DateField()
    reason = models.TextField()
    with_attachments = models.BooleanField(default=False)

    class Meta(Archived.Meta):
        constraints = [
            *Archived.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(asked_by="") & ~Q(reference="") & ~Q(reason=""),
                name="evaluation_documentaccess_says_who_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id}: {self.reference}"
