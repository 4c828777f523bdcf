"""Invented organisations with codes that pass their checks, and files to attach."""

import io
from random import Random

import pikepdf
from stdnum import luhn

from applicants.actions import organisations
from applicants.models import Organisation
from calls.enums import OrganisationKind
from wecare.accounts.models import Person

PLACES = (
    ("Torino", "TO"), ("Cuneo", "CN"), ("Novara", "NO"), ("Asti", "AT"), ("Alessandria", "AL"),
    ("Biella", "BI"), ("Vercelli", "VC"), ("Verbania", "VB"), ("Pinerolo", "TO"), ("Ivrea", "TO"),
    ("Bra", "CN"), ("Casale Monferrato", "AL"),
)  # fmt: skip
GREEK = (
    "Alfa", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta", "Iota", "Kappa", "Lambda",
    "Mi", "Ni", "Xi", "Omicron", "Pi", "Rho", "Sigma", "Tau", "Ypsilon", "Phi", "Chi", "Psi", "Omega",
)  # fmt: skip
FORMS = {
    OrganisationKind.SOCIAL_COOPERATIVE: "Cooperativa sociale",
    OrganisationKind.ETS_APS: "Associazione",
    OrganisationKind.SOCIAL_ENTERPRISE: "Impresa sociale",
    OrganisationKind.FOUNDATION: "Fondazione",
    OrganisationKind.SMALL_FIRM: "Officine",
    OrganisationKind.MEDIUM_FIRM: "Manifattura",
}
THIRD_SECTOR = (
    OrganisationKind.SOCIAL_COOPERATIVE,
    OrganisationKind.ETS_APS,
    OrganisationKind.SOCIAL_ENTERPRISE,
)
FIRMS = (OrganisationKind.SMALL_FIRM, OrganisationKind.MEDIUM_FIRM)


def found(*, number: int, kind: OrganisationKind, chance: Random, actor: Person) -> Organisation:
    """Enter the organisation with this serial number; its fiscal code follows from the number."""
    municipality, province = PLACES[chance.randrange(len(PLACES))]
    letter = GREEK[number % len(GREEK)]
    name = f"{FORMS[kind]} {letter}" + (
        f" {number // len(GREEK) + 1}" if number >= len(GREEK) else ""
    )
    code = fiscal_code(number)
    return organisations.create(
        fiscal_code=code,
        vat_number=code,
        name=name,
        particulars=organisations.Particulars(
            kind=kind,
            seat_municipality=municipality,
            seat_province=province,
            email=f"ente{number}@wecare.example",
        ),
        actor=actor,
        demonstration=True,
    )


def fiscal_code(number: int) -> str:
    """An eleven-digit code with the right check digit (office code 001)."""
    body = f"{9_000_000 + number:07d}001"
    return body + luhn.calc_check_digit(body)


def sheet() -> bytes:
    """A small PDF to attach: one empty page."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    target = io.BytesIO()
    document.save(target, deterministic_id=True)
    return target.getvalue()
