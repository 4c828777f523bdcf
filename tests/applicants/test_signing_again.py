"""A signature counts for one text of one phase: after a withdrawal, and in the phase that follows."""

from pathlib import Path
from typing import Any

import pytest

from applicants.actions import withdrawals
from applicants.models import Application, Submission
from applicants.policies.signing import SignatureMissing, SignatureRefused
from applicants.queries import verification
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_draft, answered, complete, fresh, sent, withdrawn
from tests.factories.calls import published_call
from tests.factories.mandates import a_signer
from tests.factories.phases import a_two_phase_call, admitted, decided, final, opened
from tests.factories.signing import (
    FISCAL_CODE,
    Authority,
    brought_back,
    cades,
    pades,
    pdf_of,
    printed_copy,
    signing_draft,
)
from tests.fixtures.database import Clock
from wecare.accounts.models import Person
from wecare.core.events import verify_chain

pytestmark = pytest.mark.django_db
CA = Authority()
ANNA = CA.issue()


@pytest.fixture(autouse=True)
def trust(settings: Any, tmp_path: Path) -> None:
    settings.SIGNATURE_TRUST = str(CA.write(tmp_path / "trust"))


@pytest.fixture
def anna() -> Person:
    return PersonFactory(given_name="Anna", family_name="Neri", fiscal_code=FISCAL_CODE)


@pytest.fixture
def resumed(anna: Person) -> Application:
    """Sent with a signature, taken back, and being written again."""
    application = a_signer(anna, complete(published_call(draft=signing_draft()), actor=anna))
    brought_back(application, pades(pdf_of(printed_copy(application)), ANNA))
    withdrawn(sent(application))
    return withdrawals.resume(application=fresh(application), actor=anna)


def test_the_same_words_sent_again_need_no_new_signature(resumed: Application) -> None:
    second = sent(resumed)

    first = Submission.objects.get(version=1)
    assert first.content_digest == second.content_digest
    assert second.signature.signed_file == first.signature.signed_file
    assert verification.signatures() == verify_chain() == []


def test_other_words_sent_again_are_signed_again(resumed: Application) -> None:
    answered(resumed, need="Altro testo")
    with pytest.raises(SignatureMissing, match="prepara di nuovo il PDF e firmalo"):
        sent(fresh(resumed))

    signed = brought_back(resumed, cades(pdf_of(printed_copy(resumed)), ANNA), filename="b.p7m")

    assert sent(fresh(resumed)).signature.signed_file == signed
    assert Submission.objects.get(version=1).signature.signed_file != signed
    assert verification.signatures() == verify_chain() == []


def test_each_phase_is_signed_by_itself(anna: Person, clock: Clock) -> None:
    terms = {"signature": "signed_file", "signature_article": "art. 11"}
    call = a_two_phase_call(terms=terms)
    idea = a_signer(anna, answered(a_draft(call, actor=anna), idea="Case per tutti"))
    first_copy = printed_copy(idea)
    brought_back(idea, pades(pdf_of(first_copy), ANNA))
    sent(idea)
    opened(call, clock)
    decided(call, admitted(fresh(idea)))
    project = final(fresh(idea))

    with pytest.raises(SignatureMissing, match="non è ancora preparato"):
        sent(fresh(project))
    second_copy = printed_copy(fresh(project))
    with pytest.raises(SignatureRefused, match="non è quello di questa pagina"):
        brought_back(fresh(project), pades(pdf_of(first_copy), ANNA))
    signed = brought_back(fresh(project), pades(pdf_of(second_copy), ANNA))

    submission = sent(fresh(project))
    assert (second_copy.phase, submission.phase) == (2, 2)
    assert submission.signature.signed_file == signed
    assert Submission.objects.get(phase=1).signature.signed_file.copy == first_copy
    assert verification.signatures() == verify_chain() == []
