"""Letters about changes, exits and recoveries: to everyone who may read the application."""

from functools import partial
from typing import Any

from applicants.models import Application
from evaluation.queries.addressees import readers
from funding.documents.exit_letters import letter_of
from funding.models import Award
from wecare.notices.actions import letters


def tell(award: Award, template: str, *, key: str, **facts: Any) -> None:
    """Write `funding/<template>` once per key to each of them; `facts` are what it says besides."""
    application = award.submission.application_id
    people = readers(Application.objects.filter(pk=application))
    for person in people.get(application, []):
        letters.write(
            key=f"{key}/{person.pk}",
            person=person,
            template=f"funding/{template}",
            context=partial(letter_of, award, facts),
        )
