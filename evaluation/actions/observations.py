"""Observations on a provisional list: filed within its days, answered once with reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.db import IntegrityError, transaction

from applicants.actions.attachments import SCAN
from applicants.models import Application
from evaluation.documents import observation_context
from evaluation.enums import ObservationAnswer
from evaluation.models import Observation, ObservationFile
from evaluation.policies.observations import (
    ObservationRefused,
    check_can_answer,
    check_can_file,
    check_may_file,
    late,
)
from evaluation.queries.addressees import readers
from evaluation.queries.observations import row_to_observe
from wecare.accounts.models import Person
from wecare.core import clock, events, scanning, store
from wecare.core.uploads import UploadRefused, check_size, clean_filename, media_type_of_file
from wecare.notices.actions import letters

ANSWERED = "evaluation/observation_answered"


@dataclass(frozen=True, slots=True)
class Brought:
    """A file as it was uploaded: its name, and where it lies on the disk for now."""

    filename: str
    path: Path


def file(
    *, application: Application, text: str, files: Sequence[Brought], by: Person
) -> Observation:
    """File an observation on the provisional list in which the application stands.

    The instant that counts is the database's, under the lock that the list's definitive version
    waits for: what is in time is read by whoever answers.

    :raises ObservationRefused: if there is no provisional list, its days are over, the person does
        not send for the organisation, or a file is not acceptable: it is named.
    :raises FileInfected: if the scanner has found something in the same bytes.
    """
    check_may_file(application, by)
    checked = [_checked(each) for each in files]
    with transaction.atomic():
        row = row_to_observe(application)
        ranked_list = row.ranked_list if row else None
        check_can_file(ranked_list, row, at=clock.now())
        assert row is not None  # noqa: S101 -- checked just now, for the type checker
        try:
            with transaction.atomic():
                observation = Observation.objects.create(
                    ranked_list=row.ranked_list,
                    submission=row.submission,
                    text=text,
                    filed_by=by,
                    filed_at=clock.now(),
                )
        except IntegrityError as problem:  # the days ended while the file was on its way
            raise ObservationRefused(late(row.ranked_list, at=clock.now())) from problem
        digests = []
        for name, path, media_type in checked:
            stored = store.keep(path, media_type=media_type)
            scanning.ask(stored, task=SCAN)
            ObservationFile.objects.create(observation=observation, filename=name, file=stored)
            digests.append(stored.digest)
        events.record(
            "observation.filed",
            subject=observation,
            actor=by,
            call=row.ranked_list.call.code,
            version=row.ranked_list.version,
            protocol=row.submission.protocol,
            files=digests,
        )
    return observation


@transaction.atomic
def answer(
    *, observation: Observation, said: ObservationAnswer, reasons: str, by: Person
) -> Observation:
    """Answer an observation: accepted or not, with the reasons that the applicant reads at once.

    :raises ObservationRefused: if it was answered, or there are no reasons.
    """
    observation = (
        Observation.objects.select_for_update(of=("self",))
        .select_related("submission__application__call", "submission__organisation", "ranked_list")
        .get(pk=observation.pk)
    )
    written = check_can_answer(observation, reasons=reasons)
    observation.answer, observation.reasons = said.value, written
    observation.answered_by, observation.answered_at = by, clock.now()
    observation.save(update_fields=["answer", "reasons", "answered_by", "answered_at"])
    written_of = Application.objects.filter(pk=observation.submission.application_id)
    for person in readers(written_of).get(observation.submission.application_id, []):
        letters.write(
            key=f"observation/{observation.pk}/answer/{person.pk}",
            person=person,
            template=ANSWERED,
            context=partial(observation_context, observation),
        )
    events.record("observation.answered", subject=observation, actor=by, answer=said)
    return observation


def _checked(brought: Brought) -> tuple[str, Path, str]:
    """The name as it is kept, the file, and what it holds."""
    try:
        check_size(brought.path.stat().st_size)
        name = clean_filename(brought.filename)
        return name, brought.path, media_type_of_file(brought.path, filename=name)
    except UploadRefused as refusal:
        raise ObservationRefused(f"{brought.filename}: {refusal}") from refusal
