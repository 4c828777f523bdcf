"""What is still open of the points themselves: spread, sessions, second checks."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from calls.models import Rulebook
from evaluation.engine.score_sample import sampled
from evaluation.enums import Settling
from evaluation.queries.agreement import Judged


def to_check(rows: Iterable[Judged], rulebook: Rulebook) -> frozenset[str]:
    """The protocols whose points a second officer checks."""
    rows = list(rows)
    return sampled(
        [each.submission.protocol for each in rows],
        percent=rulebook.rules.judging.checked_percent,
        rulebook_digest=rulebook.digest,
    )


def open_sentences(rows: Iterable[Judged], rulebook: Rulebook) -> Iterator[tuple[Judged, str, str]]:
    """Application, code and sentence of each thing that waits, once everybody has signed."""
    rows = list(rows)
    drawn = to_check(rows, rulebook)
    for each in rows:
        if not each.is_signed:
            continue  # the gate names the people
        stated = {"protocol": each.submission.protocol}
        if each.settling is Settling.FURTHER:
            yield (
                each,
                "further",
                _(
                    "Prot. %(protocol)s: i totali di chi l'ha valutata sono troppo distanti, il "
                    "presidente deve scegliere un'altra persona che la valuti."
                )
                % stated,
            )
        elif each.points is None:
            yield each, "consensus", _consensus(each) % stated
        elif each.submission.protocol in drawn and (said := _unchecked(each)):
            yield each, "unchecked", said % stated


def _consensus(judged: Judged) -> str:
    if judged.overtaken is not None:
        return _(
            "Prot. %(protocol)s: dopo la seduta di consenso è cambiata una valutazione, la seduta va "
            "tenuta di nuovo."
        )
    return _("Prot. %(protocol)s: manca la seduta di consenso.")


def _unchecked(judged: Judged) -> str:
    check = judged.check
    if check is None and judged.checks:
        return _(
            "Prot. %(protocol)s: dopo il secondo controllo i punti sono cambiati, vanno "
            "ricontrollati."
        )
    if check is None:
        return _("Prot. %(protocol)s: manca il secondo controllo dei punti.")
    if not check.is_confirmed:
        return _("Prot. %(protocol)s: il secondo controllo dei punti ha trovato qualcosa.")
    return ""
