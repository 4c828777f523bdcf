"""What a dossier holds of the conditions of an award: how they stand, and what registers answered."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.documents.dossier.pieces import Row, if_any
from funding.enums import AwardState, ConditionState, RegisterKind, RegisterOutcome
from funding.labels.conditions import ARTICLES, OUTCOMES, REGISTER_KINDS, sentence
from funding.models import Award, RegisterAnswer
from funding.queries.conditions import answers as register_answers
from funding.queries.conditions import facts as conditions
from wecare.core import clock
from wecare.core.archives import Held, held_file
from wecare.core.components.formats import instant

_CONDITIONS = {
    ConditionState.OK: gettext_lazy("c'è"),
    ConditionState.MISSING: gettext_lazy("manca"),
    ConditionState.NOT_NEEDED: gettext_lazy("non serve"),
}


def files_of(award: Award) -> Iterator[Held]:
    """The conditions as they are today, and every answer with its document; for the office."""
    yield from _conditions(award)
    yield from _registers(award)


def _conditions(award: Award) -> Iterator[Held]:
    """The conditions for paying, as they are today; nothing once the award ended."""
    if award.state != AwardState.GRANTED:
        return
    today = clock.today()
    head: Row = (_("condizione"), _("di chi"), _("frase"), _("norma"))
    rows = (
        (str(_CONDITIONS[each.state]), each.name, sentence(each), str(ARTICLES.get(each.key, "")))
        for each in conditions.conditions_of(award, on=today)
    )
    said = _("Le condizioni per pagare, al %(day)s") % {"day": today.isoformat()}
    yield from if_any("condizioni/condizioni.csv", said, head, rows)


def _registers(award: Award) -> Iterator[Held]:
    found = list(register_answers.answers_of(award.submission).order_by("pk"))
    head: Row = (
        _("registrato"), _("registrato da"), _("registro"), _("codice fiscale"), _("numero"), _("data"),
        _("fino al"), _("esito"), _("euro"), _("impresa unica"), _("nota"), _("fonte"),
        _("avanti senza risposta"),
    )  # fmt: skip
    rows = (
        (
            each.recorded_at,
            str(each.recorded_by),
            str(REGISTER_KINDS[RegisterKind(each.kind)]),
            each.fiscal_code,
            each.number,
            each.on,
            each.valid_until,
            str(OUTCOMES[RegisterOutcome(each.outcome)][0]),
            each.amount,
            " ".join(each.linked),
            each.note,
            each.source,
            _gone_on(each),
        )
        for each in found
    )
    yield from if_any("condizioni/registri.csv", _("Le risposte dei registri"), head, rows)
    for each in found:
        if each.file_id is not None:
            yield held_file(
                f"condizioni/documenti/{each.kind}-{each.pk}",
                _("Documento di un registro: %(filename)s") % {"filename": each.filename},
                filename=each.filename,
                digest=each.file_id,
            )


def _gone_on(answer: RegisterAnswer) -> str:
    """Who decided to go on without the answer, when and why."""
    decided = getattr(answer, "resolutive", None)
    if decided is None:
        return ""
    said = (instant(decided.decided_at), str(decided.decided_by), decided.reason)
    return ", ".join(each for each in said if each)
