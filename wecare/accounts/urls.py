"""Addresses of the people's pages."""

from django.urls import path

from wecare.accounts import views

app_name = "accounts"
urlpatterns = [
    path("accesso/", views.LoginView.as_view(), name="login"),
    path("uscita/", views.logout, name="logout"),
    path("registrazione/", views.RegistrationView.as_view(), name="register"),
    path("profilo/", views.ProfileView.as_view(), name="profile"),
    path("profilo/password/", views.PasswordView.as_view(), name="password"),
]
