"""Every kind of act is archival and accessible, as a proof, as an act, and once it is signed."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings

from tests.acts.engine.test_shipped_wordings import KINDS
from tests.factories.signing import Authority, pades
from tests.fixtures.verapdf import Verdict
from wecare.acts.documents import WRITTEN, context_of, example_context, written
from wecare.acts.engine.templates import template_of
from wecare.acts.models import Act
from wecare.core import printing, store

pytestmark = pytest.mark.django_db
PROFILES = ("3a", "ua1")


def print_of(code: str, *, proof: bool = False) -> bytes:
    """The act of this kind that the examples of its catalogue make, printed."""
    template = template_of(code)
    example: dict[str, Any] = example_context(template)
    corrected = Act(
        kind="DD", number_text="DD 1/A2203A/2026", adopted_on=date(2026, 6, 12), external=True
    )
    act = Act(
        kind="DD",
        sector=settings.ACTS_SECTOR,
        template=code,
        subject="FSE2: approvazione di “Àlfa & figli” per il terzo settore",
        corrects=corrected,
    )
    if not proof:
        act.number, act.year, act.adopted_on = 2, 2026, date(2026, 12, 1)
    context = context_of(act, facts=example["facts"]) | {"variables": example["variables"]}
    context |= written(template, dict(template.wording), context)
    document = printing.request_document(
        key=f"archival/{code}/{proof}",
        kind="act_proof" if proof else "act",
        title=str(template.title),
        template=WRITTEN,
        context=context,
        data_name="" if proof else "atto.json",
    )
    done = printing.render_document(document=document)
    assert done.is_rendered, done.error
    return store.read(done.file)


@pytest.mark.parametrize("code", KINDS)
def test_every_kind_of_act_is_archival_and_accessible(verapdf: Verdict, code: str) -> None:
    content = print_of(code)

    assert {profile: verapdf(content, profile) for profile in PROFILES} == {"3a": [], "ua1": []}


@pytest.mark.parametrize("code", ["acts.determination", "concession"])
def test_so_it_is_once_it_is_signed(verapdf: Verdict, code: str) -> None:
    content = pades(print_of(code), Authority().issue())

    assert {profile: verapdf(content, profile) for profile in PROFILES} == {"3a": [], "ua1": []}


def test_a_proof_is_too(verapdf: Verdict) -> None:
    content = print_of("concession", proof=True)

    assert {profile: verapdf(content, profile) for profile in PROFILES} == {"3a": [], "ua1": []}
