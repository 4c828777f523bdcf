"""A new version of a call's rules is told to everyone who has a draft or has sent.

Each letter is a transaction of its own and is written once per version and person, so whoever stops
half-way leaves letters that stand, and the sweep asks for the others. Nothing here holds the call.
"""

from functools import partial

from django.db import transaction

from applicants.documents import change_context
from applicants.models import Announcement
from applicants.queries import announcements
from calls.engine.differences import differences
from calls.models import Rulebook
from wecare.core import clock, events
from wecare.notices.actions import letters

TEMPLATE = "applicants/call_changed"


def announce(*, rulebook: Rulebook) -> Announcement:
    """Write to everyone who had begun when the version was published; done once per version."""
    finished = Announcement.objects.filter(rulebook=rulebook).first()
    if finished is not None:
        return finished
    previous = announcements.version_before(rulebook)
    changes = differences(previous.rules, rulebook.rules)
    for addressee in announcements.still_to_be_told(rulebook):
        letters.write(
            key=announcements.key_of(rulebook, addressee.person.pk),
            person=addressee.person,
            template=TEMPLATE,
            context=partial(change_context, rulebook, previous, changes, addressee=addressee),
        )
    return _finish(rulebook)


@transaction.atomic
def _finish(rulebook: Rulebook) -> Announcement:
    announcement, is_new = Announcement.objects.get_or_create(
        rulebook=rulebook,
        defaults={"letters": announcements.letters_of(rulebook), "finished_at": clock.now()},
    )
    if is_new:
        events.record(
            "call.version_announced",
            subject=rulebook,
            actor=None,
            version=rulebook.version,
            letters=announcement.letters,
        )
    return announcement
