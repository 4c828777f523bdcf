"""Words of the kernel as people read them."""

from django.utils.translation import gettext_lazy as _

from wecare.core.enums import DocumentState

DOCUMENT_STATE = {
    DocumentState.PENDING: _("In preparazione"),
    DocumentState.RENDERED: _("Pronto"),
    DocumentState.FAILED: _("Non riuscito"),
}
