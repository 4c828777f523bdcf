"""Acts on the verification page: the printed one, the signed one, the corrected one."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.calls.views.typed import text_of
from tests.factories.accounts import PersonFactory
from tests.factories.acts import adopted, published
from tests.factories.signing import FISCAL_CODE, Authority, cades
from tests.portal.test_verify import ask
from wecare.accounts.enums import Role
from wecare.acts.actions import acts, signed
from wecare.acts.models import Act
from wecare.core import printing, scanning, store
from wecare.core.models import StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def act(settings: Any, tmp_path: Path) -> Act:
    """An adopted act, printed, whose signed file came back as a .p7m."""
    ca = Authority()
    settings.SIGNATURE_TRUST = str(ca.write(tmp_path / "trust"))
    manager = PersonFactory(roles=[Role.MANAGER], fiscal_code=FISCAL_CODE)
    act = adopted(manager=manager)
    done = printing.render_document(document=act.document)
    content = cades(store.read(done.file), ca.issue())
    act = Act.objects.select_related("document__file", "adopted_by").get(pk=act.pk)
    signed.give_back(act=act, filename="atto.p7m", content=content, by=manager)
    return act


def test_the_signed_file_is_authentic_by_digest_by_file_and_with_its_code(
    client: Client, act: Act
) -> None:
    paper = act.signed.get()
    upload = SimpleUploadedFile("atto.pdf.p7m", store.read(paper.file))
    stored = StoredFile.objects.count()

    for asked in (
        {"impronta": paper.file_id},
        {"documento": upload},
        {"impronta": paper.file_id, "codice": act.document.check_code},
    ):
        answer = ask(client, **asked)
        assert answer.context["verdict"] == "signed"
        assert "File firmato autentico" in text_of(answer)
        assert act.document.check_code in text_of(answer)
    assert StoredFile.objects.count() == stored  # what is shown here is not kept


def test_with_another_code_it_differs(client: Client, act: Act) -> None:
    other = adopted()
    printing.render_document(document=other.document)

    answer = ask(client, impronta=act.signed.get().file_id, codice=other.document.check_code)

    assert answer.context["verdict"] == "differs"


def test_a_blocked_file_is_authentic_no_more(client: Client, act: Act) -> None:
    digest = act.signed.get().file_id
    scanning.settle(digest=digest, found="Eicar")

    assert ask(client, impronta=digest).context["verdict"] == "unknown"


def test_only_a_published_act_is_named(client: Client, act: Act) -> None:
    digest = act.document.file_id
    before = ask(client, impronta=digest)

    acts.publish(act=act, by=PersonFactory(roles=[Role.MANAGER]))
    after = ask(client, impronta=digest)

    assert (before.context["verdict"], before.context["act"]) == ("authentic", None)
    assert act.number_text not in text_of(before)
    assert f'<a href="/atti/{act.pk}/">{act}</a>' in text_of(after)


def test_a_corrected_act_says_by_which(client: Client) -> None:
    old = published()
    new = published(corrects=old)

    answer = ask(client, codice=old.document.check_code)

    assert answer.context["verdict"] == "known"
    assert f'Rettificato da <a href="/atti/{new.pk}/">{new}</a>' in text_of(answer)
