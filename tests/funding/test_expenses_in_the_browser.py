"""Expense reports in a real browser: every page wide and narrow, and lines decided with the keyboard."""

import os
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from funding.actions import results
from funding.actions.expenses import checks as expense_checks
from funding.actions.expenses import imports as expense_imports
from funding.actions.expenses import reports as expense_reports
from funding.actions.expenses.checks import Verdict
from funding.engine.results import HalfYear
from funding.enums import LineState
from funding.models import ExpenseLine
from funding.resources.expenses import rows_in
from tests.calls.views.test_calls_in_the_browser import enter, look
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import an_organisation
from tests.factories.evaluation import officer
from tests.factories.expenses import (
    a_document,
    a_granted_project,
    a_line,
    a_report,
    with_its_file,
    writer_of,
)
from wecare.accounts.enums import Role
from wecare.core import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NewPage = Callable[..., Any]
Axe = Callable[[Any], list[str]]


def test_a_report_is_written_and_its_lines_decided_with_keys(new_page: NewPage, axe: Axe) -> None:
    award = a_granted_project(partners=[an_organisation(name="Cooperativa Gamma")])
    report = a_report(award)
    document = with_its_file(a_document(report, total=Decimal("5000.00"), vat=Decimal(0)))
    for amount in ("1000.00", "2000.00", "1500.50"):
        a_line(document, amount)
    bare = a_document(report)
    job = expense_imports.start(
        report=report,
        filename="spese.csv",
        content=b"tipo;numero;data;emittente;codice_emittente;totale;voce;importo\nx;1;2;;3;4;5;6\n",
        rows=1,
        actor=writer_of(award),
    )
    expense_imports.carry_on(job=job, read=rows_in)
    indicator = results.add_indicator(
        call=award.decree.ranked_list.call,
        code="P1",
        title="Persone seguite",
        unit="persone",
        counts_people=True,
        by=officer(),
    )
    half = HalfYear.of(clock.today())
    values = {indicator.pk: Decimal(12)}
    results.save(award=award, half_year=half, values=values, actor=writer_of(award))
    lead = enter(new_page(), writer_of(award))
    own = reverse("funding:own_report", args=[award.pk, 1])
    for name, address in (
        ("own_award", reverse("funding:own_award", args=[award.pk])),
        ("own_reports", reverse("funding:own_reports")),
        ("own_report", own),
        ("new_document", f"{own}documenti/nuovo/"),
        ("document", f"{own}documenti/{document.pk}/"),
        ("sending", f"{own}invio/"),
        ("import_new", f"{own}importazioni/"),
        ("import", f"{own}importazioni/{job.pk}/"),
        ("period", f"{own}periodo/"),
        ("results", reverse("funding:own_results", args=[award.pk])),
        ("half_year", reverse("funding:own_half_year", args=[award.pk, half])),
    ):
        look(lead, axe, address)
        _shot(lead, name)
    bare.delete()
    report = expense_reports.send(report=report, actor=writer_of(award))
    expense_checks.draw(report=report, share=Decimal("50.00"), by=officer())

    desk = enter(new_page(), PersonFactory(roles=[Role.OFFICER]))
    check = reverse("funding:report_check", args=[award.pk, 1])
    _first, second, third = ExpenseLine.objects.order_by("pk")
    desk.goto(check)
    desk.get_by_role("button", name="Controlla con la tastiera").click()
    desk.keyboard.press("j")
    desk.keyboard.press("k")
    desk.keyboard.press("a")
    desk.wait_for_url(lambda url: f"#riga-{second.pk}" in url)
    desk.locator(f"#riga-{second.pk}:focus").wait_for()
    desk.keyboard.press("r")
    desk.wait_for_url(lambda url: f"/righe/{second.pk}/" in url)
    desk.fill("[name=reason]", "Non è del progetto.")
    _shot(desk, "decision")
    desk.get_by_role("button", name="Salva l'esito").click()
    desk.wait_for_url(lambda url: f"#riga-{third.pk}" in url)
    found = ExpenseLine.objects.order_by("pk").values_list("state", flat=True)
    assert list(found) == ["accepted", "refused", "to_check"]

    expense_checks.decide(line=third, verdict=Verdict(LineState.ACCEPTED), version=0, by=officer())
    for name, address in (
        ("check", check),
        ("line", f"{check}righe/{second.pk}/"),
        ("award", reverse("funding:award", args=[award.pk])),
        ("visits", reverse("funding:visits", args=[award.pk])),
        ("desk_results", reverse("funding:results", args=[award.pk])),
        ("indicators", reverse("funding:indicators", args=[award.decree.ranked_list.call.code])),
    ):
        look(desk, axe, address)
        _shot(desk, name)
    expense_checks.conclude(report=report, by=officer())
    results.confirm(award=award, half_year=half, by=officer())
    boss = enter(new_page(), PersonFactory(roles=[Role.MANAGER]))
    look(boss, axe, f"{check}chiusura/")
    _shot(boss, "closing")
    public = reverse("funding:public_results", args=[award.decree.ranked_list.call.code])
    look(boss, axe, public)
    _shot(boss, "public")


def _shot(page: Any, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
