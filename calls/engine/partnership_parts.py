"""Read what a draft says of groups, of how often one takes part, and of who leads on condition."""

from calls.engine.access_parts import access, chosen
from calls.engine.partnership import Cap, CompulsoryPartner, LeadCondition, Partnership
from calls.engine.reading import Draft, Part
from calls.enums import CapRole, EditorSection, OrganisationKind

MOST_PARTNERS = 100
MOST_APPLICATIONS = 100


def partnership(
    draft: Draft,
) -> tuple[Partnership | None, tuple[Cap, ...], tuple[LeadCondition, ...]]:
    """The group, if the call admits one, the caps, and the conditions on who leads."""
    part = draft.part(EditorSection.PARTNERSHIP)
    is_open = part.flag("groups", default=False)
    read = Partnership(
        minimum=part.count("minimum", low=0, high=MOST_PARTNERS) or 0,
        maximum=part.count("maximum", low=1, high=MOST_PARTNERS),
        count_article=part.text("count_article"),
        kinds=chosen(part, "kinds", OrganisationKind),
        kinds_article=part.text("kinds_article"),
        access=access(part),
        sign_off=part.flag("sign_off", default=False),
        sign_off_article=part.text("sign_off_article"),
        compulsory=tuple(_compulsory(each) for each in part.parts("compulsory", required=False)),
    )
    caps = tuple(_cap(each) for each in part.parts("caps", required=False))
    conditions = tuple(_condition(each) for each in part.parts("conditions", required=False))
    part.finish()
    return (read if is_open else None), caps, conditions


def _compulsory(part: Part) -> CompulsoryPartner:
    found = CompulsoryPartner(
        kinds=_kinds(part),
        least=part.count("least", low=1, high=MOST_PARTNERS) or 1,
        article=part.text("article"),
    )
    part.finish()
    return found


def _cap(part: Part) -> Cap:
    most = part.count("most", low=1, high=MOST_APPLICATIONS)
    if most is None:
        part.note("lacks", what_field="most")
    found = Cap(
        role=part.choice("role", CapRole, CapRole.ANY),
        most=most or 1,
        kinds=chosen(part, "kinds", OrganisationKind),
        article=part.text("article"),
    )
    part.finish()
    return found


def _condition(part: Part) -> LeadCondition:
    question, answers = part.text("question"), part.words("answers")
    found = LeadCondition(
        kinds=_kinds(part),
        in_group=part.flag("in_group", default=False),
        question=question,
        answers=answers if question else (),
        article=part.text("article"),
    )
    part.finish()
    return found


def _kinds(part: Part) -> tuple[OrganisationKind, ...]:
    if not part.words("kinds"):
        part.note("lacks", what_field="kinds")
    return chosen(part, "kinds", OrganisationKind)
