"""Whether a file of movements can go on; each refusal is a sentence."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calls.enums import ImportState
from calls.labels.budgets import budget_sentence
from calls.models import BudgetImport
from calls.policies.budgets import now_of
from calls.queries.figures import Effect
from calls.queries.imports import moved_since_trial
from wecare.core.errors import DomainError

_SHOWN = 3  # places that a sentence names


class ImportRefused(DomainError):
    """A file of movements that cannot go on as it is."""


def check_can_confirm(job: BudgetImport, *, file: str, seen: str) -> None:
    """Look whether what was read is what would be recorded: `file` and `seen` are what the page bore.

    :raises ImportRefused: if the trial is not done, has rows that are wrong or none to record, was
        done again meanwhile, or the figures moved since.
    """
    if job.state != ImportState.CHECKED.value:
        raise ImportRefused(
            _("Si conferma una prova finita: apri l'importazione e guarda a che punto è.")
        )
    if job.wrong_rows:
        raise ImportRefused(
            ngettext(
                "Il file ha %(count)s riga con errori: si registra solo per intero. Correggila e carica "
                "di nuovo il file.",
                "Il file ha %(count)s righe con errori: si registra solo per intero. Correggile e carica "
                "di nuovo il file.",
                job.wrong_rows,
            )
            % {"count": job.wrong_rows}
        )
    if not job.new_rows:
        raise ImportRefused(
            _("Tutte le righe del file sono già registrate: non c'è niente da fare.")
        )
    if file != job.file_id or seen != job.seen:
        raise ImportRefused(
            _(
                "La prova è stata ripetuta mentre leggevi. Rileggi il prima e il dopo, e conferma di nuovo."
            )
        )
    moved = moved_since_trial(job)
    if moved:
        raise ImportRefused(moved_sentence(moved))


def moved_sentence(moved: Sequence[Effect]) -> str:
    """What changed since the trial, and what to do."""
    now = [budget_sentence(now_of(each)) for each in moved[:_SHOWN]]
    if len(moved) > _SHOWN:
        now.append(_("E altri %(count)s.") % {"count": len(moved) - _SHOWN})
    return _(
        "I conti sono cambiati dopo la prova. %(now)s Non abbiamo registrato nulla: ripeti la prova e "
        "conferma di nuovo."
    ) % {"now": " ".join(now)}


def check_as_tried(job: BudgetImport, *, seen: str) -> None:
    """Look whether what would be recorded is what was tried and confirmed; `seen` marks it now.

    :raises ImportRefused: naming what moved since the trial.
    """
    if seen == job.seen:
        return
    moved = moved_since_trial(job)
    if moved:
        raise ImportRefused(moved_sentence(moved))
    raise ImportRefused(
        _(
            "Dopo la prova è cambiato che cosa c'è da registrare: un atto o un movimento del file è "
            "stato registrato da altri. Non abbiamo registrato nulla: ripeti la prova."
        )
    )


def check_can_try_again(job: BudgetImport) -> None:
    """Look whether the file can be tried again.

    :raises ImportRefused: if it is recorded, or somebody is at it.
    """
    if job.state == ImportState.RECORDED.value:
        raise ImportRefused(_("Il file è registrato: non c'è altro da provare."))
    if job.state in {ImportState.CHECKING.value, ImportState.CONFIRMED.value}:
        raise ImportRefused(_("Stiamo lavorando sul file: aspetta che finisca."))
