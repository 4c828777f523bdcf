"""Dossiers of awards: somebody asks, a worker writes one archive with its index, days end it."""

import zipfile
from pathlib import Path
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from funding.documents.dossier.archive import facts_of, files_of
from funding.models import Award, Dossier
from funding.queries.awards.standing import on_desk
from funding.queries.seeing.dossiers import SHELF
from wecare.accounts.models import Person
from wecare.core import clock, events, pdf
from wecare.core.archives import Held, added
from wecare.core.components.formats import instant_exact
from wecare.core.digests import canonical, sha256
from wecare.core.dispatch import after_commit
from wecare.core.documents import LANGUAGE
from wecare.core.enums import ArchiveState
from wecare.core.errors import DomainError

TASK = "funding.write_dossier"
FORMAT = "wecare-dossier/1"


class DossierRefused(DomainError):
    """A dossier that cannot be made, or taken."""


@transaction.atomic
def prepare(*, award: Award, for_office: bool, by: Person) -> Dossier:
    """Ask a worker for the dossier of an award; each is recorded with who asked.

    :raises DossierRefused: if the one that this person asked for is still being written.
    """
    Award.objects.select_for_update(of=("self",)).get(pk=award.pk)
    asked = Dossier.objects.filter(award=award, prepared_by=by, state=ArchiveState.ASKED.value)
    if asked.exists():
        raise DossierRefused(
            _("Il dossier che hai chiesto è in preparazione: aspetta che sia pronto.")
        )
    dossier = Dossier.objects.create(
        award=award, for_office=for_office, prepared_by=by, prepared_at=clock.now()
    )
    events.record(
        "dossier.prepared", subject=dossier, actor=by, award=award.pk, for_office=for_office
    )
    after_commit(TASK, dossier_id=dossier.pk)
    return dossier


def write(*, dossier_id: int) -> Dossier:
    """Write the archive, unless it is written, being written or given up; tells how it stands."""
    return SHELF.write(dossier_id, _compose)  # type: ignore[no-any-return]  # of its model


def expire() -> int:
    """Take away the dossiers whose days are over; tells how many."""
    return SHELF.expire()


def take(*, dossier: Dossier, by: Person) -> Path:
    """Where the archive lies, for whoever takes it; each time is recorded.

    :raises DossierRefused: if it is not ready, or its days are over.
    """
    return SHELF.take(dossier, by=by, refusal=DossierRefused)


def _compose(dossier: Dossier, partial: Path) -> None:
    index: list[tuple[Held, str, int]] = []
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        for held in files_of(dossier):
            index.append((held, *added(archive, held, dossier.prepared_at)))
            SHELF.renew(dossier, len(index))
        facts = facts_of(on_desk().get(pk=dossier.award_id))
        said = _said(dossier, facts, index)
        written = canonical(said)
        added(archive, Held("indice.json", "", written), dossier.prepared_at)
        printed = _printed(dossier, facts, index, sha256(written))
        added(archive, Held("indice.pdf", "", printed), dossier.prepared_at)


def _said(
    dossier: Dossier, facts: dict[str, Any], index: list[tuple[Held, str, int]]
) -> dict[str, Any]:
    """The index for programs: each file with its SHA-256 and its bytes, or why it is not there."""
    return {
        "formato": FORMAT,
        "preparato_il": dossier.prepared_at,
        "per": "ufficio" if dossier.for_office else "beneficiario",
        "contributo": {
            "beneficiario": facts["beneficiary"],
            "progetto": facts["title"],
            "protocollo": facts["protocol"],
            "bando": facts["call_code"],
            "atto": facts["act"],
            "concesso": str(facts["granted"]),
            "ridotto_di": str(facts["reduced"]),
            "pagato": str(facts["paid"]),
            "da_pagare": str(facts["committed"]),
        },
        "dati_dimostrativi": facts["demonstration"],
        "file": [
            {
                "nome": held.name,
                "che_cosa": held.said,
                "sha256": digest,
                "byte": size,
                "manca": held.lacking,
            }
            for held, digest, size in index
        ],
    }


def _printed(
    dossier: Dossier, facts: dict[str, Any], index: list[tuple[Held, str, int]], digest: str
) -> bytes:
    title = _("Dossier della domanda prot. %(protocol)s") % {"protocol": facts["protocol"]}
    html = render_to_string(
        "documents/funding/dossier_index.html",
        {
            "title": title,
            "dossier": dossier,
            "prepared": instant_exact(dossier.prepared_at),
            "facts": facts,
            "files": index,
            "digest": digest,
            "language": LANGUAGE,
        },
    )
    return pdf.render_pdf(
        html,
        title=title,
        language=LANGUAGE,
        attachments=[],
        identifier=digest,
        instant=dossier.prepared_at,
        on_wait=lambda: SHELF.renew(dossier, len(index)),
    )
