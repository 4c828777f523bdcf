"""Publication elsewhere, recorded; a new act that corrects one in force."""

import secrets
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from wecare.accounts.queries import the_person
from wecare.acts.actions import acts, publication
from wecare.acts.documents import DETERMINATION
from wecare.acts.engine.templates import templates_by_hand
from wecare.acts.enums import ActKind
from wecare.acts.forms import ActForm
from wecare.acts.forms.steps import PublicationForm
from wecare.acts.models import Act, PublicationRecord
from wecare.acts.views.chain import ActStepForm
from wecare.core.documents import LANGUAGE


class Recording(ActStepForm):
    """Where and when the act was published."""

    permission_required = "acts.record_publication"
    form_class = PublicationForm
    title = gettext_lazy("Registra la pubblicazione")
    lead = gettext_lazy(
        "Si registra dopo che è avvenuta. Chiunque la legge sulla pagina dell'atto; se sbagli, la "
        "correggi con un'altra registrazione."
    )
    button = gettext_lazy("Registra")
    success_message = gettext_lazy("Pubblicazione registrata.")

    def perform(self, form: PublicationForm) -> PublicationRecord:
        return publication.record(
            act=self.act, by=the_person(self.request.user), **form.cleaned_data
        )


class Correcting(ActStepForm):
    """Begin the act that corrects this one."""

    permission_required = "acts.correct_act"
    form_class = ActForm
    title = gettext_lazy("Rettifica con un nuovo atto")
    lead = gettext_lazy(
        "Un atto adottato non cambia. Prepari un nuovo atto che lo cita e ne corregge il testo: "
        "quando è adottato, la pagina di questo lo dice."
    )
    button = gettext_lazy("Prepara la rettifica")

    def get_initial(self) -> dict[str, Any]:
        with override(LANGUAGE):
            subject = _("Rettifica di %(act)s: %(subject)s") % {
                "act": self.act,
                "subject": self.act.subject,
            }
        return {"template": self._template, "subject": subject}

    def perform(self, form: ActForm) -> Act:
        template = form.cleaned_data["template"]
        same = template == self.act.template
        return acts.draft(
            kind=ActKind.DD,
            template=template,
            subject=form.cleaned_data["subject"],
            variables=self.act.variables if same else {},
            by=the_person(self.request.user),
            key=f"desk/{secrets.token_hex(16)}",
            corrects=self.act,
        )

    def get_success_url(self) -> str:
        return reverse("acts:desk_act", args=[self.result.pk])

    @property
    def _template(self) -> str:
        """The kind of the act itself where the desk writes it; a plain one otherwise."""
        known = {each.code for each in templates_by_hand()}
        return self.act.template if self.act.template in known else DETERMINATION.code
