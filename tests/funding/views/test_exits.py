"""Changes, exits and recoveries on their pages: who reads, who writes, what bad input answers."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from funding.actions.exits import effects as exit_effects
from funding.actions.exits import instalments, project_changes, recoveries
from funding.enums import ChangeKind
from funding.models import (
    Award,
    Closure,
    InstalmentPlan,
    LegalRate,
    ProjectChange,
    Recovery,
    Revocation,
    RevocationObservation,
)
from funding.queries.awards.standing import on_desk
from funding.queries.exits.recoveries import statement_of
from tests.e2e.steps import a_pdf
from tests.factories.accounts import PersonFactory
from tests.factories.evaluation import manager, officer
from tests.factories.exits import adopted_revocation, assessed, awarded, moved_by, started
from tests.factories.funding import an_award
from tests.factories.scrolls import renounced
from tests.funding.views.test_decrees import PEOPLE, browser, status_of
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.acts.models import Act
from wecare.core import clock as the_clock
from wecare.notices.engine.terms import terms_of

pytestmark = pytest.mark.django_db

READERS = {Role.OFFICER, Role.MANAGER, Role.AUDITOR}
WRITERS = {Role.OFFICER, Role.MANAGER}
MANAGERS = {Role.MANAGER}
REFUSED = 422


def of(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="wecare.accounts.backends.PasswordBackend")
    return client


def today() -> str:
    return f"{the_clock.today():%d/%m/%Y}"


def read_by(address: str, may: set[Role]) -> None:
    found = {role: browser(role).get(address).status_code for role in PEOPLE}

    assert found == {role: 200 if role in may else 403 for role in PEOPLE}


def test_the_pages_of_a_revocation_are_read_and_written_by_whom_they_are_for(clock: Any) -> None:
    award, _list, sent = awarded(paid=10_000)
    found = assessed(award, clock)
    base = f"/ufficio/contributi/{award.pk}/"

    read_by(base, READERS)
    read_by(f"{base}revoche/{found.pk}/", READERS)
    read_by(f"{base}revoche/{found.pk}/archiviazione/", WRITERS)
    read_by(f"{base}revoche/{found.pk}/atto-esterno/", WRITERS)
    read_by(f"{base}chiusura/", MANAGERS)
    read_by("/ufficio/saggi-legali/", {*READERS, Role.ADMIN})
    own = f"/area/contributi/{award.pk}/revoche/{found.pk}/"
    assert of(sent[0].submitted_by).get(own).status_code == 200
    assert of(sent[1].submitted_by).get(own).status_code == 404
    assert Client().get(own).status_code == 302


def test_what_belongs_to_another_award_does_not_exist(clock: Any) -> None:
    award, _list, sent = awarded(paid=10_000)
    adopted_revocation(award, clock)
    claim, found = Recovery.objects.get(), Revocation.objects.get()
    other = on_desk().get(submission=sent[1], state="granted")
    desk, own = browser(Role.MANAGER), of(sent[1].submitted_by)

    for address in (
        f"/ufficio/contributi/{other.pk}/recuperi/{claim.pk}/",
        f"/ufficio/contributi/{other.pk}/revoche/{found.pk}/",
        f"/ufficio/contributi/{other.pk}/revoche/file/1/",
        f"/ufficio/contributi/{other.pk}/variazioni/1/",
        "/ufficio/contributi/999999/revoche/nuova/",
    ):
        assert desk.get(address).status_code == 404, address
    for address in (
        f"/area/contributi/{award.pk}/recuperi/{claim.pk}/",
        f"/area/contributi/{other.pk}/recuperi/{claim.pk}/",
        f"/area/contributi/{other.pk}/revoche/{found.pk}/",
        f"/area/contributi/{award.pk}/variazioni/nuova/",
        f"/area/contributi/{award.pk}/proroga/",
    ):
        assert own.get(address).status_code == 404, address


def test_a_revocation_from_its_notice_to_the_act(clock: Any) -> None:
    award, _list, sent = awarded(paid=10_000)
    desk, own = of(officer()), of(sent[0].submitted_by)
    said = {
        "scope": "part",
        "amount": "",
        "reasons": "Le attività non sono iniziate.",
        "answer_days": "10",
        "conclude_days": "30",
        "protocol": "6100/2026",
    }
    address = f"/ufficio/contributi/{award.pk}/revoche/nuova/"

    refused = desk.post(address, said)
    begun = desk.post(address, {**said, "amount": "75.000,00"})

    assert refused.status_code == REFUSED
    assert "Scrivi quanto si revoca." in refused.content.decode()
    assert "Le attività non sono iniziate." in refused.content.decode()
    assert begun.status_code == 302
    found = Revocation.objects.get()
    mine = f"/area/contributi/{award.pk}/revoche/{found.pk}/"
    assert "Le attività non sono iniziate." in own.get(mine).content.decode()
    assert own.post(mine, {"text": " "}).status_code == REFUSED
    with_file = {"text": "Siamo partiti.", "documents": _upload()}
    assert own.post(mine, with_file).status_code == 302
    observation = RevocationObservation.objects.get()
    file = observation.files.get()
    for client, path in (
        (own, f"/area/contributi/{award.pk}/revoche/file/{file.pk}/"),
        (desk, f"/ufficio/contributi/{award.pk}/revoche/file/{file.pk}/"),
    ):
        assert status_of(client.get(path)) in {200, 409}  # 409: the scanner has not seen it yet
    page = f"/ufficio/contributi/{award.pk}/revoche/{found.pk}/"
    early = desk.post(page, {"assessment": "Si revoca.", "recovery_days": "60"})
    assert early.status_code == 409
    assert "può rispondere fino al" in early.content.decode()
    clock.set(the_clock.now() + timedelta(days=12))
    assert desk.post(page, {"assessment": "Si revoca.", "recovery_days": "60"}).status_code == 302
    written = desk.post(f"{page}atto/")
    act = Act.objects.get(template="revocation")
    assert written["Location"] == f"/ufficio/atti/{act.pk}/"
    assert act.variables["recovered"] == "5000.00"
    assert "Siamo partiti" in act.variables["observations"]


def _upload() -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("registro.pdf", a_pdf(), content_type="application/pdf")


def test_nobody_else_takes_a_step(clock: Any) -> None:
    award, _list, _sent = awarded(paid=10_000)
    found = assessed(award, clock)
    base = f"/ufficio/contributi/{award.pk}/"
    steps = {
        f"{base}revoche/nuova/": WRITERS,
        f"{base}revoche/{found.pk}/": WRITERS,
        f"{base}revoche/{found.pk}/archiviazione/": WRITERS,
        f"{base}revoche/{found.pk}/atto-esterno/": WRITERS,
        f"{base}rinuncia/": WRITERS,
        f"{base}rinuncia/atto-esterno/": WRITERS,
        f"{base}chiusura/": MANAGERS,
        "/ufficio/saggi-legali/": {Role.ADMIN},
    }

    for address, may in steps.items():
        found_by = {role: browser(role).post(address).status_code for role in PEOPLE}
        assert found_by == {role: REFUSED if role in may else 403 for role in PEOPLE}, address
    buttons = (f"{base}revoche/{found.pk}/atto/", f"{base}fine/")
    for address in buttons:
        for role in (Role.AUDITOR, Role.ADMIN, Role.ASSESSOR, None):
            assert browser(role).post(address).status_code == 403
    assert Revocation.objects.get().state == "assessed"
    assert Revocation.objects.get().draft is None


def test_a_renunciation_is_acknowledged_from_the_award(clock: Any) -> None:
    award, _list, sent = awarded(paid=10_000)
    own, desk = of(sent[0].submitted_by), of(officer())
    link = f"/area/esiti/{sent[0].application.public_id}/rinuncia/"
    assert link in own.get(f"/area/contributi/{award.pk}/").content.decode()
    renounced(sent[0])

    page = desk.get(f"/ufficio/contributi/{award.pk}/").content.decode()
    answer = desk.post(
        f"/ufficio/contributi/{award.pk}/rinuncia/",
        {"protocol": "6001/2026", "recovery_days": "60"},
    )

    assert "Scrivi la presa d'atto" in page or "Scrivi la presa d&#x27;atto" in page
    act = Act.objects.get(template="renunciation")
    assert answer["Location"] == f"/ufficio/atti/{act.pk}/"
    by_other = {
        "number_text": "77/A2203A/2026",
        "adopted_on": today(),
        "subject": "Presa d'atto",
    }
    address = f"/ufficio/contributi/{award.pk}/rinuncia/atto-esterno/"
    assert desk.post(address, {**by_other, "adopted_on": "domani"}).status_code == REFUSED
    assert desk.post(address, by_other).status_code == 302
    assert on_desk().get(pk=award.pk).state == "released"
    seen = desk.get(f"/ufficio/contributi/{award.pk}/").content.decode()
    assert "La graduatoria è da scorrere" in seen
    assert sent[2].organisation.name in seen


def test_a_change_is_told_read_and_answered() -> None:
    award = an_award()
    own, desk = of(award.submission.submitted_by), of(officer())
    wanted = moved_by(award, 5_000)
    ((code, costs),) = wanted.costs.items()
    said = {
        "kind": "minor",
        "reason": "Serve altro.",
        **{f"costs-{code}-{key}": str(value).replace(".", ",") for key, value in costs.items()},
    }
    address = f"/area/contributi/{award.pk}/variazioni/nuova/"
    assert "Realizzazione" in own.get(address).content.decode()

    refused = own.post(address, {**said, "activities": "Un corso in più."})
    sent = own.post(address, said)

    assert refused.status_code == 409
    assert "Un corso in più." in refused.content.decode()
    assert sent.status_code == 302
    change = ProjectChange.objects.get()
    for client, page in (
        (own, f"/area/contributi/{award.pk}/variazioni/1/"),
        (desk, f"/ufficio/contributi/{award.pk}/variazioni/1/"),
    ):
        words = client.get(page).content.decode().replace("\xa0", " ")
        assert "100.000,00 €" in words
        assert "95.000,00 €" in words
    answer = f"/ufficio/contributi/{award.pk}/variazioni/1/"
    assert desk.post(answer, {"step": "object", "answer": ""}).status_code == 409
    assert desk.post(answer, {"step": "take_note", "answer": ""}).status_code == 302
    change.refresh_from_db()
    assert change.state == "noted"


def test_what_is_asked_is_for_the_manager_to_decide() -> None:
    award = an_award()
    own = of(award.submission.submitted_by)
    address = f"/area/contributi/{award.pk}/proroga/"
    assert own.post(address, {"ends_on": "01/01/2020", "reason": "Tempo."}).status_code == 409
    assert own.post(address, {"ends_on": "30/06/2029", "reason": "Tempo."}).status_code == 302
    page = f"/ufficio/contributi/{award.pk}/variazioni/1/"

    half = {"step": "approve", "answer": "", "number_text": "5/A2203A/2026"}
    assert of(officer()).post(page, half).status_code == 403
    boss = of(manager())
    said = "La decide un dirigente."
    assert said in of(officer()).get(page).content.decode()
    assert said not in boss.get(page).content.decode()
    assert boss.post(page, half).status_code == REFUSED
    assert boss.post(page, {"step": "approve", "answer": ""}).status_code == 302

    assert "30 giugno 2029" in own.get(f"/area/contributi/{award.pk}/").content.decode()


def test_a_request_is_taken_back_by_its_own() -> None:
    award = an_award()
    by = award.submission.submitted_by
    change = project_changes.change(
        award=award,
        kind=ChangeKind.SUBSTANTIAL,
        wanted=moved_by(award, 5_000),
        reason="Serve.",
        by=by,
    )
    address = f"/area/contributi/{award.pk}/variazioni/{change.number}/ritiro/"
    assert of(PersonFactory()).post(address).status_code == 404

    assert of(by).post(address).status_code == 302

    change.refresh_from_db()
    assert change.state == "withdrawn"


def claimed(clock: Any) -> tuple[Award, Recovery, Person]:
    award, _list, sent = awarded(paid=36_500)
    adopted_revocation(award, clock)
    return on_desk().get(pk=award.pk), Recovery.objects.get(), sent[0].submitted_by


def test_a_recovery_is_read_asked_in_instalments_granted_and_paid(clock: Any) -> None:
    award, claim, person = claimed(clock)
    own, boss = of(person), of(manager())
    mine = f"/area/contributi/{award.pk}/recuperi/{claim.pk}/"
    desk = f"/ufficio/contributi/{award.pk}/recuperi/{claim.pk}/"

    assert own.post(mine, {"count": "99", "reason": "Cassa."}).status_code == 409
    assert own.post(mine, {"count": "2", "reason": "Cassa."}).status_code == 302
    plan = InstalmentPlan.objects.get()
    decision = f"{desk}rate/{plan.pk}/"
    assert of(officer()).get(decision).status_code == 403
    assert "Cassa." in boss.get(decision).content.decode()
    assert boss.post(decision, {"outcome": "granted", "first": ""}).status_code == 409
    assert boss.post(decision, {"outcome": "granted", "first": today()}).status_code == 302
    clock.set(the_clock.now() + timedelta(days=10))
    paid = {"amount": "100.000,00", "received_on": today(), "reference": "CRO 1"}
    refused = boss.post(desk, paid)
    assert refused.status_code == 409
    assert "CRO 1" in refused.content.decode()
    assert "Scaduta il" in boss.get(desk).content.decode()
    assert boss.post(desk, {**paid, "amount": "36.516,00"}).status_code == 302
    assert not Recovery.objects.get().is_open
    words = own.get(mine).content.decode().replace("\xa0", " ")
    assert "36.516,00 €" in words
    assert "16,00 €" in words
    assert own.post(mine, {"count": "2", "reason": "Ancora."}).status_code == 409
    read_by(desk, READERS)


def test_the_day_from_which_interest_runs_is_the_managers(clock: Any) -> None:
    award, claim, _person = claimed(clock)
    address = f"/ufficio/contributi/{award.pk}/recuperi/{claim.pk}/decorrenza/"
    since = localdate(award.granted_at)
    said = {"since": f"{since:%d/%m/%Y}", "reason": "Mala fede."}
    assert of(officer()).post(address, said).status_code == 403

    assert of(manager()).post(address, {**said, "since": "01/01/2019"}).status_code == 409
    assert of(manager()).post(address, said).status_code == 302

    claim.refresh_from_db()
    assert claim.since == since


def test_an_award_is_closed_with_its_reason_and_consent() -> None:
    award, _list, sent = awarded(paid=65_000)
    address = f"/ufficio/contributi/{award.pk}/chiusura/"
    said = {"due": "65.000,00", "reason": "Rendiconto accettato.", "confirmed": "on"}
    boss = of(manager())

    assert boss.post(address, {**said, "confirmed": ""}).status_code == REFUSED
    assert boss.post(address, {**said, "due": "70.000,00"}).status_code == 409
    assert boss.post(address, said).status_code == 302

    assert Closure.objects.get().saved == Decimal(15_000)
    words = of(sent[0].submitted_by).get(f"/area/contributi/{award.pk}/").content.decode()
    assert "Il contributo è chiuso" in words


def test_rates_are_written_by_administrators() -> None:
    admin = of(PersonFactory(roles=[Role.ADMIN]))
    said = {"since": "01/01/2027", "percent": "1,75", "decree": "D.M."}
    address = "/ufficio/saggi-legali/"

    assert "Da verificare" not in admin.get(address).content.decode().split("<form")[0]
    assert admin.post(address, {**said, "since": "01/02/2027"}).status_code == 409
    assert admin.post(address, said).status_code == 302

    assert LegalRate.objects.get().percent == Decimal("1.75")
    assert "Da verificare" in admin.get(address).content.decode()


def test_terms_stand_in_the_calendars(clock: Any) -> None:
    award, _list, sent = awarded(paid=36_500)
    found = started(award)
    person, desk = sent[0].submitted_by, officer()

    assert f"revoca-{found.pk}" in {each.uid for each in terms_of(person)}
    assert f"revoca-ufficio-{found.pk}" in {each.uid for each in terms_of(desk)}
    assert f"revoca-{found.pk}" not in {each.uid for each in terms_of(sent[1].submitted_by)}
    change = project_changes.extend(
        award=on_desk().get(submission=sent[1], state="granted"),
        ends_on=the_clock.today() + timedelta(days=900),
        reason="Tempo.",
        by=sent[1].submitted_by,
    )
    assert f"variazione-{change.pk}" not in {each.uid for each in terms_of(desk)}


def test_what_is_to_be_paid_back_stands_in_the_calendar_until_it_is(clock: Any) -> None:
    _award, claim, person = claimed(clock)
    assert f"restituzione-{claim.pk}-1" in {each.uid for each in terms_of(person)}
    plan = instalments.ask(recovery=claim, count=2, reason="Cassa.", by=person)
    first = the_clock.today()
    instalments.decide(plan=plan, granted=True, first=first, answer="", by=manager())
    recoveries.receive(
        recovery=claim, amount=Decimal(18_250), received_on=first, reference="1", by=officer()
    )

    assert f"restituzione-{claim.pk}-2" in {each.uid for each in terms_of(person)}
    recoveries.receive(
        recovery=claim,
        amount=statement_of(claim, at=first).due,
        received_on=first,
        reference="2",
        by=officer(),
    )
    assert not {each.uid for each in terms_of(person) if each.uid.startswith("restituzione")}


def test_an_act_that_disagrees_is_refused_on_the_desk_of_the_acts(clock: Any) -> None:
    award, _list, _sent = awarded(paid=10_000)
    found = assessed(award, clock)
    act = exit_effects.write_revocation(revocation=found, by=officer())
    Act.objects.filter(pk=act.pk).update(variables={**act.variables, "revoked": "1.00"})
    from tests.factories.exits import rendered_act

    rendered_act(Act.objects.get(pk=act.pk))

    answer = of(manager()).post(f"/ufficio/atti/{act.pk}/adozione/", follow=True)

    assert "dice 1,00" in answer.content.decode().replace("\xa0", " ")
    assert Act.objects.get(pk=act.pk).number is None
