"""Acts for tests, brought to each state by the acts' own actions.

`printed` stands for the worker: it puts a file in the store without composing a PDF.
"""

from datetime import date
from itertools import count
from typing import Any

from tests.factories.accounts import PersonFactory
from tests.fixtures.scenes import scene
from wecare.accounts.enums import Role
from wecare.accounts.models import Person
from wecare.acts.actions import acts, chain
from wecare.acts.documents import DETERMINATION
from wecare.acts.models import Act, Approval, ApprovalChain
from wecare.core import printing
from wecare.core.models import Document

_numbers = count(1)
VARIABLES = {
    "seen": "la L. 241/1990, articolo 12;\nla D.G.R. n. 22-5076 del 22/05/2017;",
    "premises": "la strategia prevede un bando per il terzo settore;",
    "decision": "di approvare il bando;\ndi pubblicarlo.",
    "expense": "2900000.00",
}


@scene
def drafted(*, by: Person | None = None, **given: Any) -> Act:
    """A draft with all its parts written."""
    values = {
        "kind": "DD",
        "template": DETERMINATION.code,
        "subject": "FSE2: approvazione del bando per il terzo settore",
        "variables": VARIABLES,
        "key": f"test/{next(_numbers)}",
    }
    return acts.draft(by=by or PersonFactory(roles=[Role.OFFICER]), **(values | given))


@scene
def frozen(*, by: Person | None = None, facts: dict[str, Any] | None = None, **given: Any) -> Act:
    """An act whose text is frozen and whose proof is asked for."""
    officer = by or PersonFactory(roles=[Role.OFFICER])
    return acts.freeze(act=drafted(by=officer, **given), facts=facts or {}, by=officer)


@scene
def rendered(**given: Any) -> Act:
    """An act whose proof is there to read."""
    act = frozen(**given)
    assert act.proof is not None
    printed(act.proof)
    return acts.attach_proof(act=act)


@scene
def adopted(*, manager: Person | None = None, **given: Any) -> Act:
    """An adopted act, its document asked for."""
    return acts.adopt(act=rendered(**given), by=manager or PersonFactory(roles=[Role.MANAGER]))


@scene
def published(*, manager: Person | None = None, **given: Any) -> Act:
    """An act that everyone may read."""
    manager = manager or PersonFactory(roles=[Role.MANAGER])
    act = adopted(manager=manager, **given)
    assert act.document is not None
    printed(act.document)
    return acts.publish(act=act, by=manager)


@scene
def external(number_text: str = "", **given: Any) -> Act:
    """The record of an act adopted elsewhere."""
    values = {
        "kind": "DGR",
        "number_text": number_text or f"{next(_numbers)}-5076",
        "adopted_on": date(2017, 5, 22),
        "subject": "Approvazione dell'Atto di indirizzo WE.CA.RE.",
        "by": None,
    }
    return acts.record_external(**(values | given))


def printed(document: Document, content: bytes = b"") -> Document:
    """The document with a file, as if a worker had composed it."""
    return printing._record_success(document.pk, content or f"%PDF {document.key}".encode())


def chained(
    *steps: tuple[str, Role], signature: bool = False, template: str = DETERMINATION.code
) -> ApprovalChain:
    """What the acts of the template need from now on."""
    return chain.set_chain(
        template=template,
        steps=steps,
        signature=signature,
        reason="Organizzazione del settore",
        by=PersonFactory(roles=[Role.ADMIN]),
    )


OFFICER_STEP = ("Visto del funzionario istruttore", Role.OFFICER)
HEAD_STEP = ("Visto del responsabile del procedimento", Role.MANAGER)


@scene
def approved(act: Act, *, by: Person | None = None, role: Role = Role.OFFICER) -> Approval:
    """The next approval, given by somebody of the role."""
    person = by or PersonFactory(roles=[role])
    act.refresh_from_db()
    return chain.approve(act=act, read=act.context_digest, by=person)
