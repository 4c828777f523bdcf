"""Who accompanies which project, by which contract, since when and until when."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction

from calls.engine.contracts import Help
from calls.models import Accompaniment, District, Measure, ServiceContract
from calls.policies.contracts import (
    check_accompaniment_unchanged,
    check_can_end,
    check_help,
)
from wecare.accounts.models import Person
from wecare.core import events


@transaction.atomic
def enter(*, contract: ServiceContract, said: Help, actor: Person | None) -> Accompaniment:
    """A body helps a project by the contract.

    :raises ContractRefused: if it does so already in these days, or they are not in order.
    :raises DoesNotExist: if measure or Distretti are not there: forms offer only what is.
    """
    measures = _lock({said.measure})
    check_help(said)
    entered = Accompaniment.objects.create(
        contract=contract, measure=measures[said.measure], **_columns(said)
    )
    entered.districts.set(_districts(said))
    events.record("accompaniment.entered", subject=entered, actor=actor, **_facts(entered, said))
    return entered


@transaction.atomic
def rewrite(
    *, accompaniment: Accompaniment, said: Help, seen: str, actor: Person | None
) -> Accompaniment:
    """Write an accompaniment anew, over what has the mark `seen`.

    :raises ContractRefused: if somebody wrote it meanwhile, if the body helps the project already in
        these days, or if they are not in order.
    :raises DoesNotExist: if measure or Distretti are not there: forms offer only what is.
    """
    measures = _lock({accompaniment.measure.code, said.measure})
    written = _locked(accompaniment)
    check_accompaniment_unchanged(written, seen=seen)
    check_help(said, besides=written)
    written.measure = measures[said.measure]
    for name, value in _columns(said).items():
        setattr(written, name, value)
    written.save()
    written.districts.set(_districts(said))
    events.record("accompaniment.rewritten", subject=written, actor=actor, **_facts(written, said))
    return written


@transaction.atomic
def end(
    *, accompaniment: Accompaniment, on: date, seen: str, actor: Person | None
) -> Accompaniment:
    """The body helps the project no more from this day.

    :raises ContractRefused: if somebody wrote it meanwhile, if it has ended already, or had not begun.
    """
    ended = _locked(accompaniment)
    check_can_end(ended, on)
    check_accompaniment_unchanged(ended, seen=seen)
    ended.until = on
    ended.save(update_fields=["until"])
    events.record(
        "accompaniment.ended",
        subject=ended,
        actor=actor,
        contract=ended.contract.code,
        body=ended.body,
        project=ended.project,
        on=on,
    )
    return ended


def _columns(said: Help) -> dict[str, Any]:
    """The plain fields of the row."""
    return {
        name: value for name, value in asdict(said).items() if name not in {"measure", "districts"}
    }


def _facts(accompaniment: Accompaniment, said: Help) -> dict[str, Any]:
    """What the trail keeps; the words of the note, which may name people, are not among it."""
    facts = asdict(said) | {"contract": accompaniment.contract.code}
    return facts | {"note": bool(said.note)}


def _districts(said: Help) -> list[District]:
    return [District.objects.get(code=code) for code in said.districts]


def _lock(codes: set[str]) -> dict[str, Measure]:
    """Whoever writes who accompanies projects of the same measures waits here, in their order."""
    locked = Measure.objects.select_for_update(of=("self",), no_key=True).filter(code__in=codes)
    return {each.code: each for each in locked.order_by("pk")}


def _locked(accompaniment: Accompaniment) -> Accompaniment:
    rows = Accompaniment.objects.select_related("measure", "contract")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=accompaniment.pk)
