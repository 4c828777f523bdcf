"""The order in which the evaluation locks: the call, then the member, then what hangs on them."""

from calls.models import Call
from evaluation.models import PanelMember


def lock_call(call: Call) -> Call:
    """The call read again, held until the transaction ends: steps of one evaluation follow one another.

    It does not hinder whoever only refers to the call.
    """
    return (
        Call.objects.select_for_update(of=("self",), no_key=True)
        .select_related("line__measure", "fund")
        .get(pk=call.pk)
    )


def lock_member(member: PanelMember) -> PanelMember:
    """The seat read again, held until the transaction ends: one hand writes at a time."""
    return (
        PanelMember.objects.select_for_update(of=("self",), no_key=True)
        .select_related("panel__call", "person")
        .get(pk=member.pk)
    )
