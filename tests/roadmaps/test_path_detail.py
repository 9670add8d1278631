"""The page of a path: what do I do this week? ux.md L9."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from roadmaps.models import LearningPath
from tests.accounts.pages import Page

pytestmark = pytest.mark.django_db
Make = Callable[..., LearningPath]


def url(path: LearningPath) -> str:
    return reverse("roadmaps:path_detail", args=[path.pk])


def test_first(ada: User, signed_in: Callable[[User], Client], make_path: Make) -> None:
    path = make_path(ada)
    page = Page(signed_in(ada).get(url(path)))
    print([e.text for e in page.elements if e.is_main and e.tag in {"h1", "h2", "h3", "p"}][:30])
    assert page.one("h1").text == "Path to Machine-learning engineer"
    client = signed_in(ada)
    r = client.post("/steps/python/1/status/save/", {"status": "done", "next": url(path)}, follow=True)

    assert page.one("p", class_="lead")
