"""Choosing the role to compare with: ux.md L4, G-15, G-17, G-22; security.md T-10, T-46, T-90."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments.models import Assessment
from taxonomy.models import RoleProfile
from taxonomy.queries import current_release
from tests.accounts.pages import Page
from tests.assessments.newer import keep_roles, republish

pytestmark = pytest.mark.django_db

URL = "/start/"
CHOOSE = "Choose a role to compare with."


def radios(page: Page) -> list[str]:
    return [each["value"] for each in page.all("input", type="radio", name="role")]


def checked(page: Page) -> list[str]:
    found = page.all("input", type="radio", name="role")
    return [each["value"] for each in found if "checked" in each.attrs]


def question_page(pk: UUID) -> str:
    return reverse("assessments:question_page", args=[pk, "first", 1])


def test_every_role_is_offered_with_its_number_of_skills(client: Client) -> None:
    page = Page(client.get(URL))
    roles = current_release().framework.roles
    assert radios(page) == [*roles, "not-sure"]
    labels = [each.text for each in page.all("label") if "skills" in each.text]
    assert labels == [
        f"{role.name} {len(role.requirements)} skills{role.question or role.summary}"
        for role in roles.values()
    ]


def test_l4_1_nothing_is_chosen_at_first(client: Client) -> None:
    assert checked(Page(client.get(URL))) == []


def test_a_role_page_brings_its_role_along(client: Client) -> None:
    assert checked(Page(client.get(URL, {"role": "data-engineer"}))) == ["data-engineer"]
    assert checked(Page(client.get(URL, {"role": "unknown"}))) == []


@pytest.mark.parametrize("sent", [{}, {"role": ""}, {"role": "unknown"}, {"role": "ML-Engineer"}])
def test_l4_1_continue_without_a_choice_says_what_to_do(
    client: Client, sent: dict[str, str]
) -> None:
    response = client.post(URL, {**sent, "key": str(uuid4())})
    page = Page(response)
    assert response.status_code == 422
    assert page.one("title").text == ("Error: Which role do you want to compare with? – CareerFit")
    summary = page.one("div", class_="problem-summary")
    assert (summary["tabindex"], summary.text) == ("-1", f"There is a problem {CHOOSE}")
    assert page.one("a", href="#role-first").text == CHOOSE
    assert page.one("input", id="role-first")["aria-invalid"] == "true"
    fieldset = page.one("fieldset", class_="roles")
    assert page.one("p", id=fieldset["aria-describedby"]).text == CHOOSE
    assert not Assessment.objects.exists()


def test_choosing_starts_a_sitting_of_the_person(
    signed_in: Callable[[User], Client], ada: User
) -> None:
    key = uuid4()
    response = signed_in(ada).post(URL, {"role": "data-engineer", "key": str(key)})
    assert (response.status_code, response["Location"]) == (303, question_page(key))
    made = Assessment.objects.values("id", "learner", "guest_key", "role_code", "release_id").get()
    assert made == {
        "id": key,
        "learner": ada.pk,
        "guest_key": "",
        "role_code": "data-engineer",
        "release_id": 1,
    }


def test_choosing_gives_a_guest_a_key_of_their_own(client: Client) -> None:
    client.post(URL, {"role": "data-engineer", "key": str(uuid4())})
    other = Client()
    other.post(URL, {"role": "data-engineer", "key": str(uuid4())})
    keys = [each.session["guest_key"] for each in (client, other)]
    assert len(set(keys)) == 2
    assert sorted(Assessment.objects.values_list("guest_key", flat=True)) == sorted(keys)


def test_looking_gives_nobody_a_session(client: Client) -> None:
    client.get(URL)
    assert "sessionid" not in client.cookies


def test_g_22_the_same_form_sent_twice_starts_one_sitting(client: Client) -> None:
    form = {"role": "data-engineer", "key": str(uuid4())}
    answers = [client.post(URL, form)["Location"] for _ in range(2)]
    assert answers == [question_page(UUID(form["key"]))] * 2
    assert Assessment.objects.count() == 1


def test_g_22_the_same_form_with_another_role_follows_the_last_choice(
    client: Client,
) -> None:
    """The Back button leads to the same form; its second choice must not be lost."""
    key = str(uuid4())
    for role in ("data-engineer", "ai-engineer"):
        client.post(URL, {"role": role, "key": key})
    assert list(Assessment.objects.values_list("role_code")) == [("ai-engineer",)]


def test_g_22_each_page_brings_a_fresh_key(client: Client) -> None:
    keys = {Page(client.get(URL)).one("input", name="key")["value"] for _ in range(2)}
    assert len({UUID(key) for key in keys}) == 2


def test_a_refused_form_keeps_its_key(client: Client) -> None:
    key = str(uuid4())
    page = Page(client.post(URL, {"key": key}))
    assert page.one("input", name="key")["value"] == key


@pytest.mark.parametrize("key", ["", "1", "x" * 10_000, "\N{ARABIC-INDIC DIGIT ONE}"])
def test_a_key_that_is_none_counts_as_none(client: Client, key: str) -> None:
    response = client.post(URL, {"role": "data-engineer", "key": key})
    assert response["Location"] == question_page(Assessment.objects.get().pk)


def test_t90_the_key_of_somebody_else_opens_nothing(
    client: Client,
    signed_in: Callable[[User], Client],
    ada: User,
    ben: User,
    assessment: Callable[..., Assessment],
) -> None:
    adas = assessment(ada, "data-engineer")
    form = {"role": "ai-engineer", "key": str(adas.pk)}
    assert [who.post(URL, form).status_code for who in (signed_in(ben), client)] == [404, 404]
    assert list(Assessment.objects.values_list("pk", "learner", "role_code")) == [
        (adas.pk, ada.pk, "data-engineer")
    ]


def test_a_key_whose_sitting_is_submitted_leads_there_and_changes_nothing(
    signed_in: Callable[[User], Client], ada: User, assessment: Callable[..., Assessment]
) -> None:
    done = assessment(ada, "data-engineer", answers={"python": "3"}, is_submitted=True)
    form = {"role": "ai-engineer", "key": str(done.pk)}
    assert signed_in(ada).post(URL, form)["Location"] == question_page(done.pk)
    assert list(Assessment.objects.values_list("role_code")) == [("data-engineer",)]


def test_t10_fields_that_nobody_offers_are_ignored(client: Client, ben: User) -> None:
    form = {"role": "data-engineer", "key": str(uuid4())}
    hostile = {
        "id": str(uuid4()),
        "learner": ben.pk,
        "guest_key": "mine",
        "release": 9,
        "submitted_at": "2020-01-01",
        "focus": '["python"]',
    }
    client.post(URL, {**form, **hostile})
    made = Assessment.objects.get()
    assert (str(made.pk), made.learner, made.release_id) == (form["key"], None, 1)
    assert (made.guest_key, made.submitted_at, made.focus) == (
        client.session["guest_key"],
        None,
        [],
    )


def test_i_am_not_sure_shows_what_the_roles_do(client: Client) -> None:
    response = client.post(URL, {"role": "not-sure"})
    assert (response.status_code, response["Location"]) == (303, reverse("taxonomy:role_list"))
    assert not Assessment.objects.exists()


def test_l4_3_more_than_twelve_roles_come_with_a_filter(client: Client) -> None:
    page = Page(client.get(URL, {"q": "  DATA   engineer "}))
    assert [each.attrs.get("method") for each in page.all("form", role="search")] == ["get"]
    assert page.one("input", name="q")["value"] == "  DATA   engineer "
    assert "data-engineer" in radios(page)
    assert set(radios(page)) < set(current_release().framework.roles)


def test_l4_3_a_filter_that_finds_nothing_says_so(client: Client) -> None:
    page = Page(client.get(URL, {"q": "<baker>"}))
    assert radios(page) == []
    assert (
        page.one("fieldset", class_="roles").text
        == "Role No role matches “<baker>”. Show all roles"
    )
    assert [each.text for each in page.all("button", class_="btn-primary")] == []


def test_l4_3_a_long_filter_is_cut(client: Client) -> None:
    page = Page(client.get(URL, {"q": "x" * 10_000}))
    assert page.one("input", name="q")["value"] == "x" * 100


def test_l4_3_twelve_roles_need_no_filter(client: Client) -> None:
    codes = list(current_release().framework.roles)[:12]
    republish(keep_roles(*codes))
    page = Page(client.get(URL))
    assert (radios(page), page.all("input", name="q")) == ([*codes, "not-sure"], [])


def test_l4_4_a_role_in_the_working_copy_is_not_offered(client: Client) -> None:
    role = RoleProfile.objects.get(code="data-engineer")
    role.code, role.name, role.pk, role._state.adding = "draft", "Draft role", None, True
    role.position = 99
    role.save()
    assert "draft" not in radios(Page(client.get(URL)))
    assert client.post(URL, {"role": "draft"}).status_code == 422


def test_a_role_withdrawn_while_the_page_was_open_is_refused(client: Client) -> None:
    client.get(URL)
    republish(keep_roles("ai-engineer"))
    assert client.post(URL, {"role": "data-engineer"}).status_code == 422


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_nothing_but_get_and_post(client: Client, method: str) -> None:
    assert getattr(client, method)(URL).status_code == 405


def test_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client.get(URL)
    with django_assert_num_queries(1):
        client.get(URL)
