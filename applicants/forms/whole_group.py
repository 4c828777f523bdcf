"""What a call asks of groups and of Distretti, and who fills what, as plain values."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from applicants.forms.partnership import DistrictsForm, PartnerForm
from applicants.forms.told import Values, fields_of
from calls.engine.asking import AttachmentRule, Section
from calls.engine.rulebook import Rulebook
from calls.enums import Filler, Signer
from calls.labels import ORGANISATION_KINDS
from calls.labels.groups import FILLERS, SIGNERS
from calls.labels.participation import Said, districts_said, group_said, partners_said


def group_asked(rules: Rulebook) -> Values:
    """Who takes part together; what each partner says and is asked, where there may be partners."""
    group = rules.partnership
    if group is None:
        return {"said": _sentences(group_said(rules)), "fields": [], "asked": []}
    form = PartnerForm()
    first = form.first_fields()
    fields = sorted(
        fields_of(form),
        key=lambda each: first.index(each["code"]) if each["code"] in first else len(first),
    )
    for each in fields:
        if each["code"] == "kind" and group.kinds:
            each["choices"] = [str(ORGANISATION_KINDS[kind]) for kind in group.kinds]
    return {
        "said": _sentences(group_said(rules)),
        "fields": fields,
        "asked": _sentences(partners_said(group)),
    }


def districts_asked(rules: Rulebook) -> Values:
    """The Distretti, where the call asks for them."""
    asked = rules.districts
    if asked is None:
        return {"said": [], "fields": []}
    choices = [each.title for each in asked.grants]
    fields = [each | {"choices": choices, "required": True} for each in _districts()]
    return {"said": _sentences(districts_said(asked)), "fields": fields}


def whose(part: Section | AttachmentRule, rules: Rulebook) -> list[str]:
    """In which phase a part is filled, by whom, and who signs it, where it is not as usual."""
    found = []
    if rules.phases and part.phase:
        found.append(_("Fase %(n)s") % {"n": part.phase})
    if rules.partnership is not None and part.filled_by is not Filler.LEAD:
        found.append(_("Riguarda: %(who)s") % {"who": FILLERS[part.filled_by]})
    if isinstance(part, AttachmentRule) and part.signed_by is not Signer.NOBODY:
        found.append(_("Firma: %(who)s") % {"who": SIGNERS[part.signed_by]})
    return found


def _districts() -> Iterable[dict[str, Any]]:
    return fields_of(DistrictsForm(districts=[]))


def _sentences(said: Iterable[Said]) -> list[Values]:
    return [{"sentence": sentence, "article": article} for sentence, article in said]
