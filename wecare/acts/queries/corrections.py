"""Which act corrects which."""

from wecare.acts.enums import ActState
from wecare.acts.models import IN_FORCE, Act


def corrections_of(act: Act, *, published_only: bool = False) -> list[Act]:
    """The acts in force that correct this one, the first first."""
    states = (ActState.PUBLISHED.value,) if published_only else IN_FORCE
    return list(Act.objects.filter(corrects=act, state__in=states).order_by("adopted_on", "pk"))


def being_written(act: Act) -> list[Act]:
    """The corrections of the act that are not adopted yet."""
    return list(Act.objects.filter(corrects=act).exclude(state__in=IN_FORCE).order_by("pk"))
