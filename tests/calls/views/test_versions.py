"""The office gives more time and corrects; everyone reads what changed, when and by which act."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime

from calls.enums import EditorSection
from calls.models import Call
from calls.queries.calls import current_window
from tests.calls.views.typed import part, save, text_of
from tests.factories.accounts import PersonFactory
from tests.factories.calls import CallFactory, past_call, published_call
from tests.factories.versions import corrected, extended, with_correction
from wecare.accounts.enums import Role

pytestmark = pytest.mark.django_db
ACT = {
    "kind": "DD",
    "number_text": "DD 99/A2203A/2026",
    "adopted_on": "02/01/2020",
    "subject": "Proroga dei termini",
    "reason": "Molti enti hanno chiesto più tempo.",
    "base_version": "1",
}
PAGES = ("calls:extension", "calls:correction")


def in_a_month(call: Call, **more: int) -> str:
    window = current_window(call)
    assert window is not None
    later = localtime(window.closes_at + timedelta(days=30, **more))
    return f"{later:%d/%m/%Y} 12:00"


def test_an_extension_is_seen_before_it_is_published(office: Client) -> None:
    call = published_call()
    address = reverse("calls:extension", args=[call.code])
    typed = ACT | {"closes_at": in_a_month(call)}

    form = office.get(address)
    seen = office.post(address, typed)
    again = office.post(address, typed | {"edit": "yes"})
    before = call.rulebooks.count()
    published = office.post(address, typed | {"confirm": "yes"})

    assert "Vedi che cosa cambia" in text_of(form)
    assert [row.what for row in seen.context["changes"]] == ["La scadenza"]
    assert "Pubblica la proroga" in text_of(seen)
    assert f'value="{typed["closes_at"]}"' in text_of(seen)
    assert "Molti enti hanno chiesto più tempo." in text_of(again)
    assert again.context["changes"] == []
    assert before == 1
    assert published["Location"] == reverse("calls:desk_call", args=[call.code])
    assert call.rulebooks.count() == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"closes_at": "01/01/2020 12:00"}, "Una proroga non accorcia mai", id="less"),
        pytest.param({"closes_at": "domani"}, "Scrivi data e ora come", id="no instant"),
        pytest.param({"closes_at": ""}, "Scrivi data e ora, per esempio", id="nothing"),
        pytest.param({"closes_at": "25/10/2026 02:30"}, "Quella notte cambia l'ora", id="night"),
        pytest.param({"reason": ""}, "Scrivi qui la risposta.", id="no reason"),
        pytest.param({"adopted_on": "01/01/2199"}, "non può essere adottato nel futuro", id="act"),
        pytest.param({"base_version": "uno"}, "", id="another page"),
    ],
)
def test_what_does_not_hold_comes_back_as_it_was_typed(
    office: Client, typed: dict[str, str], sentence: str
) -> None:
    call = published_call()
    address = reverse("calls:extension", args=[call.code])
    whole = ACT | {"closes_at": in_a_month(call)} | typed

    for pressed in ({}, {"confirm": "yes"}):
        response = office.post(address, whole | pressed)

        assert response.status_code in (409, 422)
        assert sentence in text_of(response)
        assert "Proroga dei termini" in text_of(response)
    assert call.rulebooks.count() == 1


def test_a_deadline_may_have_seconds(office: Client) -> None:
    call = published_call()
    address = reverse("calls:extension", args=[call.code])
    typed = ACT | {"closes_at": in_a_month(call).replace("12:00", "23:59:59"), "confirm": "yes"}

    office.post(address, typed)

    window = current_window(Call.objects.get(pk=call.pk))
    assert window is not None
    assert f"{localtime(window.closes_at):%H:%M:%S}" == "23:59:59"
    public = text_of(Client().get(reverse("calls:call", args=[call.code])))
    assert "ore 23:59:59" in public


def test_a_version_published_meanwhile_is_not_written_over(office: Client) -> None:
    call = published_call()
    extended(call)
    address = reverse("calls:extension", args=[call.code])

    response = office.post(
        address, ACT | {"closes_at": in_a_month(call, hours=9999), "confirm": "yes"}
    )

    assert response.status_code == 409
    assert "Intanto è stata pubblicata la versione 2" in text_of(response)
    assert call.rulebooks.count() == 2


def test_a_correction_goes_through_the_editor_and_its_act(office: Client) -> None:
    call = published_call()
    editor = reverse("calls:editor", args=[call.code, "identity"])
    address = reverse("calls:correction", args=[call.code])
    identity = part(**call.draft["identity"] | {"contact": "011 432 1111"})

    opened = office.get(editor)
    saved = save(office, editor, identity | {"then": "desk"}, version=call.draft_version)
    page = office.get(address)
    version = Call.objects.get(pk=call.pk).draft_version
    public = text_of(office.get(reverse("calls:call", args=[call.code])))
    done = office.post(address, ACT | {"draft_version": version})

    assert "Stai preparando una correzione" in text_of(opened)
    assert saved["Location"] == address
    assert [row.what for row in page.context["changes"]] == ["Il contatto"]
    assert "wecare@regione.piemonte.it" in public
    assert done["Location"] == reverse("calls:desk_call", args=[call.code])
    assert "011 432 1111" in text_of(office.get(reverse("calls:call", args=[call.code])))


def test_a_correction_that_cannot_be_published_says_why_before_the_act(office: Client) -> None:
    call = published_call()
    with_correction(call, EditorSection.TIES, call.draft["ties"][1:])
    address = reverse("calls:correction", args=[call.code])

    page = office.get(address)

    assert "«Parità» decide la graduatoria" in text_of(page)
    assert "Pubblica la correzione" not in text_of(page)


def test_a_correction_that_lacks_something_links_to_it(office: Client) -> None:
    call = published_call()
    with_correction(call, EditorSection.COSTS, [])

    page = office.get(reverse("calls:correction", args=[call.code]))

    assert [row["url"] for row in page.context["lacks"]] == [
        reverse("calls:editor", args=[call.code, "costs"])
    ]


def test_a_correction_is_thrown_away_with_a_button(office: Client) -> None:
    call = published_call()
    with_correction(call, EditorSection.TIES, call.draft["ties"][1:])
    address = reverse("calls:correction_discarding", args=[call.code])

    assert office.get(address).status_code == 405
    response = office.post(address, follow=True)

    assert "La correzione è annullata" in text_of(response)
    assert not Call.objects.get(pk=call.pk).has_correction


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("make", [CallFactory, past_call], ids=["draft", "past its deadline"])
def test_a_page_that_can_do_nothing_says_why(office: Client, name: str, make: Any) -> None:
    call = make()

    page = office.get(reverse(name, args=[call.code]))

    assert page.status_code == 200
    assert page.context["refusal"]
    assert page.context["refusal"] in text_of(page)
    assert "<form method" not in text_of(page).split("<main")[1]


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("name", [*PAGES, "calls:correction_discarding"])
def test_only_the_office_changes_what_is_published(
    client: Client, name: str, role: Role | None
) -> None:
    call = published_call()
    person = PersonFactory(roles=[role] if role else [])
    client.force_login(person, backend="wecare.accounts.backends.PasswordBackend")
    allowed = role in {Role.OFFICER, Role.MANAGER}

    response = client.post(reverse(name, args=[call.code]), {})

    assert (response.status_code == 403) is not allowed
    assert call.rulebooks.count() == 1


@pytest.mark.parametrize("name", PAGES)
def test_strangers_are_asked_who_they_are(client: Client, name: str) -> None:
    call = published_call()

    response = client.get(reverse(name, args=[call.code]))

    assert response["Location"].startswith(reverse("accounts:login"))


def test_everyone_reads_what_changed_and_why(client: Client) -> None:
    call = published_call(code="FSE2-2026")
    identity = {**call.draft["identity"], "contact": "011 432 1111"}
    extended(call)
    with_correction(call, EditorSection.IDENTITY, identity)
    corrected(call, reason="Il numero di telefono era sbagliato.")

    response = client.get(reverse("calls:versions", args=[call.code]))
    page = text_of(response)

    assert [rulebook.version for rulebook, _changes in response.context["rows"]] == [3, 2, 1]
    assert "Il numero di telefono era sbagliato." in page
    assert "<del>wecare@regione.piemonte.it</del>" in page
    assert "<ins>011 432 1111</ins>" in page
    public = text_of(client.get(reverse("calls:call", args=[call.code])))
    assert "Che cosa è cambiato" in public
    assert "Il termine era" in public


def test_a_draft_has_no_versions(client: Client) -> None:
    assert client.get(reverse("calls:versions", args=[CallFactory().code])).status_code == 404


@pytest.mark.parametrize("how_many", [1, 4])
def test_the_versions_cost_the_same_queries_however_many(
    client: Client, django_assert_num_queries: Any, how_many: int
) -> None:
    call = published_call()
    for _each in range(how_many):
        extended(call)

    with django_assert_num_queries(4):  # call, windows, rulebooks, desks
        client.get(reverse("calls:versions", args=[call.code]))


def test_the_desk_says_that_a_correction_waits(office: Client) -> None:
    call = published_call()
    with_correction(call, EditorSection.TIES, call.draft["ties"][1:])

    page = text_of(office.get(reverse("calls:desk_call", args=[call.code])))

    assert "C'è una correzione in preparazione" in page
