"""Reading the acts: what is published, what is on the desk, what waits."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Max, Q, QuerySet

from wecare.accounts.models import Person
from wecare.acts.engine.reading import read
from wecare.acts.engine.templates import UnknownTemplate, template_of
from wecare.acts.enums import ActState, VersionState
from wecare.acts.models import Act, Register, WordingVersion
from wecare.acts.queries.publication import dates_of, is_effective, published_on
from wecare.core.digests import digest
from wecare.core.enums import DocumentState
from wecare.core.models import Event

__all__ = [
    "ActPage",
    "Passage",
    "count_by_state",
    "dates_of",
    "desk_page",
    "frozen_acts",
    "is_effective",
    "on_desk",
    "passages",
    "problems",
    "proofs_to_attach",
    "published",
    "published_on",
    "published_page",
    "wording_draft",
    "wording_in_force",
    "wording_passages",
    "wording_versions",
    "wordings_by_template",
]
PAGE = 50


@dataclass(frozen=True, slots=True)
class ActPage:
    """Acts, the newest first, and the address of the next page."""

    acts: tuple[Act, ...]
    next_after: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A step of an act, with who took it and when."""

    name: str
    happened_at: datetime
    who: str


def published() -> QuerySet[Act]:
    """The acts that everyone may read, with their document."""
    acts = Act.objects.filter(state=ActState.PUBLISHED)
    return acts.select_related("document__file", "file", "corrects")


def published_page(*, text: str = "", after: str = "", limit: int = PAGE) -> ActPage:
    """A page of the published acts, those with the text in number or subject if there is one.

    `after` is the `next_after` of the page above; one that cannot be read gives the first page.
    """
    acts = published().order_by("-adopted_on", "-pk")
    if text:
        acts = acts.filter(Q(number_text__icontains=text) | Q(subject__icontains=text))
    place = _place(after)
    if place is not None:
        on, pk = place
        acts = acts.filter(Q(adopted_on__lt=on) | Q(adopted_on=on, pk__lt=pk))
    return _page(acts, limit, lambda act: f"{act.adopted_on}.{act.pk}")


def desk_page(*, state: ActState | None = None, after: str = "", limit: int = PAGE) -> ActPage:
    """A page of all the acts, the last begun first."""
    acts = Act.objects.select_related("proof", "document__file").order_by("-pk")
    if state is not None:
        acts = acts.filter(state=state)
    if after.isascii() and after.isdigit() and len(after) < 18:  # noqa: PLR2004 -- digits of a key
        acts = acts.filter(pk__lt=int(after))
    return _page(acts, limit, lambda act: str(act.pk))


def count_by_state() -> dict[ActState, int]:
    """How many acts there are in each state."""
    rows = Act.objects.values_list("state").annotate(count=Count("pk")).order_by("state")
    found = {ActState(state): count for state, count in rows}
    return {state: found.get(state, 0) for state in ActState}


def on_desk() -> QuerySet[Act]:
    """All the acts, with what their page shows."""
    return Act.objects.select_related(
        "proof__file",
        "document__file",
        "created_by",
        "adopted_by",
        "published_by",
        "chain",
        "corrects",
    )


def passages(act: Act) -> list[Passage]:
    """The steps of the act from the audit trail, with the names of the people; two queries.

    One recorded together with many others has no event of its own: what it knows of itself is told.
    """
    events = list(Event.objects.about(act))
    if act.external and not events:
        who = str(act.created_by) if act.created_by else ""
        return [Passage(name="act.recorded", happened_at=act.created_at, who=who)]
    people = Person.objects.in_bulk({event.actor_id for event in events if event.actor_id})
    return [
        Passage(
            name=event.name,
            happened_at=event.happened_at,
            who=str(people[event.actor_id]) if event.actor_id in people else "",
        )
        for event in events
    ]


def wording_in_force(template: str) -> WordingVersion | None:
    """The last published version of the words of the template; None before the first act."""
    published = WordingVersion.objects.filter(
        template=template, state=VersionState.PUBLISHED
    ).select_related("written_by", "published_by")
    return published.order_by("-number").first()


def wording_draft(template: str) -> WordingVersion | None:
    """The version that is being written, if there is one."""
    drafts = WordingVersion.objects.filter(template=template, state=VersionState.DRAFT)
    return drafts.select_related("written_by").first()


def wording_versions(template: str) -> list[WordingVersion]:
    """Every version of the words of the template, the last first."""
    versions = WordingVersion.objects.filter(template=template)
    return list(versions.select_related("written_by", "published_by").order_by("-number"))


def wordings_by_template() -> dict[str, list[WordingVersion]]:
    """Every version of all the templates, the last first; one query."""
    found: dict[str, list[WordingVersion]] = {}
    versions = WordingVersion.objects.select_related("written_by", "published_by")
    for version in versions.order_by("template", "-number"):
        found.setdefault(version.template, []).append(version)
    return found


def wording_passages(template: str) -> list[tuple[Event, str]]:
    """Who did what to the words of the template, the last first, with the person's name."""
    events = Event.objects.filter(
        name__startswith="act_wording.", facts__template=template
    ).order_by("-seq")
    found = list(events[:PAGE])
    people = Person.objects.in_bulk({event.actor_id for event in found if event.actor_id})
    return [(event, str(people.get(event.actor_id, ""))) for event in found]


def frozen_acts(template: str, *, published_only: bool) -> list[Act]:
    """The last acts of the template whose context is frozen, to try words on."""
    acts = Act.objects.filter(template=template, context__isnull=False)
    if published_only:
        acts = acts.filter(state=ActState.PUBLISHED)
    return list(acts.order_by("-pk")[:20])


def proofs_to_attach() -> Iterable[dict[str, int]]:
    """The frozen acts whose proof is rendered, for the sweep."""
    frozen = Act.objects.filter(state=ActState.FROZEN, proof__state=DocumentState.RENDERED)
    return [{"act_id": pk} for pk in frozen.order_by("pk").values_list("pk", flat=True)]


def problems() -> list[str]:
    """What does not hold among the acts, for `manage.py verify`."""
    return [*_register_problems(), *_context_problems(), *_wording_problems()]


def _register_problems() -> list[str]:
    found = []
    registers = {(each.sector, each.year): each.last_number for each in Register.objects.all()}
    numbered = Act.objects.filter(number__isnull=False).values_list("sector", "year")
    for sector, year, count, last in numbered.annotate(Count("pk"), Max("number")).order_by(
        "sector", "year"
    ):
        given = registers.pop((sector, year), 0)
        if not count == last == given:
            found.append(f"register {sector}/{year}: {given} given, {count} acts up to {last}")
    found += [
        f"register {sector}/{year}: {given} given, no act"
        for (sector, year), given in sorted(registers.items())
        if given
    ]
    return found


def _context_problems() -> list[str]:
    others = Act.objects.filter(document__isnull=False).exclude(
        context_digest=F("document__context_digest")
    )
    return [f"act {act}: its context is not that of its document" for act in others.order_by("pk")]


def _wording_problems() -> list[str]:
    """Published words that differ from their digest, or that no act could be written with."""
    found = []
    for template, versions in sorted(wordings_by_template().items()):
        for version in versions:
            if digest(version.parts) != version.digest:
                found.append(f"wording {version}: its words are not those of its digest")
        last = next((each for each in versions if not each.is_draft), None)
        if last is not None and not _reads(template, last):
            found.append(f"wording {last}: it names what its catalogue no longer has")
    return found


def _reads(template: str, version: WordingVersion) -> bool:
    try:
        entries = template_of(template).entries
    except UnknownTemplate:
        return False
    return not any(read(part, source, entries)[1] for part, source in version.parts.items())


def _place(after: str) -> tuple[date, int] | None:
    day, _dot, pk = after.partition(".")
    try:
        return date.fromisoformat(day), int(pk[:18])
    except ValueError:
        return None


def _page(acts: QuerySet[Act], limit: int, mark: Callable[[Act], str]) -> ActPage:
    found = list(acts[: limit + 1])
    shown = tuple(found[:limit])
    return ActPage(acts=shown, next_after=mark(shown[-1]) if len(found) > limit else "")
