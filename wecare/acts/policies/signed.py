"""Whether a signed file, or an attestation, may come back for an act."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from wecare.acts.enums import ActState
from wecare.acts.models import IN_FORCE, Act, SignedAct
from wecare.acts.policies import ActRefused
from wecare.core.signature_labels import problem_sentence
from wecare.core.signatures.facts import Problem


class SignedActRefused(ActRefused):
    """The file is not the signed act; it is kept with its report, under its reference."""

    http_status = 422

    def __init__(self, signed: SignedAct) -> None:
        self.signed = signed
        super().__init__(
            _("%(reason)s Il controllo è conservato con il riferimento %(reference)s.")
            % {"reason": signed.reason, "reference": signed.reference}
        )


def check_awaits_signature(act: Act, accepted: SignedAct | None) -> None:
    """Look whether a signed file or an attestation may come back now.

    :raises ActRefused: if the act is not adopted here, its PDF is not printed, or it has one.
    """
    if act.external or act.state not in IN_FORCE:
        raise ActRefused(
            _("Il file firmato si deposita dopo l'adozione, per gli atti del portale.")
        )
    if act.document is None or act.document.file is None:
        raise ActRefused(
            _("Il PDF dell'atto %(act)s non è ancora pronto da firmare.") % {"act": act}
        )
    if accepted is not None:
        said = (
            _("L'atto %(act)s ha già la conformità attestata (%(reference)s).")
            if accepted.is_attested
            else _("L'atto %(act)s ha già il suo file firmato (%(reference)s).")
        )
        raise ActRefused(said % {"act": act, "reference": accepted.reference})


def check_knows_the_signer(act: Act) -> str:
    """The fiscal code of whoever adopted the act, which the certificate has to bear.

    :raises ActRefused: if the portal does not know it.
    """
    code: str = (act.adopted_by.fiscal_code or "") if act.adopted_by else ""
    if not code:
        raise ActRefused(
            _(
                "Nel portale manca il codice fiscale di %(who)s, che ha adottato l'atto: senza non "
                "possiamo sapere se la firma è la sua. Lo scrive un amministratore."
            )
            % {"who": act.adopted_by}
        )
    return code


def check_has_its_signature(act: Act, accepted: SignedAct | None) -> None:
    """Look whether the act has what its chain asks for before it is published.

    :raises ActRefused: if the signed file is missing.
    """
    if act.state == ActState.ADOPTED and act.chain and act.chain.signature and accepted is None:
        raise ActRefused(
            _(
                "L'atto %(act)s si pubblica con il suo file firmato: depositalo, oppure attesta la "
                "conformità."
            )
            % {"act": act}
        )


def refusal_of(report: Mapping[str, Any], act: Act) -> str:
    """What is wrong with a file that should be the signed act; blank if nothing is."""
    values = report["values"]
    if report["problem"] == Problem.OTHER_PERSON:
        return _(
            "Il documento è firmato da %(signers)s. Deve firmarlo %(adopter)s, che ha adottato "
            "l'atto."
        ) % {"signers": values.get("signers", "?"), "adopter": act.adopted_by}
    if report["problem"] == Problem.OTHER_CONTENT:
        return _(
            "Il documento firmato non è il PDF dell'atto %(act)s: forse è la prova, un altro atto, "
            "o è stato salvato di nuovo prima della firma. Scarica il PDF da questa pagina e "
            "firmalo senza aprirlo con altri programmi; se il tuo programma di firma riscrive il "
            "PDF, scegli il formato CAdES (.p7m)."
        ) % {"act": act}
    if report["problem"] == Problem.EXPIRED:
        return _(
            "Il certificato di %(signer)s non era valido al momento del controllo: rinnova il "
            "certificato e firma di nuovo, oppure attesta la conformità."
        ) % {"signer": values.get("signer") or "?"}
    return problem_sentence(report)
