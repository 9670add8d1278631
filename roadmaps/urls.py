"""Addresses of learning paths, their steps and what is logged for them."""

from django.urls import URLPattern

app_name = "roadmaps"

urlpatterns: list[URLPattern] = []
