"""Whether an application may be printed to be signed, and sent with the signature it has."""

from django.utils.translation import gettext as _

from applicants.enums import SigningState
from applicants.labels.signing import REFUSALS
from applicants.models import SignedFile
from applicants.policies import SubmissionRefused
from applicants.queries.signing import Standing
from calls.engine.rulebook import Rulebook
from wecare.core.errors import DomainError


class SigningRefused(DomainError):
    """The application cannot be printed to be signed, or no signed file is awaited."""


class SignatureRefused(DomainError):
    """A file came back and its signature does not hold; carries the evidence that was kept."""

    http_status = 422

    def __init__(self, signed_file: SignedFile) -> None:
        sentence = _("%(reason)s Il tentativo è registrato con il numero %(reference)s.")
        super().__init__(
            sentence % {"reason": signed_file.reason, "reference": signed_file.reference}
        )
        self.signed_file = signed_file


class SignatureMissing(SubmissionRefused):
    """The call asks for a signed document and there is none that counts."""

    http_status = 422


def check_asked(standing: Standing) -> None:
    """The call has to do with signatures.

    :raises SigningRefused: if whoever sends signs by having logged in.
    """
    if not standing.asked:
        raise SigningRefused(
            _("Questo bando non chiede una firma digitale: basta l'accesso di chi invia.")
        )


def check_awaits_file(standing: Standing) -> None:
    """A printed copy is there, and the draft still says what it says.

    :raises SigningRefused: naming what to do first.
    """
    check_asked(standing)
    if standing.copy is None or not standing.copy.document.is_rendered:
        raise SigningRefused(
            _("Il PDF da firmare non è ancora pronto: prima preparalo e scaricalo.")
        )
    if standing.state is SigningState.CHANGED:
        raise SigningRefused(
            _(
                "La domanda è cambiata dopo la preparazione del PDF: prepara di nuovo il documento, "
                "scaricalo e firma quello."
            )
        )


def check_signed(standing: Standing, rules: Rulebook) -> None:
    """What the call asks to be signed is signed.

    :raises SignatureMissing: naming what lacks and where to do it.
    """
    if standing.good is not None or not standing.asked or standing.optional:
        return
    article = rules.terms.signature_article
    raise SignatureMissing(
        str(REFUSALS[standing.state]) % {"article": f" ({article})" if article else ""}
    )
