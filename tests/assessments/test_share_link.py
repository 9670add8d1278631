"""A link to one result: what it shows, and that nothing else can be reached by it."""

import re
from hashlib import sha256
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from assessments.actions import Answer
from assessments.models import ShareLink
from tests.assessments import releases
from tests.assessments.releases import ANSWERS
from tests.taxonomy.pages import Page

NOTE = "A private note"
EVIDENCE = "https://code.example/ada"


@pytest.fixture
def result(ada, published, assessment):
    published(releases.worked_example())
    answers = {**ANSWERS, "python": Answer("5", "month", EVIDENCE, NOTE)}
    return assessment(ada, "analyst", answers=answers, is_submitted=True)


def share_url(assessment):
    return reverse("assessments:share_link", args=[assessment.pk])


def make_link(client, assessment, **fields):
    """Press "Make a link" and give the path of the address that the next page shows."""
    assert client.post(share_url(assessment), fields)["Location"] == share_url(assessment)
    (address,) = [
        each.attrs["value"]
        for each in Page(client.get(share_url(assessment))).elements
        if each.attrs.get("id") == "address"
    ]
    return urlsplit(address).path


def test_l7_8_nothing_is_shared_until_asked(ada, signed_in, result):
    page = Page(signed_in(ada).get(share_url(result)))
    assert page.texts("h1") == ["Who may see this result?"]
    assert page.texts("p", "Who may see this result?")[0].startswith("Only you.")
    assert not ShareLink.objects.exists()


def test_l7_8_the_preview_is_what_the_other_person_sees(ada, signed_in, result):
    client = signed_in(ada)
    path = make_link(client, result)
    preview = Page(client.get(share_url(result)))
    shared = Page(Client().get(path))
    section = "What the other person sees"
    heading = shared.texts("h1")[0]
    assert preview.rows(section) == shared.rows(heading)
    assert set(shared.texts("p", heading)) - {
        "Results are for learning, not for selecting people."
    } <= set(preview.texts("p", section))


def test_t_20_the_token_is_long_and_only_its_hash_is_stored(ada, signed_in, result):
    token = make_link(signed_in(ada), result).split("/")[2]
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", token)
    assert ShareLink.objects.get().token_hash == sha256(token.encode()).hexdigest()


def test_t_20_the_token_is_shown_once(ada, signed_in, result):
    client = signed_in(ada)
    path = make_link(client, result)
    html = client.get(share_url(result)).content.decode()
    assert path not in html
    assert "The link itself is not shown again" in html


def test_t_20_a_token_of_another_result_is_not_shown_here(ada, signed_in, result, assessment):
    other = assessment(ada, "writer", answers={"talking": "1"}, is_submitted=True)
    client = signed_in(ada)
    make_link(client, other)
    client.post(share_url(result))
    cookie = client.cookies["share_token"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (
        share_url(result),
        True,
        "Strict",
    )


def test_t_20_the_shared_page_is_for_nobody_to_index(ada, signed_in, result):
    response = Client().get(make_link(signed_in(ada), result))
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert '<meta name="robots" content="noindex, nofollow">' in response.content.decode()
    assert response["Cache-Control"] == "no-store"


def test_t_20_nothing_else_is_reached_from_it(ada, signed_in, result):
    html = Client().get(make_link(signed_in(ada), result)).content.decode()
    hidden = (NOTE, EVIDENCE, "code.example", "Ada", ada.email, str(result.pk))
    assert [words for words in hidden if words in html] == []
    assert "/assessments/" not in html


def test_l7_8_the_name_only_when_chosen(ada, signed_in, result):
    client = signed_in(ada)
    page = Page(Client().get(make_link(client, result, shows_name="yes")))
    assert page.texts("bdi") == ["Ada"]
    assert page.texts("p", page.texts("h1")[0])[0].startswith("Ada meets about 58 to 75 % of")
    page = Page(Client().get(make_link(client, result, shows_name="no")))
    assert page.texts("bdi") == []


def test_t_20_revoked_it_is_dead(ada, signed_in, result):
    client = signed_in(ada)
    path = make_link(client, result)
    assert Client().get(path).status_code == 200
    response = client.post(reverse("assessments:share_revoke", args=[result.pk]))
    assert (response.status_code, response["Location"]) == (303, share_url(result))
    assert Client().get(path).status_code == 404
    assert client.get(path).status_code == 404


def test_g_22_a_new_link_ends_the_old_one(ada, signed_in, result):
    client = signed_in(ada)
    first, second = make_link(client, result), make_link(client, result)
    assert [Client().get(path).status_code for path in (first, second)] == [404, 200]


@pytest.mark.parametrize(
    "token", ["x", "0" * 43, "%00", "%ED%A0%80", "١", "a" * 5000, "..%2f", "' or 1=1"]
)
def test_t_20_any_other_token_is_nothing(token, result):
    assert Client().get(f"/shared/{token}/").status_code == 404


def test_t_20_the_hash_is_not_a_token(ada, signed_in, result):
    make_link(signed_in(ada), result)
    digest = ShareLink.objects.get().token_hash
    assert Client().get(reverse("assessments:shared_result", args=[digest])).status_code == 404


def test_only_a_result_is_shared(ada, signed_in, assessment):
    made = assessment(ada, answers={"python": "2"})
    client = signed_in(ada)
    goal = reverse("assessments:first_result", args=[made.pk])
    assert client.get(share_url(made))["Location"] == goal
    assert client.post(share_url(made))["Location"] == goal
    assert not ShareLink.objects.exists()


def test_t_04_nobody_shares_or_revokes_what_is_not_theirs(ada, ben, signed_in, result, client):
    path = make_link(signed_in(ada), result)
    revoke = reverse("assessments:share_revoke", args=[result.pk])
    stranger = signed_in(ben)
    assert stranger.get(share_url(result)).status_code == 404
    assert stranger.post(share_url(result)).status_code == 404
    assert stranger.post(revoke).status_code == 404
    assert client.post(revoke).status_code == 403
    assert stranger.post(reverse("assessments:share_revoke", args=[uuid4()])).status_code == 404
    assert client.get(path).status_code == 200


def test_it_goes_with_its_result(ada, signed_in, result):
    path = make_link(signed_in(ada), result)
    result.delete()
    assert Client().get(path).status_code == 404


def test_queries_of_the_shared_page(ada, signed_in, result, django_assert_num_queries):
    path = make_link(signed_in(ada), result)
    with django_assert_num_queries(1):
        Client().get(path)
