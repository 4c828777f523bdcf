"""What comes back to the mailboxes is kept whole, tied to its letter, and moves what it proves."""

import structlog
from django.conf import settings
from django.db import transaction

from wecare.core import clock, events, store
from wecare.core.models import StoredFile
from wecare.notices.actions import imap, sending
from wecare.notices.engine import receipts
from wecare.notices.engine.receipts import ReceiptFacts
from wecare.notices.enums import Channel, DeliveryState, ReceiptKind
from wecare.notices.models import Letter, Mailbox, Receipt

MEDIA_TYPE = "message/rfc822"
PEC = "pec"  # the mailbox in which certified receipts are believed
_REFERENCE = 200
_log = structlog.get_logger()


def read_mailbox(name: str) -> int:
    """Take in what came to the mailbox since the last time; tells how many messages that were.

    Each message is a transaction with the place where it stood, so whoever stops half-way goes on from
    there; a message that comes twice is the same receipt. Without an address nothing is read.
    """
    address: str = settings.MAILBOXES[name]
    if not address:
        return 0
    mailbox, _new = Mailbox.objects.get_or_create(name=name)
    read = 0
    try:
        found = imap.messages_after(address, validity=mailbox.validity, last=mailbox.last)
        for validity, number, content in found:
            take_in(mailbox=mailbox, validity=validity, number=number, content=content)
            read += 1
    except OSError as problem:
        _log.warning("mailbox.not_read", mailbox=name, read=read, problem=str(problem)[:300])
    else:
        Mailbox.objects.filter(pk=mailbox.pk).update(read_at=clock.now())
    return read


@transaction.atomic
def take_in(*, mailbox: Mailbox, validity: int, number: int, content: bytes) -> Receipt | None:
    """Keep the receipt that the message is, if it is one, and remember that it was read."""
    row = _locked(mailbox)
    facts = receipts.read(content)
    is_certified = facts is not None and facts.kind is not ReceiptKind.BOUNCE
    if facts is not None and is_certified and row.name != PEC:
        facts = None  # whoever writes to the ordinary mailbox proves nothing
    kept = None if facts is None else _keep(facts, content)
    if validity != row.validity or number > row.last:
        row.validity, row.last = validity, number
        row.save(update_fields=["validity", "last"])
    return kept


def _keep(facts: ReceiptFacts, content: bytes) -> Receipt:
    file = store.put(content, media_type=MEDIA_TYPE)
    known = Receipt.objects.filter(file=file).first()
    if known is not None:
        return known
    letter = _letter_of(facts)
    receipt = _added(facts, file, letter)
    if letter is not None and facts.is_sound:
        _move(letter, receipt)
    events.record(
        "receipt.kept",
        subject=receipt,
        actor=None,
        kind=receipt.kind,
        letter=None if letter is None else letter.pk,
        digest=file.digest,
        sound=receipt.is_sound,
    )
    return receipt


def _added(facts: ReceiptFacts, file: StoredFile, letter: Letter | None) -> Receipt:
    return Receipt.objects.create(
        letter=letter,
        kind=facts.kind.value,
        reference=facts.reference[:_REFERENCE],
        identifier=facts.identifier,
        at=facts.at,
        reason=facts.reason,
        is_sound=facts.is_sound,
        file=file,
        received_at=clock.now(),
    )


def _letter_of(facts: ReceiptFacts) -> Letter | None:
    """The letter, locked. Certified receipts speak of letters by PEC, bounces of any."""
    found = Letter.objects.select_for_update(of=("self",)).filter(reference=facts.reference)
    if facts.identifier or facts.kind not in {ReceiptKind.BOUNCE, ReceiptKind.WARNING}:
        found = found.filter(channel=Channel.PEC.value)
    return found.first()


def _move(letter: Letter, receipt: Receipt) -> None:
    kind = ReceiptKind(receipt.kind)
    if receipts.proves_it_left(kind):
        sending.left_by_receipt(letter)
    state = DeliveryState(letter.delivery)
    after = receipts.state_after(state, kind)
    if after is state:
        return
    letter.delivery = after.value
    letter.delivery_at = receipt.at or receipt.received_at
    letter.delivery_reason = receipt.reason
    letter.save(update_fields=["delivery", "delivery_at", "delivery_reason"])


def _locked(mailbox: Mailbox) -> Mailbox:
    return Mailbox.objects.select_for_update(of=("self",)).get(pk=mailbox.pk)
