"""Who may work on calls: named predicates, no states."""

import rules

from wecare.accounts.enums import Role
from wecare.accounts.permissions import has_role

is_officer = has_role(Role.OFFICER)
is_manager = has_role(Role.MANAGER)
is_admin = has_role(Role.ADMIN)
is_auditor = has_role(Role.AUDITOR)

rules.add_perm("calls.view_desk", is_officer | is_manager | is_admin | is_auditor)
rules.add_perm("calls.edit_call", is_officer | is_manager)
rules.add_perm("calls.publish_call", is_officer | is_manager)
rules.add_perm("calls.close_call", is_officer | is_manager)
rules.add_perm("calls.answer_enquiry", is_officer | is_manager)
rules.add_perm("calls.edit_budget", is_admin)
rules.add_perm("calls.edit_territory", is_admin)
rules.add_perm("calls.edit_contract", is_officer | is_manager | is_admin)
