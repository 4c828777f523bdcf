"""The pages of the words: who reads and who writes, errors in their place, trial, publication."""

import itertools
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.acts.actions.test_wordings import CODE, NEW, PARTS, published, saved
from tests.factories.accounts import PersonFactory
from tests.factories.acts import published as published_act
from tests.factories.acts import rendered
from wecare.accounts.enums import Role
from wecare.acts import queries
from wecare.acts.actions import wordings
from wecare.acts.documents import DETERMINATION
from wecare.acts.models import WordingVersion
from wecare.core.digests import digest

pytestmark = pytest.mark.django_db

ROOT = "/ufficio/modelli-atti/"
ONE = f"{ROOT}{CODE}/"
READ = (ROOT, ONE, f"{ONE}versioni/1/")
WRITE = (f"{ONE}bozza/", f"{ONE}pubblicazione/")
READERS = {Role.OFFICER, Role.MANAGER, Role.AUDITOR, Role.ADMIN}


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(PersonFactory(roles=[Role.ADMIN]))
    return client


def typed(parts: dict[str, str] = NEW, **given: str) -> dict[str, str]:
    """What the editor sends."""
    return {**parts, "base": digest(PARTS), "on": "esempio", **given}


@pytest.mark.parametrize(("role", "address"), list(itertools.product(Role, (*READ, *WRITE))))
def test_each_role_opens_what_is_its_own(client: Client, role: Role, address: str) -> None:
    saved()
    client.force_login(PersonFactory(roles=[role]))
    may = role in READERS if address in READ else role is Role.ADMIN

    answer = client.get(address)

    assert answer.status_code == (200 if may else 403)


@pytest.mark.parametrize("address", ["bozza/", "pubblicazione/", "bozza/eliminazione/"])
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_only_the_administrator_writes(client: Client, role: Role, address: str) -> None:
    draft = saved()
    client.force_login(PersonFactory(roles=[role]))

    answer = client.post(f"{ONE}{address}", typed(base=draft.digest, reason="x"))

    assert answer.status_code == 403
    assert list(WordingVersion.objects.filter(number=2).values_list("state", flat=True)) == [
        "draft"
    ]


@pytest.mark.parametrize(
    "address", ["boh/", "boh/bozza/", f"{CODE}/versioni/9/", f"{CODE}/pubblicazione/"]
)
def test_what_is_not_there_is_not_found(admin: Client, address: str) -> None:
    assert admin.get(f"{ROOT}{address}").status_code == 404


def test_words_are_saved_published_and_told_with_their_reason(admin: Client) -> None:
    answer = admin.post(f"{ONE}bozza/", typed(), follow=True)
    assert "Bozza salvata. Vale solo quando la pubblichi." in answer.content.decode()

    page = admin.get(f"{ONE}pubblicazione/").content.decode()
    assert "Parole nuove per {oggetto};" in page
    answer = admin.post(
        f"{ONE}pubblicazione/", {"base": digest(NEW), "reason": "È cambiata la legge"}, follow=True
    )

    said = unescape(answer.content.decode())
    assert "Nuova versione pubblicata" in said
    assert "Versione pubblicata, versione 2: È cambiata la legge" in said
    assert queries.wording_in_force(CODE).parts == NEW
    differences = admin.get(f"{ONE}versioni/2/").content.decode()
    assert "Che cosa cambia dalla versione 1" in differences


def test_a_mistake_is_told_in_its_part_and_nothing_is_lost(admin: Client) -> None:
    wrong = NEW | {"seen": "la legge\n[se boh]x[fine]\n{visti", "publication": "testo mio"}

    answer = admin.post(f"{ONE}bozza/", typed(wrong))

    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Visti, riga 2: il catalogo non ha {boh}." in page
    assert "Visti, riga 3: la parentesi { non si chiude sulla stessa riga." in page
    assert "testo mio" in page
    assert "la legge\n[se boh]x[fine]\n{visti" in page
    assert WordingVersion.objects.filter(number=2).count() == 0


def test_who_saves_second_keeps_both_texts(admin: Client) -> None:
    saved()

    answer = admin.post(f"{ONE}bozza/", typed(PARTS | {"clauses": "Le mie parole;"}))

    page = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "Nel frattempo queste parole sono cambiate (versione 2," in page
    assert "<ins>" in page
    assert "Le mie parole;" in page
    assert f'value="{digest(NEW)}"' in page
    again = admin.post(
        f"{ONE}bozza/", typed(PARTS | {"clauses": "Le mie parole;"}, base=digest(NEW))
    )
    assert again.status_code == 302
    assert queries.wording_draft(CODE).parts["clauses"] == "Le mie parole;"


def test_the_trial_shows_an_example_and_keeps_nothing(admin: Client) -> None:
    answer = admin.post(f"{ONE}bozza/", typed(prova="1"))

    page = unescape(answer.content.decode())
    assert answer.status_code == 200
    assert "Parole nuove per Approvazione della graduatoria;" in page
    assert "Spesa prevista: 2.900.000,00\u00a0€ (duemilioninovecentomila/00)." in page
    assert WordingVersion.objects.count() == 0


def test_the_trial_on_an_act_says_its_values_and_leaves_it(admin: Client) -> None:
    act = published_act(subject="Bando <b>vero</b>")
    context = act.context

    answer = admin.post(f"{ONE}bozza/", typed(prova="1", on=str(act.pk)))

    page = answer.content.decode()
    assert "Parole nuove per Bando &lt;b&gt;vero&lt;/b&gt;;" in page
    act.refresh_from_db()
    assert act.context == context


def test_who_does_not_read_the_desk_tries_words_on_public_acts_alone(client: Client) -> None:
    hidden = rendered(subject="Atto riservato")
    shown = published_act(subject="Atto pubblico")
    client.force_login(PersonFactory(roles=[Role.ADMIN]))

    page = client.get(f"{ONE}bozza/").content.decode()
    answer = client.post(f"{ONE}bozza/", typed(prova="1", on=str(hidden.pk)))

    assert "Atto pubblico" in page
    assert "Atto riservato" not in page
    assert answer.status_code == 422
    assert "Atto riservato" not in answer.content.decode()
    both = PersonFactory(roles=[Role.ADMIN, Role.OFFICER])
    client.force_login(both)
    assert "Atto riservato" in client.get(f"{ONE}bozza/").content.decode()
    assert shown.pk != hidden.pk


def test_a_draft_is_thrown_away_by_who_read_it(admin: Client) -> None:
    draft = saved()

    refused = admin.post(f"{ONE}bozza/eliminazione/", {"base": "altro"}, follow=True)
    assert "La bozza che hai letto non c'è più" in unescape(refused.content.decode())
    admin.post(f"{ONE}bozza/eliminazione/", {"base": draft.digest})

    assert queries.wording_draft(CODE) is None


def test_the_pages_ask_as_much_for_many_versions_as_for_few(admin: Client) -> None:
    def asked(address: str) -> int:
        admin.get(address)
        with CaptureQueriesContext(connection) as context:
            admin.get(address)
        return len(context)

    published()
    few = [asked(address) for address in READ]
    for place in range(6):
        parts = PARTS | {"clauses": f"Versione {place};"}
        draft = saved(parts, base=queries.wording_in_force(CODE).digest)
        wordings.publish(template=CODE, base=draft.digest, reason="x", by=PersonFactory())

    assert [asked(address) for address in READ] == few


def test_the_catalogue_beside_the_editor_names_everything(admin: Client) -> None:
    page = unescape(admin.get(f"{ONE}bozza/").content.decode())

    assert all("{" + entry.name + "}" in page for entry in DETERMINATION.entries)
    assert "{spesa in lettere}" in page
