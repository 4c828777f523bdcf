"""Observations on a provisional list: filed within its days, answered once with reasons."""

from collections.abc import Sequence
from functools import partial

from django.db import IntegrityError, transaction

from applicants.actions.brought import Brought, kept, looked_at
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
from wecare.core import clock, events
from wecare.notices.actions import letters

ANSWERED = "evaluation/observation_answered"


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
    looked = [looked_at(each, ObservationRefused) for each in files]
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
        for each in looked:
            stored = kept(each)
            ObservationFile.objects.create(
                observation=observation, filename=each.filename, file=stored
            )
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
