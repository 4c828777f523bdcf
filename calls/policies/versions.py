"""Whether published rules may change like this, with the sentence that says why not."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from calls.engine.differences import Change, sections_changed
from calls.engine.rulebook import Window as Times
from calls.enums import EditorSection
from calls.labels import EDITOR_SECTIONS
from calls.models import Call, Rulebook, Window
from calls.policies import CallRefused, in_words
from calls.queries.calls import windows_of
from wecare.acts.models import Act
from wecare.core.errors import DomainError


class VersionChanged(DomainError):
    """Another version of the rules was published since this one was read."""


def check_is_later(window: Window, closes_at: datetime) -> None:
    """An extension gives more time, never less.

    :raises CallRefused: naming the deadline in force and the one that was asked.
    """
    if closes_at <= window.closes_at:
        raise CallRefused(
            _(
                "Una proroga non accorcia mai: la scadenza in vigore è %(now)s, hai scritto "
                "%(asked)s (ora italiana)."
            )
            % {"now": in_words(window.closes_at), "asked": in_words(closes_at)}
        )


def check_is_not_shorter(window: Window, *, opens_at: datetime, closes_at: datetime) -> None:
    """A correction leaves the opening where it is and takes no time away.

    :raises CallRefused: naming what is in force and what was asked.
    """
    if opens_at != window.opens_at:
        raise CallRefused(
            _("L'apertura pubblicata non cambia: è %(now)s, hai scritto %(asked)s (ora italiana).")
            % {"now": in_words(window.opens_at), "asked": in_words(opens_at)}
        )
    if closes_at != window.closes_at:
        check_is_later(window, closes_at)


def check_windows_are_not_shorter(call: Call, times: Sequence[Times]) -> None:
    """A correction leaves every window that was published, and takes no time away; it may add some.

    :raises CallRefused: naming what is in force and what was asked.
    """
    published = windows_of(call)
    if len(times) < len(published):
        raise CallRefused(
            _("Le finestre pubblicate sono %(now)s, ne hai scritte %(asked)s: non si tolgono.")
            % {"now": len(published), "asked": len(times)}
        )
    for window, asked in zip(published, times, strict=False):
        check_is_not_shorter(window, opens_at=asked.opens_at, closes_at=asked.closes_at)


def check_leaves_the_next(call: Call, window: Window, closes_at: datetime) -> None:
    """A longer window ends before the next one opens.

    :raises CallRefused: naming when the next one opens.
    """
    following = next((each for each in windows_of(call) if each.number > window.number), None)
    if following is not None and closes_at > following.opens_at:
        raise CallRefused(
            _(
                "La finestra successiva apre il %(opens)s (ora italiana): la proroga deve finire "
                "prima. Hai scritto %(asked)s."
            )
            % {"opens": in_words(following.opens_at), "asked": in_words(closes_at)}
        )


def check_correction(changes: tuple[Change, ...], window: Window, *, at: datetime) -> None:
    """There is something to correct, and nothing that can change no more.

    Money is reserved by lot at the publication; what decides the list stands from the opening on, so
    that all who send are judged alike.

    :raises CallRefused: naming the part and why it stays.
    """
    if not changes:
        raise CallRefused(_("Non c'è niente da correggere: le regole sono quelle in vigore."))
    if any(change.field == "procedure" for change in changes):
        raise CallRefused(
            _(
                "Il modo di scegliere le domande non si corregge: chi ha già inviato lo ha visto così."
            )
        )
    touched = sections_changed(changes)
    if EditorSection.LOTS in touched:
        raise CallRefused(
            _(
                "I lotti non si correggono: i loro soldi sono già prenotati. Una modifica passa "
                "dalla dotazione della misura, con il suo atto."
            )
        )
    for section in (EditorSection.CRITERIA, EditorSection.TIES):
        if section in touched and at >= window.opens_at:
            raise CallRefused(
                _(
                    "«%(part)s» decide la graduatoria: si corregge solo prima dell'apertura, che "
                    "era %(opens)s (ora italiana). Ora sono le %(at)s."
                )
                % {
                    "part": EDITOR_SECTIONS[section],
                    "opens": in_words(window.opens_at),
                    "at": in_words(at),
                }
            )


def check_version(current: Rulebook, base_version: int) -> None:
    """The new version follows the one that was read.

    :raises VersionChanged: if another was published meanwhile.
    """
    if current.version != base_version:
        raise VersionChanged(
            _(
                "Intanto è stata pubblicata la versione %(now)s delle regole (%(act)s); la tua "
                "partiva dalla %(base)s. Rileggi che cosa cambia e conferma di nuovo."
            )
            % {"now": current.version, "act": current.act, "base": base_version}
        )


def check_act_is_new(call: Call, act: Act) -> None:
    """Each version has an act of its own.

    :raises CallRefused: naming the version the act published.
    """
    for rulebook in call.rulebooks.all():
        if rulebook.act_id == act.pk:
            raise CallRefused(
                _("%(act)s ha già pubblicato la versione %(version)s: serve un altro atto.")
                % {"act": act, "version": rulebook.version}
            )
