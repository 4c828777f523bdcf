"""Whether an organisation may apply: one answer for each thing the call asks of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from applicants.enums import Verdict
from calls.engine.access import Access, same_place
from calls.engine.facts import Fact, fact
from calls.engine.partnership import Partnership
from calls.engine.rulebook import Rulebook
from calls.enums import ArticleTopic, OrganisationKind, OrganisationSize, Register

_SIZE_OF_KIND = {
    OrganisationKind.MICRO_FIRM: OrganisationSize.MICRO,
    OrganisationKind.SMALL_FIRM: OrganisationSize.SMALL,
    OrganisationKind.MEDIUM_FIRM: OrganisationSize.MEDIUM,
    OrganisationKind.LARGE_FIRM: OrganisationSize.LARGE,
}


_ENDINGS = {
    Verdict.YES: "eligible",
    Verdict.PERHAPS: "unknown",
    Verdict.NO: "not_eligible",
}


@dataclass(frozen=True, slots=True)
class Profile:
    """What an organisation says of itself; None where it has not said it yet.

    `registers` that were said and are none are an empty set.
    """

    kind: OrganisationKind | None = None
    province: str | None = None
    municipality: str | None = None
    size: OrganisationSize | None = None
    nonprofit: bool | None = None
    registers: frozenset[Register] | None = None

    @property
    def known_size(self) -> OrganisationSize | None:
        """The size, which the kind of a firm already says."""
        return self.size if self.kind is None else _SIZE_OF_KIND.get(self.kind, self.size)


@dataclass(frozen=True, slots=True)
class Point:
    """One thing the call asks: the verdict, and the fact that says why; `code` is stable."""

    code: str
    verdict: Verdict
    article: str
    fact: Fact


def points(rules: Rulebook, profile: Profile) -> Iterator[Point]:
    """Everything the call asks of who leads, in the order of its rules."""
    yield _lead_kind(rules, profile.kind)
    yield from asked_of(rules.access, profile)


def partner_points(group: Partnership, profile: Profile) -> Iterator[Point]:
    """Everything the call asks of a partner."""
    if group.kinds:
        yield _kind("partner_kind", profile.kind, group.kinds, group.kinds_article)
    yield from asked_of(group.access, profile)


def asked_of(access: Access, profile: Profile) -> Iterator[Point]:
    """What is asked besides the kind: seat, size, purpose, register."""
    if access.asks_seat:
        yield _seat(access, profile)
    if access.sizes:
        yield _size(access, profile.known_size)
    if access.nonprofit:
        yield _nonprofit(access, profile)
    if access.registers:
        yield _register(access, profile.registers)


def _lead_kind(rules: Rulebook, kind: OrganisationKind | None) -> Point:
    return _kind("kind", kind, rules.eligible_kinds, rules.article(ArticleTopic.ELIGIBILITY))


def _kind(
    name: str, kind: OrganisationKind | None, kinds: tuple[OrganisationKind, ...], article: str
) -> Point:
    eligible = tuple(each.value for each in kinds)
    if kind is None:
        verdict, found = Verdict.PERHAPS, fact(f"{name}_unknown", eligible_kinds=eligible)
    elif kind in kinds:
        verdict, found = Verdict.YES, fact(f"{name}_eligible", own_kinds=(kind.value,))
    else:
        verdict = Verdict.NO
        found = fact(
            f"{name}_not_eligible",
            own_kinds=(kind.value,),
            eligible_kinds=eligible,
            article=article,
        )
    return Point("organisation.kind", verdict, article, found)


def _seat(access: Access, profile: Profile) -> Point:
    verdict = _seat_verdict(access, profile)
    facts = {
        "allowed_places": access.places,
        "article": access.seat_article,
    }
    if verdict is not Verdict.PERHAPS:
        facts["seat"] = f"{profile.municipality or '–'} ({profile.province or '–'})"
    return Point(
        "organisation.seat", verdict, access.seat_article, stated("seat", verdict, **facts)
    )


def _seat_verdict(access: Access, profile: Profile) -> Verdict:
    here, province = profile.municipality, profile.province
    if province is not None and province.upper() in access.provinces:
        return Verdict.YES
    if here is not None and any(same_place(here, each) for each in access.municipalities):
        return Verdict.YES
    asked = [(access.provinces, province), (access.municipalities, here)]
    unsaid = any(allowed and said is None for allowed, said in asked)
    return Verdict.PERHAPS if unsaid else Verdict.NO


def _size(access: Access, size: OrganisationSize | None) -> Point:
    verdict = among(size, access.sizes)
    facts = {
        "own_sizes": () if size is None else (size.value,),
        "allowed_sizes": tuple(each.value for each in access.sizes),
        "article": access.size_article,
    }
    return Point(
        "organisation.size", verdict, access.size_article, stated("size", verdict, **facts)
    )


def _nonprofit(access: Access, profile: Profile) -> Point:
    verdict = among(profile.nonprofit, (True,))
    found = stated("nonprofit", verdict, article=access.nonprofit_article)
    return Point("organisation.nonprofit", verdict, access.nonprofit_article, found)


def _register(access: Access, registers: frozenset[Register] | None) -> Point:
    found = [each for each in access.registers if registers is not None and each in registers]
    verdict = Verdict.YES if found else Verdict.PERHAPS if registers is None else Verdict.NO
    facts = {
        "own_registers": tuple(each.value for each in found),
        "allowed_registers": tuple(each.value for each in access.registers),
        "article": access.register_article,
    }
    return Point(
        "organisation.register",
        verdict,
        access.register_article,
        stated("register", verdict, **facts),
    )


def among(said: object, allowed: tuple[object, ...]) -> Verdict:
    """Yes if what was said is allowed, no if not, perhaps if nothing was said."""
    if said is None:
        return Verdict.PERHAPS
    return Verdict.YES if said in allowed else Verdict.NO


def stated(name: str, verdict: Verdict, **facts: object) -> Fact:
    """The fact of this name that says the verdict."""
    return fact(f"{name}_{_ENDINGS[verdict]}", **facts)
