"""Addresses of what goes with writing: history, comments, drafts, the signature."""

from django.urls import URLPattern, path

from applicants.views import (
    comments,
    copies,
    deletions,
    drafts,
    handovers,
    history,
    signing,
)

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


of_writing = [
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
of_signing = [
    path(f"{_DRAFT}firma/", signing.SigningPage.as_view(), name="signing"),
    path(f"{_DRAFT}firma/copia/", signing.Preparation.as_view(), name="signing_preparation"),
    path(
        f"{_DRAFT}firma/copia/<int:number>/pdf/", signing.CopyPdf.as_view(), name="signing_copy_pdf"
    ),
    path(f"{_DRAFT}firma/file/<int:pk>/", signing.SignedFileView.as_view(), name="signed_file"),
]
