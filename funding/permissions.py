"""Who may work on decrees: named predicates, no states."""

import rules

from wecare.accounts.enums import Role
from wecare.accounts.permissions import has_role

is_officer = has_role(Role.OFFICER)
is_manager = has_role(Role.MANAGER)
is_auditor = has_role(Role.AUDITOR)

rules.add_perm("funding.view_decrees", is_officer | is_manager | is_auditor)
rules.add_perm("funding.draft_decree", is_officer)
rules.add_perm("funding.adopt_decree", is_manager)
rules.add_perm("funding.publish_decree", is_manager)
rules.add_perm("funding.view_awards", is_officer | is_manager | is_auditor)
rules.add_perm("funding.make_dossier", is_officer | is_manager)
