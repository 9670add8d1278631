"""The address of every page: the roof's own, then each floor's."""

from django.urls import include, path

from careerfit import data_views, errors, views

urlpatterns = [
    path("", views.landing, name="landing"),
    path("home/", views.home, name="home"),
    path("help/", views.help_page, name="help"),
    path("gallery/", views.gallery, name="gallery"),
    path("your-data/", data_views.your_data, name="your_data"),
    path(
        "your-data/download/<str:kind>/", data_views.your_data_download, name="your_data_download"
    ),
    path("your-data/delete-account/", data_views.account_delete, name="account_delete"),
    path("health/live/", views.health_live, name="health_live"),
    path("health/ready/", views.health_ready, name="health_ready"),
    path("account/", include("accounts.urls")),
    path("account/", include("accounts.allauth_urls")),
    path("", include("taxonomy.urls")),
    path("", include("assessments.urls")),
    path("", include("roadmaps.urls")),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler429 = errors.too_many_requests  # asked for by allauth
handler500 = errors.server_error
