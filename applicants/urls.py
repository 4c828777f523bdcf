"""Addresses of those who apply, and of the office that opens what they sent."""

from django.urls import path

from applicants.views import (
    applications,
    attachments,
    blank_forms,
    costs,
    invitations,
    opening,
    organisations,
    partners,
    partnership,
    precheck,
    sections,
    sending,
    taking_part,
    whole,
)

app_name = "applicants"
_DRAFT = "area/domande/<uuid:public_id>/"
_PARTNER = f"{_DRAFT}partenariato/<int:partner>/"
_INVITATION = f"{_DRAFT}partenariato/inviti/<uuid:invitation>/"
_of_invitations = [
    path(
        f"{_DRAFT}partenariato/inviti/nuovo/",
        invitations.InvitationNew.as_view(),
        name="invitation_new",
    ),
    path(
        f"{_INVITATION}ritiro/",
        invitations.InvitationWithdrawal.as_view(),
        name="invitation_withdrawal",
    ),
    path(
        f"{_INVITATION}collegamento/", invitations.InvitationLink.as_view(), name="invitation_link"
    ),
    path(f"{_PARTNER}invito/", invitations.PartnerInvitation.as_view(), name="partner_invitation"),
    path("area/inviti/<uuid:invitation>/", invitations.InvitationPage.as_view(), name="invitation"),
    path(
        "area/inviti/collegamento/<str:secret>/",
        invitations.InvitationPage.as_view(),
        name="invitation_link_opened",
    ),
]
_of_parts = [
    path(f"{_PARTNER}parte/", taking_part.Part.as_view(), name="part"),
    path(f"{_PARTNER}testo/", taking_part.Text.as_view(), name="text"),
    path(f"{_PARTNER}conferma/", taking_part.SignOffText.as_view(), name="sign_off"),
    path(f"{_PARTNER}completa/", taking_part.Complete.as_view(), name="partner_complete"),
    path(f"{_PARTNER}riapertura/", taking_part.Reopen.as_view(), name="partner_reopen"),
    path(f"{_DRAFT}completa/", taking_part.Complete.as_view(), name="complete"),
    path(f"{_DRAFT}riapertura/", taking_part.Reopen.as_view(), name="reopen"),
]
_of_partners = [
    path(
        f"{_PARTNER}sostituzione/",
        partners.PartnerReplacement.as_view(),
        name="partner_replacement",
    ),
    path(f"{_DRAFT}partenariato/", partnership.Partnership.as_view(), name="partnership"),
    path(f"{_DRAFT}partenariato/nuovo/", partners.PartnerNew.as_view(), name="partner_new"),
    path(f"{_DRAFT}distretti/", partnership.ProjectDistricts.as_view(), name="districts"),
    path(_PARTNER, partners.PartnerEdit.as_view(), name="partner"),
    path(f"{_PARTNER}rimozione/", partners.PartnerRemoval.as_view(), name="partner_removal"),
    path(
        f"{_PARTNER}sezioni/<str:section>/", sections.SectionPage.as_view(), name="partner_section"
    ),
    path(
        f"{_PARTNER}sezioni/<str:section>/salvataggio/",
        sections.Autosave.as_view(),
        name="partner_autosave",
    ),
    path(f"{_PARTNER}spese/", costs.Costs.as_view(), name="partner_costs"),
    path(f"{_PARTNER}spese/conto/", costs.Account.as_view(), name="partner_account"),
    path(f"{_PARTNER}allegati/", attachments.Attachments.as_view(), name="partner_attachments"),
    path(
        f"{_PARTNER}allegati/<str:requirement>/",
        attachments.AttachmentFile.as_view(),
        name="partner_attachment_file",
    ),
    path(
        f"{_PARTNER}allegati/<str:requirement>/rimozione/",
        attachments.AttachmentRemoval.as_view(),
        name="partner_attachment_removal",
    ),
]
urlpatterns = [
    *_of_invitations,
    *_of_parts,
    *_of_partners,
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
    path(
        "area/organizzazioni/<int:pk>/",
        organisations.OrganisationEdit.as_view(),
        name="organisation",
    ),
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
        "area/domande/<uuid:public_id>/allegati/<str:requirement>/rimozione/",
        attachments.AttachmentRemoval.as_view(),
        name="attachment_removal",
    ),
    path("area/domande/<uuid:public_id>/mancanze/", applications.Missing.as_view(), name="missing"),
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
    path("ufficio/bandi/<slug:code>/apertura/", opening.Opening.as_view(), name="opening"),
]
