"""What the engine that gives applications out looks at: loads, conflicts, and who knows what."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from calls.queries.calls import current_rulebook
from evaluation.engine.assigning import Work
from evaluation.queries import assignments
from evaluation.queries.assignments import Bench


def loads(bench: Bench) -> dict[int, int]:
    """Member who votes → how many applications they judge by now."""
    judged = Counter(member for judges in bench.judges.values() for member in judges)
    return {key: judged[key] for key, member in bench.members.items() if member.votes}


def works(bench: Bench) -> list[Work]:
    """Every application of the bench, with the judges it still needs and who may not judge it."""
    withheld: dict[int, set[int]] = {}
    for member, submission in bench.abstaining:
        withheld.setdefault(submission, set()).add(member)
    words = _words(bench)
    voting = {key: member for key, member in bench.members.items() if member.votes}
    return [
        Work(
            key=key,
            needs=bench.lacking(key),
            held=frozenset(judges),
            barred=frozenset(withheld.get(key, ())),
            knows={
                member: found
                for member, seat in voting.items()
                if (found := matching(seat.competences, words.get(key, "")))
            },
        )
        for key, judges in bench.judges.items()
    ]


def matching(competences: Sequence[str], words: str) -> tuple[str, ...]:
    """The competences that stand among the words of an application, capitals aside."""
    said = words.casefold()
    return tuple(each for each in competences if each.casefold() in said)


def _words(bench: Bench) -> dict[int, str]:
    """Submission → the words it is known by: its title, its lot, its Distretti."""
    rulebook = current_rulebook(bench.panel.call)
    lots = {lot.code: lot.title for lot in rulebook.rules.lots} if rulebook else {}
    rows = assignments.admissible(bench.panel.call).values_list(
        "pk", "title", "lot", "content__districts"
    )
    return {
        key: " / ".join([title, lots.get(lot, lot), *_districts(named)])
        for key, title, lot, named in rows
    }


def _districts(named: Any) -> Iterable[str]:
    return [str(each.get("title", "")) for each in named] if isinstance(named, list) else []
