"""The records of the people."""

from wecare.accounts.models.identity_link import IdentityLink
from wecare.accounts.models.person import Person, normalise_email
from wecare.accounts.models.role_grant import RoleGrant

__all__ = ["IdentityLink", "Person", "RoleGrant", "normalise_email"]
