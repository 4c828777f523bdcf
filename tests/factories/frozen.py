"""Parts of what was sent, as they are frozen."""

from typing import Any

from django.db import connection

from applicants.models import Application, Organisation, Partner
from applicants.queries import partnership
from funding.models import Award
from wecare.core import store


def frozen_partner(
    application: Application, organisation: Organisation, **part: Any
) -> dict[str, Any]:
    """A partner that accepted, as it is frozen; `part` is what it spends and pays."""
    partner = Partner.objects.create(
        application=application,
        fiscal_code=organisation.fiscal_code,
        organisation=organisation,
        accepted_at=application.created_at,
        added_by=application.created_by,
        added_at=application.created_at,
        name=organisation.name,
        kind=organisation.kind,
        seat_municipality=organisation.seat_municipality,
        seat_province=organisation.seat_province,
    )
    return {
        "fiscal_code": partner.fiscal_code,
        **partnership.described(partner.record),
        "answers": {},
        "attachments": [],
        "costs": {},
        "own_funding": "0.00",
        "own_in_kind": "0.00",
        **part,
    }


def frozen_file(requirement: str, content: bytes) -> dict[str, Any]:
    stored = store.put(content, media_type="application/pdf")
    return {
        "requirement": requirement,
        "filename": f"{requirement}.pdf",
        "digest": stored.pk,
        "size": stored.size,
        "media_type": stored.media_type,
    }


def sent_with(award: Award, **facts: Any) -> None:
    """Write in what was sent, as a call that asks for it would: what is sent is frozen for everyone else."""
    submission = award.submission
    submission.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        type(submission).objects.filter(pk=submission.pk).update(
            content={**submission.content, **facts}
        )
        cursor.execute("SET LOCAL session_replication_role = origin")
