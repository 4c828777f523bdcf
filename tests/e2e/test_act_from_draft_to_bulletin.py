"""An act by hand: approvals by role, adoption, the signed file, publication, a correction."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.calls.views.test_calls_in_the_browser import enter, look_again
from tests.e2e.steps import press, tick
from tests.factories.accounts import PersonFactory
from tests.factories.acts import drafted
from tests.factories.signing import FISCAL_CODE, Authority, cades, pades
from tests.fixtures.services import variables
from wecare.accounts.enums import Role
from wecare.acts.actions import acts, chain, signed
from wecare.acts.models import Act, Approval, SignedAct
from wecare.core import clock, printing, store
from wecare.core.models import Document

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CA = Authority()


@pytest.fixture
def trust() -> Iterator[Path]:
    """The trust list of the web server, with the authority of this test."""
    folder = CA.write(Path(variables()["SIGNATURE_TRUST"]))
    yield folder
    for each in folder.iterdir():
        each.unlink()


def printed_now() -> None:
    for document in Document.objects.filter(state="pending").order_by("pk"):
        printing.render_document(document=document)


class Walk:
    """The people of one act, each at a screen of their own."""

    def __init__(self, new_page: Callable[..., Any], axe: Any, folder: Path) -> None:
        self.new_page, self.axe, self.folder = new_page, axe, folder
        self.officer = PersonFactory(given_name="Ugo", family_name="Bianchi", roles=[Role.OFFICER])
        self.head = PersonFactory(given_name="Rosa", family_name="Verdi", roles=[Role.MANAGER])
        self.chief = PersonFactory(
            given_name="Anna", family_name="Neri", roles=[Role.MANAGER], fiscal_code=FISCAL_CODE
        )
        self.act = drafted(by=self.officer)
        self.desk = enter(new_page(), self.officer)
        self.heads = enter(new_page(width=390), self.head)
        self.chiefs = enter(new_page(), self.chief)

    def open(self, page: Any) -> None:
        page.goto(f"/ufficio/atti/{self.act.pk}/")

    def look(self, page: Any, name: str) -> None:
        """No rule is broken, wide and narrow; with a folder for them, pictures are taken."""
        look_again(page, self.axe)
        shots = os.environ.get("WECARE_SHOTS")
        for width in (1280, 390) if shots else ():
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{shots}/{name}-{width}.png", full_page=True)

    def bring(self, name: str, content: bytes) -> None:
        path = self.folder / name
        path.write_bytes(content)
        self.chiefs.locator('main input[type="file"]').set_input_files(path)
        press(self.chiefs, "Carica e controlla la firma")

    def ask_for_approvals(self) -> None:
        page = enter(self.new_page(), PersonFactory(roles=[Role.ADMIN]))
        page.goto("/ufficio/modelli-atti/acts.determination/")
        press(page, "Cambia i visti")
        page.get_by_label("Visto 1: come si chiama").fill("Visto dell'istruttore")
        page.get_by_label("Visto 1: chi lo dà").select_option("officer")
        page.get_by_label("Visto 2: come si chiama").fill("Visto della responsabile")
        page.get_by_label("Visto 2: chi lo dà").select_option("manager")
        tick(page, 'main [name="signature"]')
        page.get_by_label("Perché cambia").fill("Regolamento del settore")
        self.look(page, "chain")
        press(page, "Salva")
        page.get_by_text("vale per le prove preparate da adesso in poi").wait_for()
        self.look(page, "wording")

    def prepare_and_approve(self) -> None:
        self.open(self.desk)
        press(self.desk, "Prepara la prova da rileggere")
        printed_now()
        self.open(self.desk)
        press(self.desk, re.compile("Ho riletto la prova"))
        self.desk.get_by_text("Visto dato").first.wait_for()

    def send_back(self) -> None:
        self.open(self.heads)
        press(self.heads, "Rimanda con un motivo")
        self.look(self.heads, "sending-back")
        self.heads.get_by_label("Che cosa va corretto").fill("Manca la delibera della Giunta")
        press(self.heads, "Rimanda con questo motivo")
        self.heads.get_by_text("Manca la delibera della Giunta").first.wait_for()
        self.look(self.heads, "sent-back")

    def adopt(self) -> None:
        self.open(self.heads)
        self.look(self.heads, "to-approve")
        press(self.heads, re.compile("Ho riletto la prova"))
        self.open(self.chiefs)
        self.look(self.chiefs, "to-adopt")
        press(self.chiefs, "Vai all'adozione")
        press(self.chiefs, "Adotta l'atto")
        printed_now()

    def sign_and_publish(self) -> None:
        page = self.chiefs
        self.open(page)
        press(page, "Pubblica l'atto")
        page.get_by_text("si pubblica con il suo file firmato").first.wait_for()
        press(page, "Deposita il file firmato")
        self.look(page, "give-back")
        pdf = store.read(Act.objects.get(pk=self.act.pk).document.file)
        self.bring("non-firmato.pdf", pdf)
        page.get_by_text(re.compile("riferimento FA-")).first.wait_for()
        self.look(page, "refused")
        self.bring("atto.pdf.p7m", cades(pades(pdf, CA.issue()), CA.issue()))
        page.get_by_text("La firma è valida").first.wait_for()
        press(page, "Pubblica l'atto")
        page.get_by_text("L'atto è pubblicato.").wait_for()
        self.look(page, "published")

    def record_and_correct(self) -> None:
        page = self.desk
        self.open(page)
        press(page, "Registra la pubblicazione")
        page.get_by_label("Data di pubblicazione").fill(f"{clock.today():%d/%m/%Y}")
        self.look(page, "recording")
        press(page, "Registra")
        page.get_by_text("Pubblicazione registrata.").wait_for()
        press(page, "Rettifica con un nuovo atto")
        self.look(page, "correcting")
        press(page, "Prepara la rettifica")
        page.get_by_text("È una rettifica").wait_for()
        self.look(page, "correction")

    def publish_the_correction(self) -> None:
        """By the actions: its screens have been seen."""
        new = acts.freeze(act=Act.objects.get(corrects=self.act), facts={}, by=self.officer)
        printed_now()
        for person in (self.officer, self.head):
            chain.approve(act=new, read=new.context_digest, by=person)
        new = acts.adopt(act=new, by=self.chief)
        printed_now()
        new = Act.objects.get(pk=new.pk)
        signed.attest(act=new, reason="Firmato su Stilo, protocollo 12345", by=self.chief)
        acts.publish(act=new, by=self.chief)

    def read_and_verify(self) -> None:
        page = self.new_page()
        page.goto(f"/atti/{self.act.pk}/")
        page.get_by_text("Questo atto è stato rettificato").wait_for()
        self.look(page, "public")
        page.goto("/verifica/")
        page.locator('main input[type="file"]').set_input_files(self.folder / "atto.pdf.p7m")
        page.wait_for_function("document.getElementById('id_impronta').value.length === 64")
        press(page, "Verifica")
        page.get_by_text("File firmato autentico").wait_for()
        self.look(page, "verified")


@pytest.mark.usefixtures("trust")
def test_an_act_is_approved_adopted_signed_published_and_corrected(
    new_page: Callable[..., Any], axe: Callable[[Any], list[str]], tmp_path: Path
) -> None:
    walk = Walk(new_page, axe, tmp_path)

    walk.ask_for_approvals()
    walk.prepare_and_approve()
    walk.send_back()
    walk.prepare_and_approve()
    walk.adopt()
    walk.sign_and_publish()
    walk.record_and_correct()
    walk.publish_the_correction()
    walk.read_and_verify()

    answers = Approval.objects.filter(act=walk.act).order_by("pk")
    assert [each.outcome for each in answers] == ["approved", "returned", "approved", "approved"]
    papers = SignedAct.objects.filter(act=walk.act).order_by("pk")
    assert [each.accepted for each in papers] == [False, True]
