"""Addresses of decrees and of what they grant."""

from funding.urls import aid, awards, conditions, exits, expenses, payments, results, seeing

app_name = "funding"
urlpatterns = [
    *awards.urlpatterns,
    *seeing.urlpatterns,
    *aid.urlpatterns,
    *conditions.urlpatterns,
    *payments.urlpatterns,
    *expenses.urlpatterns,
    *results.urlpatterns,
    *exits.urlpatterns,
]
