"""One page of questions as plain HTML: ux.md L5, G-15, G-17, G-19; security.md T-64, T-66, T-89."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments import actions, queries
from assessments.actions import Answer
from assessments.models import Assessment, Rating
from taxonomy.queries import current_release
from tests.accounts.pages import Page
from tests.assessments.forms import answer, chosen, filled_in, question_url, save_url
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

Make = Callable[..., Assessment]
SignIn = Callable[[User], Client]


def stored(assessment: Assessment) -> dict[str, str]:
    return {rating.skill_code: rating.value for rating in assessment.ratings.all()}


def problems(page: Page) -> list[tuple[str, str]]:
    """The summary's (sentence, target)."""
    summary = [each for each in page.all("a") if each["href"].startswith("#")]
    return [(each.text, each["href"]) for each in summary if ": " in each.text]


@pytest.fixture
def adas(ada: User, assessment: Make) -> Assessment:
    """Ada's sitting for machine-learning engineer; nothing is answered yet."""
    return assessment(ada)


@pytest.fixture
def client_of_ada(ada: User, signed_in: SignIn) -> Client:
    return signed_in(ada)


# --- What a page shows -------------------------------------------------------------------------


def test_a_page_asks_its_skills_with_their_sentences(
    client_of_ada: Client, adas: Assessment
) -> None:
    page = Page(client_of_ada.get(question_url(adas)))
    skills = queries.sitting(adas).pages("first")[0].skills
    asked = page.all("fieldset", class_="question")
    assert [each["id"] for each in asked] == [f"q-{skill.code}" for skill in skills]
    for skill in skills:
        radios = page.all("input", type="radio", name=f"value-{skill.code}")
        assert [each["value"] for each in radios] == [*"012345", "unsure", "not-applicable"]
        assert page.one("p", id=f"hint-{skill.code}").text == f"For example: {skill.example}"
    options = [each.text for each in page.all("label", class_="level")][:6]
    names = ("Not yet", "Aware", "Guided", "Independent", "Advanced", "Leading")
    sentences = (
        "I have not met this yet, or could not say what it is for.",
        *skills[0].levels.values(),
    )
    assert options == [f"{n} {names[n]} {sentences[n]}" for n in range(6)]


@pytest.mark.parametrize(
    ("part", "number", "position"),
    [
        ("first", 2, "First questions, skills 5 to 8 of 12"),
        ("role", 1, "Programming, skill 1 of 26"),
        ("role", 2, "Software engineering, skills 2 to 3 of 26"),
    ],
)
def test_the_heading_title_and_position(
    client_of_ada: Client, adas: Assessment, part: str, number: int, position: str
) -> None:
    page = Page(client_of_ada.get(question_url(adas, part, number)))
    assert page.one("p", class_="caption").text == position
    assert page.one("h1").text == "How well can you do these things?"
    assert page.one("title").text == f"How well can you do these things? – {position} – CareerFit"


def test_l5_9_no_table_no_slider_and_nothing_is_chosen(
    client_of_ada: Client, adas: Assessment
) -> None:
    response = client_of_ada.get(question_url(adas))
    page = Page(response)
    assert (page.all("table"), page.all("input", type="range"), chosen(response)) == ([], [], {})


def test_l5_4_g_16_each_question_saves_itself_into_a_status_that_is_there(
    client_of_ada: Client, adas: Assessment
) -> None:
    page = Page(client_of_ada.get(question_url(adas)))
    status = page.one("p", id="save-status")
    assert (status["role"], status.text) == ("status", "")
    saving = {
        each["id"]: (each["data-hx-post"], each["data-hx-sync"], each["data-hx-target"])
        for each in page.all("fieldset", class_="question")
    }
    assert saving == {
        f"q-{code}": (save_url(adas, code), "this:queue last", "#save-status")
        for code in ("python", "testing-debugging", "sql", "data-pipelines")
    }
    (button,) = page.all("button", class_="btn-primary")
    assert (button.text, button["aria-describedby"]) == ("Continue", "save-status")


def test_the_last_of_the_first_questions_leads_to_the_first_result(
    client_of_ada: Client, adas: Assessment
) -> None:
    words = [
        Page(client_of_ada.get(question_url(adas, part, number))).one(
            "button", class_="btn-primary"
        )
        for part, number in (("first", 2), ("first", 3), ("role", 11))
    ]
    assert [each.text for each in words] == ["Continue", "See my first result", "Continue"]


def test_l5_2_digit_keys_are_marked_unless_switched_off(
    client_of_ada: Client, adas: Assessment, ada: User
) -> None:
    def marked() -> list[bool]:
        page = Page(client_of_ada.get(question_url(adas)))
        return ["data-digits" in each.attrs for each in page.all("fieldset", class_="question")]

    assert set(marked()) == {True}
    ada.has_digit_keys = False
    ada.save()
    assert set(marked()) == {False}


def test_enter_presses_continue_and_nothing_else(client_of_ada: Client, adas: Assessment) -> None:
    """The first button of a form is the one that Enter presses."""
    page = Page(client_of_ada.get(question_url(adas)))
    form = next(n for n, each in enumerate(page.elements) if "data-answers" in each.attrs)
    first = next(each for each in page.elements[form:] if each.tag == "button")
    assert (first.text, first.attrs.get("name"), first["tabindex"]) == ("Continue", None, "-1")


@pytest.mark.parametrize(("part", "number"), [("role", 99), ("first", 4), ("focus", 1)])
def test_a_page_that_is_not_there(
    client_of_ada: Client, adas: Assessment, part: str, number: int
) -> None:
    assert client_of_ada.get(question_url(adas, part, number)).status_code == 404
    assert client_of_ada.post(question_url(adas, part, number)).status_code == 404


@pytest.mark.parametrize("tail", ["role/0/", "role/-1/", "role/01/", "role/1e9/", "all/1/"])
def test_t62_an_address_has_one_spelling(
    client_of_ada: Client, adas: Assessment, tail: str
) -> None:
    assert client_of_ada.get(f"/assessments/{adas.pk}/questions/{tail}").status_code == 404


# --- Whose page it is --------------------------------------------------------------------------


def test_a_guest_answers_their_own(guest: Client, assessment: Make) -> None:
    own = assessment(guest)
    response = guest.post(question_url(own), answer("python", "2"))
    assert (response.status_code, stored(own)) == (303, {"python": "2"})


def test_somebody_elses_looks_like_none(
    signed_in: SignIn, ben: User, guest: Client, adas: Assessment
) -> None:
    """404 for people; a visitor is asked to sign in, since it may be theirs."""
    missing = Assessment(pk=uuid4())
    client = signed_in(ben)
    for it in (adas, missing):
        url = question_url(it)
        assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)
        assert guest.get(url)["Location"] == f"{reverse('account_login')}?next={url}"
    assert stored(adas) == {}


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_nothing_but_get_and_post(client_of_ada: Client, adas: Assessment, method: str) -> None:
    assert getattr(client_of_ada, method)(question_url(adas)).status_code == 405


# --- Continue ----------------------------------------------------------------------------------


def test_continue_saves_and_leads_on_page_by_page(client_of_ada: Client, adas: Assessment) -> None:
    first, second, last = queries.sitting(adas).pages("first")
    for page, onward in (
        (first, question_url(adas, "first", 2)),
        (second, question_url(adas, "first", 3)),
        (last, reverse("assessments:first_result", args=[adas.pk])),
    ):
        form = {name: text for s in page.skills for name, text in answer(s.code, "2").items()}
        response = client_of_ada.post(question_url(adas, "first", page.number), form)
        assert (response.status_code, response["Location"]) == (303, onward)
    asked = [skill.code for page in (first, second, last) for skill in page.skills]
    assert stored(adas) == dict.fromkeys(asked, "2")


def test_after_the_last_page_of_the_role_comes_the_check(
    client_of_ada: Client, adas: Assessment
) -> None:
    last = len(queries.sitting(adas).pages("role"))
    response = client_of_ada.post(question_url(adas, "role", last))
    assert response["Location"] == reverse("assessments:answer_check", args=[adas.pk])


def test_after_the_skills_of_a_link_comes_the_check(
    client_of_ada: Client, adas: Assessment
) -> None:
    actions.focus_assessment(assessment=adas, skill_codes=["python", "prompt-engineering"])
    pages = queries.sitting(Assessment.objects.get()).pages("focus")
    form = answer(pages[-1].skills[0].code, "1")
    response = client_of_ada.post(question_url(adas, "focus", len(pages)), form)
    assert response["Location"] == reverse("assessments:answer_check", args=[adas.pk])
    assert stored(adas) == {pages[-1].skills[0].code: "1"}


def test_l5_3_continue_with_nothing_chosen_moves_on(
    client_of_ada: Client, adas: Assessment
) -> None:
    response = client_of_ada.get(question_url(adas))
    onward = client_of_ada.post(question_url(adas), filled_in(response))
    assert (onward.status_code, onward["Location"]) == (303, question_url(adas, number=2))
    assert stored(adas) == {}


@pytest.mark.parametrize("value", ["0", "1", "2", "3", "4", "5", "unsure", "not-applicable"])
def test_l5_6_what_was_chosen_is_chosen_when_one_comes_back(
    client_of_ada: Client, adas: Assessment, value: str
) -> None:
    more = {"last_used": "year", "evidence_url": "https://a.example/x", "note": "One\nTwo"}
    client_of_ada.post(question_url(adas), answer("python", value, **more))
    sent = filled_in(client_of_ada.get(question_url(adas)))
    mark = Answer(value, **more).mark
    expected = answer("python", value, **more, seen="1", was=mark)
    assert {name: sent[name] for name in expected} == expected


def test_back_leads_to_the_page_before(client_of_ada: Client, adas: Assessment) -> None:
    detail = reverse("assessments:assessment_detail", args=[adas.pk])
    for number, before in ((1, detail), (2, question_url(adas, number=1))):
        page = Page(client_of_ada.get(question_url(adas, number=number)))
        assert page.one("a", class_="back")["href"] == before


def test_save_and_leave(guest: Client, client_of_ada: Client, adas: Assessment, assessment: Make):
    """Home for people; a guest has none and goes to the sitting's own page."""
    guests = assessment(guest)
    form = {**answer("python", "2"), "leave": "1"}
    assert client_of_ada.post(question_url(adas), form)["Location"] == reverse("home")
    assert guest.post(question_url(guests), form)["Location"] == reverse(
        "assessments:assessment_detail", args=[guests.pk]
    )
    assert stored(adas) == stored(guests) == {"python": "2"}


def test_l6_2_a_change_from_the_check_page_returns_to_its_row(
    client_of_ada: Client, adas: Assessment
) -> None:
    check = reverse("assessments:answer_check", args=[adas.pk])
    url, row = f"{question_url(adas, 'role', 2)}?check=clean-code", f"{check}#row-clean-code"
    assert Page(client_of_ada.get(url)).one("a", class_="back")["href"] == row
    assert client_of_ada.post(url, answer("clean-code", "2"))["Location"] == row


def test_a_return_to_a_row_that_the_page_does_not_ask_is_ignored(
    client_of_ada: Client, adas: Assessment
) -> None:
    url = f"{question_url(adas)}?check=//evil.example"
    assert client_of_ada.post(url)["Location"] == question_url(adas, number=2)


def test_fields_of_another_page_are_not_stored(client_of_ada: Client, adas: Assessment) -> None:
    client_of_ada.post(question_url(adas), answer("clean-code", "2"))
    assert stored(adas) == {}


def test_t10_columns_that_nobody_offers_are_ignored(
    client_of_ada: Client, adas: Assessment, ben: User
) -> None:
    hostile = {"id": "7", "revision": "9", "level": "5", "assessment": str(uuid4())}
    named = {f"{name}-python": text for name, text in hostile.items()}
    form = {**answer("python", "2"), **named, **hostile, "learner": ben.pk, "submitted_at": "now"}
    client_of_ada.post(question_url(adas), form)
    rating = Rating.objects.get()
    assert (rating.assessment, rating.level, rating.revision) == (adas, 2, 1)
    adas.refresh_from_db()
    assert (adas.learner.email, adas.submitted_at) == ("ada@example.org", None)


# --- What is refused ---------------------------------------------------------------------------


def test_g_15_a_refused_answer_keeps_what_was_typed(
    client_of_ada: Client, adas: Assessment
) -> None:
    sent = answer("python", "4", last_used="month", evidence_url="my portfolio", note="Built it")
    response = client_of_ada.post(question_url(adas), {**sent, **answer("sql", "2")})
    page = Page(response)
    sentence = "Enter a link that starts with http:// or https://."
    assert response.status_code == 422
    assert page.one("title").text.startswith("Error: How well can you do these things? – ")
    assert page.one("div", class_="problem-summary")["tabindex"] == "-1"
    assert problems(page) == [(f"Python: {sentence}", "#evidence_url-python")]
    field = page.one("input", name="evidence_url-python")
    assert field["aria-invalid"] == "true"
    assert page.one("p", id=field["aria-describedby"]).text == sentence
    typed = filled_in(response)
    assert {name: typed[name] for name in sent} == sent
    assert stored(adas) == {"sql": "2"}


def test_what_is_in_order_on_the_same_page_is_saved(
    client_of_ada: Client, adas: Assessment
) -> None:
    form = {**answer("python", "9"), **answer("sql", "2")}
    response = client_of_ada.post(question_url(adas), form)
    assert (response.status_code, stored(adas)) == (422, {"sql": "2"})
    assert filled_in(response)["seen-sql"] == "1"


@pytest.mark.parametrize(
    ("more", "sentence", "field"),
    [
        ({"value": "6"}, "Choose one of the levels from 0 to 5.", "value"),
        (
            {"last_used": "today"},
            "Choose this month, this year or longer ago.",
            "last_used",
        ),
        (
            {"evidence_url": "https://a.example/" + "x" * 483},
            "Enter a link of at most 500 characters.",
            "evidence_url",
        ),
        ({"note": "x" * 4_001}, "Enter a note of at most 4,000 characters.", "note"),
        (
            {"value": "", "note": "Hm"},
            "Choose a level, so that what you added can be saved.",
            "value",
        ),
        ({"keep": "mine"}, "Choose which answer to keep.", "keep"),
        ({"seen": "no"}, "Enter a whole number.", "seen"),
    ],
)
def test_t64_each_field_says_what_is_wrong(
    client_of_ada: Client, adas: Assessment, more: dict[str, str], sentence: str, field: str
) -> None:
    form = answer("python", **{"value": "3", **more})
    response = client_of_ada.post(question_url(adas), form)
    assert (response.status_code, stored(adas)) == (422, {})
    assert problems(Page(response)) == [(f"Python: {sentence}", f"#{field}-python")]


@pytest.mark.parametrize("field", ["value", "last_used", "evidence_url", "note"])
def test_each_problem_leads_to_something_on_the_page(
    client_of_ada: Client, adas: Assessment, field: str
) -> None:
    wrong = {"value": "6", "last_used": "x", "evidence_url": "x", "note": "x" * 4_001}
    form = answer("python", **{"value": "3", field: wrong[field]})
    page = Page(client_of_ada.post(question_url(adas), form))
    ((sentence, target),) = problems(page)
    (goal,) = [each for each in page.elements if each.attrs.get("id") == target[1:]]
    assert goal.tag in {"input", "textarea", "legend"}
    at_field = page.one("p", id=f"{field}-python-problem").text
    assert sentence == f"Python: {at_field}"


def test_a_note_of_4000_characters_is_kept_whole(client_of_ada: Client, adas: Assessment) -> None:
    """Browsers send each line break as two characters; a person sees one."""
    note = ("x" * 79 + "\r\n") * 49 + "é" * 80
    assert len(note.replace("\r\n", "\n")) == 4_000
    response = client_of_ada.post(question_url(adas), answer("python", "3", note=note))
    assert response.status_code == 303
    assert Rating.objects.get().note == note.replace("\r\n", "\n")


def test_a_note_of_4001_characters_is_refused_and_kept_on_the_page(
    client_of_ada: Client, adas: Assessment
) -> None:
    note = "é" * 4_001
    response = client_of_ada.post(question_url(adas), answer("python", "3", note=note))
    assert (response.status_code, stored(adas)) == (422, {})
    assert filled_in(response)["note-python"] == note


LINKS = [
    "https://a.example",
    "http://a.example/x?y=1#z",
    "HTTPS://A.EXAMPLE/",
    "https://ä.example/é",
    "https://[::1]:8000/",
    "  https://a.example  ",
]
HOSTILE = [
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "//a.example",
    "/home/",
    "a.example",
    "https:a.example",
    "https://",
    "http:///a.example",
    "https://a@b.example",
    "https://a:b@c.example",
    "https://a.example\\@b.example",
    "https://a.example\\.b.example",
    "ht\ntps://a.example",
    "https://a.example/x\ny",
    "https://a.example/a b",
    "https://[::1",
    "ftp://a.example",
    "https://a.example/\N{RIGHT-TO-LEFT OVERRIDE}x",
]


@pytest.mark.parametrize("link", LINKS)
def test_a_web_link_is_accepted(client_of_ada: Client, adas: Assessment, link: str) -> None:
    client_of_ada.post(question_url(adas), answer("python", "3", evidence_url=link))
    assert Rating.objects.get().evidence_url == link.strip()


@pytest.mark.parametrize("link", HOSTILE)
def test_t47_anything_else_is_refused(client_of_ada: Client, adas: Assessment, link: str) -> None:
    response = client_of_ada.post(question_url(adas), answer("python", "3", evidence_url=link))
    assert (response.status_code, stored(adas)) == (422, {})


# --- Two windows -------------------------------------------------------------------------------


@pytest.fixture
def windows(client_of_ada: Client, adas: Assessment) -> tuple[dict[str, str], Client]:
    """What window A was given before window B stored a 3 for Python, and the browser of both."""
    client_of_ada.post(save_url(adas, "python"), answer("python", "2"))
    window_a = filled_in(client_of_ada.get(question_url(adas)))
    fresh = {name: window_a[name] for name in ("seen-python", "was-python")}
    window_b = answer("python", "3", note="From B")
    assert client_of_ada.post(save_url(adas, "python"), {**fresh, **window_b}).status_code == 200
    return window_a, client_of_ada


def python_of(assessment: Assessment) -> tuple[str, str, int]:
    rating = assessment.ratings.get(skill_code="python")
    return rating.value, rating.note, rating.revision


def test_l5_5_an_untouched_answer_leaves_the_newer_one_alone(
    windows: tuple[dict[str, str], Client], adas: Assessment
) -> None:
    window_a, client = windows
    response = client.post(question_url(adas), {**window_a, **answer("sql", "1")})
    assert (response.status_code, stored(adas)) == (303, {"python": "3", "sql": "1"})
    assert python_of(adas) == ("3", "From B", 2)


def test_l5_5_a_stale_change_is_asked_about(
    windows: tuple[dict[str, str], Client], adas: Assessment
) -> None:
    window_a, client = windows
    response = client.post(question_url(adas), {**window_a, "value-python": "4"})
    page = Page(response)
    box = page.one("div", class_="conflict")
    assert response.status_code == 409
    assert box["role"] == "group"
    (sentence,) = [each.text for each in page.all("p") if "another window" in each.text]
    assert sentence == "You changed this in another window: 3. Keep 4 or 3?"
    buttons = page.all("button", name="keep-python")
    assert [(each.text, each["value"]) for each in buttons] == [
        ("Keep 4 Advanced", "4"),
        ("Keep 3 Independent", "stored"),
    ]
    assert (chosen(response)["python"], python_of(adas)) == ("4", ("3", "From B", 2))


def test_l5_5_continue_without_a_decision_asks_again(
    windows: tuple[dict[str, str], Client], adas: Assessment
) -> None:
    window_a, client = windows
    response = client.post(question_url(adas), {**window_a, "value-python": "4"})
    again = client.post(question_url(adas), filled_in(response))
    assert (again.status_code, python_of(adas)) == (409, ("3", "From B", 2))


@pytest.mark.parametrize(("keep", "kept"), [("4", ("4", "", 3)), ("stored", ("3", "From B", 2))])
def test_l5_5_pressing_a_button_settles_it(
    windows: tuple[dict[str, str], Client], adas: Assessment, keep: str, kept: tuple
) -> None:
    window_a, client = windows
    asked = client.post(question_url(adas), {**window_a, "value-python": "4"})
    settled = client.post(question_url(adas), {**filled_in(asked), "keep-python": keep})
    assert settled["Location"] == f"{question_url(adas)}#q-python"
    assert python_of(adas) == kept
    after = filled_in(client.get(question_url(adas)))
    assert (after["value-python"], after["seen-python"]) == (kept[0], str(kept[2]))


def test_l5_5_a_conflict_about_the_note_alone_has_words_of_its_own(
    windows: tuple[dict[str, str], Client], adas: Assessment
) -> None:
    window_a, client = windows
    sent = {**window_a, "value-python": "3", "note-python": "From A"}
    page = Page(client.post(question_url(adas), sent))
    box = page.one("div", class_="conflict").text
    assert box == (
        "You changed the link, the note or the date in another window. "
        "Keep what is here or what is there? Keep what is here Keep what is there"
    )


def test_the_same_answer_from_two_windows_is_no_conflict(
    windows: tuple[dict[str, str], Client], adas: Assessment
) -> None:
    window_a, client = windows
    sent = {**window_a, "value-python": "3", "note-python": "From B"}
    assert client.post(question_url(adas), sent).status_code == 303
    assert python_of(adas) == ("3", "From B", 2)


def test_g_17_reloading_after_continue_sends_nothing_twice(
    client_of_ada: Client, adas: Assessment
) -> None:
    form = answer("python", "2", seen="0")
    for _ in range(2):
        assert client_of_ada.post(question_url(adas), form).status_code == 303
    assert python_of(adas) == ("2", "", 1)


# --- After the end, and without a session ------------------------------------------------------


def test_t89_an_old_form_after_submission_changes_nothing(
    client_of_ada: Client, adas: Assessment
) -> None:
    client_of_ada.post(question_url(adas), answer("python", "2"))
    actions.submit_assessment(assessment=adas)
    result = reverse("assessments:result_detail", args=[adas.pk])
    response = client_of_ada.post(question_url(adas), answer("python", "5"))
    assert (response.status_code, response["Location"]) == (303, result)
    assert stored(adas) == {"python": "2"}
    assert Page(client_of_ada.get(reverse("help"))).one("div", role="status").text == (
        "This assessment is submitted and no longer changes. Retake it instead."
    )


def test_a_submitted_sitting_leads_to_its_result(client_of_ada: Client, adas: Assessment) -> None:
    client_of_ada.post(question_url(adas), answer("python", "2"))
    actions.submit_assessment(assessment=adas)
    response = client_of_ada.get(question_url(adas))
    assert response["Location"] == reverse("assessments:result_detail", args=[adas.pk])


def test_t84_submitted_between_the_look_and_the_save(
    client_of_ada: Client, adas: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    client_of_ada.post(question_url(adas), answer("python", "2"))
    save = actions.save_ratings

    def save_late(**sent: object) -> actions.Saved:
        actions.submit_assessment(assessment=adas)
        return save(**sent)

    monkeypatch.setattr(actions, "save_ratings", save_late)
    response = client_of_ada.post(question_url(adas), answer("python", "5"))
    assert response["Location"] == reverse("assessments:result_detail", args=[adas.pk])
    assert stored(adas) == {"python": "2"}


@pytest.mark.parametrize("is_guest", [False, True])
def test_g_19_what_was_sent_after_the_session_ended_is_stored_at_sign_in(
    client: Client, guest: Client, adas: Assessment, *, is_guest: bool
) -> None:
    """Also where the browser has meanwhile become a guest's."""
    visitor, url = guest if is_guest else client, question_url(adas)
    form = answer("python", "4", last_used="month", note="Mine", seen="0", was="")
    response = visitor.post(url, form)
    sign_in = f"{reverse('account_login')}?next={url}"
    assert (response.status_code, response["Location"], stored(adas)) == (303, sign_in, {})
    response = visitor.post(sign_in, {"login": "ada@example.org", "password": PASSWORD})
    assert response["Location"] == url
    assert python_of(adas) == ("4", "Mine", 1)


def test_g_19_nobody_elses_sitting_takes_what_waited(
    client: Client, adas: Assessment, ben: User
) -> None:
    client.post(question_url(adas), answer("python", "4", seen="0"))
    client.post(reverse("account_login"), {"login": ben.email, "password": PASSWORD})
    assert not Rating.objects.exists()


def test_g_19_no_more_waits_than_a_page_can_ask(client: Client, adas: Assessment) -> None:
    codes = list(current_release().framework.skills)
    form = {k: v for code in codes for k, v in answer(code, "4", seen="0").items()}
    client.post(question_url(adas), form)
    assert len(client.session["pending_answers"]["changes"]) == 4


# --- Speed -------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 12, 26])
def test_queries(
    client_of_ada: Client,
    ada: User,
    assessment: Make,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    skills = [each.skill for each in current_release().framework.roles["ml-engineer"].requirements]
    made = assessment(ada, answers=dict.fromkeys(skills[:count], "2"))
    client_of_ada.get(question_url(made))
    with django_assert_num_queries(4):
        client_of_ada.get(question_url(made))


@pytest.mark.parametrize("count", [1, 4])
def test_queries_of_continue(
    client_of_ada: Client,
    adas: Assessment,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    """Each answer that changes costs the one query that stores it."""
    skills = queries.sitting(adas).pages("first")[0].skills[:count]
    form = {k: v for skill in skills for k, v in answer(skill.code, "2").items()}
    client_of_ada.get(question_url(adas))
    with django_assert_num_queries(8 + count):
        client_of_ada.post(question_url(adas), form)
