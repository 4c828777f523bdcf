"""Whether a desk takes applications, or may be opened again, with the sentence that says why not."""

from datetime import datetime

from django.utils.translation import gettext as _

from calls.models import Call, DeskLot
from calls.policies import CallRefused, check_can_change, in_words
from calls.queries.desks import desks_of
from wecare.core.errors import DomainError
from wecare.core.money import format_amount


class DeskStopped(DomainError):
    """The desk of the lot takes no more applications."""


def check_desk_runs(call: Call, desk: DeskLot | None) -> None:
    """The desk takes applications.

    :raises DeskStopped: naming the lot, when it stopped, what was requested and the money of the lot.
    """
    if desk is None or not desk.is_stopped or desk.stopped_at is None:
        return
    view = next(each for each in desks_of(call) if each.lot.code == desk.lot)
    article = f" ({view_article})" if (view_article := _article(call)) else ""
    raise DeskStopped(
        _(
            "Lo sportello «%(lot)s» si è fermato da solo il %(at)s (ora italiana): le domande inviate "
            "chiedono %(requested)s, il limite è %(limit)s su %(money)s del lotto%(article)s. La bozza "
            "resta: se lo sportello riapre lo scriviamo qui."
        )
        % {
            "lot": view.lot.title,
            "at": in_words(desk.stopped_at),
            "requested": format_amount(desk.stopped_on or desk.requested),
            "limit": format_amount(view.limit),
            "money": format_amount(view.money),
            "article": article,
        }
    )


def check_can_reopen(call: Call, desk: DeskLot | None, *, at: datetime) -> None:
    """The desk has stopped, its call still receives, and money is free again.

    :raises CallRefused: naming what was requested and the limit.
    """
    if desk is None or not desk.is_stopped:
        raise CallRefused(_("Lo sportello non è fermo: non c'è nulla da riaprire."))
    check_can_change(call, at=at)
    view = next(each for each in desks_of(call) if each.lot.code == desk.lot)
    if not view.left:
        raise CallRefused(
            _(
                "Le domande che contano chiedono %(requested)s e il limite è %(limit)s: prima di "
                "riaprire servono altri soldi sul lotto, o domande in meno."
            )
            % {
                "requested": format_amount(view.requested),
                "limit": format_amount(view.limit),
            }
        )


def _article(call: Call) -> str:
    rulebook = call.rulebooks.order_by("-version").first()
    desk = rulebook.rules.desk if rulebook is not None else None
    return desk.article if desk is not None else ""
