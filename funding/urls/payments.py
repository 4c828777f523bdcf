"""Addresses of payments."""

from django.urls import path, re_path

from funding.views.payments import office as payments
from funding.views.payments import orders as payment_orders
from funding.views.payments import own as own_payments
from funding.views.payments import spending

urlpatterns = [
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
]
