from django.urls import path

from taxonomy import views

app_name = "taxonomy"

urlpatterns = [
    path("roles/", views.role_list, name="role_list"),
    path("roles/<slug:code>/", views.role_detail, name="role_detail"),
    path("skills/", views.skill_list, name="skill_list"),
    path("skills/<slug:code>/", views.skill_detail, name="skill_detail"),
    path("sources/", views.source_list, name="source_list"),
]
