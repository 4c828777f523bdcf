"""Service contracts on the screen: the measure that everyone reads, the office's forms, who may use them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from calls.enums import ContractActRole, ContractStep
from calls.models import ContractAct, ServiceContract
from calls.queries.contracts import mark_of, terms_of
from tests.calls.views.typed import text_of
from tests.factories.accounts import PersonFactory
from tests.factories.calls import MeasureFactory
from tests.factories.contracts import a_contract, an_accompaniment, an_act_of
from wecare.accounts.enums import Role

pytestmark = pytest.mark.django_db

BACKEND = "wecare.accounts.backends.PasswordBackend"
UNKNOWN = "Non è nelle fonti consultate"
NEW = {
    "measure": "ACC",
    "code": "fase-2",
    "title": "Accompagnamento, seconda fase",
    "step": "realisation",
    "amount": "100.000,00",
    "cig": "7142395acd ",
    "notice_from": "27/07/2017",
    "notice_until": "05/09/2017",
    "source_mark": "D.D. di prova",
}
ACT = {
    "role": "decision",
    "kind": "DD",
    "number_text": "DD 677/2017",
    "adopted_on": "18/07/2017",
    "subject": "Decisione di contrarre",
    "link": "https://www.regione.piemonte.it/bu",
}


@pytest.fixture
def desk(client: Client) -> Client:
    a_contract()
    client.force_login(PersonFactory(roles=[Role.OFFICER]), backend=BACKEND)
    return client


def measure_page(client: Client, code: str = "ACC") -> str:
    return text_of(client.get(reverse("calls:measure", args=[code])))


def edit(client: Client, **typed: str) -> Any:
    contract = ServiceContract.objects.get(code="fase-1")
    known = {
        "title": contract.title,
        "step": contract.step,
        "source_mark": contract.source_mark,
        "seen": mark_of(terms_of(contract)),
    }
    return client.post(reverse("calls:contract", args=["fase-1"]), known | typed)


def test_everyone_sees_the_contracts_of_a_measure_by_step_with_their_acts(client: Client) -> None:
    first = a_contract(cig="7142395ACD", contractor="Società Alfa")
    a_contract("fase-2", step=ContractStep.REALISATION, amount=None, title="Il secondo contratto")
    an_act_of(first)
    an_act_of(first, "DD 900/2017", ContractActRole.AWARD)

    page = measure_page(client)

    assert page.index("Primo passo") < page.index("Secondo passo") < page.index("Il secondo")
    for words in ("7142395ACD", "245.000,00", "Società Alfa", "D.D. di prova"):
        assert words in page
    assert page.index("Decisione di contrarre") < page.index("DD 677/2017")
    assert page.index("Aggiudicazione") < page.index("DD 900/2017")
    assert "Questa misura non ha ancora bandi." not in page
    story = page[page.index('id="storia"') :]
    assert ("DD 677/2017" in story, "DD 900/2017" in story) == (True, True)


def test_what_is_not_known_says_so(client: Client) -> None:
    a_contract(amount=None)

    # procedure, amount, CIG, tender, notice, contractor, service, acts
    assert measure_page(client).count(UNKNOWN) == 8


def test_a_measure_without_contracts_is_as_it_was(client: Client) -> None:
    a_contract()
    MeasureFactory(code="FSE2")

    page = measure_page(client, "FSE2")

    assert "Questa misura non ha ancora bandi." in page
    assert ("Contratti di servizi" in page, "Chi accompagna" in page) == (False, False)


def test_the_page_of_a_measure_asks_the_same_of_one_contract_and_of_three(
    client: Client, django_assert_num_queries: Any
) -> None:
    an_act_of(a_contract("fase-0"))
    address = reverse("calls:measure", args=["ACC"])
    client.get(address)
    with django_assert_num_queries(11):
        client.get(address)

    for code in ("fase-1", "fase-2"):
        contract = a_contract(code)
        an_act_of(contract, f"DD {code}")
        an_accompaniment(contract, project=code)

    with django_assert_num_queries(11):
        client.get(address)


def test_an_officer_adds_a_contract_and_its_act(desk: Client) -> None:
    response = desk.post(reverse("calls:contract_new"), NEW, follow=True)
    desk.post(reverse("calls:contract_act_new", args=["fase-2"]), ACT)

    contract = ServiceContract.objects.get(code="fase-2")
    assert (contract.cig, str(contract.amount)) == ("7142395ACD", "100000.00")
    assert "dal 27 luglio 2017 al 5 settembre 2017" in text_of(response)
    added = ContractAct.objects.get()
    assert (added.contract, added.role, added.act.link) == (contract, "decision", ACT["link"])
    assert "DD 677/2017" in text_of(desk.get(reverse("calls:desk_contract", args=["fase-2"])))


@pytest.mark.parametrize(
    ("typed", "sentence", "status"),
    [
        ({"amount": "0"}, "Il minimo è 0,01", 422),
        ({"amount": "-5"}, "non può essere negativo", 422),
        ({"amount": "molto"}, "Scrivi un numero", 422),
        ({"cig": "7142395AC"}, "«7142395AC» ne ha 9", 422),
        ({"cig": "7142395A-D"}, "solo cifre e lettere maiuscole", 422),
        ({"cig": "x" * 39}, "ne ha 39", 422),
        ({"notice_until": "26/07/2017"}, "non può chiudersi il 26 luglio 2017", 409),
        ({"begins_on": "02/01/2018", "ends_on": "01/01/2018"}, "non può finire il 1", 409),
        ({"notice_from": "ieri"}, "Scrivi la data come", 422),
        ({"title": ""}, "Scrivi qui il testo.", 422),
        ({"source_mark": ""}, "Scrivi qui il testo.", 422),
        ({"step": "terzo"}, "Scegli una voce dell'elenco.", 422),
        ({"step": ""}, "Scegli una voce dell'elenco.", 422),
        ({"measure": "altrove"}, "Scegli una voce dell'elenco.", 422),
        ({"code": "FASE-1"}, "è già preso", 409),
        ({"code": "nuovo"}, "è già preso", 409),
        ({"code": "a.b"}, "il punto non si può usare", 422),
        ({"about": "a\x00b"}, "caratter", 422),
    ],
)
def test_a_contract_that_does_not_hold_is_refused_and_what_was_typed_stays(
    desk: Client, typed: dict[str, str], sentence: str, status: int
) -> None:
    response = desk.post(reverse("calls:contract_new"), NEW | typed)

    assert response.status_code == status
    assert sentence in text_of(response)
    assert ServiceContract.objects.count() == 1
    assert f'value="{(NEW | typed)["notice_until"]}"' in text_of(response)


@pytest.mark.parametrize(
    ("typed", "sentence", "status"),
    [
        ({"number_text": "DD 1/2017"}, "è già tra quelli del contratto fase-1", 409),
        ({"adopted_on": "19/07/2100"}, "non può essere adottato nel futuro", 422),
        ({"adopted_on": "19/07/2017", "number_text": "DD 1/2017"}, "è già registrato", 409),
        ({"role": "revoca"}, "Scegli una voce dell'elenco.", 422),
        ({"link": "non un indirizzo"}, "Scrivi un indirizzo", 422),
        ({"number_text": ""}, "Scrivi qui il testo.", 422),
    ],
)
def test_an_act_that_does_not_hold_is_refused(
    desk: Client, typed: dict[str, str], sentence: str, status: int
) -> None:
    an_act_of(ServiceContract.objects.get(), "DD 1/2017")

    response = desk.post(
        reverse("calls:contract_act_new", args=["fase-1"]), ACT | {"link": ""} | typed
    )

    assert response.status_code == status
    assert sentence in text_of(response)
    assert ContractAct.objects.count() == 1


def test_a_contract_is_written_anew_and_nobody_is_overwritten(desk: Client) -> None:
    page = desk.get(reverse("calls:contract", args=["fase-1"]))
    seen = page.context["form"].initial["seen"]
    done = edit(desk, contractor="Società Alfa", seen=seen)

    response = edit(desk, contractor="Società Beta", seen=seen)

    assert (done.status_code, response.status_code) == (302, 409)
    assert "Un'altra persona ha salvato il contratto fase-1" in text_of(response)
    assert 'value="Società Beta"' in text_of(response)
    contract = ServiceContract.objects.get()
    assert (contract.contractor, contract.amount) == ("Società Alfa", None)


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [
        (None, 403, 403),
        (Role.ASSESSOR, 403, 403),
        (Role.AUDITOR, 200, 403),
        (Role.OFFICER, 200, 200),
        (Role.MANAGER, 200, 200),
        (Role.ADMIN, 200, 200),
    ],
)
def test_the_auditor_reads_and_the_office_writes(
    client: Client, role: Role | None, reads: int, writes: int
) -> None:
    row = an_accompaniment(note="Solo per l'ufficio")
    client.force_login(PersonFactory(roles=[role] if role else []), backend=BACKEND)
    pages = [reverse("calls:desk_contracts"), reverse("calls:desk_contract", args=["fase-1"])]
    forms = [
        reverse("calls:contract_new"),
        *(
            reverse(f"calls:{name}", args=["fase-1"])
            for name in ("contract", "contract_act_new", "accompaniment_new")
        ),
        *(
            reverse(f"calls:{name}", args=["fase-1", row.pk])
            for name in ("accompaniment", "accompaniment_end")
        ),
    ]

    seen = [client.get(address) for address in pages]

    assert {each.status_code for each in seen} == {reads}
    assert ("Solo per l'ufficio" in text_of(seen[1])) == (reads == 200)
    assert ("Aggiungi un contratto" in text_of(seen[0])) == (writes == 200)
    assert ("Registra la fine" in text_of(seen[1])) == (writes == 200)
    assert {client.get(address).status_code for address in forms} == {writes}
    if writes == 403:
        assert {client.post(address, {}).status_code for address in forms} == {403}


def test_anonymous_people_go_to_the_login_and_what_is_not_there_is_not_found(
    client: Client,
) -> None:
    an_accompaniment()
    other = an_accompaniment(a_contract("altro"), project="Altrove")

    assert client.get(reverse("calls:desk_contracts")).status_code == 302
    client.force_login(PersonFactory(roles=[Role.OFFICER]), backend=BACKEND)
    addresses = [
        reverse("calls:desk_contract", args=["altrove"]),
        reverse("calls:contract", args=["altrove"]),
        reverse("calls:accompaniment", args=["fase-1", other.pk]),
        reverse("calls:accompaniment_end", args=["fase-1", 10**30]),
    ]
    assert {client.get(address).status_code for address in addresses} == {404}


def test_the_list_of_the_desk_asks_the_same_of_one_contract_and_of_three(
    desk: Client, django_assert_num_queries: Any
) -> None:
    address = reverse("calls:desk_contracts")
    desk.get(address)
    with django_assert_num_queries(6):
        desk.get(address)

    for code in ("fase-2", "fase-3"):
        an_act_of(a_contract(code), f"DD {code}")

    with django_assert_num_queries(6):
        desk.get(address)


def test_a_desk_without_contracts_says_the_first_step(client: Client) -> None:
    client.force_login(PersonFactory(roles=[Role.MANAGER]), backend=BACKEND)

    page = text_of(client.get(reverse("calls:desk_contracts")))

    assert "Nessun contratto è ancora registrato" in page
