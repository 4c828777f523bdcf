"""Whether an invitation can be answered, a part marked, a text agreed to and sent."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applicants.engine.completeness import Requirement
from applicants.engine.lifecycle import INVITATION
from applicants.enums import InvitationState, RequirementSection
from applicants.labels import sentence
from applicants.labels.invitations import INVITATION_STATES
from applicants.models import Invitation, Partner
from applicants.policies import SubmissionRefused, WritingRefused
from calls.engine.rulebook import Rulebook
from calls.policies import in_words
from wecare.core.lifecycle import StepRefused

MOST_OPEN = 100  # invitations that wait for an answer
MOST_BY_EMAIL = 50  # letters to addresses of strangers that a person has written in a day
MOST_TO_ADDRESS = 3  # of those, to the same address
MOST_AGAIN = 2  # times in a day that an invitation is written again
_OF_THE_GROUP = frozenset({RequirementSection.COSTS, RequirementSection.PARTNERSHIP})


class InvitationRefused(WritingRefused):
    """The invitation cannot be made, answered or taken back so."""


class TextChanged(WritingRefused):
    """The text is another than the one that was read."""


class NotSignedOff(SubmissionRefused):
    """Partners have not agreed to the text that would be sent."""


def check_groups(rules: Rulebook) -> None:
    """The call admits groups.

    :raises WritingRefused: if an application is of one organisation alone.
    """
    if rules.partnership is None:
        raise WritingRefused(_("Questo bando non ammette gruppi: la domanda è di un solo ente."))


def check_step(invitation: Invitation, step: str) -> str:
    """The state to which the step leads.

    :raises InvitationRefused: naming where the invitation stands, and since when.
    """
    try:
        return INVITATION.follow(step, InvitationState(invitation.state)).value
    except StepRefused as refusal:
        at = invitation.closed_at or invitation.answered_at or invitation.invited_at
        label, _tone, _icon = INVITATION_STATES[InvitationState(invitation.state)]
        raise InvitationRefused(
            _("L'invito a %(name)s non si può più cambiare: %(state)s dal %(at)s (ora italiana).")
            % {"name": invitation.name, "state": str(label).lower(), "at": in_words(at)}
        ) from refusal


def check_few_open(waiting: int) -> None:
    """There are not too many invitations without an answer.

    :raises InvitationRefused: naming the limit.
    """
    if waiting >= MOST_OPEN:
        raise InvitationRefused(
            _("Ci sono già %(count)s inviti senza risposta: il massimo è %(most)s. Ritirane uno.")
            % {"count": waiting, "most": MOST_OPEN}
        )


def check_few_letters(*, written: int, to_address: int, address: str) -> None:
    """The portal does not flood mailboxes of strangers: counted over a day, for whoever invites.

    :raises InvitationRefused: naming the limit.
    """
    if written >= MOST_BY_EMAIL:
        raise InvitationRefused(
            _(
                "Nelle ultime 24 ore hai invitato per email %(count)s volte: il massimo è %(most)s. "
                "Riprova domani, o invita con il codice fiscale."
            )
            % {"count": written, "most": MOST_BY_EMAIL}
        )
    if to_address >= MOST_TO_ADDRESS:
        raise InvitationRefused(
            _(
                "Nelle ultime 24 ore hai già scritto %(count)s volte a %(email)s: il massimo è "
                "%(most)s."
            )
            % {"count": to_address, "email": address, "most": MOST_TO_ADDRESS}
        )


def check_few_again(written: int) -> None:
    """Nobody is pressed for an answer: the letters of an invitation are few in a day.

    :raises InvitationRefused: naming the limit.
    """
    if written >= MOST_AGAIN:
        raise InvitationRefused(
            _(
                "Nelle ultime 24 ore si è già scritto di nuovo %(count)s volte per questo invito: il "
                "massimo è %(most)s."
            )
            % {"count": written, "most": MOST_AGAIN}
        )


def check_part_is_whole(requirements: Iterable[Requirement], partner: Partner | None) -> None:
    """Nothing lacks in the part; what is asked of the group as a whole is no part of the lead's.

    :raises WritingRefused: with the count and the first thing that lacks.
    """
    code = None if partner is None else partner.fiscal_code
    lacking = [each for each in requirements if each.blocks and _owes(each, code)]
    if lacking:
        raise WritingRefused(
            ngettext(
                "La parte non è completa: manca %(count)s cosa. La prima: %(first)s",
                "La parte non è completa: mancano %(count)s cose. La prima: %(first)s",
                len(lacking),
            )
            % {"count": len(lacking), "first": sentence(lacking[0].fact)}
        )


def _owes(requirement: Requirement, fiscal_code: str | None) -> bool:
    if requirement.partner is None:
        return fiscal_code is None and requirement.section not in _OF_THE_GROUP
    return requirement.partner.fiscal_code == fiscal_code


def check_text_read(read: str, now: str) -> None:
    """The digest of what was read is that of what stands there now.

    :raises TextChanged: if somebody changed it meanwhile.
    """
    if read != now:
        raise TextChanged(
            _("Il testo è cambiato mentre lo leggevi: non abbiamo registrato nulla. Rileggilo.")
        )


def check_signed_off(rules: Rulebook, lacking: Iterable[Partner]) -> None:
    """Every partner has agreed to the text, where the rules want it.

    :raises NotSignedOff: naming the rule and who lacks.
    """
    group, names = rules.partnership, [each.record.name for each in lacking]
    if group is None or not group.sign_off or not names:
        return
    article = f" ({group.sign_off_article})" if group.sign_off_article else ""
    raise NotSignedOff(
        ngettext(
            "Prima dell'invio ogni partner conferma il testo%(article)s: manca la conferma di "
            "%(names)s. La domanda non è stata inviata.",
            "Prima dell'invio ogni partner conferma il testo%(article)s: mancano le conferme di "
            "%(names)s. La domanda non è stata inviata.",
            len(names),
        )
        % {"article": article, "names": ", ".join(names)}
    )
