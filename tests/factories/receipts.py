"""Receipts of the PEC as a provider writes them, and bounces of plain e-mail, for tests."""

from email.message import EmailMessage
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from itertools import count

_numbers = count(1)
DATICERT = """<?xml version="1.0" encoding="UTF-8"?>
<postacert tipo="{kind}" errore="{error}">
    <intestazione>
        <mittente>wecare@pec.wecare.example</mittente>
        <destinatari tipo="certificato">ente@pec.esempio.it</destinatari>
        <risposte>wecare@pec.wecare.example</risposte>
        <oggetto>Comunicazione</oggetto>
    </intestazione>
    <dati>
        <gestore-emittente>GESTORE DIMOSTRATIVO S.P.A.</gestore-emittente>
        <data zona="{zone}">
            <giorno>{day}</giorno>
            <ora>{hour}</ora>
        </data>
        <identificativo>{identifier}</identificativo>
        <msgid>{msgid}</msgid>
        {more}
    </dati>
</postacert>
"""


def daticert(
    kind: str,
    message_id: str,
    *,
    error: str = "nessuno",
    long_error: str = "",
    day: str = "24/11/2026",
    hour: str = "10:15:30",
    zone: str = "+0100",
    identifier: str = "",
) -> str:
    """The certified data of a receipt."""
    told = message_id.replace("<", "&lt;").replace(">", "&gt;")
    more = f"<errore-esteso>{long_error}</errore-esteso>" if long_error else ""
    return DATICERT.format(
        kind=kind,
        error=error,
        msgid=told,
        day=day,
        hour=hour,
        zone=zone,
        identifier=identifier or f"opec2101.{next(_numbers):05d}@pec.esempio.it",
        more=more,
    )


def a_receipt(
    kind: str, message_id: str, *, xml: str | None = None, head: str | None = None, **data: str
) -> bytes:
    """A receipt: its head, words for people, `daticert.xml`; signed in the way providers sign."""
    body = MIMEMultipart("mixed")
    body.attach(MIMEText("Ricevuta: il messaggio è stato trattato.", "plain", "utf-8"))
    part = MIMEBase("application", "xml")
    content = daticert(kind, message_id, **data) if xml is None else xml
    part.set_payload(content)
    part.add_header("Content-Disposition", "inline", filename="daticert.xml")
    body.attach(part)
    signature = MIMEBase("application", "x-pkcs7-signature")
    signature.set_payload("ZGltb3N0cmF0aXZh")
    signature.add_header("Content-Disposition", "attachment", filename="smime.p7s")
    message = MIMEMultipart("signed", protocol="application/x-pkcs7-signature")
    message.attach(body)
    message.attach(signature)
    message["Subject"] = f"{kind.upper()}: Comunicazione"
    message["From"] = "posta-certificata@pec.esempio.it"
    message["Date"] = "Tue, 24 Nov 2026 10:15:31 +0100"
    message["Message-ID"] = f"<opec{next(_numbers)}@pec.esempio.it>"
    message["X-Ricevuta"] = kind if head is None else head
    message["X-Riferimento-Message-ID"] = message_id
    return message.as_bytes()


def a_bounce(message_id: str, *, action: str = "failed", headers_only: bool = False) -> bytes:
    """What a mail server sends back when it could not deliver (RFC 3464)."""
    message = MIMEMultipart("report", **{"report-type": "delivery-status"})
    message.attach(MIMEText("Non consegnato.", "plain", "utf-8"))
    server, recipient = EmailMessage(), EmailMessage()
    server["Reporting-MTA"] = "dns; mx.esempio.it"
    recipient["Final-Recipient"] = "rfc822; nessuno@esempio.it"
    recipient["Action"] = action
    recipient["Status"] = "5.1.1"
    recipient["Diagnostic-Code"] = "smtp; 550 5.1.1 User unknown"
    report = MIMEBase("message", "delivery-status")
    report.set_payload([server, recipient])
    message.attach(report)
    if headers_only:
        original = MIMEText(f"Message-ID: {message_id}\nSubject: Oggetto\n", "rfc822-headers")
        message.attach(original)
    else:
        letter = EmailMessage()
        letter["Message-ID"] = message_id
        letter.set_content("Testo")
        message.attach(MIMEMessage(letter))
    message["Subject"] = "Undelivered Mail Returned to Sender"
    message["Date"] = "Tue, 24 Nov 2026 10:20:00 +0100"
    return message.as_bytes()
