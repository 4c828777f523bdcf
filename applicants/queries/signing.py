"""How far the signature of a draft has come: what was printed, what came back, whether it counts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from applicants.engine.display import without_hidden
from applicants.engine.signing import signature_stands, signing_state
from applicants.enums import SigningState
from applicants.models import Application, SignedFile, SigningCopy
from applicants.queries.applications import content_of
from applicants.queries.signers import signers_of
from calls.engine.rulebook import Rulebook
from calls.enums import SignaturePolicy
from wecare.core import scanning
from wecare.core.digests import digest
from wecare.core.enums import ScanState


@dataclass(frozen=True, slots=True)
class Standing:
    """Policy, state, the last printed copy, the accepted file that counts, those refused or in quarantine."""

    policy: SignaturePolicy
    state: SigningState
    copy: SigningCopy | None = None
    signed: SignedFile | None = None
    refused: list[SignedFile] = field(default_factory=list)
    blocked: list[SignedFile] = field(default_factory=list)

    @property
    def asked(self) -> bool:
        """Whether the call has anything to do with signatures."""
        return self.state is not SigningState.NOT_ASKED

    @property
    def optional(self) -> bool:
        """Whether one may also send without."""
        return self.policy is not SignaturePolicy.SIGNED_FILE

    @property
    def good(self) -> SignedFile | None:
        """The signed file with which the application would be sent now."""
        return self.signed if self.state is SigningState.SIGNED else None


def policy_of(rules: Rulebook) -> SignaturePolicy:
    """What the call asks for; strong identification where it says nothing."""
    return rules.terms.signature or SignaturePolicy.IDENTITY


def content_to_sign(application: Application, rules: Rulebook, *, at: datetime) -> dict[str, Any]:
    """What the application would send at this instant."""
    return without_hidden(rules, content_of(application, rules, at=at))


def last_copy(application: Application) -> SigningCopy | None:
    """The last copy printed to be signed in the phase in which the application is."""
    copies = SigningCopy.objects.filter(application=application, phase=application.phase)
    copies = copies.select_related("document__file")
    return copies.defer("content", "document__context").order_by("-number").first()


def standing_of(
    application: Application, rules: Rulebook, *, at: datetime, content_digest: str = ""
) -> Standing:
    """How the signature stands at the instant; `content_digest` if the content was just read."""
    policy = policy_of(rules)
    if policy is SignaturePolicy.IDENTITY:
        return Standing(policy, SigningState.NOT_ASKED)
    copy = last_copy(application)
    if copy is None:
        return Standing(policy, SigningState.TO_PRINT)
    files, blocked = _apart(_files_of(copy))
    signed = accepted_of(files)
    state = signing_state(
        same_content=copy.content_digest
        == (content_digest or digest(content_to_sign(application, rules, at=at))),
        signed=signed is not None,
        stands=signed is not None
        and signature_stands(signed.report, signers=signers_of(application), at=at),
    )
    refused = [each for each in files if not each.accepted]
    return Standing(policy, state, copy, signed, refused, blocked)


def accepted_of(files: Iterable[SignedFile]) -> SignedFile | None:
    """The last accepted file, among files from the last to the first.

    The same bytes verified again and refused since do not count any more.
    """
    refused: set[str] = set()
    for each in files:
        if each.accepted and each.file_id not in refused:
            return each
        refused.add(each.file_id)
    return None


def _files_of(copy: SigningCopy) -> list[SignedFile]:
    """What came back of the copy, the last first."""
    files = SignedFile.objects.filter(copy=copy).select_related("file", "uploaded_by")
    found = list(files.order_by("-pk"))
    for each in found:
        each.copy = copy
    return found


def _apart(files: list[SignedFile]) -> tuple[list[SignedFile], list[SignedFile]]:
    """Those that the scanner did not stop, and those in quarantine: they count no more."""
    scans = scanning.states_of(each.file_id for each in files)
    stopped = {key for key, scan in scans.items() if scan.state == ScanState.QUARANTINED}
    free = [each for each in files if each.file_id not in stopped]
    return free, [each for each in files if each.file_id in stopped]
