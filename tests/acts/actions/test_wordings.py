"""The words of the acts: written, published, never changed; an act keeps those it was frozen with."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.factories.accounts import PersonFactory
from tests.factories.acts import adopted, drafted, frozen, printed, rendered
from wecare.accounts.enums import Role
from wecare.acts import queries
from wecare.acts.actions import acts, wordings
from wecare.acts.documents import DETERMINATION, text_of
from wecare.acts.models import Act, WordingVersion
from wecare.acts.policies import ActRefused, WordingChanged, WordingRefused
from wecare.core import printing
from wecare.core.digests import digest
from wecare.core.models import Event

pytestmark = pytest.mark.django_db

CODE = DETERMINATION.code
PARTS = dict(DETERMINATION.wording)
NEW = PARTS | {"clauses": "Parole nuove per {oggetto};"}


def saved(parts: dict[str, str] = NEW, **given: Any) -> WordingVersion:
    base = given.pop("base", None) or digest(wordings.in_force(CODE).parts)
    by = given.pop("by", None) or PersonFactory(roles=[Role.ADMIN])
    return wordings.write(template=CODE, parts=parts, base=base, by=by)


def published(parts: dict[str, str] = NEW, reason: str = "La legge è cambiata") -> WordingVersion:
    draft = saved(parts)
    by = PersonFactory(roles=[Role.ADMIN])
    return wordings.publish(template=CODE, base=draft.digest, reason=reason, by=by)


def clauses_of(act: Act) -> list[str]:
    part = next(each for each in act.context["text"] if each["code"] == "clauses")
    return [block["text"] for block in part["blocks"]]


def test_the_first_act_makes_the_words_of_the_portal_version_one() -> None:
    assert queries.wording_in_force(CODE) is None

    act = frozen()

    version = queries.wording_in_force(CODE)
    assert (version.number, version.parts, version.is_shipped) == (1, PARTS, True)
    assert act.wording == version
    assert act.context["wording"] == {"number": 1, "digest": digest(PARTS)}
    assert list(
        Event.objects.filter(name="act_wording.shipped").values_list("facts", flat=True)
    ) == [{"template": CODE, "number": 1, "digest": digest(PARTS)}]


def test_published_words_are_for_the_acts_frozen_from_then_on() -> None:
    before, read = adopted(), rendered()
    text, context = text_of(before), before.context

    version = published()
    after = frozen()

    assert version.number == 2
    assert clauses_of(after) == [
        "Parole nuove per FSE2: approvazione del bando per il terzo settore;"
    ]
    before.refresh_from_db()
    assert (before.context, text_of(before)) == (context, text)
    adopted_now = acts.adopt(act=read, by=PersonFactory())  # with the words its proof was read in
    assert adopted_now.context["wording"]["number"] == 1
    assert clauses_of(adopted_now) == clauses_of(before)


def test_a_reopened_act_takes_the_words_in_force() -> None:
    act = rendered()
    published()

    act = acts.reopen(act=act, by=PersonFactory())
    assert act.wording is None

    assert acts.freeze(act=act, facts={}, by=PersonFactory()).context["wording"]["number"] == 2


def test_an_act_is_printed_once_whatever_becomes_of_its_words() -> None:
    act = adopted()
    printed(act.document, b"%PDF first")
    published()

    again = printing.render_document(document=act.document)

    assert again.file_id == printing.Document.objects.get(pk=act.document_id).file_id
    assert (
        Event.objects.filter(name="document.rendered", subject_id=str(act.document_id)).count() == 1
    )


def test_who_did_what_is_recorded_with_the_parts_and_the_reason() -> None:
    admin = PersonFactory(roles=[Role.ADMIN])
    draft = saved(by=admin)
    wordings.publish(template=CODE, base=draft.digest, reason="  Nuova  legge ", by=admin)

    told = Event.objects.filter(name__startswith="act_wording.", actor_id=admin.pk).order_by("seq")
    assert [(each.name, each.facts) for each in told] == [
        (
            "act_wording.written",
            {"template": CODE, "number": 2, "digest": digest(NEW), "parts": ["clauses"]},
        ),
        (
            "act_wording.published",
            {"template": CODE, "number": 2, "digest": digest(NEW), "reason": "Nuova legge"},
        ),
    ]


def test_words_that_cannot_be_read_are_not_saved_and_say_where() -> None:
    with pytest.raises(WordingRefused) as refused:
        saved(PARTS | {"premises": "uno\n{premess}", "decision": ""})

    assert refused.value.sentences == {
        "premises": ["Premesso che, riga 2: il catalogo non ha {premess}. Intendevi {premesse}?"],
        "decision": ["La parte «Determina» è vuota, e un atto non può farne a meno."],
    }
    assert queries.wording_draft(CODE) is None


def test_two_who_write_at_once_do_not_lose_each_other() -> None:
    read_by_both = digest(wordings.in_force(CODE).parts)
    saved(base=read_by_both)

    with pytest.raises(WordingChanged, match="versione 2"):
        saved(PARTS | {"clauses": "Altre parole;"}, base=read_by_both)

    assert queries.wording_draft(CODE).parts["clauses"] == NEW["clauses"]


def test_only_the_draft_that_was_read_is_published_with_a_reason() -> None:
    draft = saved()
    admin = PersonFactory()

    with pytest.raises(WordingChanged, match="La bozza che hai letto non c'è più"):
        wordings.publish(template=CODE, base=digest(PARTS), reason="x", by=admin)
    with pytest.raises(ActRefused, match="Motivo: manca"):
        wordings.publish(template=CODE, base=draft.digest, reason=" ", by=admin)
    with pytest.raises(ActRefused, match="non esiste"):
        wordings.publish(template="boh", base=draft.digest, reason="x", by=admin)


def test_a_draft_that_is_thrown_away_frees_its_number() -> None:
    draft = saved()

    wordings.discard(template=CODE, base=draft.digest, by=PersonFactory())

    assert queries.wording_draft(CODE) is None
    assert saved().number == 2
    assert Event.objects.filter(name="act_wording.discarded").count() == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda version: WordingVersion.objects.filter(pk=version.pk).update(parts={}),
        lambda version: WordingVersion.objects.filter(pk=version.pk).update(reason="altro"),
        lambda version: WordingVersion.objects.filter(pk=version.pk).update(
            state="draft", published_at=None, published_by=None
        ),
        lambda version: WordingVersion.objects.filter(pk=version.pk).delete(),
        lambda version: WordingVersion.objects.create(
            template=CODE,
            number=version.number + 2,
            parts={},
            digest="",
            written_at=version.written_at,
            written_by=version.written_by,
        ),
        lambda version: WordingVersion.objects.create(
            template=CODE,
            number=version.number + 1,
            parts={},
            digest="",
            state="published",
            reason="x",
            written_at=version.written_at,
            written_by=version.written_by,
            published_at=version.written_at,
            published_by=version.written_by,
        ),
    ],
    ids=["parts", "reason", "draft again", "removed", "with a hole", "published at once"],
)
def test_the_database_keeps_what_is_published(change: Any) -> None:
    version = published()

    with pytest.raises(DatabaseError), transaction.atomic():
        change(version)

    version.refresh_from_db()
    assert (version.parts, version.reason) == (NEW, "La legge è cambiata")


def test_the_database_takes_only_published_words_of_the_same_kind_for_an_act() -> None:
    act, draft = drafted(), saved()

    with pytest.raises(DatabaseError, match="published wording"), transaction.atomic():
        Act.objects.filter(pk=act.pk).update(wording=draft)


def test_verify_tells_of_words_that_are_not_those_of_their_digest() -> None:
    frozen()
    assert queries.problems() == []

    WordingVersion.objects.create(
        template=CODE,
        number=2,
        parts=NEW,
        digest="0" * 64,
        written_at=queries.wording_in_force(CODE).written_at,
        written_by=PersonFactory(),
    )

    assert queries.problems() == [
        "wording acts.determination 2: its words are not those of its digest"
    ]
