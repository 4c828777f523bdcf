"""Whether a kind of organisation may apply."""

from calls.engine.facts import Fact, fact
from calls.engine.rulebook import Rulebook
from calls.enums import ArticleTopic, OrganisationKind


def kind_refusal(rules: Rulebook, kind: OrganisationKind) -> Fact | None:
    """Say why this kind of organisation may not apply; nothing when it may."""
    if kind in rules.eligible_kinds:
        return None
    return fact(
        "kind_not_eligible",
        own_kinds=(kind.value,),
        eligible_kinds=tuple(each.value for each in rules.eligible_kinds),
        article=rules.article(ArticleTopic.ELIGIBILITY),
    )
