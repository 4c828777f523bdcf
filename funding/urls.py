"""Addresses of decrees and of what they grant."""

from django.urls import path, re_path

from funding.views import (
    aid,
    awards,
    decrees,
    endings,
    guarantees,
    loans,
    project_changes,
    recoveries,
    revocations,
)
from funding.views import awards, decrees, own_payments, payment_orders, payments, spending
from funding.views import adhesion, awards, conditions, decrees
    awards,
    decrees,
    expense_checks,
    expense_imports,
    expenses,
    results,
    visits,
)
from funding.views import awards, decrees, dossiers, expiries, overview

app_name = "funding"
_OWN = "area/contributi/<int:pk>/rendiconti/<int:number>"
_OWN_DOCUMENT = f"{_OWN}/documenti/<int:document>"
_REPORT = "ufficio/contributi/<int:pk>/rendiconti/<int:number>"
urlpatterns = [
    path("area/contributi/", awards.OwnAwards.as_view(), name="own_awards"),
    path("area/contributi/<int:pk>/", awards.OwnAward.as_view(), name="own_award"),
    path("ufficio/contributi/", awards.AwardList.as_view(), name="awards"),
    path("ufficio/contributi/<int:pk>/", awards.AwardDesk.as_view(), name="award"),
    path("ufficio/decreti/", decrees.DecreeList.as_view(), name="decrees"),
    path(
        "ufficio/graduatorie/<slug:code>/<int:version>/decreto/",
        decrees.Beginning.as_view(),
        name="decree_new",
    ),
    path("ufficio/decreti/atti/<int:act>/", decrees.DecreeOfAct.as_view(), name="decree_of_act"),
    path("ufficio/decreti/<int:pk>/", decrees.DecreePage.as_view(), name="decree"),
    path("ufficio/decreti/<int:pk>/bozza-pdf/", decrees.ProofPdf.as_view(), name="decree_proof"),
    path("ufficio/decreti/<int:pk>/prova/", decrees.Freezing.as_view(), name="decree_freezing"),
    path(
        "ufficio/decreti/<int:pk>/riapertura/", decrees.Reopening.as_view(), name="decree_reopening"
    ),
    path("ufficio/decreti/<int:pk>/adozione/", decrees.Adoption.as_view(), name="decree_adoption"),
    path(
        "ufficio/decreti/<int:pk>/pubblicazione/",
        decrees.Publication.as_view(),
        name="decree_publication",
    ),
    # Changes and exits of an award.
    path(
        "area/contributi/<int:pk>/variazioni/nuova/",
        project_changes.OwnChange.as_view(),
        name="own_change_new",
    ),
    path(
        "area/contributi/<int:pk>/proroga/",
        project_changes.OwnExtension.as_view(),
        name="own_extension",
    ),
    path(
        "area/contributi/<int:pk>/variazioni/<int:number>/",
        project_changes.OwnChangePage.as_view(),
        name="own_change",
    ),
    path(
        "area/contributi/<int:pk>/variazioni/<int:number>/ritiro/",
        project_changes.OwnWithdrawal.as_view(),
        name="own_change_withdrawal",
    ),
    path(
        "area/contributi/<int:pk>/revoche/<int:revocation>/",
        revocations.OwnRevocation.as_view(),
        name="own_revocation",
    ),
    path(
        "area/contributi/<int:pk>/revoche/file/<int:file>/",
        revocations.OwnRevocationFile.as_view(),
        name="own_revocation_file",
    ),
    path(
        "area/contributi/<int:pk>/recuperi/<int:recovery>/",
        recoveries.OwnRecovery.as_view(),
        name="own_recovery",
    ),
    path(
        "ufficio/contributi/<int:pk>/variazioni/<int:number>/",
        project_changes.DeskChange.as_view(),
        name="change",
    ),
    path(
        "ufficio/contributi/<int:pk>/revoche/nuova/",
        revocations.RevocationStart.as_view(),
        name="revocation_new",
    ),
    path(
        "ufficio/contributi/<int:pk>/revoche/file/<int:file>/",
        revocations.DeskRevocationFile.as_view(),
        name="revocation_file",
    ),
    path(
        "ufficio/contributi/<int:pk>/revoche/<int:revocation>/",
        revocations.RevocationDesk.as_view(),
        name="revocation",
    ),
    path(
        "ufficio/contributi/<int:pk>/revoche/<int:revocation>/archiviazione/",
        revocations.RevocationDrop.as_view(),
        name="revocation_drop",
    ),
    path(
        "ufficio/contributi/<int:pk>/revoche/<int:revocation>/atto/",
        revocations.RevocationAct.as_view(),
        name="revocation_act",
    ),
    path(
        "ufficio/contributi/<int:pk>/revoche/<int:revocation>/atto-esterno/",
        revocations.RevocationByAct.as_view(),
        name="revocation_by_act",
    ),
    path(
        "ufficio/contributi/<int:pk>/rinuncia/",
        endings.RenunciationAct.as_view(),
        name="renunciation_act",
    ),
    path(
        "ufficio/contributi/<int:pk>/rinuncia/atto-esterno/",
        endings.RenunciationByAct.as_view(),
        name="renunciation_by_act",
    ),
    path(
        "ufficio/contributi/<int:pk>/fine/",
        endings.EndByOwnAct.as_view(),
        name="end_by_own_act",
    ),
    path("ufficio/contributi/<int:pk>/chiusura/", endings.ClosurePage.as_view(), name="closure"),
    path(
        "ufficio/contributi/<int:pk>/recuperi/<int:recovery>/",
        recoveries.RecoveryDesk.as_view(),
        name="recovery",
    ),
    path(
        "ufficio/contributi/<int:pk>/recuperi/<int:recovery>/decorrenza/",
        recoveries.RecoverySince.as_view(),
        name="recovery_since",
    ),
    path(
        "ufficio/contributi/<int:pk>/recuperi/<int:recovery>/rate/<int:plan>/",
        recoveries.InstalmentsDecision.as_view(),
        name="instalments",
    ),
    path("ufficio/saggi-legali/", recoveries.LegalRates.as_view(), name="legal_rates"),
    # forms of aid, loans, guarantees
    path("ufficio/contributi/<int:pk>/forme/", aid.Division.as_view(), name="division"),
    path(
        "ufficio/contributi/<int:pk>/forme/conferma/",
        aid.DivisionConfirmation.as_view(),
        name="division_confirmation",
    ),
    path(
        "ufficio/contributi/<int:pk>/prestito/erogazione/",
        loans.DisbursementNew.as_view(),
        name="disbursement_new",
    ),
    path(
        "ufficio/contributi/<int:pk>/prestito/<int:number>/approvazione/",
        loans.DisbursementApproval.as_view(),
        name="disbursement_approval",
    ),
    path(
        "ufficio/contributi/<int:pk>/prestito/<int:number>/rifiuto/",
        loans.DisbursementRefusal.as_view(),
        name="disbursement_refusal",
    ),
    path(
        "ufficio/contributi/<int:pk>/prestito/<int:number>/rate/<int:instalment>/",
        loans.RepaymentNew.as_view(),
        name="repayment_new",
    ),
    path(
        "ufficio/contributi/<int:pk>/prestito/<int:number>/estinzione/",
        loans.EarlyRepayment.as_view(),
        name="early_repayment",
    ),
    path(
        "ufficio/contributi/<int:pk>/prestito/<int:number>/piano.csv",
        loans.LoanCsv.as_view(),
        name="loan_csv",
    ),
    path(
        "area/contributi/<int:pk>/prestito/<int:number>/piano.csv",
        loans.OwnLoanCsv.as_view(),
        name="own_loan_csv",
    ),
    path("ufficio/prestiti/", loans.LoanList.as_view(), name="loans"),
    path("ufficio/prestiti/rientri/", loans.RepaymentFile.as_view(), name="repayment_file"),
    path(
        "ufficio/contributi/<int:pk>/garanzia/escussione/",
        guarantees.GuaranteeCallNew.as_view(),
        name="guarantee_call_new",
    ),
    path(
        "ufficio/contributi/<int:pk>/garanzia/<int:number>/verifica/",
        guarantees.GuaranteeCheck.as_view(),
        name="guarantee_check",
    ),
    path(
        "ufficio/contributi/<int:pk>/garanzia/<int:number>/pagamento/",
        guarantees.GuaranteePayment.as_view(),
        name="guarantee_payment",
    ),
    path(
        "ufficio/contributi/<int:pk>/garanzia/<int:number>/rifiuto/",
        guarantees.GuaranteeRefusal.as_view(),
        name="guarantee_refusal",
    ),
    path(
        "ufficio/contributi/<int:pk>/garanzia/fine/",
        guarantees.GuaranteeRelease.as_view(),
        name="guarantee_release",
    ),
    # Payments
    path(
        "area/contributi/<int:pk>/pagamenti/nuova/",
        own_payments.OwnPaymentNew.as_view(),
        name="own_payment_new",
    ),
    path(
        "area/contributi/<int:pk>/pagamenti/<int:payment>/",
        own_payments.OwnPayment.as_view(),
        name="own_payment",
    ),
    path(
        "area/contributi/<int:pk>/pagamenti/<int:payment>/ritiro/",
        own_payments.OwnPaymentWithdrawal.as_view(),
        name="own_payment_withdrawal",
    ),
    re_path(
        r"^area/contributi/(?P<pk>\d+)/pagamenti/(?P<payment>\d+)/"
        r"(?P<what>file|fideiussione)/(?P<file>\d+)/$",
        own_payments.OwnPaymentFile.as_view(),
        name="own_payment_file",
    ),
    path(
        "ufficio/contributi/<int:pk>/pagamenti/piano/",
        payments.PlanPage.as_view(),
        name="payment_plan",
    ),
    path(
        "ufficio/contributi/<int:pk>/pagamenti/<int:payment>/",
        payments.RequestPage.as_view(),
        name="payment",
    ),
    path(
        "ufficio/contributi/<int:pk>/pagamenti/<int:payment>/controllo/",
        payments.Check.as_view(),
        name="payment_check",
    ),
    path(
        "ufficio/contributi/<int:pk>/pagamenti/<int:payment>/restituzione/",
        payments.Return.as_view(),
        name="payment_return",
    ),
    path(
        "ufficio/contributi/<int:pk>/pagamenti/<int:payment>/approvazione/",
        payments.Decision.as_view(),
        name="payment_decision",
    ),
    re_path(
        r"^ufficio/contributi/(?P<pk>\d+)/pagamenti/(?P<payment>\d+)/"
        r"(?P<what>file|fideiussione)/(?P<file>\d+)/$",
        payments.RequestFile.as_view(),
        name="payment_file",
    ),
    path("ufficio/pagamenti/", payment_orders.PaymentDesk.as_view(), name="payments"),
    path(
        "ufficio/pagamenti/ordini/nuovo/",
        payment_orders.OrderNew.as_view(),
        name="payment_order_new",
    ),
    path(
        "ufficio/pagamenti/ordini/<int:pk>/",
        payment_orders.OrderPage.as_view(),
        name="payment_order",
    ),
    re_path(
        r"^ufficio/pagamenti/ordini/(?P<pk>\d+)/ordine\.(?P<ending>xml|csv)$",
        payment_orders.OrderFile.as_view(),
        name="payment_order_file",
    ),
    path("ufficio/pagamenti/esiti/", payment_orders.Outcomes.as_view(), name="payment_outcomes"),
    path(
        "ufficio/pagamenti/bandi/<slug:code>/", payments.HabitPage.as_view(), name="payment_habit"
    ),
    path("ufficio/pagamenti/limiti/", spending.SpendingLimits.as_view(), name="spending_limits"),
    path("ufficio/pagamenti/limiti/nuovo/", spending.LimitNew.as_view(), name="spending_limit_new"),
    path("ufficio/pagamenti/limiti/fine/", spending.LimitEnd.as_view(), name="spending_limit_end"),
    path("ufficio/pagamenti/limiti/misure/", spending.TwoPeople.as_view(), name="two_people_rule"),
    # Conditions of an award and its acceptance
    path("area/contributi/<int:pk>/accettazione/", adhesion.Accepting.as_view(), name="accepting"),
    path("area/contributi/<int:pk>/costituzione/", adhesion.DeedNew.as_view(), name="deed_new"),
    path(
        "area/contributi/<int:pk>/costituzione/<int:deed>/",
        adhesion.OwnDeedFile.as_view(),
        name="own_deed_file",
    ),
    path("area/contributi/<int:pk>/avvio/", adhesion.StartNew.as_view(), name="start_new"),
    path("ufficio/contributi/adesioni/", adhesion.Waiting.as_view(), name="waiting"),
    path(
        "ufficio/contributi/<int:pk>/costituzione/<int:deed>/",
        adhesion.DeedDecision.as_view(),
        name="deed",
    ),
    path(
        "ufficio/contributi/<int:pk>/costituzione/<int:deed>/documento/",
        adhesion.DeedFile.as_view(),
        name="deed_file",
    ),
    path(
        "ufficio/contributi/bandi/<slug:code>/condizioni/",
        conditions.CallSettings.as_view(),
        name="call_conditions",
    ),
    path(
        "ufficio/contributi/domande/<int:pk>/condizioni/",
        conditions.Conditions.as_view(),
        name="conditions",
    ),
    path(
        "ufficio/contributi/domande/<int:pk>/risposta/",
        conditions.RegisterAnswerNew.as_view(),
        name="register_answer",
    ),
    path(
        "ufficio/contributi/domande/<int:pk>/registri/<slug:code>/",
        conditions.RegistersAsked.as_view(),
        name="registers_asked",
    ),
    path(
        "ufficio/contributi/risposte/<int:pk>/documento/",
        conditions.AnswerDocument.as_view(),
        name="answer_document",
    # Expense reports
    path("area/rendiconti/", expenses.OwnReports.as_view(), name="own_reports"),
    path(
        "area/contributi/<int:pk>/rendiconti/nuovo/",
        expenses.ReportNew.as_view(),
        name="own_report_new",
    ),
    path(f"{_OWN}/", expenses.ReportPage.as_view(), name="own_report"),
    path(f"{_OWN}/periodo/", expenses.PeriodPage.as_view(), name="own_report_period"),
    path(f"{_OWN}/invio/", expenses.SendPage.as_view(), name="own_report_sending"),
    path(f"{_OWN}/documenti/nuovo/", expenses.DocumentNew.as_view(), name="own_document_new"),
    path(f"{_OWN_DOCUMENT}/", expenses.DocumentPage.as_view(), name="own_document"),
    path(f"{_OWN_DOCUMENT}/righe/", expenses.LineNew.as_view(), name="own_line_new"),
    path(
        f"{_OWN_DOCUMENT}/righe/<int:line>/rimozione/",
        expenses.LineRemoval.as_view(),
        name="own_line_removal",
    ),
    path(f"{_OWN_DOCUMENT}/caricamento/", expenses.FilePut.as_view(), name="own_document_upload"),
    path(f"{_OWN_DOCUMENT}/file/", expenses.DocumentFile.as_view(), name="own_document_file"),
    path(
        f"{_OWN_DOCUMENT}/rimozione/",
        expenses.DocumentRemoval.as_view(),
        name="own_document_removal",
    ),
    path(f"{_OWN}/importazioni/", expense_imports.ImportNew.as_view(), name="own_import_new"),
    path(
        f"{_OWN}/importazioni/<int:brought>/",
        expense_imports.ImportPage.as_view(),
        name="own_import",
    ),
    path(
        f"{_OWN}/importazioni/modello.<slug:ending>",
        expense_imports.ImportTemplate.as_view(),
        name="own_import_template",
    ),
    path(f"{_REPORT}/", expense_checks.CheckPage.as_view(), name="report_check"),
    path(f"{_REPORT}/righe/<int:line>/", expense_checks.Decision.as_view(), name="report_decision"),
    path(f"{_REPORT}/campione/", expense_checks.SampleNew.as_view(), name="report_sample"),
    path(f"{_REPORT}/resto/", expense_checks.RestAcceptance.as_view(), name="report_rest"),
    path(f"{_REPORT}/conclusione/", expense_checks.Conclusion.as_view(), name="report_conclusion"),
    path(
        f"{_REPORT}/riapertura/", expense_checks.CheckReopening.as_view(), name="report_reopening"
    ),
    path(f"{_REPORT}/chiusura/", expense_checks.ReportClosing.as_view(), name="report_closing"),
    path(
        f"{_REPORT}/documenti/<int:document>/file/",
        expense_checks.CheckedFile.as_view(),
        name="report_file",
    ),
    path("ufficio/contributi/<int:pk>/sopralluoghi/", visits.Visits.as_view(), name="visits"),
    path(
        "ufficio/contributi/<int:pk>/sopralluoghi/<int:visit>/",
        visits.VisitFile.as_view(),
        name="visit_file",
    ),
    # Results
    path("bandi/<slug:code>/risultati/", results.PublicResults.as_view(), name="public_results"),
    path("area/contributi/<int:pk>/risultati/", results.OwnResults.as_view(), name="own_results"),
    path(
        "area/contributi/<int:pk>/risultati/<slug:half>/",
        results.OwnHalfYear.as_view(),
        name="own_half_year",
    ),
    path("ufficio/contributi/<int:pk>/risultati/", results.Results.as_view(), name="results"),
    path(
        "ufficio/contributi/<int:pk>/risultati/<slug:half>/conferma/",
        results.Confirmation.as_view(),
        name="results_confirmation",
    ),
    path("ufficio/bandi/<slug:code>/indicatori/", results.Indicators.as_view(), name="indicators"),
    path(
        "ufficio/bandi/<slug:code>/indicatori/<int:indicator>/rimozione/",
        results.IndicatorRemoval.as_view(),
        name="indicator_removal",
    # Seeing: the money as a whole, what expires when
    path("ufficio/contributi/quadro/", overview.OverviewPage.as_view(), name="overview"),
    path(
        "ufficio/contributi/quadro/<slug:what>.<slug:ending>",
        overview.OverviewFile.as_view(),
        name="overview_file",
    ),
    path("ufficio/contributi/scadenze/", expiries.Expiries.as_view(), name="expiries"),
    path("ufficio/contributi/<int:pk>/dossier/", dossiers.DossierNew.as_view(), name="dossier_new"),
    path(
        "ufficio/contributi/<int:pk>/dossier/<int:dossier>/",
        dossiers.DossierArchive.as_view(),
        name="dossier",
    ),
    path(
        "area/contributi/<int:pk>/dossier/",
        dossiers.OwnDossierNew.as_view(),
        name="own_dossier_new",
    ),
    path(
        "area/contributi/<int:pk>/dossier/<int:dossier>/",
        dossiers.OwnDossierArchive.as_view(),
        name="own_dossier",
    ),
]
