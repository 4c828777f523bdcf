"""Addresses of those who apply, and of the office that opens what they sent."""

from django.urls import URLPattern, path

from applicants.views import (
    accompaniments,
    admission,
    applications,
    attachments,
    blank_forms,
    comments,
    comparing,
    copies,
    costs,
    deletions,
    drafts,
    handovers,
    history,
    invitations,
    joining,
    opening,
    organisations,
    partners,
    partnership,
    parts,
    people,
    precheck,
    registers,
    sections,
    sending,
    signing,
    story,
    taking_part,
    whole,
    withdrawing,
)

app_name = "applicants"
_DRAFT = "area/domande/<uuid:public_id>/"
_PARTNER = f"{_DRAFT}partenariato/<int:partner>/"
_SECTION = "sezioni/<str:section>/"


def _written(prefix: str, names: str) -> list[URLPattern]:
    """What goes with the writing of a section, the lead's or a partner's."""
    at, one = f"{prefix}{_SECTION}", "<int:comment>/"
    return [
        path(f"{at}versioni/", history.Versions.as_view(), name=f"{names}versions"),
        path(
            f"{at}versioni/<int:version>/ripristino/",
            history.VersionRestored.as_view(),
            name=f"{names}version_restored",
        ),
        path(f"{at}commenti/", comments.Comments.as_view(), name=f"{names}comments"),
        path(
            f"{at}commenti/{one}risolto/",
            comments.CommentResolved.as_view(),
            name=f"{names}comment_resolved",
        ),
        path(
            f"{at}commenti/{one}riaperto/",
            comments.CommentReopened.as_view(),
            name=f"{names}comment_reopened",
        ),
        path(
            f"{at}commenti/{one}rimozione/",
            comments.CommentRemoved.as_view(),
            name=f"{names}comment_removed",
        ),
    ]


_of_writing = [
    *_written(_DRAFT, ""),
    *_written(_PARTNER, "partner_"),
    path(f"{_DRAFT}dati/versioni/", history.HeadingVersions.as_view(), name="heading_versions"),
    path("area/domande/eliminate/", deletions.DeletedList.as_view(), name="deleted"),
    path(f"{_DRAFT}eliminazione/", deletions.Deletion.as_view(), name="deletion"),
    path(f"{_DRAFT}ripristino/", deletions.Restoration.as_view(), name="restoration"),
    path(f"{_DRAFT}responsabile/", handovers.HandoverPage.as_view(), name="handover"),
    path(
        f"{_DRAFT}responsabile/<int:pk>/<slug:answer>/",
        handovers.HandoverAnswered.as_view(),
        name="handover_answered",
    ),
    path(f"{_DRAFT}copia/", copies.Copy.as_view(), name="copy"),
    path(f"{_DRAFT}bozza/", drafts.DraftPrint.as_view(), name="draft_print"),
    path(f"{_DRAFT}bozza/pdf/", drafts.DraftPdf.as_view(), name="draft_pdf"),
]
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
_ORGANISATION = "area/organizzazioni/<int:pk>/"
_of_organisations = [
    path("area/organizzazioni/accesso/<str:fiscal_code>/", joining.Join.as_view(), name="join"),
    path(
        "area/organizzazioni/accesso/<int:asked>/ritiro/",
        joining.JoinWithdrawal.as_view(),
        name="join_withdrawal",
    ),
    path(_ORGANISATION, organisations.OrganisationEdit.as_view(), name="organisation"),
    path(f"{_ORGANISATION}sedi/", story.Seats.as_view(), name="organisation_seats"),
    path(f"{_ORGANISATION}sedi/<int:seat>/chiusura/", story.SeatEnd.as_view(), name="seat_end"),
    path(f"{_ORGANISATION}storia/", story.Story.as_view(), name="organisation_story"),
    path(f"{_ORGANISATION}storia/nome/", story.Rename.as_view(), name="organisation_rename"),
    path(f"{_ORGANISATION}storia/cessazione/", story.End.as_view(), name="organisation_end"),
    path(
        f"{_ORGANISATION}storia/subentro/", story.Succeed.as_view(), name="organisation_succession"
    ),
    path(
        f"{_ORGANISATION}storia/bozze/<uuid:public_id>/",
        story.TakeOver.as_view(),
        name="take_over",
    ),
    path(f"{_ORGANISATION}persone/", people.People.as_view(), name="organisation_people"),
    path(f"{_ORGANISATION}persone/nuova/", people.MandateNew.as_view(), name="mandate_new"),
    path(f"{_ORGANISATION}persone/<int:mandate>/", people.MandateChange.as_view(), name="mandate"),
    path(
        f"{_ORGANISATION}persone/<int:mandate>/fine/",
        people.MandateEnd.as_view(),
        name="mandate_end",
    ),
    path(f"{_ORGANISATION}persone/<int:mandate>/delega/", people.ProxyFile.as_view(), name="proxy"),
    path(f"{_ORGANISATION}richieste/", joining.Requests.as_view(), name="organisation_requests"),
    path(f"{_ORGANISATION}richieste/<int:asked>/", joining.Accept.as_view(), name="join_accept"),
    path(
        f"{_ORGANISATION}richieste/<int:asked>/rifiuto/",
        joining.Refuse.as_view(),
        name="join_refuse",
    ),
    path(f"{_ORGANISATION}registri/", registers.Registers.as_view(), name="organisation_registers"),
    path(f"{_ORGANISATION}registri/lettura/", registers.Reading.as_view(), name="register_reading"),
]
_signing = [
    path(f"{_DRAFT}firma/", signing.SigningPage.as_view(), name="signing"),
    path(f"{_DRAFT}firma/copia/", signing.Preparation.as_view(), name="signing_preparation"),
    path(
        f"{_DRAFT}firma/copia/<int:number>/pdf/", signing.CopyPdf.as_view(), name="signing_copy_pdf"
    ),
    path(f"{_DRAFT}firma/file/<int:pk>/", signing.SignedFileView.as_view(), name="signed_file"),
]
urlpatterns = [
    *_of_invitations,
    *_of_parts,
    *_of_partners,
    *_of_writing,
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
    *_of_organisations,
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
    *_signing,
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
]
