"""People register, correct their profile, receive and leave roles. Each step leaves an event."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from wecare.accounts import identity
from wecare.accounts.actions import identities
from wecare.accounts.enums import Role
from wecare.accounts.labels import ROLES
from wecare.accounts.models import Person, RoleGrant, normalise_email
from wecare.accounts.queries import forget_roles
from wecare.core import clock, dispatch, events
from wecare.core.errors import DomainError


class AddressInUse(DomainError):
    """Someone is registered with this address. Never shown to a stranger: see ``sign_up``."""


class FiscalCodeInUse(DomainError):
    """The fiscal code belongs to another profile."""


class RoleRefused(DomainError):
    """The role cannot be granted or ended."""


@transaction.atomic
def register(*, email: str, password: str | None, given_name: str, family_name: str) -> Person:
    """Create the person with a password; without one nobody logs in until one is set.

    :raises AddressInUse: if the address, whatever its case, is taken.
    """
    address = normalise_email(email)
    try:
        with transaction.atomic():
            person = Person.objects.create_user(
                address, password, given_name=given_name, family_name=family_name
            )
    except IntegrityError as error:
        if not Person.objects.filter(email=address).exists():
            raise
        message = gettext("L'indirizzo %(email)s è già registrato.") % {"email": address}
        raise AddressInUse(message) from error
    identities.link(person=person, provider=identity.PASSWORD, subject=str(person.pk))
    events.record("person.registered", subject=person, actor=person, provider=identity.PASSWORD)
    return person


def sign_up(*, email: str, password: str, given_name: str, family_name: str) -> None:
    """Register a stranger without telling whether the address was already known.

    Both ways cost one password hash, answer the same, and log nobody in: whoever knew only the
    address learns nothing, and the owner of the address is told by letter. An existing password
    is never replaced.
    """
    try:
        register(email=email, password=password, given_name=given_name, family_name=family_name)
    except AddressInUse:
        _tell_the_owner(Person.objects.get(email=normalise_email(email)))


@transaction.atomic
def _tell_the_owner(person: Person) -> None:
    event = events.record("person.registration_repeated", subject=person, actor=None)
    dispatch.after_commit(
        "notices.write_letter",
        key=f"registration-repeated-{event.pk}",
        person_id=person.pk,
        template="accounts/registration_repeated",
    )


@transaction.atomic
def change_profile(
    *, person: Person, given_name: str, family_name: str, fiscal_code: str
) -> Person:
    """Correct name and fiscal code.

    :raises FiscalCodeInUse: if the fiscal code belongs to another profile.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    values = {"given_name": given_name, "family_name": family_name, "fiscal_code": fiscal_code}
    changed = sorted(name for name, value in values.items() if getattr(person, name) != value)
    if not changed:
        return person
    for name in changed:
        setattr(person, name, values[name])
    try:
        with transaction.atomic():
            person.save(update_fields=changed)
    except IntegrityError as error:
        raise FiscalCodeInUse(_fiscal_code_sentence(fiscal_code)) from error
    events.record("person.profile_changed", subject=person, actor=person, fields=changed)
    return person


def _fiscal_code_sentence(fiscal_code: str) -> str:
    sentence = gettext(
        "Codice fiscale: %(code)s è già legato a un altro profilo. Se è il tuo, scrivi "
        "all'assistenza."
    )
    return sentence % {"code": fiscal_code}


@transaction.atomic
def change_password(*, person: Person, password: str) -> Person:
    """Replace the password; whoever calls has checked the old one."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    person.set_password(password)
    person.save(update_fields=["password"])
    events.record("person.password_changed", subject=person, actor=person)
    return person


@transaction.atomic
def grant_role(*, person: Person, role: Role, by: Person | None, basis: str) -> RoleGrant:
    """Give the role by the act named in ``basis``; the same role again returns the live grant.

    :raises RoleRefused: if the basis is empty or the person is switched off.
    """
    person_row = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    live = RoleGrant.objects.filter(person=person_row, role=role, ended_at=None).first()
    if live is not None:
        return live
    _check_can_hold(person_row, role=role, basis=basis)
    grant = RoleGrant.objects.create(
        person=person_row,
        role=role.value,
        basis=basis.strip(),
        granted_at=clock.now(),
        granted_by=by,
    )
    events.record(
        "person.role_granted", subject=person_row, actor=by, role=role.value, basis=grant.basis
    )
    forget_roles(person)
    return grant


def _check_can_hold(person: Person, *, role: Role, basis: str) -> None:
    if not basis.strip():
        message = gettext('Ruolo "%(role)s": indica l\'atto che lo conferisce.')
        raise RoleRefused(message % {"role": ROLES[role]})
    if not person.is_active:
        message = gettext('Ruolo "%(role)s": il profilo di %(person)s è disattivato.')
        raise RoleRefused(message % {"role": ROLES[role], "person": person})


@transaction.atomic
def end_role(*, person: Person, role: Role, by: Person | None, basis: str) -> RoleGrant:
    """End the live grant, by the act named in ``basis``; the record stays.

    :raises RoleRefused: if the person does not hold the role.
    """
    grant = (
        RoleGrant.objects.select_for_update(of=("self",))
        .filter(person=person, role=role, ended_at=None)
        .first()
    )
    if grant is None:
        message = gettext("%(person)s non ha il ruolo «%(role)s»: non c'è nulla da far cessare.")
        raise RoleRefused(message % {"person": person, "role": ROLES[role]})
    grant.ended_at = clock.now()
    grant.ended_by = by
    grant.save(update_fields=["ended_at", "ended_by"])
    events.record(
        "person.role_ended", subject=person, actor=by, role=role.value, basis=basis.strip()
    )
    forget_roles(person)
    return grant
