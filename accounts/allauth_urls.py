"""allauth's addresses, and the one view of it that we narrow."""

from django.urls import include, path

from accounts import views

urlpatterns = [
    path("email/", views.EmailChange.as_view(), name="account_email"),
    path("two-factor/", include("allauth.mfa.urls")),
    path("", include("allauth.account.urls")),
]
