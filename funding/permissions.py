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
rules.add_perm("funding.shift_years", is_manager)
rules.add_perm("funding.view_awards", is_officer | is_manager | is_auditor)
rules.add_perm("funding.prepare_exits", is_officer | is_manager)
rules.add_perm("funding.decide_exits", is_manager)
rules.add_perm("funding.write_rates", has_role(Role.ADMIN))
rules.add_perm("funding.view_rates", is_officer | is_manager | is_auditor | has_role(Role.ADMIN))

rules.add_perm("funding.write_aid", is_officer)
rules.add_perm("funding.decide_aid", is_manager)

is_admin = has_role(Role.ADMIN)
rules.add_perm("funding.view_payments", is_officer | is_manager | is_auditor)
rules.add_perm("funding.plan_payments", is_officer)
rules.add_perm("funding.check_payment", is_officer)
rules.add_perm("funding.approve_payment", is_officer | is_manager)  # each within its own limit
rules.add_perm("funding.order_payments", is_officer | is_manager)
rules.add_perm("funding.view_spending_limits", is_manager | is_auditor | is_admin)
rules.add_perm("funding.set_spending_limits", is_admin)
rules.add_perm("funding.record_conditions", is_officer)
rules.add_perm("funding.decide_conditions", is_manager)
rules.add_perm("funding.check_expenses", is_officer)
rules.add_perm("funding.close_expenses", is_manager)
rules.add_perm("funding.edit_indicators", is_officer)
rules.add_perm("funding.make_dossier", is_officer | is_manager)
