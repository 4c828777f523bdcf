"""What the archive of a request of access holds, file by file: never all of it in memory."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from defusedcsv import csv as defused
from django.utils.translation import gettext as _

from applicants.labels.answers import partners_said, sections_said
from applicants.models import Submission
from evaluation.engine.masking import masked
from evaluation.engine.privacy import published_code
from evaluation.enums import RankedListState, SessionState
from evaluation.models import DocumentAccess, PanelSession, RankedList
from evaluation.queries import blind
from wecare.core.archives import Held, held_document, held_file
from wecare.core.components import formats


def files_of(access: DocumentAccess, submission: Submission) -> Iterator[Held]:
    """What concerns one application: its text, its receipt, its judgement, its attachments."""
    folder = f"domande/{submission.protocol_number}-{submission.protocol_year}"
    yield Held(
        f"{folder}/domanda.txt",
        _("Il testo della domanda, com'è stata inviata"),
        masked(text_of(submission)).encode(),
        masked=True,
    )
    yield Held(
        f"{folder}/ricevuta.txt",
        _("La prova dell'invio"),
        _receipt_of(submission).encode(),
        masked=True,
    )
    yield Held(
        f"{folder}/valutazione.csv",
        _("I punti e i motivi di chi ha valutato"),
        _judgement_of(submission),
        masked=True,
    )
    if not access.with_attachments:
        return
    if submission.receipt is not None:
        yield held_document(f"{folder}/ricevuta.pdf", _("La ricevuta"), submission.receipt)
    for filler in (submission.content, *submission.content.get("partners", ())):
        for place, each in enumerate(filler["attachments"], start=1):
            yield held_file(
                f"{folder}/allegati/{filler.get('fiscal_code') or 'capofila'}-{place}",
                _("Allegato: %(filename)s") % {"filename": each["filename"]},
                filename=each["filename"],
                digest=each["digest"],
            )


def files_of_all(access: DocumentAccess) -> Iterator[Held]:
    """What concerns every application: published lists and, with the PDFs, minutes of sessions."""
    lists = RankedList.objects.filter(call=access.call_id, state=RankedListState.PUBLISHED.value)
    for ranked_list in lists.select_related("document__file").order_by("version"):
        said = _("La graduatoria pubblicata, versione %(version)d") % {
            "version": ranked_list.version
        }
        yield held_document(
            f"graduatorie/versione-{ranked_list.version}.pdf", said, ranked_list.document
        )
    if not access.with_attachments:
        return
    sessions = PanelSession.objects.filter(
        panel__call=access.call_id, state=SessionState.CLOSED.value
    ).select_related("document__file")
    for session in sessions.defer("document__context").order_by("number"):
        said = _("Il verbale della seduta n. %(number)d") % {"number": session.number}
        yield held_document(f"verbali/seduta-{session.number}.pdf", said, session.document)


def text_of(submission: Submission) -> str:
    """What was sent, word for word, as a text."""
    content, rules = submission.content, submission.rules
    organisation = content["organisation"]
    lines = [
        content["title"],
        f"{organisation['name']} {published_code(organisation['fiscal_code'])}".strip(),
        _("Contributo richiesto: %(amount)s") % {"amount": formats.euro(submission.requested)},
        _("Valore del progetto: %(amount)s") % {"amount": formats.euro(submission.total_cost)},
    ]
    lines += _sections(sections_said(content, rules))
    for partner in partners_said(content, rules):
        lines += ["", "== " + _("Partner: %(name)s") % {"name": partner["name"]}]
        lines += _sections(partner["sections"])
    return "\r\n".join(lines) + "\r\n"


def _sections(sections: list[dict[str, Any]]) -> list[str]:
    lines = []
    for section in sections:
        lines += ["", f"== {section['title']}"]
        for answer in section["answers"]:
            lines += ["", f"-- {answer['label']}"]
            lines += [" | ".join(map(str, row)) for row in answer["rows"]] or [
                str(answer["value"] or "–")
            ]
    return lines


def _receipt_of(submission: Submission) -> str:
    lines = [
        _("Protocollo: %(protocol)s") % {"protocol": submission.protocol},
        _("Ricevuta: %(at)s") % {"at": formats.instant_exact(submission.received_at)},
        _("Impronta del contenuto (SHA-256): %(digest)s") % {"digest": submission.content_digest},
    ]
    return "\r\n".join(lines) + "\r\n"


def _judgement_of(submission: Submission) -> bytes:
    """Points and reasons of each who signed. Those who judge are numbered, never named: who applied
    reads no names either.
    """
    output = io.StringIO()
    writer = defused.writer(output, delimiter=";", quoting=csv.QUOTE_MINIMAL)
    writer.writerow([_("chi ha valutato"), _("criterio"), _("punti"), _("motivo")])
    for number, each in enumerate(blind.signed([submission]).get(submission.pk, ()), start=1):
        for code, points in each.points.items():
            who = _("Componente %(number)d") % {"number": number}
            writer.writerow([who, code, formats.points(points), masked(each.reasons[code])])
    return b"\xef\xbb\xbf" + output.getvalue().encode()
