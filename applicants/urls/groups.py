"""Addresses of a group: invitations, the parts of its partners, the partners for the lead."""

from django.urls import path

from applicants.views import (
    attachments,
    costs,
    invitations,
    invited,
    partners,
    partnership,
    parts,
    sections,
    taking_part,
)

_DRAFT = "area/domande/<uuid:public_id>/"
_PARTNER = f"{_DRAFT}partenariato/<int:partner>/"
_INVITATION = f"{_DRAFT}partenariato/inviti/<uuid:invitation>/"
of_invitations = [
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
    path(f"{_INVITATION}lettera/", invitations.InvitationAgain.as_view(), name="invitation_again"),
    path(f"{_PARTNER}invito/", invitations.PartnerInvitation.as_view(), name="partner_invitation"),
    path("area/inviti/<uuid:invitation>/", invitations.InvitationPage.as_view(), name="invitation"),
    path(
        "inviti/<str:secret>/",
        invited.opened_by_link,
        name="invitation_link_opened",
    ),
]
of_parts = [
    path(f"{_PARTNER}parte/", taking_part.Part.as_view(), name="part"),
    path(f"{_PARTNER}testo/", taking_part.Text.as_view(), name="text"),
    path(f"{_PARTNER}conferma/", taking_part.SignOffText.as_view(), name="sign_off"),
    path(f"{_PARTNER}completa/", taking_part.Complete.as_view(), name="partner_complete"),
    path(f"{_PARTNER}riapertura/", taking_part.Reopen.as_view(), name="partner_reopen"),
    path(f"{_DRAFT}completa/", taking_part.Complete.as_view(), name="complete"),
    path(f"{_DRAFT}riapertura/", taking_part.Reopen.as_view(), name="reopen"),
]
of_partners = [
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
    path(
        f"{_PARTNER}spese/salvataggio/",
        costs.CostsAutosave.as_view(),
        name="partner_costs_autosave",
    ),
    path(f"{_PARTNER}spese/conto/", costs.Account.as_view(), name="partner_account"),
    path(f"{_PARTNER}allegati/", attachments.Attachments.as_view(), name="partner_attachments"),
    path(
        f"{_PARTNER}allegati/<str:requirement>/",
        attachments.AttachmentFile.as_view(),
        name="partner_attachment_file",
    ),
    path(
        f"{_PARTNER}allegati/<str:requirement>/parti/",
        parts.AttachmentParts.as_view(),
        name="partner_attachment_parts",
    ),
    path(
        f"{_PARTNER}allegati/<str:requirement>/rimozione/",
        attachments.AttachmentRemoval.as_view(),
        name="partner_attachment_removal",
    ),
]
