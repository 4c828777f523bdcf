"""An application written as a snapshot says, by the portal's own actions."""

from applicants.actions import applications, attachments, headings, partnerships
from applicants.actions.organisations import Particulars
from applicants.engine.eligibility import Profile
from applicants.engine.snapshot import Member, Snapshot
from applicants.models import Application, Partner
from calls.models import Call, District, ManagingBody
from tests.factories.accounts import PersonFactory
from tests.factories.applicants import a_fiscal_code, a_pdf, an_organisation, fresh
from tests.fixtures.scenes import scene


def _particulars(profile: Profile) -> Particulars:
    assert profile.kind is not None
    return Particulars(
        kind=profile.kind,
        seat_municipality=profile.municipality or "",
        seat_province=profile.province or "",
        size=profile.size.value if profile.size else "",
        nonprofit=profile.nonprofit,
        registers=None if profile.registers is None else tuple(sorted(profile.registers)),
        pec="ente@pec.esempio.it",
    )


def known_districts(said: Snapshot) -> None:
    """The Distretti of a project, managed by whom it says; those there are stay as they are."""
    for covered in said.districts:
        district, _made = District.objects.get_or_create(
            code=covered.code, defaults={"name": covered.title}
        )
        for body in covered.bodies:
            ManagingBody.objects.get_or_create(
                district=district, name=body.name, fiscal_code=body.fiscal_code
            )


@scene
def filed(call: Call, said: Snapshot) -> Application:
    """An application in draft in which everything is written that the snapshot says."""
    actor = PersonFactory()
    known_districts(said)
    lead = _values(said.organisation)
    organisation = an_organisation(
        actor, fiscal_code=said.fiscal_code or a_fiscal_code(), name=said.name or "Ente", **lead
    )
    application = applications.start(
        call=call, organisation=organisation, actor=actor, title=said.title, lot=said.lot
    )
    application = headings.save_heading(
        application=application,
        title=said.title,
        lot=said.lot,
        aid_form=said.aid_form,
        months=said.months,
        starts_on=said.starts_on,
        base_version=application.version,
        actor=actor,
    )
    applications.save_answers(
        application=application,
        answers={key: (value, 0) for key, value in said.answers.items()},
        actor=actor,
    )
    if said.costs:
        applications.save_costs(
            application=application,
            costs=said.costs,
            own_funding=said.own_funding,
            own_in_kind=said.own_in_kind,
            base_version=application.version,
            actor=actor,
        )
    _attached(application, said.attachments)
    for member in said.partners:
        _joined(application, member)
    if said.districts:
        codes = [each.code for each in said.districts]
        partnerships.choose_districts(application=application, codes=codes, actor=actor)
    return fresh(application)


def _values(profile: Profile) -> dict[str, object]:
    said = _particulars(profile)
    return {name: getattr(said, name) for name in Particulars.__slots__}


def _joined(application: Application, member: Member) -> None:
    actor = application.created_by
    partner = partnerships.add(
        application=application,
        fiscal_code=member.fiscal_code,
        name=member.name,
        particulars=_particulars(member.profile),
        actor=actor,
    )
    applications.save_answers(
        application=application,
        answers={key: (value, 0) for key, value in member.answers.items()},
        actor=actor,
        partner=partner,
    )
    _attached(application, member.attachments, partner)


def _attached(
    application: Application, requirements: frozenset[str], partner: Partner | None = None
) -> None:
    for requirement in sorted(requirements):
        attachments.attach(
            application=application,
            requirement=requirement,
            filename=f"{requirement}.pdf",
            content=a_pdf(),
            actor=application.created_by,
            partner=partner,
        )
