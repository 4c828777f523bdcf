"""Who may see and move letters. One's own letters need no permission: others' do not exist."""

import rules

from wecare.accounts.enums import Role
from wecare.accounts.permissions import has_role, is_a_person

is_office = has_role(Role.OFFICER) | has_role(Role.MANAGER)

rules.add_perm("notices.read_own_letters", is_a_person)
rules.add_perm("notices.view_outbox", is_office | has_role(Role.AUDITOR))
rules.add_perm("notices.retry_letter", is_office)
rules.add_perm("notices.write_to_many", is_office)
rules.add_perm("notices.rewrite_templates", is_office)
