"""What a load balancer asks."""

from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from taxonomy.queries import NoReleaseError


def test_live_asks_nobody(client: Client) -> None:
    """No database fixture here: a query would fail the test."""
    response = client.get("/health/live/")
    assert (response.status_code, response.json()) == (200, {"status": "live"})


@pytest.mark.django_db
def test_ready_asks_the_database_once(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/health/ready/")
    with django_assert_num_queries(1):
        response = client.get("/health/ready/")
    assert (response.status_code, response.json()) == (200, {"status": "ready"})


@pytest.mark.parametrize("fault", [OperationalError("s3cret"), NoReleaseError("s3cret")])
def test_without_a_database_or_a_release_it_is_not_ready(client: Client, fault: Exception) -> None:
    with patch("careerfit.views.current_release", side_effect=fault):
        response = client.get("/health/ready/")
    assert (response.status_code, response.json()) == (503, {"status": "not ready"})


@pytest.mark.parametrize("path", ["/health/live/", "/health/ready/"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_but_get(client: Client, path: str, method: str) -> None:
    assert getattr(client, method)(path).status_code == 405
