"""An earlier text comes back: a save like any other, over what is saved now."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from applicants.actions.applications import ApplicationChanged, Saved, save_answers
from applicants.enums import VersionOrigin
from applicants.models import Partner, WrittenVersion
from wecare.accounts.models import Person
from wecare.core import events


@transaction.atomic
def restore(
    *, version: WrittenVersion, base: int, actor: Person, partner: Partner | None = None
) -> Saved:
    """Make the text of a version the answer again, over version `base` of it.

    :raises ApplicationChanged: if somebody saved another text meanwhile; it stays.
    :raises WritingRefused: if the application cannot be written now, or asks that no more.
    """
    value: Any = version.value
    (saved,) = save_answers(
        application=version.application,
        answers={version.key: (value, base)},
        actor=actor,
        partner=partner,
        origin=VersionOrigin.RESTORED,
    )
    if saved.conflict:
        raise ApplicationChanged(
            _(
                "%(person)s ha appena salvato un altro testo: leggilo tra le versioni e, se vuoi, "
                "ripristina di nuovo."
            )
            % {"person": saved.saved_by}
        )
    events.record(
        "application.answer_restored",
        subject=version.application,
        actor=actor,
        key=version.key,
        restored=version.pk,
    )
    return saved
