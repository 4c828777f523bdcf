"""An act in force is corrected by another that cites it; neither is printed twice."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.acts.test_documents import pdf_of, words_of
from tests.factories.accounts import PersonFactory
from tests.factories.acts import adopted, drafted, external, frozen, printed, published, rendered
from wecare.accounts.enums import Role
from wecare.acts.actions import acts
from wecare.acts.models import Act
from wecare.acts.policies import ActRefused
from wecare.acts.queries.corrections import being_written, corrections_of
from wecare.core import printing, store
from wecare.core.models import Document, Event

pytestmark = pytest.mark.django_db


def test_a_correction_cites_the_act_and_the_act_knows_it_once_it_is_in_force() -> None:
    old = published()
    new = rendered(corrects=old, subject="Rettifica")

    assert (corrections_of(old), being_written(old)) == ([], [new])
    new = acts.adopt(act=new, by=PersonFactory(roles=[Role.MANAGER]))

    assert (corrections_of(old), being_written(old)) == ([new], [])
    assert corrections_of(old, published_only=True) == []
    assert new.context["act"]["corrects"]["reference"] == str(old)
    assert Event.objects.filter(name="act.drafted").latest("seq").facts["corrects"] == str(old)
    words = words_of(pdf_of(new.document))
    assert f"RETTIFICA: {old} del {old.context['act']['adopted_on_text']}" in words


def test_an_act_that_corrects_none_says_nothing_of_it() -> None:
    assert "corrects" not in frozen().context["act"]


def test_an_act_from_elsewhere_is_corrected_too() -> None:
    old = external()

    assert drafted(corrects=old).corrects == old


@pytest.mark.parametrize("make", [drafted, frozen, rendered])
def test_what_is_not_in_force_is_reopened_not_corrected(make: Any) -> None:
    with pytest.raises(ActRefused, match="si riapre e si corregge, senza un altro atto"):
        drafted(corrects=make())


def test_the_database_says_what_is_corrected_and_never_changes_it() -> None:
    old, other, draft = adopted(), adopted(), drafted()
    correction = drafted(corrects=old)

    for act, values in (
        (correction, {"corrects": other}),
        (correction, {"corrects": None}),
        (drafted(), {"corrects": draft}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Act.objects.filter(pk=act.pk).update(**values)


def test_an_act_is_printed_once() -> None:
    act = published()
    document = Document.objects.get(pk=act.document_id)
    before = store.read(document.file)

    printing.render_document(document=document)
    printed(document, b"%PDF another")

    after = Document.objects.get(pk=document.pk)
    assert (after.file_id, store.read(after.file)) == (document.file_id, before)
    assert Document.objects.filter(kind="act", key=f"act-{act.pk}").count() == 1
