"""Letters of a published list: to every applicant, in batches, once each, whatever dies meanwhile."""

from functools import partial

from django.db import transaction

from applicants.models import Application
from evaluation.documents import list_context
from evaluation.models import Announcement, RankedList, RankedRow
from evaluation.queries.addressees import readers
from wecare.core import clock, events
from wecare.core.dispatch import after_commit
from wecare.notices.actions import letters

TASK = "evaluation.announce_list"
LETTER = "evaluation/list_published"
BATCH = 50  # applications told in one transaction


def ask(ranked_list: RankedList) -> Announcement:
    """Let the letters of a list that is being published be written after the commit."""
    announcement = Announcement.objects.create(ranked_list=ranked_list, asked_at=clock.now())
    after_commit(TASK, ranked_list_id=ranked_list.pk)
    return announcement


def announce(*, ranked_list: RankedList) -> int:
    """Write the letters that lack, batch by batch; tells how many applications were told now.

    A worker that dies loses one batch, which the next one writes again: each letter has its key.
    """
    told = 0
    while batch := _batch(ranked_list):
        told += batch
    return told


@transaction.atomic
def _batch(ranked_list: RankedList) -> int:
    announcement = (
        Announcement.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(ranked_list=ranked_list, finished_at=None)
        .order_by("pk")
        .first()
    )
    if announcement is None:
        return 0
    rows = list(
        RankedRow.objects.filter(ranked_list=ranked_list, sequence__gt=announcement.upto)
        .select_related(
            "ranked_list__call",
            "ranked_list__rulebook",
            "submission__application",
            "submission__admissibility",
        )
        .defer("ranked_list__input", "ranked_list__data")
        .order_by("sequence")[:BATCH]
    )
    if not rows:
        announcement.finished_at = clock.now()
        announcement.save(update_fields=["finished_at"])
        events.record("ranked_list.announced", subject=ranked_list, upto=announcement.upto)
        return 0
    people = readers(
        Application.objects.filter(submissions__in=[row.submission_id for row in rows])
    )
    for row in rows:
        for person in people.get(row.submission.application_id, []):
            letters.write(
                key=f"list/{ranked_list.pk}/{row.submission_id}/{person.pk}",
                person=person,
                template=LETTER,
                context=partial(list_context, row),
            )
    announcement.upto = rows[-1].sequence
    announcement.save(update_fields=["upto"])
    return len(rows)
