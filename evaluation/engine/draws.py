"""The draw by lot: nobody chooses its seed, and everybody can draw again.

The seed is the digest of what is known of all once the window is closed: the digest of the rules and
the protocol of every application. Each application's ticket is the digest of seed and protocol; the
lowest ticket comes first.
"""

from collections.abc import Iterable
from dataclasses import replace

from calls.enums import TieKind
from evaluation.engine.entries import Entry, RankingRules
from wecare.core.digests import digest

_DIGITS = 12  # hexadecimal digits of a ticket: as a number it fits a JSON reader's integers


def seed_of(rulebook_digest: str, protocols: Iterable[str]) -> str:
    """The seed of a list, the same whatever the order of its applications."""
    return digest({"rulebook": rulebook_digest, "protocols": sorted(protocols)})


def ticket(seed: str, protocol: str) -> int:
    """The number an application draws."""
    return int(digest({"seed": seed, "protocol": protocol})[:_DIGITS], 16)


def seeded(rules: RankingRules, rulebook_digest: str, entries: Iterable[Entry]) -> RankingRules:
    """The rules with the seed of their draw, where they draw at all.

    Those who left since were there when it was drawn: the seed is of their protocols too.
    """
    if not any(rule.kind is TieKind.DRAW for rule in rules.ties):
        return rules
    protocols = {*(entry.protocol for entry in entries), *rules.left}
    return replace(rules, draw_seed=seed_of(rulebook_digest, protocols))
