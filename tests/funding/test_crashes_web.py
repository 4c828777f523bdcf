"""The web server is killed while somebody adopts or brings the bank's file: who presses again does it once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from funding.models import Award, OutcomeImport
from tests.drills.rush import Browser
from tests.factories.evaluation import manager, officer
from tests.factories.funding import published_decree, rendered_decree
from tests.factories.payments import approved, asked, bank_says, checked, ordered, planned
from tests.factories.scrolls import short_list
from tests.fixtures import faults
from tests.fixtures.services import Portal, web_server
from wecare.acts.models import Act
from wecare.ledger.models import Movement

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
EDGE = "edge"


@pytest.fixture
def dying(
    request: pytest.FixtureRequest, transactional_db: None, own_services: None, tmp_path: Path
) -> Iterator[Portal]:
    """A portal whose process dies at the named point, once."""
    once = tmp_path / "once"
    once.touch()
    with web_server(
        tmp_path / "web", "tests.drills.dying", DIES_AT=request.param, DIES_ONCE=str(once)
    ) as portal:
        yield portal
        assert not once.exists(), "it never died"


@pytest.mark.parametrize("dying", ["insert ledger_posting", "commit"], indirect=True)
def test_who_adopts_and_sees_the_server_die_presses_again(dying: Portal) -> None:
    ranked_list, _sent = short_list()
    decree = rendered_decree(ranked_list)
    boss = Browser(dying.url, manager())
    page = f"/ufficio/decreti/{decree.pk}/adozione/"
    boss.read(page)
    before = faults.everything()

    with pytest.raises(ConnectionError):
        boss.post(page, {})

    assert faults.everything() == before
    assert boss.post(page, {}).status == 302
    assert Act.objects.get(pk=decree.act_id).state == "adopted"
    assert Award.objects.filter(decree=decree).count() == 3
    assert Movement.objects.filter(key__startswith=f"decree/{decree.pk}/").count() == 1
    assert faults.whole() == []


@pytest.mark.parametrize("dying", ["committed"], indirect=True)
def test_who_adopted_and_had_no_answer_finds_it_adopted(dying: Portal) -> None:
    ranked_list, _sent = short_list()
    decree = rendered_decree(ranked_list)
    boss = Browser(dying.url, manager())
    page = f"/ufficio/decreti/{decree.pk}/adozione/"
    boss.read(page)

    with pytest.raises(ConnectionError):
        boss.post(page, {})
    again = boss.post(page, {})

    assert again.status in {302, 409}
    assert "già adottato" in again.text
    assert Award.objects.filter(decree=decree).count() == 3
    assert Movement.objects.filter(key__startswith=f"decree/{decree.pk}/").count() == 1
    assert faults.whole() == []


@pytest.mark.parametrize("dying", ["insert ledger_posting"], indirect=True)
def test_who_brings_the_banks_file_and_sees_the_server_die_brings_it_again(dying: Portal) -> None:
    ranked_list, sent = short_list()
    award = Award.objects.get(decree=published_decree(ranked_list), submission=sent[0])
    planned(award)
    order = ordered(approved(checked(asked(award))))
    clerk = Browser(dying.url, officer())
    page = "/ufficio/pagamenti/esiti/"
    clerk.read(page)
    body, headers = _upload(bank_says(order), clerk.token)
    before = faults.everything()

    with pytest.raises(ConnectionError):
        clerk.begin_post(page, body, headers).finish()

    assert faults.everything() == before
    assert clerk.begin_post(page, body, headers).finish().status == 302
    assert clerk.begin_post(page, body, headers).finish().status == 302
    assert [each.executed for each in OutcomeImport.objects.order_by("pk")] == [1, 0]
    assert Movement.objects.filter(kind="payment").count() == 1
    assert faults.whole() == []


def _upload(content: bytes, token: str) -> tuple[bytes, dict[str, str]]:
    head = 'Content-Disposition: form-data; name="csrfmiddlewaretoken"'
    file = 'Content-Disposition: form-data; name="file"; filename="esiti.csv"'
    start = (
        f"--{EDGE}\r\n{head}\r\n\r\n{token}\r\n--{EDGE}\r\n{file}\r\nContent-Type: text/csv\r\n\r\n"
    )
    body = start.encode() + content + f"\r\n--{EDGE}--\r\n".encode()
    return body, {"Content-Type": f"multipart/form-data; boundary={EDGE}"}
