"""Who is to be told of a new version of a call's rules, and which versions still wait for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q, QuerySet

from applicants.enums import ApplicationState
from applicants.models import Announcement, Application, Submission
from applicants.queries.mandates import readers_of
from applicants.queries.participants import writers_of_parts
from calls.models import Rulebook
from wecare.accounts.models import Person
from wecare.notices.models import Letter

FIRST = 1  # the version that publishes the call: nobody has begun yet


@dataclass(frozen=True, slots=True)
class Addressee:
    """A person and the applications of the call in which they have a part."""

    person: Person
    drafts: tuple[Application, ...]
    sent: tuple[Submission, ...]


def version_before(rulebook: Rulebook) -> Rulebook:
    """The version that this one follows.

    :raises Rulebook.DoesNotExist: for the first version.
    """
    return Rulebook.objects.get(call_id=rulebook.call_id, version=rulebook.version - 1)


def key_of(rulebook: Rulebook, person_id: int) -> str:
    """The key of the letter by which a person is told of a version."""
    return f"{_prefix(rulebook)}{person_id}"


def letters_of(rulebook: Rulebook) -> int:
    """How many letters tell of a version."""
    return Letter.objects.filter(key__startswith=_prefix(rulebook)).count()


def still_to_be_told(rulebook: Rulebook) -> Iterator[Addressee]:
    """Those who act for an applicant that had begun at the publication, and have no letter yet."""
    parts = _parts(rulebook)
    written = set(
        Letter.objects.filter(key__startswith=_prefix(rulebook)).values_list("key", flat=True)
    )
    for person_id, applications in parts.items():
        if key_of(rulebook, person_id) not in written:
            yield _addressee(Person.objects.get(pk=person_id), applications)


def versions_to_announce() -> Iterator[dict[str, int]]:
    """What the sweep asks for: versions of which not everybody was told."""
    for rulebook_id in _waiting().order_by("id").values_list("id", flat=True):
        yield {"rulebook_id": rulebook_id}


def oldest_version_to_announce() -> datetime | None:
    """Since when the oldest of them waits."""
    return _waiting().order_by("published_at").values_list("published_at", flat=True).first()


def _waiting() -> QuerySet[Rulebook]:
    told = Announcement.objects.values("rulebook_id")
    return Rulebook.objects.filter(version__gt=FIRST).exclude(pk__in=told)


def _parts(rulebook: Rulebook) -> dict[int, list[Application]]:
    """Person → the applications, begun before the version and not withdrawn, of which they read a part."""
    begun = (
        Application.objects.filter(
            Q(call_id=rulebook.call_id),
            Q(created_at__lte=rulebook.published_at),
            deleted_at__isnull=True,
        )
        .exclude(state=ApplicationState.WITHDRAWN.value)
        .select_related("organisation")
        .prefetch_related(
            Prefetch(
                "submissions",
                Submission.objects.select_related("rulebook")
                .defer("content", "rulebook__body")
                .order_by("version"),
            )
        )
        .order_by("id")
    )
    applications = {each.pk: each for each in begun}
    pairs = {*readers_of(begun), *writers_of_parts(begun)}
    parts: dict[int, list[Application]] = {}
    for application_id, person_id in sorted(pairs):
        parts.setdefault(person_id, []).append(applications[application_id])
    return parts


def _addressee(person: Person, applications: list[Application]) -> Addressee:
    drafts = [each for each in applications if each.state == ApplicationState.DRAFT.value]
    sent = [list(each.submissions.all())[-1] for each in applications if each not in drafts]
    return Addressee(person, tuple(drafts), tuple(sent))


def _prefix(rulebook: Rulebook) -> str:
    return f"call-version/{rulebook.pk}/"
