"""Addresses of forms of aid, loans, guarantees."""

from django.urls import path

from funding.views.aid import forms as aid
from funding.views.aid import guarantees, loans

urlpatterns = [
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
]
