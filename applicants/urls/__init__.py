"""Addresses of those who apply, and of the office that opens what they sent."""

from django.urls import path

from applicants.urls.bodies import of_bodies
from applicants.urls.groups import of_invitations, of_partners, of_parts
from applicants.urls.organisations import of_organisations
from applicants.urls.variations import of_variations
from applicants.urls.writing import of_signing, of_writing
from applicants.views import (
    accompaniments,
    admission,
    applications,
    attachments,
    blank_forms,
    comparing,
    costs,
    opening,
    organisations,
    parts,
    precheck,
    sections,
    sending,
    whole,
    withdrawing,
)

app_name = "applicants"
_DRAFT = "area/domande/<uuid:public_id>/"
urlpatterns = [
    *of_invitations,
    *of_parts,
    *of_partners,
    *of_writing,
    *of_variations,
    *of_bodies,
    path("bandi/<slug:code>/possiamo-partecipare/", precheck.can_apply, name="can_apply"),
    path("bandi/<slug:code>/modulo/", whole.whole, name="whole_form"),
    path(
        "bandi/<slug:code>/modulo/<int:version>/",
        whole.whole,
        name="whole_form_version",
    ),
    path("bandi/<slug:code>/fac-simile/", blank_forms.blank_form, name="blank_form"),
    path(
        "bandi/<slug:code>/fac-simile/<int:version>/",
        blank_forms.blank_form,
        name="blank_form_version",
    ),
    path(
        "bandi/<slug:code>/fac-simile/<int:version>.pdf",
        blank_forms.blank_form_pdf,
        name="blank_form_pdf",
    ),
    path("area/", applications.Desk.as_view(), name="desk"),
    path("area/organizzazioni/", organisations.OrganisationList.as_view(), name="organisations"),
    path(
        "area/organizzazioni/nuova/",
        organisations.OrganisationNew.as_view(),
        name="organisation_new",
    ),
    *of_organisations,
    path("area/domande/", applications.ApplicationList.as_view(), name="applications"),
    path("area/domande/nuova/<slug:code>/", applications.Start.as_view(), name="start"),
    path(
        "area/domande/<uuid:public_id>/", applications.ApplicationHome.as_view(), name="application"
    ),
    path("area/domande/<uuid:public_id>/dati/", applications.Heading.as_view(), name="heading"),
    path(
        "area/domande/<uuid:public_id>/sezioni/<str:section>/",
        sections.SectionPage.as_view(),
        name="section",
    ),
    path(
        "area/domande/<uuid:public_id>/sezioni/<str:section>/salvataggio/",
        sections.Autosave.as_view(),
        name="autosave",
    ),
    path("area/domande/<uuid:public_id>/spese/", costs.Costs.as_view(), name="costs"),
    path(f"{_DRAFT}spese/salvataggio/", costs.CostsAutosave.as_view(), name="costs_autosave"),
    path(f"{_DRAFT}spese/conto/", costs.Account.as_view(), name="account"),
    path(
        "area/domande/<uuid:public_id>/allegati/",
        attachments.Attachments.as_view(),
        name="attachments",
    ),
    path(
        "area/domande/<uuid:public_id>/allegati/<str:requirement>/",
        attachments.AttachmentFile.as_view(),
        name="attachment_file",
    ),
    path(
        f"{_DRAFT}allegati/<str:requirement>/parti/",
        parts.AttachmentParts.as_view(),
        name="attachment_parts",
    ),
    path(
        "area/domande/<uuid:public_id>/allegati/<str:requirement>/rimozione/",
        attachments.AttachmentRemoval.as_view(),
        name="attachment_removal",
    ),
    path("area/domande/<uuid:public_id>/mancanze/", applications.Missing.as_view(), name="missing"),
    *of_signing,
    path("area/domande/<uuid:public_id>/riepilogo/", sending.Review.as_view(), name="review"),
    path("area/domande/<uuid:public_id>/invio/", sending.Sending.as_view(), name="submission"),
    path(
        "area/domande/<uuid:public_id>/ricevute/<int:version>/",
        sending.Receipt.as_view(),
        name="receipt",
    ),
    path(
        "area/domande/<uuid:public_id>/ricevute/<int:version>/pdf/",
        sending.ReceiptPdf.as_view(),
        name="receipt_pdf",
    ),
    path(
        "area/domande/<uuid:public_id>/ricevute/<int:version>/ritiro/",
        withdrawing.Withdrawing.as_view(),
        name="withdrawal",
    ),
    path(
        "area/domande/<uuid:public_id>/ricevute/<int:version>/ritiro/pdf/",
        withdrawing.WithdrawalPdf.as_view(),
        name="withdrawal_pdf",
    ),
    path("area/domande/<uuid:public_id>/ripresa/", withdrawing.Resuming.as_view(), name="resume"),
    path(
        "area/domande/<uuid:public_id>/confronto/",
        comparing.Comparison.as_view(),
        name="comparison",
    ),
    path(
        "ufficio/bandi/<slug:code>/confronti/<int:number>-<int:year>/",
        comparing.OfficeComparison.as_view(),
        name="office_comparison",
    ),
    path("area/accompagnamenti/", accompaniments.Helped.as_view(), name="helped"),
    path(
        "area/accompagnamenti/<uuid:public_id>/",
        accompaniments.HelpedProject.as_view(),
        name="helped_project",
    ),
    path(
        "area/accompagnamenti/file/<int:pk>/",
        accompaniments.LogAttachment.as_view(),
        name="log_file",
    ),
    path(
        "area/domande/<uuid:public_id>/accompagnamento/",
        accompaniments.OwnLog.as_view(),
        name="log",
    ),
    path(
        "ufficio/bandi/<slug:code>/accompagnamenti/<uuid:public_id>/",
        accompaniments.OfficeLog.as_view(),
        name="office_log",
    ),
    path(
        "ufficio/bandi/<slug:code>/fasi/<int:phase>/",
        admission.Admission.as_view(),
        name="admission",
    ),
    path(
        "ufficio/bandi/<slug:code>/fasi/<int:phase>/<uuid:public_id>/proroga/",
        admission.MoreTime.as_view(),
        name="more_time",
    ),
    path("ufficio/bandi/<slug:code>/apertura/", opening.Opening.as_view(), name="opening"),
    path(
        "ufficio/bandi/<slug:code>/apertura/<int:phase>/",
        opening.Opening.as_view(),
        name="phase_opening",
    ),
]
