"""Who may prepare, adopt and publish acts."""

import rules

from wecare.accounts.enums import Role
from wecare.accounts.permissions import has_role

prepares_acts = has_role(Role.OFFICER)
adopts_acts = has_role(Role.MANAGER)
reads_the_desk = prepares_acts | adopts_acts | has_role(Role.AUDITOR)
writes_wordings = has_role(Role.ADMIN)
reads_wordings = reads_the_desk | writes_wordings

rules.add_perm("acts.view_desk_acts", reads_the_desk)
rules.add_perm("acts.draft_act", prepares_acts)
rules.add_perm("acts.freeze_act", prepares_acts)
rules.add_perm("acts.reopen_act", prepares_acts | adopts_acts)
rules.add_perm("acts.record_external_act", prepares_acts)
rules.add_perm("acts.adopt_act", adopts_acts)
rules.add_perm("acts.publish_act", adopts_acts)
rules.add_perm("acts.print_act", prepares_acts | adopts_acts)
rules.add_perm("acts.view_wordings", reads_wordings)
rules.add_perm("acts.write_wordings", writes_wordings)
rules.add_perm("acts.approve_act", prepares_acts | adopts_acts)
rules.add_perm("acts.sign_act", adopts_acts)
rules.add_perm("acts.record_publication", prepares_acts)
rules.add_perm("acts.correct_act", prepares_acts)
rules.add_perm("acts.set_chain", writes_wordings)
