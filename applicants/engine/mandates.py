"""What each kind of mandate allows: one table, which the page of the people shows as it stands."""

from collections.abc import Mapping

from applicants.enums import MandateKind, Power

POWERS: Mapping[MandateKind, frozenset[Power]] = {
    MandateKind.LEGAL_REPRESENTATIVE: frozenset(
        {Power.READS, Power.WRITES, Power.SENDS, Power.SIGNS}
    ),
    MandateKind.DELEGATE: frozenset({Power.READS, Power.WRITES, Power.SENDS, Power.SIGNS}),
    MandateKind.EDITOR: frozenset({Power.READS, Power.WRITES}),
    MandateKind.VIEWER: frozenset({Power.READS}),
    MandateKind.CONSULTANT: frozenset({Power.READS, Power.WRITES}),
}
# Whoever administers the people may give themselves every mandate, so nothing is gained by hiding
# these from them; to sign asks for a representative or a delegate.
OF_ADMINISTRATORS = frozenset({Power.READS, Power.WRITES, Power.SENDS, Power.ADMINISTERS})
MAY_ADMINISTER = frozenset(MandateKind) - {MandateKind.CONSULTANT}


def powers(kind: MandateKind, *, administers: bool) -> frozenset[Power]:
    """What a mandate of this kind allows."""
    return POWERS[kind] | (OF_ADMINISTRATORS if administers else frozenset())


def kinds_with(power: Power) -> tuple[MandateKind, ...]:
    """The kinds that allow it by themselves."""
    return tuple(kind for kind, allowed in POWERS.items() if power in allowed)
