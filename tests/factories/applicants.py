"""Those who apply, for tests: everything is written by the portal's own actions."""

import io
from collections.abc import Mapping
from decimal import Decimal
from itertools import count
from typing import Any

import pikepdf
from stdnum import luhn

from applicants.actions import (
    applications,
    attachments,
    organisations,
    submissions,
    withdrawals,
)
from applicants.models import Application, Organisation, Submission, Withdrawal
from applicants.queries.applications import answers_of
from calls.enums import OrganisationKind
from calls.models import Call
from tests.factories.accounts import PersonFactory
from tests.fixtures.scenes import scene
from wecare.accounts.models import Person

COSTS = {"prepare": "10000.00", "work": "80000.00", "spread": "10000.00"}
_numbers = count(1)


def a_fiscal_code(number: int | None = None) -> str:
    """A fiscal code of a body, right to its last digit."""
    body = f"{next(_numbers) if number is None else number:07d}001"
    return body + str(luhn.calc_check_digit(body))


def a_key() -> str:
    """What the sending page carries."""
    return f"test-page-key-{next(_numbers):08d}"


@scene
def an_organisation(actor: Person | None = None, **values: Any) -> Organisation:
    """An organisation; `actor` acts for it."""
    given = {
        "fiscal_code": a_fiscal_code(),
        "vat_number": "",
        "name": f"Associazione numero {next(_numbers)}",
        "kind": OrganisationKind.ETS_APS,
        "seat_municipality": "Cuneo",
        "seat_province": "CN",
        "email": "",
        "pec": "ente@pec.esempio.it",
    }
    said = given | values
    codes = {name: said.pop(name) for name in ("fiscal_code", "vat_number", "name")}
    return organisations.create(
        **codes, particulars=organisations.Particulars(**said), actor=actor or PersonFactory()
    )


@scene
def a_draft(call: Call, *, actor: Person | None = None, **values: Any) -> Application:
    """An application in draft in which nothing is answered yet."""
    actor = actor or PersonFactory()
    organisation = values.pop("organisation", None) or an_organisation(actor)
    given = {"title": "Una casa per tutti", "lot": "T"} | values
    return applications.start(call=call, organisation=organisation, actor=actor, **given)


@scene
def answered(application: Application, **answers: Any) -> Application:
    """The application with these answers saved over those there are."""
    stored = answers_of(application)
    applications.save_answers(
        application=application,
        answers={
            key: (value, stored[key].version if key in stored else 0)
            for key, value in answers.items()
        },
        actor=application.created_by,
    )
    return fresh(application)


@scene
def costed(
    application: Application, costs: Mapping[str, str] | None = None, own: str = "20000.00"
) -> Application:
    """The application with costs and own funding."""
    return applications.save_costs(
        application=application,
        costs={code: Decimal(amount) for code, amount in (costs or COSTS).items()},
        own_funding=Decimal(own),
        base_version=application.version,
        actor=application.created_by,
    )


@scene
def with_file(
    application: Application, requirement: str = "deed", *, filename: str = "atto.pdf"
) -> Application:
    """The application with a file in one place."""
    attachments.attach(
        application=application,
        requirement=requirement,
        filename=filename,
        content=a_pdf(),
        actor=application.created_by,
    )
    return application


@scene
def complete(call: Call, *, actor: Person | None = None, **values: Any) -> Application:
    """An application that can be sent."""
    answers = values.pop("answers", {"need": "Case per tutti"})
    return with_file(costed(answered(a_draft(call, actor=actor, **values), **answers)))


@scene
def sent(application: Application, *, key: str = "", rules_version: int = 0) -> Submission:
    """The application, sent by somebody who has read the rules in force unless it is said which."""
    read = rules_version or application.call.rulebooks.latest("version").version
    return submissions.send(
        application=application,
        idempotency_key=key or a_key(),
        rules_version=read,
        actor=application.created_by,
    )


@scene
def withdrawn(submission: Submission, reason: str = "") -> Withdrawal:
    """The version, taken back by whoever sent it."""
    return withdrawals.withdraw(
        application=submission.application,
        version=submission.version,
        reason=reason,
        actor=submission.submitted_by,
    )


@scene
def resumed(application: Application) -> Application:
    """The withdrawn application, a draft again."""
    return withdrawals.resume(application=application, actor=application.created_by)


def fresh(application: Application) -> Application:
    """The application as the database has it."""
    return Application.objects.select_related("created_by", "call").get(pk=application.pk)


def a_pdf(*, encryption: pikepdf.Encryption | None = None, **catalogue: Any) -> bytes:
    """A PDF of one empty page, with these entries in its catalogue."""
    with pikepdf.new() as document:
        document.add_blank_page()
        for name, value in catalogue.items():
            document.Root[f"/{name}"] = value
        return saved(document, encryption=encryption)


def saved(document: pikepdf.Pdf, **options: Any) -> bytes:
    """The bytes of a PDF."""
    output = io.BytesIO()
    document.save(output, **{key: value for key, value in options.items() if value is not None})
    return output.getvalue()
