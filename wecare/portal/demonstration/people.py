"""The people of the demonstration, one per role and two who apply."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from wecare.accounts.actions import people
from wecare.accounts.enums import Role
from wecare.accounts.models import Person

PASSWORD = "welfare-cantiere-2026"  # noqa: S105 -- of the demonstration only, printed at start
ADMINISTRATOR = "bilancio@wecare.example"
BASIS = "Atto dimostrativo"


@dataclass(frozen=True, slots=True)
class DemonstrationPerson:
    """Somebody to log in as."""

    email: str
    given_name: str
    family_name: str
    role: Role | None
    does: str


CAST = (
    DemonstrationPerson(
        "funzionaria@wecare.example",
        "Elena",
        "Ferraris",
        Role.OFFICER,
        "prepara bandi, istruttorie, decreti",
    ),
    DemonstrationPerson(
        "dirigente@wecare.example", "Paolo", "Giraudo", Role.MANAGER, "nomina, approva, adotta"
    ),
    DemonstrationPerson(
        "nucleo1@wecare.example",
        "Marta",
        "Bosio",
        Role.ASSESSOR,
        "presiede il nucleo di valutazione",
    ),
    DemonstrationPerson("nucleo2@wecare.example", "Luca", "Verdi", Role.ASSESSOR, "valuta"),
    DemonstrationPerson("nucleo3@wecare.example", "Sara", "Conti", Role.ASSESSOR, "valuta"),
    DemonstrationPerson(
        "segreteria@wecare.example",
        "Rita",
        "Gallo",
        Role.OFFICER,
        "fa da segretaria di un nucleo e ne scrive i verbali",
    ),
    DemonstrationPerson(ADMINISTRATOR, "Ivo", "Rolando", Role.ADMIN, "amministra le dotazioni"),
    DemonstrationPerson(
        "controllo@wecare.example", "Nadia", "Pavese", Role.AUDITOR, "controlla, in sola lettura"
    ),
    DemonstrationPerson(
        "anna.neri@wecare.example", "Anna", "Neri", None, "fa domanda per la Cooperativa Alfa"
    ),
    DemonstrationPerson(
        "bruno.rossi@wecare.example", "Bruno", "Rossi", None, "fa domanda per l'Associazione Beta"
    ),
)


def enrol() -> dict[str, Person]:
    """Register the cast and grant their roles; e-mail → person."""
    enrolled = {}
    hashed = make_password(PASSWORD)  # once: hashing is slow on purpose
    for someone in CAST:
        person = people.register(
            email=someone.email,
            password=None,
            given_name=someone.given_name,
            family_name=someone.family_name,
        )
        person.password = hashed
        person.save(update_fields=["password"])
        if someone.role is not None:
            people.grant_role(person=person, role=someone.role, by=None, basis=BASIS)
        enrolled[someone.email] = person
    return enrolled
