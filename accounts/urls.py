"""Addresses of a person's own pages; those of allauth stand beside them in careerfit/urls.py."""

from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("preferences/", views.preferences, name="preferences"),
    path("preferences/theme/set/", views.theme_set, name="theme_set"),
    path("sessions/end/", views.sessions_end, name="sessions_end"),
]
