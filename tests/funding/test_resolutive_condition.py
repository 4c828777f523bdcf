"""A decree that grants before the antimafia information came says under which condition, and so do its letters."""

import io
from datetime import timedelta

import pypdf
import pytest

from evaluation.models import RankedList
from funding.actions import decrees
from funding.actions.conditions.antimafia import go_on
from funding.enums import RegisterKind, RegisterOutcome
from funding.models import Decree
from funding.policies.conditions import ConditionsRefused, check_can_grant
from tests.factories.acts import printed
from tests.factories.conditions import answered, wants
from tests.factories.evaluation import (
    GOOD,
    call_under_evaluation,
    judged,
    manager,
    published_list,
    submitted,
)
from tests.factories.funding import rendered_decree
from tests.factories.rules import rules
from tests.fixtures.database import Clock
from wecare.acts.documents import twin_of
from wecare.acts.models import WordingVersion
from wecare.core import printing, store
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db

DECISION = "di concedere sotto condizione risolutiva, ai sensi dell'art. 92, comma 3, del D.Lgs. 6 settembre"


def two_large_ones() -> RankedList:
    """A list of two applications for 160 000 € each: of Alfa the information came, of Beta it is awaited."""
    lots = [{"code": "T", "title": "Territoriale", "amount": "400000.00", "allocation": "skip"}]
    call = call_under_evaluation(rules=rules(lots=lots))
    amounts = {"requested": "160000.00", "total_cost": "200000.00"}
    alfa, beta = (submitted(call, name=name, **amounts) for name in ("Alfa", "Beta"))
    judged(call, {alfa: GOOD, beta: GOOD})
    wants(call, antimafia=True)
    answered(alfa, RegisterKind.ANTIMAFIA)
    answered(beta, RegisterKind.ANTIMAFIA, outcome=RegisterOutcome.AWAITED, number="")
    return published_list(call)


def gone_on(ranked_list: RankedList, *, urgent: str = "") -> str:
    """A manager does not wait for what is awaited; gives its protocol."""
    row = ranked_list.rows.get(organisation_name="Beta")
    go_on(
        answer=row.submission.register_answers.get(),
        reason=urgent,
        by=manager(),
    )
    return row.protocol


def adopted(ranked_list: RankedList) -> Decree:
    return decrees.adopt(decree=rendered_decree(ranked_list), by=manager())


def items(decree: Decree, part: str) -> list[str]:
    """The points of a part of the text."""
    text = Decree.objects.get(pk=decree.pk).act.context["text"]
    (found,) = [each for each in text if each["code"] == part]
    return [item for block in found["blocks"] for item in block.get("items", [])]


def test_the_decree_says_the_condition_in_page_and_pdf(clock: Clock) -> None:
    ranked_list = two_large_ones()
    clock.shift(timedelta(days=31))
    protocol = gone_on(ranked_list)

    decree = adopted(ranked_list)

    (said,) = [item for item in items(decree, "decision") if "risolutiva" in item]
    assert said.startswith(DECISION)
    assert f"alle domande prot. {protocol} (Beta): se l'informazione antimafia è contraria" in said
    (noted,) = [item for item in items(decree, "noted") if "antimafia" in item]
    assert f"non è arrivata per Beta, prot. {protocol} (chiesta il " in noted
    assert "urgenza" not in noted
    assert "Alfa" not in said + noted
    act = decree.act
    done = printing.render_document(document=act.document)
    assert done.is_rendered, done.error
    reader = pypdf.PdfReader(io.BytesIO(store.read(done.file)))
    pdf = "".join("".join(page.extract_text() for page in reader.pages).split())
    page = "".join(twin_of(act.context).replace("&#x27;", "'").split())
    for sentence in (said, noted):
        assert "".join(sentence.split()) in pdf
        assert "".join(sentence.split()) in page


def test_an_urgency_is_said(clock: Clock) -> None:
    ranked_list = two_large_ones()
    gone_on(ranked_list, urgent="Il servizio chiude.")

    (noted,) = [item for item in items(adopted(ranked_list), "noted") if "antimafia" in item]

    assert noted.endswith("; si procede per urgenza);")


def test_where_every_information_came_nothing_is_said() -> None:
    ranked_list = two_large_ones()
    beta = ranked_list.rows.get(organisation_name="Beta").submission
    answered(beta, RegisterKind.ANTIMAFIA)

    decree = adopted(ranked_list)

    assert "antimafia" not in " ".join(items(decree, "decision") + items(decree, "noted"))


def test_the_letters_of_who_is_waited_for_say_it_and_the_others_do_not(clock: Clock) -> None:
    ranked_list = two_large_ones()
    clock.shift(timedelta(days=31))
    gone_on(ranked_list)

    decree = adopted(ranked_list)
    assert decree.act.document is not None
    printed(decree.act.document)
    decrees.publish(decree=decree, by=manager())

    for template in ("funding/outcome", "funding/offer"):
        bodies = {
            name: Letter.objects.get(
                template=template,
                person=ranked_list.rows.get(organisation_name=name).submission.submitted_by,
            ).body
            for name in ("Alfa", "Beta")
        }
        said = " ".join(bodies["Beta"].split())
        assert "sotto condizione risolutiva: l'informazione antimafia di Beta" in said
        assert "antimafia" not in bodies["Alfa"]


def test_words_that_do_not_say_it_are_refused_with_the_protocol(clock: Clock) -> None:
    ranked_list = two_large_ones()
    clock.shift(timedelta(days=31))
    protocol = gone_on(ranked_list)
    decree = rendered_decree(ranked_list)
    words = WordingVersion.objects.get(pk=decree.act.wording_id)
    words.parts = {
        code: part.replace("condizionati", "ammesse") for code, part in words.parts.items()
    }
    decree.act.wording = words

    with pytest.raises(ConditionsRefused) as refused:
        check_can_grant(decree)

    assert f"l'atto lo deve dire: prot. {protocol}. Il suo testo non usa {{condizionati}}" in str(
        refused.value
    )
