"""Rows and releases that no form lets in: every page still answers, and the stored path stays.

A ring of needs published past the checks, a role retired in between, a skill that is gone, steps
that wait for each other. What the forms refuse is in tests/security/test_hostile_paths.py.
"""

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from roadmaps.actions import send_due_reminders
from roadmaps.models import LearningPath, LogEntry, PathStep, StepProgress
from taxonomy.queries import current_release
from tests.accounts.pages import Page
from tests.assessments.newer import keep_roles, republish
from tests.assessments.releases import requirement, workshop
from tests.roadmaps.terms import circle, smuggle
from tests.security import world
from tests.security.routes import TABLE, names
from tests.security.test_reach import url_of
from tests.security.world import Belongings, checksum

pytestmark = pytest.mark.django_db

State = Callable[[Belongings], None]
RING = "No path can be planned, as these steps need each other in a circle: "


@pytest.fixture
def ada(db: None) -> Belongings:
    return world.learner("ada")


def shipped() -> dict[str, Any]:
    return deepcopy(json.loads(json.dumps(current_release().framework.to_document())))


def a_ring(ada: Belongings) -> None:
    """The newest release is two skills that need each other."""
    smuggle(circle())


def a_ring_in_all_of_it(ada: Belongings) -> None:
    """The shipped framework with one need too many: Python needs what needs Python."""
    document = shipped()
    for category in document["categories"]:
        for skill in category["skills"]:
            if skill["code"] == "python":
                skill["needs"] = [{"level": 1, "skill": "data-wrangling", "at": 2}]
            if skill["code"] == "data-wrangling":
                skill["needs"] = [{"level": 1, "skill": "python", "at": 2}]
    smuggle(document)


def a_ring_in_its_own_release(ada: Belongings) -> None:
    """The path's row names the release with the ring, by SQL."""
    a_ring(ada)
    LearningPath.objects.update(release_id=2)


def a_role_without_skills(ada: Belongings) -> None:
    document = shipped()
    for role in document["roles"]:
        role["requirements"] = []
    smuggle(document)


def a_retired_role(ada: Belongings) -> None:
    republish(keep_roles("data-engineer"))


def skills_that_are_gone(ada: Belongings) -> None:
    """The role is there still; of its skills none is left."""
    smuggle(workshop(["baking"], {"ml-engineer": [requirement("baking")]}))


def steps_in_a_ring(ada: Belongings) -> None:
    """Each stored step waits for the next one, and the last for the first."""
    rows = list(PathStep.objects.filter(path=ada.path))
    for row, following in zip(rows, [*rows[1:], rows[0]], strict=True):
        row.after = [list(following.pair)]
        row.save()


def steps_of_nothing(ada: Belongings) -> None:
    """Codes that no release ever had."""
    PathStep.objects.filter(path=ada.path).exclude(skill_code=ada.step[0]).update(
        needed_for=["no-such-skill"], after=[["no-such-skill", 2]], serves=["no-such-role"]
    )


STATES = {
    a_ring: 422,
    a_ring_in_all_of_it: 422,
    a_ring_in_its_own_release: 422,
    a_role_without_skills: 422,
    a_retired_role: 200,
    skills_that_are_gone: 200,
    steps_in_a_ring: 200,
    steps_of_nothing: 200,
}
"""State → what a preview of a re-plan is answered with."""
states = pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)


def terms(**changes: str) -> dict[str, str]:
    given = {"role": "ml-engineer", "basis": "zero", "hours": "6", "mark": "x"}
    return {**given, "starts_on": timezone.localdate().isoformat(), "preview": "1", **changes}


def plan_of(ada: Belongings) -> tuple[Any, list[Any]]:
    """The stored path, whole."""
    steps = PathStep.objects.filter(path=ada.path)
    return LearningPath.objects.values().get(pk=ada.path), list(steps.values())


@states
def test_every_page_answers_and_changes_nothing(state: State, ada: Belongings) -> None:
    """Those of the path, of the home, of results and of the public."""
    state(ada)
    before = checksum()
    replies = {route: ada.client.get(url_of(route, ada)) for route in names(method="GET")}
    allowed = {route: {row.status, 302, 404} for route, row in TABLE.items()}
    allowed |= {route: {200} for route in TABLE if route.startswith("roadmaps:")}
    allowed["roadmaps:path_calendar"] = {200, 302}
    wrong = {
        r: reply.status_code for r, reply in replies.items() if reply.status_code not in allowed[r]
    }
    assert wrong == {}
    assert checksum() == before


@states
def test_a_re_plan_is_told_or_refused_with_a_sentence(state: State, ada: Belongings) -> None:
    state(ada)
    before = plan_of(ada)
    preview = ada.client.get(ada.url("roadmaps:path_replan"), terms())
    confirmed = ada.client.post(ada.url("roadmaps:path_replan"), terms())
    expected = STATES[state]
    assert preview.status_code == expected
    assert confirmed.status_code == (422 if expected == 422 else 409)  # "x" is no mark
    for reply in (preview, confirmed):
        assert bool(problems(reply)) == (reply.status_code == 422)
    assert plan_of(ada) == before


def problems(reply: HttpResponse) -> list[str]:
    return [sentence for sentence, _ in Page(reply).problems]


def test_the_ring_is_named_step_by_step(ada: Belongings) -> None:
    a_ring_in_all_of_it(ada)
    (sentence,) = problems(ada.client.post(ada.url("roadmaps:path_replan"), terms()))
    assert sentence.startswith(RING)
    assert "Python 1 (python)" in sentence
    assert "(data-wrangling)" in sentence


@pytest.mark.parametrize("state", [a_ring, a_ring_in_all_of_it, a_role_without_skills])
def test_no_new_path_is_made(state: State, ada: Belongings) -> None:
    LearningPath.objects.all().delete()
    state(ada)
    before = checksum()
    reply = ada.client.post(reverse("roadmaps:path_create"), terms(key=str(uuid4())))
    (sentence,) = problems(reply)
    assert reply.status_code == 422
    assert sentence.startswith(RING) or sentence.endswith("asks for no skills, so it has no path.")
    assert checksum() == before


def test_no_new_path_to_a_role_retired_while_the_form_was_open(ada: Belongings) -> None:
    LearningPath.objects.all().delete()
    a_retired_role(ada)
    reply = ada.client.post(reverse("roadmaps:path_create"), terms())
    assert (reply.status_code, problems(reply)) == (422, ["Choose a role from the list."])
    assert not LearningPath.objects.exists()


@states
def test_work_goes_on_with_the_steps_of_the_stored_path(state: State, ada: Belongings) -> None:
    """Done, logged and changed as ever, whatever became of the framework."""
    state(ada)
    before = plan_of(ada)
    assert (
        ada.client.post(ada.url("roadmaps:step_status_save"), {"status": "done"}).status_code == 303
    )
    assert StepProgress.objects.get().status == "done"
    sent = {"logged_on": "2026-09-03", "hours": "2", "key": str(uuid4())}
    assert ada.client.post(ada.url("roadmaps:log_entry_add"), sent).status_code == 303
    changed = ada.client.post(ada.url("roadmaps:log_entry_change"), {**sent, "hours": "3"})
    assert changed.status_code == 303
    assert sorted(LogEntry.objects.values_list("hours", flat=True)) == [2, 3]
    assert plan_of(ada) == before


@states
def test_the_weekly_mail_still_goes_or_says_nothing(state: State, ada: Belongings) -> None:
    """Steps in a ring are never ready, so there is nothing to say; nothing fails."""
    state(ada)
    now = timezone.now()
    monday = now + timedelta(days=7 - now.weekday() + 7)
    done = send_due_reminders(now=monday)
    assert (done.sent, done.failed) == (int(state is not steps_in_a_ring), 0)


def test_a_step_that_went_with_a_re_plan_is_refused_with_a_sentence(ada: Belongings) -> None:
    """Its page was open in another window while the path was turned to another release."""
    row = next(
        each
        for each in PathStep.objects.filter(path=ada.path)
        if each.pair != ada.step and each.skill_code != "baking"
    )
    status = reverse("roadmaps:step_status_save", args=row.pair)
    log = reverse("roadmaps:log_entry_add", args=row.pair)
    skills_that_are_gone(ada)
    shown = ada.client.get(ada.url("roadmaps:path_replan"), terms())
    fields = {
        each["name"]: each.attrs.get("value", "")
        for each in Page(shown).all("input", type="hidden")
        if each.is_main
    }
    assert ada.client.post(ada.url("roadmaps:path_replan"), fields).status_code == 303
    before = checksum()
    refused = ada.client.post(status, {"status": "done"})
    assert refused.status_code == 404
    assert "This step is no longer part of your paths." in refused.content.decode()
    assert ada.client.post(log, {"logged_on": "2026-09-03", "hours": "1"}).status_code == 404
    assert checksum() == before
    begun = PathStep.objects.get(path=ada.path, skill_code=ada.step[0], to_level=ada.step[1])
    assert begun.pair == ada.step  # what was begun stays
