"""What can be done to paths, steps and the log, and what it leaves stored."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from accounts.models import User
from assessments.models import Assessment
from roadmaps.actions import (
    NotYoursError,
    PathChangedError,
    PathExistsError,
    PathIsGoneError,
    UnknownStepError,
    Work,
    add_log_entry,
    change_log_entry,
    create_path,
    delete_log_entry,
    delete_path,
    replan_path,
    set_step_status,
)
from roadmaps.drafts import Draft, RoleRetiredError, Terms, draft
from roadmaps.models import LearningPath, LogEntry, StepProgress
from roadmaps.planner import PlanError, plan
from roadmaps.standing import standing
from roadmaps.steps import Pair
from taxonomy.queries import current_release
from tests.assessments.newer import keep_roles, republish, role_in
from tests.roadmaps.conftest import MONDAY

MakePath = Callable[..., LearningPath]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def pairs(path: LearningPath) -> list[Pair]:
    return [step.pair for step in path.steps.all()]


def ends_on(path: LearningPath) -> date:
    return max(step.ends_on for step in path.steps.exclude(ends_on=None))


def terms(path: LearningPath, **changes: object) -> Terms:
    """What the path was planned by, with changes."""
    was = {
        "role_codes": path.role_codes,
        "hours_per_week": path.hours_per_week,
        "starts_on": path.planned_from,
        "pauses": tuple((date.fromisoformat(a), date.fromisoformat(b)) for a, b in path.pauses),
        "basis": path.basis,
    }
    return Terms(**{**was, **changes})


def replan(path: LearningPath, **changes: object) -> Draft:
    """Re-plan as the page does: look at the draft, then confirm exactly that one."""
    wanted = terms(path, **changes)
    shown = draft(path.learner, wanted, path)
    replan_path(path=path, terms=wanted, mark=shown.mark)
    path.refresh_from_db()
    return shown


def test_a_path_holds_the_planners_steps_in_order(ada: User, make_path: MakePath) -> None:
    path = make_path(ada, answers={"python": "3", "sql": "2"})
    expected = plan(current_release().framework, "ml-engineer", {"python": 3, "sql": 2})
    assert pairs(path) == [step.pair for step in expected.steps]
    assert [step.hours for step in path.steps.all()] == [step.hours for step in expected.steps]
    assert path.steps.first().starts_on == MONDAY
    assert path.release_id == 1


def test_a_form_sent_twice_makes_one_path(ada: User) -> None:
    key, wanted = uuid4(), Terms(("ml-engineer",), Decimal(6), MONDAY)
    one = create_path(learner=ada, key=key, terms=wanted)
    two = create_path(learner=ada, key=key, terms=wanted)
    assert one == two
    assert len(pairs(one)) == len(set(pairs(one)))


def test_one_path_for_each_target(ada: User, make_path: MakePath) -> None:
    make_path(ada, "ml-engineer")
    make_path(ada, "ml-engineer", "data-scientist")
    with pytest.raises(PathExistsError):
        make_path(ada, "ml-engineer")


def test_a_foreign_key_is_refused(ada: User, ben: User, make_path: MakePath) -> None:
    theirs = make_path(ben)
    wanted = Terms(("data-scientist",), Decimal(6), MONDAY)
    with pytest.raises(NotYoursError):
        create_path(learner=ada, key=theirs.pk, terms=wanted)
    assert LearningPath.objects.get() == theirs


@pytest.mark.parametrize("hours", ["0", "-1", "169"])
def test_hours_that_no_week_has_are_refused(ada: User, hours: str) -> None:
    with pytest.raises(PlanError):
        create_path(learner=ada, key=uuid4(), terms=Terms(("ml-engineer",), Decimal(hours), MONDAY))
    assert not LearningPath.objects.exists()


def test_saying_done_counts_in_every_path_and_can_be_taken_back(
    ada: User, make_path: MakePath
) -> None:
    one, two = make_path(ada, "ml-engineer"), make_path(ada, "data-scientist")
    step = next(pair for pair in pairs(one) if pair in pairs(two))
    assert set_step_status(learner=ada, step=step, status="done", now=NOON) == "to-do"
    assert standing(ada).done == {step}
    assert set_step_status(learner=ada, step=step, status="done") == "done"
    assert StepProgress.objects.get().done_at == NOON
    assert set_step_status(learner=ada, step=step, status="doing") == "done"
    assert StepProgress.objects.get().done_at is None
    assert set_step_status(learner=ada, step=step, status="to-do") == "doing"
    assert not StepProgress.objects.exists()


def test_a_step_of_nobodys_path_is_refused(ada: User, ben: User, make_path: MakePath) -> None:
    step = pairs(make_path(ben))[0]
    with pytest.raises(UnknownStepError):
        set_step_status(learner=ada, step=step, status="done")
    with pytest.raises(UnknownStepError):
        add_log_entry(learner=ada, key=uuid4(), step=step, work=Work(MONDAY, Decimal(1)))
    assert not StepProgress.objects.exists()
    assert not LogEntry.objects.exists()


def test_re_planning_keeps_what_is_done_and_begun(ada: User, make_path: MakePath) -> None:
    path = make_path(ada, answers={"python": "1"})
    before = pairs(path)
    set_step_status(learner=ada, step=before[0], status="done")
    set_step_status(learner=ada, step=before[1], status="doing")
    replan(path, hours_per_week=Decimal(12))
    assert sorted(pairs(path)) == sorted(before)
    assert pairs(path)[0] == before[0]
    assert standing(ada).done == {before[0]}
    assert standing(ada).doing == {before[1]}
    assert path.hours_per_week == 12


def test_a_new_assessment_drops_what_is_met_and_keeps_what_was_begun(
    ada: User, make_path: MakePath, assessment: Callable[..., Assessment]
) -> None:
    path = make_path(ada, answers={"python": "1"})
    set_step_status(learner=ada, step=("python", 2), status="doing")
    newer = assessment(ada, answers={"python": "4", "sql": "1"}, is_submitted=True)
    replan(path, basis=newer)
    assert [pair for pair in pairs(path) if pair[0] == "python"] == [("python", 2)]
    assert ("sql", 1) not in pairs(path)
    assert path.basis == newer


def test_another_role_keeps_what_is_done_for_the_first(ada: User, make_path: MakePath) -> None:
    path = make_path(ada, "ml-engineer")
    ai_only = next(
        pair
        for pair in pairs(path)
        if pair not in {s.pair for s in plan(current_release().framework, "ai-architect", {}).steps}
    )
    set_step_status(learner=ada, step=ai_only, status="done")
    replan(path, role_codes=("ai-architect",))
    assert path.role_codes == ("ai-architect",)
    assert ai_only in pairs(path)


def test_a_done_step_of_another_path_stands_in_a_new_one(ada: User, make_path: MakePath) -> None:
    step = pairs(make_path(ada, "ml-engineer"))[0]
    set_step_status(learner=ada, step=step, status="done")
    other = make_path(ada, "mlops-engineer")
    assert pairs(other).count(step) == 1
    assert other.steps.get(skill_code=step[0], to_level=step[1]).starts_on is None


def test_skipped_steps_stay_without_days(ada: User, make_path: MakePath) -> None:
    path = make_path(ada)
    step = pairs(path)[3]
    end = ends_on(path)
    set_step_status(learner=ada, step=step, status="skipped")
    replan(path)
    row = path.steps.get(skill_code=step[0], to_level=step[1])
    assert (row.starts_on, row.ends_on) == (None, None)
    assert ends_on(path) < end


def test_logged_hours_shorten_what_a_begun_step_still_takes(ada: User, make_path: MakePath) -> None:
    path = make_path(ada)
    first = path.steps.first()
    set_step_status(learner=ada, step=first.pair, status="doing")
    end = ends_on(path)
    add_log_entry(
        learner=ada, key=uuid4(), step=first.pair, work=Work(MONDAY, Decimal(first.hours))
    )
    replan(path)
    assert ends_on(path) < end
    assert path.steps.get(skill_code=first.skill_code, to_level=first.to_level).hours == first.hours


def test_only_what_was_shown_is_stored(ada: User, make_path: MakePath) -> None:
    path = make_path(ada)
    before = pairs(path)
    wanted = terms(path, hours_per_week=Decimal(10))
    shown = draft(ada, wanted, path)
    set_step_status(learner=ada, step=before[0], status="done")
    with pytest.raises(PathChangedError):
        replan_path(path=path, terms=wanted, mark=shown.mark)
    path.refresh_from_db()
    assert (path.hours_per_week, pairs(path)) == (6, before)


def test_a_path_that_is_gone_cannot_be_re_planned(ada: User, make_path: MakePath) -> None:
    path = make_path(ada)
    shown = draft(ada, terms(path), path)
    twin = LearningPath.objects.get()
    delete_path(path=twin)
    with pytest.raises(PathIsGoneError):
        replan_path(path=path, terms=terms(path), mark=shown.mark)


def test_re_planning_to_the_target_of_another_path_is_refused(
    ada: User, make_path: MakePath
) -> None:
    make_path(ada, "data-scientist")
    path = make_path(ada, "ml-engineer")
    with pytest.raises(PathExistsError):
        replan(path, role_codes=("data-scientist",))
    path.refresh_from_db()
    assert path.role_code == "ml-engineer"


def test_deleting_a_path_keeps_what_was_done_and_logged(ada: User, make_path: MakePath) -> None:
    path = make_path(ada)
    step = pairs(path)[0]
    set_step_status(learner=ada, step=step, status="done")
    add_log_entry(learner=ada, key=uuid4(), step=step, work=Work(MONDAY, Decimal(2)))
    delete_path(path=path)
    assert standing(ada).done == {step}
    assert standing(ada).logged == {step: 2}


def test_a_retired_role_keeps_its_path_under_its_own_release(
    ada: User, make_path: MakePath
) -> None:
    path = make_path(ada, "data-scientist")
    republish(keep_roles("ml-engineer"))
    replan(path, hours_per_week=Decimal(3))
    assert (path.release_id, path.hours_per_week) == (1, 3)
    with pytest.raises(RoleRetiredError, match="no longer offers this role"):
        draft(ada, Terms(("data-analyst",), Decimal(6), MONDAY))


def test_a_newer_release_is_taken_up(ada: User, make_path: MakePath) -> None:
    path = make_path(ada)
    step = pairs(path)[0]
    set_step_status(learner=ada, step=step, status="done")

    def drop_half(document: dict) -> None:
        role = role_in(document, "ml-engineer")
        role["requirements"] = role["requirements"][::2]

    release = republish(drop_half)
    before = set(pairs(path))
    replan(path)
    assert path.release_id == release.number
    assert step in pairs(path)
    assert set(pairs(path)) < before


def test_the_log_is_added_changed_and_deleted(ada: User, ben: User, make_path: MakePath) -> None:
    step, key = pairs(make_path(ada))[0], uuid4()
    work = Work(MONDAY, Decimal("1.5"), "Read the tutorial", "https://example.org/a", 2)
    entry = add_log_entry(learner=ada, key=key, step=step, work=work, now=NOON)
    assert add_log_entry(learner=ada, key=key, step=step, work=work) == entry
    assert LogEntry.objects.count() == 1
    later = NOON + timedelta(hours=1)
    change_log_entry(entry=entry, work=Work(MONDAY, Decimal(2)), now=later)
    entry.refresh_from_db()
    assert (entry.hours, entry.note, entry.level, entry.changed_at) == (2, "", None, later)
    ours = pairs(make_path(ben))[0]
    with pytest.raises(NotYoursError):
        add_log_entry(learner=ben, key=key, step=ours, work=work)
    delete_log_entry(entry=entry)
    assert not LogEntry.objects.exists()
