"""Every page of the portal, by each role, on a phone and on a desk: accessible, narrow, silent.

A page that is new to the portal is added here.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from applicants.models import Application, Organisation, Submission
from calls.models import Accompaniment, ManagingBody
from evaluation.models import Assessment, Panel, RankedList
from evaluation.queries.assignments import standing
from funding.models import Award, Decree
from tests.factories.applicants import withdrawn
from tests.factories.calls import CallFactory
from tests.factories.imports import bringing, brought, recorded, taking, tried
from tests.factories.notices import LetterFactory
from tests.factories.panels import divided, held, with_secretary
from tests.factories.receipts import a_receipt
from tests.fixtures.browser import too_wide
from tests.fixtures.services import Portal
from wecare.accounts.models import Person
from wecare.accounts.sessions import SessionStore
from wecare.acts.models import Act
from wecare.notices.actions import holding, mail, mailings, receipts
from wecare.notices.enums import LetterKind
from wecare.notices.models import Letter, Mailbox

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = 360
WIDTHS = (1280, PHONE)
AWARDED, JUDGED, OPEN = "FSE3-diffusione-2026", "FSE3-progetti-2026", "FSE2-2026"
DIVIDED = "da-assegnare"
GROUPS, COUNTER = "FSE1-2026", "FESR-2026"

PUBLIC = (
    "/",
    "/misure/",
    "/misure/FSE2/",
    "/misure/FESR/",
    "/misure/FSE1/",
    "/misure/ACC/",
    "/misure/accompagnamenti/",
    "/misure/movimenti/",
    "/misure/movimenti/?misura=FSE3&voce=impegnati",
    "/bandi/",
    f"/bandi/{OPEN}/",
    f"/bandi/{AWARDED}/",
    f"/bandi/{GROUPS}/",
    f"/bandi/{GROUPS}/regole/",
    f"/bandi/{GROUPS}/modulo/",
    f"/bandi/{GROUPS}/possiamo-partecipare/?kind=comune&partners=0&risposta=1",
    f"/bandi/{COUNTER}/",
    f"/bandi/{COUNTER}/regole/",
    f"/bandi/{COUNTER}/modulo/",
    f"/bandi/{COUNTER}/possiamo-partecipare/?lot=A&aid_form=capital&value=100&risposta=1",
    f"/bandi/{OPEN}/possiamo-partecipare/",
    f"/bandi/{OPEN}/possiamo-partecipare/?kind=asl&value=1000&risposta=1",
    f"/bandi/{OPEN}/regole/",
    f"/bandi/{OPEN}/regole/1/",
    f"/bandi/{OPEN}/modulo/",
    f"/bandi/{OPEN}/modulo/1/",
    f"/bandi/{OPEN}/fac-simile/",
    f"/bandi/{AWARDED}/fac-simile/1/",
    f"/bandi/{OPEN}/versioni/",
    f"/bandi/{OPEN}/domande-e-risposte/",
    "/bandi/?q=anziano&chi=ets_aps",
    "/graduatorie/",
    f"/graduatorie/{AWARDED}/1/",
    f"/bandi/{AWARDED}/risultati/",
    "/atti/",
    "/atti/{act}/",
    "/trasparenza/",
    "/trasparenza/?cerca=nessuno&anno=2020",
    "/trasparenza/{award}/",
    "/territorio/",
    "/verifica/",
    "/verifica/?codice=WCR-AAAA-BBBB",
    "/assistenza/",
    "/promesse/",
    "/privacy/",
    "/note-legali/",
    "/accessibilita/",
    "/stato/",
    "/catalogo/",
    "/inviti/collegamento-che-non-c-e/",
    "/questa-pagina-non-c-e/",
)
ANONYMOUS = (*PUBLIC, "/accesso/", "/registrazione/")
OWN = (
    "/profilo/",
    "/profilo/password/",
    "/area/messaggi/",
    "/area/messaggi/?archivio=si",
    "/area/messaggi/{letter}/",
    "/area/messaggi/preferenze/",
    "/area/scadenze/",
)
APPLICANT = (
    "/area/",
    "/area/organizzazioni/",
    "/area/organizzazioni/nuova/",
    "/area/accompagnamenti/",
    "/area/domande/{group}/accompagnamento/",
    "/area/organizzazioni/nuova/?codice=90009000010",
    "/area/organizzazioni/{organisation}/",
    "/area/organizzazioni/{organisation}/sedi/",
    "/area/organizzazioni/{organisation}/storia/",
    "/area/organizzazioni/{organisation}/storia/nome/",
    "/area/organizzazioni/{organisation}/storia/subentro/",
    "/area/organizzazioni/{organisation}/storia/cessazione/",
    "/area/organizzazioni/{organisation}/persone/",
    "/area/organizzazioni/{organisation}/persone/nuova/",
    "/area/organizzazioni/{organisation}/persone/{mandate}/",
    "/area/organizzazioni/{organisation}/persone/{mandate}/fine/",
    "/area/organizzazioni/{organisation}/richieste/",
    "/area/organizzazioni/{organisation}/richieste/{asked}/",
    "/area/organizzazioni/{organisation}/richieste/{asked}/rifiuto/",
    "/area/organizzazioni/{organisation}/registri/",
    "/area/organizzazioni/accesso/{elsewhere}/",
    "/area/domande/",
    f"/area/domande/nuova/{OPEN}/",
    f"/bandi/{OPEN}/domande-e-risposte/nuova/",
    "/area/domande/{draft}/",
    "/area/domande/{draft}/dati/",
    "/area/domande/{draft}/sezioni/{section}/",
    "/area/domande/{draft}/spese/",
    "/area/domande/{draft}/allegati/",
    "/area/domande/{draft}/dati/versioni/",
    "/area/domande/{draft}/sezioni/{section}/versioni/",
    "/area/domande/{draft}/sezioni/{section}/commenti/",
    "/area/domande/{draft}/bozza/",
    "/area/domande/{draft}/copia/",
    "/area/domande/{draft}/responsabile/",
    "/area/domande/{draft}/eliminazione/",
    "/area/domande/eliminate/",
    "/area/rendiconti/",
    "/area/domande/{draft}/mancanze/",
    "/area/domande/{draft}/riepilogo/",
    "/area/domande/{group}/",
    "/area/domande/{group}/partenariato/",
    "/area/domande/{group}/partenariato/nuovo/",
    "/area/domande/{group}/partenariato/inviti/nuovo/",
    "/area/domande/{group}/partenariato/{partner}/",
    "/area/domande/{group}/partenariato/{partner}/rimozione/",
    "/area/domande/{group}/partenariato/{partner}/sostituzione/",
    "/area/domande/{group}/partenariato/{partner}/sezioni/ruoli/",
    "/area/domande/{group}/partenariato/{partner}/allegati/",
    "/area/domande/{group}/distretti/",
    "/area/domande/{group}/mancanze/",
    "/area/domande/{group}/riepilogo/",
    "/area/domande/{group}/firma/",
    "/area/domande/{at_desk}/dati/",
    "/area/domande/{at_desk}/firma/",
    "/area/domande/{sent}/",
    "/area/domande/{sent}/ricevute/1/",
    "/area/domande/{open_sent}/ricevute/1/ritiro/",
    "/area/domande/{withdrawn}/",
    "/area/domande/{withdrawn}/ricevute/1/",
    "/area/domande/{withdrawn}/ricevute/1/ritiro/",
    "/area/esiti/{judged}/",
    "/area/esiti/{judged}/rinuncia/",
    f"/graduatorie/{AWARDED}/1/",
    *OWN,
)
DESK = (
    "/ufficio/",
    "/ufficio/programma/",
    "/ufficio/programma/movimenti/",
    "/ufficio/programma/contratti/",
    "/ufficio/programma/contratti/accompagnamento-fase-1/",
    "/ufficio/programma/importazioni/",
    "/ufficio/programma/importazioni/{good_file}/",
    "/ufficio/bandi/",
    f"/ufficio/bandi/{OPEN}/",
    f"/ufficio/bandi/{OPEN}/quesiti/",
    f"/ufficio/bandi/{COUNTER}/",
    f"/ufficio/bandi/{JUDGED}/",
    f"/ufficio/bandi/{AWARDED}/",
    f"/ufficio/istruttorie/{JUDGED}/",
    f"/ufficio/istruttorie/{JUDGED}/?esito=irreceivable",
    f"/ufficio/istruttorie/{JUDGED}/{{check}}/",
    f"/ufficio/istruttorie/{JUDGED}/campione/",
    f"/ufficio/istruttorie/{OPEN}/",
    f"/ufficio/nuclei/{JUDGED}/",
    f"/ufficio/nuclei/{OPEN}/",
    f"/ufficio/nuclei/{JUDGED}/sedute/",
    f"/ufficio/nuclei/{DIVIDED}/",
    f"/ufficio/nuclei/{DIVIDED}/assegnazioni/",
    f"/ufficio/graduatorie/{JUDGED}/",
    f"/ufficio/graduatorie/{AWARDED}/",
    f"/ufficio/graduatorie/{AWARDED}/scenari/",
    f"/ufficio/graduatorie/{AWARDED}/osservazioni/",
    f"/ufficio/graduatorie/{AWARDED}/scorrimento/",
    "/ufficio/contributi/",
    "/ufficio/prestiti/",
    "/ufficio/prestiti/?scaduti=si",
    "/ufficio/decreti/",
    "/ufficio/decreti/{decree}/",
    "/ufficio/saggi-legali/",
    "/ufficio/pagamenti/",
    "/ufficio/contributi/adesioni/",
    "/ufficio/contributi/{award}/",
    f"/ufficio/contributi/bandi/{AWARDED}/condizioni/",
    "/ufficio/contributi/domande/{granted}/condizioni/",
    "/ufficio/contributi/?cerca=nessuno",
    "/ufficio/contributi/quadro/",
    "/ufficio/contributi/annualita/",
    "/ufficio/contributi/scadenze/",
    "/ufficio/territorio/",
    "/ufficio/atti/",
    "/ufficio/atti/?stato=draft",
    "/ufficio/atti/{act}/",
    "/ufficio/enti/",
    "/ufficio/enti/?cerca=associazione",
    "/ufficio/enti/{entered}/",
    "/ufficio/lettere/",
    "/ufficio/lettere/?stato=queued",
    "/ufficio/lettere/{pec}/",
    "/ufficio/lettere/modelli/",
    "/ufficio/lettere/invii/",
    "/ufficio/lettere/invii/{held}/",
    "/profilo/",
    "/area/messaggi/",
    "/area/scadenze/",
)
OFFICER = (
    *DESK,
    "/ufficio/prestiti/rientri/",
    "/ufficio/pagamenti/esiti/",
    f"/ufficio/pagamenti/bandi/{AWARDED}/",
    "/ufficio/contributi/domande/{granted}/risposta/",
    "/ufficio/enti/nuovo/",
    "/ufficio/enti/{entered}/nome/",
    "/ufficio/enti/{entered}/subentro/",
    "/ufficio/enti/{entered}/primo-incarico/",
    "/ufficio/lettere/modelli/applicants/draft_reminder/it/",
    "/ufficio/lettere/invii/nuovo/",
    f"/ufficio/graduatorie/{AWARDED}/scenari/nuovo/",
    f"/ufficio/graduatorie/{AWARDED}/accesso/",
    f"/ufficio/bandi/{AWARDED}/indicatori/",
    "/ufficio/lettere/invii/{many}/",
    "/ufficio/lettere/invii/{many}/testo/",
    "/ufficio/lettere/invii/{held}/lettere/{held_letter}/",
    "/ufficio/programma/contratti/nuovo/",
    "/ufficio/programma/contratti/accompagnamento-fase-1/dati/",
    "/ufficio/programma/contratti/accompagnamento-fase-1/atti/",
    "/ufficio/programma/contratti/accompagnamento-fase-1/accompagnamenti/",
    "/ufficio/programma/contratti/accompagnamento-fase-1/accompagnamenti/{accompaniment}/",
    "/ufficio/programma/contratti/accompagnamento-fase-1/accompagnamenti/{accompaniment}/fine/",
    "/ufficio/bandi/nuovo/",
    "/ufficio/bandi/nuovo/modelli/",
    f"/ufficio/bandi/{OPEN}/modello/",
    "/ufficio/bandi/{written}/modello/",
    f"/ufficio/bandi/{OPEN}/proroga/",
    f"/ufficio/bandi/{OPEN}/correzione/",
    f"/ufficio/bandi/{JUDGED}/proroga/",
    "/ufficio/atti/nuovo/",
    "/ufficio/atti/{act}/rinvio/",
    "/ufficio/atti/{act}/pubblicazioni/",
    "/ufficio/atti/{act}/rettifica/",
    "/ufficio/atti/esterni/nuovo/",
    "/ufficio/bandi/{written}/",
    "/ufficio/bandi/{written}/anteprima/",
    "/ufficio/bandi/{written}/pubblicazione/",
    "/ufficio/bandi/esempio-FESR/pubblicazione/",
    "/ufficio/bandi/esempio-FSE1/anteprima/",
    "/ufficio/bandi/esempio-FSE1/sezioni/phases/",
    "/ufficio/bandi/esempio-FSE1/sezioni/partnership/",
    "/ufficio/bandi/esempio-FSE1/sezioni/districts/",
    "/ufficio/bandi/esempio-FSE1/riparto/",
    "/ufficio/bandi/esempio-FSE1/modelli/",
    "/ufficio/bandi/esempio-FESR/sezioni/window/",
    "/ufficio/bandi/esempio-FESR/sezioni/lots/",
    "/ufficio/bandi/esempio-FSE3-progettazione/sezioni/costs/",
    "/ufficio/bandi/esempio-FSE3-progettazione/sezioni/criteria/",
    f"/ufficio/bandi/{COUNTER}/sportelli/A/riapertura/",
    f"/ufficio/bandi/{GROUPS}/fasi/1/",
    f"/ufficio/bandi/{JUDGED}/variazioni/",
    "/ufficio/bandi/{written}/sezioni/identity/",
    "/ufficio/bandi/{written}/sezioni/window/",
    "/ufficio/bandi/{written}/sezioni/lots/",
    "/ufficio/bandi/{written}/sezioni/eligibility/",
    "/ufficio/bandi/{written}/sezioni/amounts/",
    "/ufficio/bandi/{written}/sezioni/duration/",
    "/ufficio/bandi/{written}/sezioni/sections/",
    "/ufficio/bandi/{written}/sezioni/attachments/",
    "/ufficio/bandi/{written}/sezioni/costs/",
    "/ufficio/bandi/{written}/sezioni/criteria/",
    "/ufficio/bandi/{written}/sezioni/ties/",
    "/ufficio/bandi/{written}/sezioni/terms/",
)
ADMIN = (
    "/ufficio/",
    "/ufficio/pagamenti/limiti/",
    "/ufficio/programma/",
    "/ufficio/programma/fondi/nuovo/",
    "/ufficio/programma/fondi/FSE/",
    "/ufficio/programma/movimenti/dotazione/",
    "/ufficio/programma/movimenti/aumento/",
    "/ufficio/programma/movimenti/spostamento/",
    "/ufficio/programma/movimenti/riduzione/",
    "/ufficio/programma/importazioni/",
    "/ufficio/programma/importazioni/nuova/",
    "/ufficio/programma/importazioni/{brought}/",
    "/ufficio/programma/importazioni/{good_file}/",
    "/ufficio/programma/importazioni/{good_file}/conferma/",
    "/ufficio/programma/importazioni/{bad_file}/",
    "/ufficio/programma/importazioni/{recorded_file}/",
    "/ufficio/bandi/",
    "/ufficio/territorio/",
    "/ufficio/territorio/nuovo/",
    "/ufficio/territorio/asti/",
    "/ufficio/territorio/asti/enti/",
    "/ufficio/territorio/asti/subentro/",
    "/ufficio/territorio/asti/enti/{body}/",
    "/ufficio/saggi-legali/",
    "/ufficio/modelli-atti/",
    "/ufficio/modelli-atti/concession/",
    "/ufficio/modelli-atti/concession/visti/",
    "/ufficio/modelli-atti/concession/bozza/",
    "/ufficio/modelli-atti/concession/versioni/1/",
    "/profilo/",
)
ASSESSOR = (
    "/nucleo/",
    f"/nucleo/{JUDGED}/conflitti/",
    f"/nucleo/{JUDGED}/valutazioni/",
    f"/nucleo/{JUDGED}/valutazioni/{{signed}}/",
    f"/nucleo/{JUDGED}/valutazioni/{{unsigned}}/",
    f"/nucleo/{JUDGED}/accordo/",
    f"/nucleo/{JUDGED}/valutazioni/{{unsigned}}/astensione/",
    f"/nucleo/{JUDGED}/conflitti/nuovo/",
    f"/nucleo/{JUDGED}/sedute/",
    f"/nucleo/{JUDGED}/sedute/1/",
    f"/nucleo/{JUDGED}/sedute/2/",
    "/profilo/",
    "/area/messaggi/",
)
MANAGER = (
    "/ufficio/atti/{act}/firma/",
    "/ufficio/atti/{act}/conformita/",
    "/ufficio/decreti/{decree}/adozione/",
    f"/ufficio/nuclei/{JUDGED}/accordo/",
    f"/ufficio/nuclei/{JUDGED}/accordo/{{unsigned}}/",
    f"/ufficio/nuclei/{JUDGED}/punti/",
    f"/ufficio/nuclei/{DIVIDED}/nomine/",
    f"/ufficio/nuclei/{DIVIDED}/subentro/",
    f"/ufficio/nuclei/{DIVIDED}/supplenze/",
    f"/ufficio/nuclei/{DIVIDED}/componenti/{{seat}}/uscita/",
    f"/ufficio/nuclei/{DIVIDED}/componenti/{{seat}}/competenze/",
    f"/ufficio/nuclei/{DIVIDED}/assegnazioni/file/",
    f"/ufficio/nuclei/{DIVIDED}/assegnazioni/{{given_out}}/",
    f"/ufficio/nuclei/{DIVIDED}/assegnazioni/{{assignment}}/fine/",
)
SECRETARY = (
    "/nucleo/",
    f"/nucleo/{JUDGED}/accordo/",
    f"/nucleo/{JUDGED}/sedute/",
    f"/nucleo/{JUDGED}/sedute/nuova/",
    f"/nucleo/{JUDGED}/sedute/1/",
    f"/nucleo/{JUDGED}/sedute/1/firma/",
    f"/nucleo/{JUDGED}/sedute/2/",
    f"/nucleo/{JUDGED}/sedute/2/presenze/",
    f"/nucleo/{JUDGED}/sedute/2/decisioni/",
    f"/nucleo/{JUDGED}/sedute/2/verbale/",
    f"/nucleo/{JUDGED}/sedute/3/",
)
PAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "anonymous": ("", ANONYMOUS),
    "applicant": ("anna.neri@wecare.example", APPLICANT),
    "officer": ("funzionaria@wecare.example", (*OFFICER, *SECRETARY)),
    "manager": ("dirigente@wecare.example", (*DESK, *MANAGER)),
    "assessor": ("nucleo3@wecare.example", ASSESSOR),
    "admin": ("bilancio@wecare.example", ADMIN),
    "auditor": ("controllo@wecare.example", DESK),
}
LIKE_THE_OFFICER = ("manager", "auditor", "admin")


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("role", PAGES)
def test_every_page_is_accessible_narrow_and_silent(
    role: str, live_portal: Portal, new_page: Callable, axe: Callable
) -> None:
    """Each page is opened once, on a desk, then the window becomes a phone's."""
    CallFactory(code="da-scrivere")
    email, addresses = PAGES[role]
    words = names_of(email) | files_of_movements() | letters_of_the_office() | work_of_panels()
    found: dict[str, Any] = {}
    page = new_page()
    said: list[str] = []
    page.on("console", lambda each: said.append(f"{each.type}: {each.text}"))
    if email:
        log_in(page, email, live_portal.url)

    for address in addresses:
        said.clear()
        wrong = arrived(page, address.format(**words))
        for width in WIDTHS:
            # on a desk these pages are the officer's with fewer buttons, and were judged there
            if width == PHONE or role not in LIKE_THE_OFFICER or address not in DESK:
                page.set_viewport_size({"width": width, "height": 900})
                wrong += [f"{width}: {each}" for each in (*axe(page), *too_wide(page))]
        wrong += [
            each for each in said if each.startswith(("error", "warning")) and "404" not in each
        ]
        if wrong:
            found[address] = wrong

    assert found == {}


def arrived(page: Any, address: str) -> list[str]:
    """What is wrong with the answer, if it is not the page."""
    answer = page.goto(address)
    expected = 404 if "non-c-e" in address else 200
    return [] if answer.status == expected else [f"status {answer.status}"]


def log_in(page: Any, email: str, url: str) -> None:
    """Give the browser the session of somebody who has logged in."""
    person = Person.objects.get(email=email)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "wecare.accounts.backends.PasswordBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": str(session.session_key), "url": url}])


def names_of(email: str) -> dict[str, Any]:
    """What addresses name, as the demonstration has it."""
    own = Application.objects.filter(organisation__mandates__person__email=email)
    listed = RankedList.objects.get(call__code=AWARDED)
    judged = Submission.objects.filter(call__code=JUDGED).order_by("protocol_number")
    by_them = Assessment.objects.filter(member__person__email=email, state="signed")
    signed = judged.filter(assessments__in=by_them).first()
    admissible = judged.filter(admissibility__outcome="admissible")
    unsigned = admissible.exclude(assessments__in=by_them).first()
    letter = Letter.objects.filter(person__email=email).first()
    award = Award.objects.filter(decree__ranked_list=listed).order_by("pk")[0]
    return {
        "entered": Organisation.objects.order_by("id")[0].pk,
        "act": Act.objects.filter(state="published").order_by("id")[0].pk,
        "decree": Decree.objects.get(ranked_list=listed).pk,
        "award": award.pk,
        "granted": award.submission_id,
        "check": judged[0].protocol_path,
        "signed": signed.protocol_path if signed else "",
        "unsigned": unsigned.protocol_path if unsigned else "",
        "accompaniment": Accompaniment.objects.get().pk,
        "letter": letter.pk if letter else "",
        "written": "da-scrivere",
        "body": ManagingBody.objects.filter(district__code="asti").order_by("pk")[0].pk,
        **_applications(own),
    }


def _people(draft: Application | None) -> dict[str, Any]:
    """Who stands for the organisation of a draft, who asks to, and an organisation of others."""
    if draft is None:
        return {}
    organisation = draft.organisation
    others = Organisation.objects.exclude(mandates__person=draft.created_by).order_by("id")
    return {
        "mandate": organisation.mandates.filter(administers=False).order_by("id")[0].pk,
        "asked": organisation.join_requests.get().pk,
        "elsewhere": others[0].fiscal_code,
    }


def files_of_movements() -> dict[str, Any]:
    """Files of movements, each as far as one of them goes."""
    return {
        "recorded_file": recorded([bringing("1,00")]).pk,
        "good_file": tried([bringing("2,00", 2), bringing("1,00")]).pk,
        "bad_file": tried([bringing("x", 3), taking("999.000.000,00")]).pk,
        "brought": brought([bringing("3,00", 4)]).pk,
    }


def letters_of_the_office() -> dict[str, Any]:
    """Letters to many, one written and one held; one by PEC that came back."""
    officer = Person.objects.get(email="funzionaria@wecare.example")
    given = {"kind": LetterKind.NEWS, "subject": "Incontro", "body": "Ciao {nome}.", "by": officer}
    many = mailings.begin(audience="drafts", tag=OPEN, **given)
    held = mailings.begin(audience="sent", tag=JUDGED, **given)
    mailings.hold(mailing=held, by=officer)
    holding.prepare(mailing=held)
    pec = LetterFactory(
        person=None, name="Beta", address="beta@pec.esempio.it", channel="pec", sent=True
    )
    mailbox, _new = Mailbox.objects.get_or_create(name="pec")
    content = a_receipt("errore-consegna", mail.message_id(pec), error="no-dest")
    receipts.take_in(mailbox=mailbox, validity=1, number=1, content=content)
    return {
        "many": many.pk,
        "held": held.pk,
        "held_letter": Letter.objects.filter(mailing=held).latest("pk").pk,
        "pec": pec.pk,
    }


def work_of_panels() -> dict[str, Any]:
    """A panel with its sessions, kept by the officer, and one that divides its work."""
    officer = Person.objects.get(email="funzionaria@wecare.example")
    panel = Panel.objects.get(call__code=JUDGED)
    with_secretary(panel, officer)
    held(panel, officer)
    assignment = standing(divided(DIVIDED)).select_related("submission").order_by("id")[0]
    return {
        "seat": assignment.member_id,
        "assignment": assignment.pk,
        "given_out": assignment.submission.protocol_path,
    }


def _applications(own: Any) -> dict[str, Any]:
    draft = own.filter(state="draft", call__code=OPEN).order_by("id").first()
    group = own.filter(call__code=GROUPS).first()
    at_desk = own.filter(call__code=COUNTER, state="draft").first()
    financed = own.filter(call__code=AWARDED, submissions__ranked_rows__granted__gt=0)
    judged = financed.order_by("id").first()
    sent = own.exclude(state="draft").exclude(call__code=COUNTER).order_by("-id").first()
    taken_back = _taken_back(own.filter(call__code=OPEN, state="submitted").order_by("id").first())
    open_sent = own.filter(call__code=COUNTER, state="submitted").first()
    section = draft.call.rulebooks.get().rules.sections[0].code if draft else ""
    return {
        "draft": draft.public_id if draft else "",
        "group": group.public_id if group else "",
        "partner": group.partners.order_by("pk")[0].pk if group else "",
        "at_desk": at_desk.public_id if at_desk else "",
        "organisation": draft.organisation_id if draft else "",
        **_people(draft),
        "section": section,
        "sent": sent.public_id if sent else "",
        "open_sent": open_sent.public_id if open_sent else "",
        "withdrawn": taken_back.public_id if taken_back else "",
        "judged": judged.public_id if judged else "",
    }


def _taken_back(application: Application | None) -> Application | None:
    """One that was sent and then withdrawn."""
    if application is not None:
        withdrawn(application.submissions.get())
    return application
