"""Checking the answers before they are handed in: ux.md L6."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments.actions import Answer
from assessments.models import Assessment, Rating
from taxonomy.queries import current_release
from tests.accounts.pages import Page
from tests.assessments.forms import question_url

pytestmark = pytest.mark.django_db

Make = Callable[..., Assessment]
SignIn = Callable[[User], Client]
SITE = "https://work.example/x"


def url_of(assessment: Assessment) -> str:
    return reverse("assessments:answer_check", args=[assessment.pk])


def needed() -> list[str]:
    return [each.skill for each in current_release().framework.roles["ml-engineer"].requirements]


@pytest.fixture
def page_of(ada: User, assessment: Make, signed_in: SignIn) -> Callable[..., Page]:
    """Ada's check page with these answers."""

    def load(**answers: str | Answer) -> Page:
        made = assessment(ada, answers={k.replace("_", "-"): v for k, v in answers.items()})
        return Page(signed_in(ada).get(url_of(made)))

    return load


def rows(page: Page, table: int) -> list[str]:
    """Codes of the skills in the tables, in their order."""
    bodies = [each for each in page.all("tr") if each.attrs.get("id", "").startswith("row-")]
    is_open = [any("Rate now" in word for word in each.words) for each in bodies]
    wanted = table == 0
    return [
        row["id"].removeprefix("row-")
        for row, opened in zip(bodies, is_open, strict=True)
        if opened is wanted
    ]


def row(page: Page, skill: str) -> str:
    return page.one("tr", id=f"row-{skill}").text


def test_the_heading_and_the_button(page_of: Callable[..., Page]) -> None:
    page = page_of(python="2")
    assert page.one("h1").text == "Check your answers, then see your results"
    (button,) = page.all("button", class_="btn-primary")
    assert button.text == "See my results"


def test_open_skills_come_first_and_the_others_by_category(page_of: Callable[..., Page]) -> None:
    page = page_of(python="2", sql="unsure", clean_code="not-applicable", version_control="5")
    assert rows(page, 1) == ["python", "version-control", "clean-code"]
    assert sorted(rows(page, 0)) == sorted(
        {*needed()} - {"python", "version-control", "clean-code"}
    )
    assert [each.text for each in page.all("th", scope="rowgroup")] == [
        "Programming",
        "Software engineering",
    ]
    assert [each.text for each in page.all("h2")] == ["Without a level", "Your answers"]


def test_each_row_says_what_was_answered(page_of: Callable[..., Page]) -> None:
    page = page_of(
        python=Answer("4", "month", f"{SITE}?a=1&b=2"), clean_code="not-applicable", sql="unsure"
    )
    assert row(page, "python") == (
        "Python Level 4 of 5, Advanced; 3 needed 4 Advanced "
        "This month work.example Change level for Python"
    )
    assert row(page, "clean-code") == (
        "Clean code and program structure Not rated; 3 needed Does not apply to me – – "
        "Change level for Clean code and program structure"
    )
    assert row(page, "sql") == "SQLNot sureRate now: SQL"
    assert row(page, "kubernetes") == "KubernetesNot ratedRate now: Kubernetes"
    link = page.one("a", class_="evidence")
    assert (link["href"], link["rel"]) == (f"{SITE}?a=1&b=2", "noopener nofollow ugc")


def test_t47_a_bad_link_written_past_the_form_is_only_text(
    ada: User, assessment: Make, signed_in: SignIn
) -> None:
    made = assessment(ada, answers={"python": "3"})
    Rating.objects.update(evidence_url="javascript:alert(1)")
    page = Page(signed_in(ada).get(url_of(made)))
    assert page.all("a", class_="evidence") == []
    assert "javascript:alert(1)" in row(page, "python")


def test_l6_1_every_link_of_the_page_has_a_name_of_its_own(page_of: Callable[..., Page]) -> None:
    page = page_of(python="2", sql="3", clean_code="unsure")
    names = [each.text for each in page.all("a") if "?check=" in each["href"]]
    skills = current_release().framework.skills
    assert sorted(names) == sorted(
        [
            "Change level for Python",
            "Change level for SQL",
            *(
                f"Rate now: {skills[code].name}"
                for code in needed()
                if code not in ("python", "sql")
            ),
        ]
    )
    assert len(names) == len(set(names))


def test_l6_2_the_links_lead_to_the_question_and_say_where_to_return(
    ada: User, assessment: Make, signed_in: SignIn
) -> None:
    made = assessment(ada, answers={"clean-code": "2"})
    page = Page(signed_in(ada).get(url_of(made)))
    hrefs = [each["href"] for each in page.all("a")]
    assert f"{question_url(made, 'role', 2)}?check=clean-code#q-clean-code" in hrefs
    assert page.one("tr", id="row-clean-code")["tabindex"] == "-1"


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (
            {"python": "2", "sql": "unsure", "clean-code": "not-applicable"},
            "You can change answers after this. 25 of 26 skills have no level: the result shows a "
            "band instead of one number, and each skill you rate makes it narrower.",
        ),
        ("all", "You can change answers after this."),
    ],
)
def test_l6_3_how_gaps_widen_the_band(
    ada: User, assessment: Make, signed_in: SignIn, answers: dict[str, str] | str, said: str
) -> None:
    given = dict.fromkeys(needed(), "2") if answers == "all" else answers
    made = assessment(ada, answers=given)
    page = Page(signed_in(ada).get(url_of(made)))
    assert said in [each.text for each in page.all("p")]


def test_without_any_answer_there_is_no_table_of_answers(page_of: Callable[..., Page]) -> None:
    page = page_of()
    assert [each.text for each in page.all("h2")] == ["Without a level"]
    assert rows(page, 1) == []


def test_answers_to_skills_of_another_role_stay_out(page_of: Callable[..., Page]) -> None:
    page = page_of(prompt_engineering="4")
    assert rows(page, 1) == []


def test_a_submitted_sitting_leads_to_its_result(
    ada: User, assessment: Make, signed_in: SignIn
) -> None:
    made = assessment(ada, answers={"python": "2"}, is_submitted=True)
    response = signed_in(ada).get(url_of(made))
    assert response["Location"] == reverse("assessments:result_detail", args=[made.pk])


def test_somebody_elses_looks_like_none(
    signed_in: SignIn, ada: User, ben: User, client: Client, assessment: Make
) -> None:
    url = url_of(assessment(ada))
    assert signed_in(ben).get(url).status_code == 404
    assert client.get(url)["Location"] == f"{reverse('account_login')}?next={url}"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_but_get(signed_in: SignIn, ada: User, assessment: Make, method: str) -> None:
    assert getattr(signed_in(ada), method)(url_of(assessment(ada))).status_code == 405


@pytest.mark.parametrize("count", [0, 12, 26])
def test_l6_5_queries(
    signed_in: SignIn,
    ada: User,
    assessment: Make,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    url = url_of(assessment(ada, answers=dict.fromkeys(needed()[:count], "2")))
    client = signed_in(ada)
    client.get(url)
    with django_assert_num_queries(4):
        client.get(url)
