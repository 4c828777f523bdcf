"""The pages of whoever takes part: own parts are written, the text is read, the rest does not exist."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applicants.actions.announcements import announce
from applicants.models import Answer, Application, CompleteMark, Invitation, Partner, SignOff
from applicants.queries.participants import digest_of
from tests.applicants.test_group_caps import joined
from tests.applicants.views.conftest import logged_in
from tests.calls.views.typed import text_of
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import (
    a_fiscal_code,
    a_pdf,
    an_organisation,
    answered,
    sent,
    with_file,
)
from tests.factories.partners import (
    Joined,
    a_group_call,
    a_lead,
    accepted,
    agrees,
    asked,
    marks,
    says,
)
from tests.factories.rules import draft as a_rulebook
from tests.factories.versions import extended
from wecare.accounts.models import Person
from wecare.notices.models import Letter

pytestmark = pytest.mark.django_db
DEAL = {"code": "deal", "title": "Impegno", "filled_by": "each", "obligation": "optional"}
OF_PART: list[tuple[str, list[Any]]] = [
    ("part", []),
    ("text", []),
    ("partner_section", ["own"]),
    ("partner_costs", []),
    ("partner_attachments", []),
]
PRESSES: list[tuple[str, list[Any]]] = [
    ("partner_section", ["own"]),
    ("partner_autosave", ["own"]),
    ("partner_costs", []),
    ("partner_account", []),
    ("partner_attachments", []),
    ("partner_attachment_removal", ["deal"]),
    ("partner_attachment_file", ["deal"]),
    ("partner_complete", []),
    ("partner_reopen", []),
    ("sign_off", []),
]
OF_LEAD: list[tuple[str, list[Any]]] = [
    ("heading", []),
    ("section", ["project"]),
    ("autosave", ["project"]),
    ("costs", []),
    ("account", []),
    ("attachments", []),
    ("attachment_file", ["deed"]),
    ("attachment_removal", ["deed"]),
    ("missing", []),
    ("review", []),
    ("submission", []),
    ("complete", []),
    ("reopen", []),
    ("partnership", []),
    ("partner_new", []),
    ("invitation_new", []),
    ("districts", []),
]
OF_LEAD_ON_PARTNER = ["partner_removal", "partner_replacement", "partner_invitation"]


@pytest.fixture
def application(db: None, owner: Person) -> Application:
    attachments = [*a_rulebook()["attachments"], DEAL]
    return a_lead(a_group_call(sign_off=True, attachments=attachments), owner)


@pytest.fixture
def beta(application: Application) -> Joined:
    return accepted(application, name="Beta APS")


@pytest.fixture
def of_beta(beta: Joined) -> Client:
    return logged_in(beta.person)


def at(application: Application, name: str, *more: Any) -> str:
    return reverse(f"applicants:{name}", args=[application.public_id, *more])


def words(answer: Any) -> str:
    return " ".join(text_of(answer).split())


def test_they_find_the_application_in_their_list_and_open_their_part(
    of_beta: Client, application: Application, beta: Joined
) -> None:
    part = at(application, "part", beta.partner.pk)

    listed = text_of(of_beta.get(reverse("applicants:applications")))
    opened = of_beta.get(at(application, "application"))

    assert part in listed
    assert (opened.status_code, opened.url) == (302, part)
    assert of_beta.get(at(application, "partner", beta.partner.pk)).url == part
    assert "Beta APS è partner di" in words(of_beta.get(part))


@pytest.mark.parametrize(("name", "more"), OF_PART)
def test_their_pages_are_theirs(
    of_beta: Client, application: Application, beta: Joined, name: str, more: list[Any]
) -> None:
    assert of_beta.get(at(application, name, beta.partner.pk, *more)).status_code == 200


@pytest.mark.parametrize(("name", "more"), [*OF_PART, *PRESSES])
def test_nobody_finds_the_part_of_another(
    of_beta: Client, stranger: Client, application: Application, name: str, more: list[Any]
) -> None:
    gamma = accepted(application, name="Gamma APS")
    joined(application, a_fiscal_code())
    described = Partner.objects.get(organisation=None)
    elsewhere = accepted(a_lead(application.call))

    for pk in (gamma.partner.pk, described.pk, elsewhere.partner.pk, 10**9):
        url = at(application, name, pk, *more)
        assert of_beta.get(url).status_code in {404, 405}
        assert of_beta.post(url, {"role": "Mio"}).status_code in {404, 405}
        assert stranger.post(url, {"role": "Mio"}).status_code in {404, 405}
        assert Client().post(url).status_code == 302
    assert Answer.objects.filter(value="Mio").count() == 0


@pytest.mark.parametrize(("name", "more"), OF_LEAD)
def test_what_is_the_leads_does_not_exist_for_them(
    of_beta: Client, application: Application, beta: Joined, name: str, more: list[Any]
) -> None:
    url = at(application, name, *more)

    assert of_beta.get(url).status_code in {404, 405}
    assert of_beta.post(url, {"title": "Mio", "need": "Mio"}).status_code in {404, 405}


@pytest.mark.parametrize("name", OF_LEAD_ON_PARTNER)
def test_only_the_lead_removes_replaces_and_invites(
    of_beta: Client, application: Application, beta: Joined, name: str
) -> None:
    answer = of_beta.post(at(application, name, beta.partner.pk))

    assert answer.status_code == 404
    assert Partner.objects.count() == 1


def test_they_answer_attach_and_spend_and_the_lead_reads(
    of_beta: Client, home: Client, application: Application, beta: Joined
) -> None:
    pk = beta.partner.pk
    section = at(application, "partner_section", pk, "own")

    saved = of_beta.post(section, {"role": "Fa altro", "role__version": 1})
    file = SimpleUploadedFile("impegno.pdf", a_pdf(), content_type="application/pdf")
    attached = of_beta.post(
        at(application, "partner_attachments", pk), {"requirement": "deal", "file": file}
    )
    spent = of_beta.post(
        at(application, "partner_costs", pk),
        {f"p{pk}_cost_work": "1.000,00", f"p{pk}_own_funding": "500"},
    )

    assert (saved.status_code, attached.status_code, spent.status_code) == (302, 302, 302)
    assert saved.url == at(application, "part", pk)
    read = home.get(section)
    assert "Fa altro" in text_of(read)
    assert '<textarea name="role"' not in text_of(read)
    refused = home.post(section, {"role": "Scrivo io", "role__version": 2})
    assert refused.status_code == 409
    assert "la sua parte la scrive chi opera per Beta APS" in words(refused)
    assert Answer.objects.get(partner=beta.partner).value == "Fa altro"


def test_the_lead_writes_a_partner_that_is_only_described(
    home: Client, application: Application
) -> None:
    joined(application, a_fiscal_code())
    partner = Partner.objects.get()

    answer = home.post(at(application, "partner_section", partner.pk, "own"), {"role": "Aiuta"})

    assert answer.status_code == 302
    assert "Descritto dal capofila" in words(home.get(at(application, "partnership")))


def test_they_read_the_whole_text_and_agree_to_it(
    of_beta: Client, application: Application, beta: Joined
) -> None:
    accepted(application, name="Gamma APS")
    page = of_beta.get(at(application, "text", beta.partner.pk))
    read = page.context["text_digest"]

    done = of_beta.post(at(application, "sign_off", beta.partner.pk), {"read": read})

    assert "Case per tutti" in text_of(page)
    assert "Partner: Gamma APS" in words(page)
    assert (done.status_code, SignOff.objects.get().digest) == (302, read)
    answered(application, need="Altro bisogno")
    again = words(of_beta.get(at(application, "text", beta.partner.pk)))
    assert "Dopo la tua conferma il testo è cambiato" in again
    assert "Altro bisogno" in again
    stale = of_beta.post(at(application, "sign_off", beta.partner.pk), {"read": read}, follow=True)
    assert "Il testo è cambiato mentre lo leggevi" in words(stale)


def test_a_part_is_marked_and_a_change_takes_the_mark_away_and_says_so(
    of_beta: Client, application: Application, beta: Joined
) -> None:
    url = at(application, "part", beta.partner.pk)
    read = of_beta.get(url).context["part_digest"]

    of_beta.post(at(application, "partner_complete", beta.partner.pk), {"read": read})
    marked = words(of_beta.get(url))
    says(application, beta, "Fa altro", 1)

    assert CompleteMark.objects.get().digest == read
    assert "L'ha segnata" in marked
    assert "poi la parte è cambiata e il segno non vale più" in words(of_beta.get(url))


def test_the_lead_sees_who_has_finished_what_each_with_words_and_a_link(
    home: Client, application: Application, beta: Joined
) -> None:
    gamma = accepted(application, name="Gamma APS", answered=False)
    marks(application, beta)
    agrees(application, beta)

    matrix = home.get(at(application, "partnership")).context["matrix"]

    squares = {row.name: dict(zip(matrix.titles, row.squares, strict=True)) for row in matrix.rows}
    assert [str(each) for each in matrix.titles] == [
        "Dati dell'ente",
        "Progetto",
        "Ruolo di ognuno",
        "Spese",
        "Allegati",
        "Parte completa",
        "Conferma del testo",
    ]
    of_gamma = squares["Gamma APS"]["Ruolo di ognuno"]
    assert (str(of_gamma.mark[0]), of_gamma.mark[1]) == ("Manca 1 cosa", "stop")
    assert of_gamma.url == at(application, "partner_section", gamma.partner.pk, "own") + "#id_role"
    assert {title: str(square.mark[0]) for title, square in squares["Beta APS"].items()} == {
        "Dati dell'ente": "A posto",
        "Progetto": "Lo scrive il capofila",
        "Ruolo di ognuno": "A posto",
        "Spese": "Nessuna spesa",
        "Allegati": "A posto",
        "Parte completa": "Completa",
        "Conferma del testo": "Confermato",
    }


def test_the_lead_reads_what_changed_since_a_partner_agreed(
    home: Client, application: Application, beta: Joined
) -> None:
    agrees(application, beta)
    answered(application, need="Altro bisogno")

    page = words(home.get(at(application, "partnership")))

    assert "Beta APS aveva confermato il" in page
    assert "Da confermare di nuovo" in page
    assert "Altro bisogno" in page
    review = words(home.get(at(application, "review")))
    assert "Mancano le conferme dei partner" in review


def test_an_invitation_is_made_read_and_answered_in_the_browser(
    home: Client, application: Application
) -> None:
    person = PersonFactory()
    beta = an_organisation(person, name="Beta APS")
    theirs = logged_in(person)

    made = home.post(
        at(application, "invitation_new"),
        {"name": "Beta", "fiscal_code": beta.fiscal_code, "email": ""},
    )
    invitation = Invitation.objects.get()
    page = reverse("applicants:invitation", args=[invitation.public_id])
    listed = words(theirs.get(reverse("applicants:applications")))
    lazy = theirs.post(page, {"answer": "decline", "reason": ""})
    done = theirs.post(page, {"answer": "accept"})

    assert made.status_code == 200
    assert digest_of(made.context["link"].rstrip("/").rsplit("/", 1)[1]) == invitation.secret_digest
    assert page in listed
    assert lazy.status_code == 422
    assert "Scrivi perché rifiuti" in words(lazy)
    partner = Partner.objects.get()
    assert (done.status_code, done.url) == (302, at(application, "part", partner.pk))
    group = words(home.get(at(application, "partnership")))
    assert "Ha accettato, scrive da sé" in group
    assert f"di {person}." in group


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Scrivi qui la risposta."),
        ({"name": "Beta"}, "Scrivi il codice fiscale dell'ente o un'email."),
        ({"name": "Beta", "fiscal_code": "12"}, "Ne hai scritti 2."),
        ({"name": "Beta", "email": "non è"}, "L'indirizzo email non è completo."),
    ],
)
def test_an_invitation_that_reaches_nobody_is_refused_and_kept(
    home: Client, application: Application, typed: dict[str, str], said: str
) -> None:
    answer = home.post(at(application, "invitation_new"), typed)

    assert answer.status_code == 422
    assert said in text_of(answer)
    for value in typed.values():
        assert value in text_of(answer)


def test_a_link_opens_the_invitation_to_whoever_has_logged_in_and_to_its_organisation_only(
    client: Client, stranger: Client, application: Application
) -> None:
    beta = an_organisation(name="Beta APS")
    invited = asked(application, beta)
    link = reverse("applicants:invitation_link_opened", args=[invited.secret])

    by_id = reverse("applicants:invitation", args=[invited.invitation.public_id])
    wrong = reverse("applicants:invitation_link_opened", args=["x" * 43])
    assert (stranger.get(wrong).status_code, stranger.get(by_id).status_code) == (404, 404)

    anonymous, other = client.get(link, follow=True), stranger.get(link, follow=True)

    login = f"{reverse('accounts:login')}?next={by_id}"
    assert anonymous.redirect_chain == [(by_id, 302), (login, 302)]
    assert other.redirect_chain == [(by_id, 302)]
    assert f"L'invito è per l'ente con il codice fiscale {beta.fiscal_code}" in words(other)
    assert stranger.post(by_id, {"answer": "accept"}).status_code == 409
    assert Partner.objects.count() == 0


def test_a_link_is_made_again_and_an_invitation_taken_back(
    home: Client, application: Application
) -> None:
    invited = asked(application, an_organisation(name="Beta APS"))
    theirs = invited.invitation.public_id

    again = home.post(at(application, "invitation_link", theirs))
    gone = home.post(at(application, "invitation_withdrawal", theirs), follow=True)
    late = home.post(at(application, "invitation_link", theirs), follow=True)

    assert "Il collegamento si vede solo adesso" in words(again)
    assert "L'invito è ritirato." in words(gone)
    assert "non si può più cambiare: ritirato dal" in words(late)


def test_invitations_of_others_are_404(home: Client, application: Application) -> None:
    elsewhere = asked(a_lead(application.call), an_organisation()).invitation.public_id

    for name in ("invitation_link", "invitation_again", "invitation_withdrawal"):
        assert home.post(at(application, name, elsewhere)).status_code == 404


def test_after_the_send_nothing_of_a_part_is_written(
    of_beta: Client, application: Application, beta: Joined
) -> None:
    agrees(application, beta)
    sent(application)

    page = words(of_beta.get(at(application, "part", beta.partner.pk)))
    late = of_beta.post(
        at(application, "partner_section", beta.partner.pk, "own"),
        {"role": "Tardi", "role__version": 1},
    )

    assert "La domanda non si può più cambiare" in page
    assert late.status_code == 409


def asked_for(browser: Client, url: str) -> int:
    browser.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == 200
    return len(queries)


def test_the_pages_of_a_group_ask_as_often_whatever_its_size(
    home: Client, of_beta: Client, application: Application, beta: Joined
) -> None:
    pk = beta.partner.pk
    agrees(application, beta)
    marks(application, beta)
    says(application, beta, "Fa altro", 1)
    mine = [at(application, name) for name in ("application", "partnership", "costs", "review")]
    theirs = [at(application, name, pk, *more) for name, more in OF_PART]
    with_file(application)

    def count() -> list[int]:
        of_lead = [asked_for(home, url) for url in mine]
        return of_lead + [asked_for(of_beta, url) for url in theirs]

    few = count()
    for number in range(4):
        each = accepted(application, name=f"Ente {number}")
        marks(application, each)
        agrees(application, each)
        asked(application, an_organisation())

    assert count() == few


def test_partners_learn_of_a_new_version_of_the_rules_as_the_lead_does(
    application: Application, beta: Joined
) -> None:
    rulebook = extended(application.call)

    announce(rulebook=rulebook)

    told = Letter.objects.filter(template="applicants/call_changed").order_by("id")
    assert {each.person for each in told} == {application.created_by, beta.person}


def test_the_list_asks_as_often_however_many_parts_there_are(
    of_beta: Client, application: Application, beta: Joined
) -> None:
    url = reverse("applicants:applications")
    asked(a_lead(application.call), beta.organisation)
    few = asked_for(of_beta, url)
    for _n in range(3):
        other = a_lead(application.call)
        invited = asked(other, beta.organisation)
        assert invited.letters == 1

    assert asked_for(of_beta, url) == few
