"""Two attempts side by side."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from roadmaps.actions import set_step_status
from tests.assessments import releases
from tests.assessments.releases import ANSWERS, requirement
from tests.taxonomy.pages import Page

DAY = datetime(2026, 3, 28, 9, 30, tzinfo=UTC)
HEADING = "What changed between 28 March 2026 and 6 July 2026?"
SKILLS = "Skill by skill"


def change_url(before, after):
    return f"{reverse('roadmaps:attempt_compare')}?before={before}&after={after}"


@pytest.fixture
def take(ada, assessment):
    """Makes a submitted attempt of Ada's, so many days after 28 March."""

    def make(day, answers, role="analyst", person=ada):
        now = DAY + timedelta(days=day)
        return assessment(person, role, answers=answers, is_submitted=True, now=now)

    return make


@pytest.fixture
def compared(ada, signed_in):
    client = signed_in(ada)
    return lambda before, after: Page(client.get(change_url(before.pk, after.pk)))


def test_each_skill_goes_up_down_or_stays_with_its_cause(published, take, compared):
    published(releases.worked_example())
    before = take(0, {"sql": "1", "python": "2"})
    after = take(100, {"sql": "3", "python": "1", "statistics": "1"})
    page = compared(before, after)
    assert page.texts("h1") == [HEADING]
    assert page.rows(SKILLS) == [
        ["Skill", "Before", "After", "What happened", "Points"],
        ["Skill sql", "1", "3", "▲ 2 levels higher", "+25.0"],
        ["Skill statistics", "–", "1", "rated for the first time", "−4.4"],
        ["Skill python", "2", "1", "about the same, 1 level lower", "−16.7"],
        ["All together", "+3.9"],
    ]
    assert page.texts("p", SKILLS)[0] == (
        "1 up, 1 rated in only one of the two, 1 about the same. "
        "One level more or less on a single skill is within rating error."
    )


def test_sums_are_exact(published, take, compared):
    published(releases.worked_example())
    page = compared(
        take(0, {"sql": "1", "python": "2"}),
        take(100, {"sql": "3", "python": "1", "statistics": "1"}),
    )
    assert page.rows(HEADING) == [
        ["Part", "Fit", "Points"],
        ["28 March 2026", "46 to 63 %", "55.8"],
        ["Your answers", "what you rated differently", "+3.9"],
        ["The role", "unchanged", "0.0"],
        ["6 July 2026", "60 %", "59.7"],
    ]


def test_l11_2_a_change_under_the_noise_is_about_the_same(published, take, compared):
    published(releases.worked_example())
    page = compared(take(0, {"sql": "2", "python": "2"}), take(100, {"sql": "3", "python": "2"}))
    assert page.texts("p", HEADING)[0] == (
        "Your fit for The analyst is about the same: "
        "an estimate of 71 % then and 85 % now, which is within rating error."
    )


def test_a_large_change_is_told_in_points(published, take, compared):
    published(releases.worked_example())
    page = compared(take(0, {"sql": "0", "python": "2"}), take(100, {"sql": "4", "python": "2"}))
    assert page.texts("p", HEADING)[0].startswith("Your fit for The analyst is up 59 points: ")


def test_l11_3_a_role_that_asks_for_more_is_not_somebody_who_fell(published, take, compared):
    published(releases.worked_example())
    answers = {"sql": "2", "python": "2", "statistics": "3"}
    before = take(0, answers)
    document = releases.worked_example()
    document["roles"][0]["requirements"] = [
        requirement("sql", 5, 3),
        requirement("python", 2, 2),
        requirement("git", 2, 1),
    ]
    published(document)
    page = compared(before, take(100, answers))
    rows = {row[0]: row[1:] for row in page.rows(SKILLS)}
    assert rows["Skill sql"] == ["2", "2", "the role now asks for more", "−5.0"]
    assert rows["Skill git"][2] == "the role now asks for this"
    assert rows["Skill statistics"][2] == "the role no longer asks for this"
    assert page.rows(HEADING)[2] == ["Your answers", "what you rated differently", "0.0"]
    assert page.rows(HEADING)[3][1] == "release 2 to 3"
    assert "down" not in page.texts("p", SKILLS)[0]


def test_another_target_role_is_held_against_the_later_one(published, take, compared):
    published(releases.worked_example())
    page = compared(take(0, ANSWERS, role="writer"), take(100, ANSWERS))
    assert page.texts("p", HEADING)[1] == (
        "The earlier attempt was about The writer. Here both are held against The analyst."
    )
    assert page.rows(HEADING)[1] == ["28 March 2026", "58 to 75 %", "70.6"]


def test_a_role_that_the_earlier_release_did_not_have(published, take, compared):
    published(releases.worked_example())
    before = take(0, ANSWERS)
    document = releases.worked_example()
    document["roles"].append(
        {"code": "new", "name": "The new", "requirements": [requirement("sql", 4)]}
    )
    published(document)
    page = compared(before, take(100, ANSWERS, role="new"))
    assert page.rows(HEADING)[1] == ["28 March 2026", "50 %", "50.0"]


def test_the_earlier_attempt_comes_first_whichever_is_named_first(published, take, compared):
    published(releases.worked_example())
    before, after = take(0, ANSWERS), take(100, {"sql": "4"})
    assert compared(after, before).rows(SKILLS) == compared(before, after).rows(SKILLS)


def test_l11_5_two_attempts_on_one_day_keep_their_order(published, take, compared):
    published(releases.worked_example())
    early, late = take(0, {"sql": "1"}), take(0.01, {"sql": "4"})
    assert compared(late, early).rows(SKILLS)[1][:3] == ["Skill sql", "1", "4"]


def test_one_attempt_twice_is_asked_again(ada, signed_in, published, take):
    published(releases.worked_example())
    made = take(0, ANSWERS)
    response = signed_in(ada).get(change_url(made.pk, made.pk), follow=True)
    assert response.redirect_chain == [(reverse("assessments:history"), 302)]
    assert "Choose two different attempts to compare." in Page(response).texts("div")


@pytest.mark.parametrize(
    "spoil", [str.upper, lambda pk: pk.replace("-", ""), lambda pk: f"{{{pk}}}", lambda pk: ""]
)
def test_t_15_an_id_in_another_spelling_is_nobodys(spoil, ada, signed_in, published, take):
    published(releases.worked_example())
    before, after = take(0, ANSWERS), take(100, ANSWERS)
    spoiled = spoil(str(after.pk))
    if spoiled != str(after.pk):
        assert signed_in(ada).get(change_url(before.pk, spoiled)).status_code == 404


def test_t_03_t_05_both_must_be_ones_own_and_submitted(
    ada, ben, signed_in, published, take, assessment, client
):
    published(releases.worked_example())
    own, theirs = take(0, ANSWERS), take(1, ANSWERS, person=ben)
    still_open = assessment(ada, "analyst", answers=ANSWERS)
    reader = signed_in(ada)
    for other in (theirs.pk, still_open.pk, uuid4()):
        assert reader.get(change_url(own.pk, other)).status_code == 404
    assert client.get(change_url(own.pk, theirs.pk)).status_code == 302


def finish(person, day, *steps):
    for step in steps:
        set_step_status(learner=person, step=step, status="done", now=DAY + timedelta(days=day))


def told(page):
    return {row[0]: row[3] for row in page.rows(SKILLS) if len(row) > 3}


def test_a_step_finished_in_between_is_the_cause(ada, published, take, compared, make_path):
    published(releases.worked_example())
    before = take(0, {"sql": "1", "python": "1"})
    make_path(ada, "analyst")
    finish(ada, 50, ("sql", 2))
    page = compared(before, take(100, {"sql": "2", "python": "2", "statistics": "1"}))
    assert told(page) == {
        "Skill": "What happened",
        "Skill sql": "▲ 1 level higher: path step finished in between",
        "Skill python": "about the same, 1 level higher",
        "Skill statistics": "rated for the first time",
    }


@pytest.mark.parametrize("day", [-1, 101], ids=["before", "after"])
def test_a_step_finished_outside_is_no_cause(day, ada, published, take, compared, make_path):
    published(releases.worked_example())
    before = take(0, {"sql": "1"})
    make_path(ada, "analyst")
    finish(ada, day, ("sql", 2))
    page = compared(before, take(100, {"sql": "2"}))
    assert told(page)["Skill sql"] == "about the same, 1 level higher"


def test_only_ones_own_steps_count(ada, ben, published, take, compared, make_path):
    published(releases.worked_example())
    before = take(0, {"sql": "1"})
    make_path(ben, "analyst")
    finish(ben, 50, ("sql", 2))
    page = compared(before, take(100, {"sql": "2"}))
    assert told(page)["Skill sql"] == "about the same, 1 level higher"


def test_a_step_of_a_skill_that_was_replaced_counts_for_its_successor(
    ada, published, take, compared, make_path
):
    published(releases.worked_example())
    make_path(ada, "analyst")
    document = releases.worked_example()
    skills = document["categories"][0]["skills"]
    skills.append(releases.skill("queries"))
    skills[0]["replaced_by"] = "queries"
    for each in document["roles"][0]["requirements"]:
        each["skill"] = each["skill"].replace("sql", "queries")
    document["roles"] = document["roles"][:1]
    published(document)
    before = take(0, {"queries": "1"})
    finish(ada, 50, ("sql", 2))
    page = compared(before, take(100, {"queries": "2"}))
    assert told(page)["Skill queries"] == "▲ 1 level higher: path step finished in between"


def test_a_guest_sees_the_change_without_steps(
    guest, published, assessment, django_assert_num_queries
):
    published(releases.worked_example())
    made = [
        assessment(guest, "analyst", answers={"sql": level}, is_submitted=True, now=DAY + later)
        for level, later in (("1", timedelta()), ("3", timedelta(days=9)))
    ]
    with django_assert_num_queries(2):
        page = Page(guest.get(change_url(*(each.pk for each in made))))
    assert told(page)["Skill sql"] == "▲ 2 levels higher"


@pytest.mark.parametrize(("count", "attempts"), [(12, 2), (60, 2), (12, 30)])
def test_queries_do_not_grow_with_skills_attempts_or_steps(
    count, attempts, ada, signed_in, published, take, make_path, django_assert_num_queries
):
    published(releases.large(count))
    made = [
        take(day, {f"s{number}": str(day % 5) for number in range(0, count, 2)}, role="big")
        for day in range(attempts)
    ]
    path = make_path(ada, "big")
    finish(ada, 1, *(step.pair for step in path.steps.all()[:count]))
    client = signed_in(ada)
    url = change_url(made[0].pk, made[-1].pk)
    client.get(url)
    with django_assert_num_queries(4):
        client.get(url)
