"""What can be done to an assessment, rule by rule, without a page in between."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments import actions
from assessments.actions import Answer, Change
from assessments.models import Assessment, Owner, Rating, Result
from taxonomy.queries import current_release
from tests.assessments.newer import Document, keep_roles, republish, role_in

pytestmark = pytest.mark.django_db

Make = Callable[..., Assessment]
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=9)


def values(assessment: Assessment) -> dict[str, tuple[str, int]]:
    """Skill → (value, revision)."""
    return {each.skill_code: (each.value, each.revision) for each in assessment.ratings.all()}


@pytest.fixture
def adas(ada: User, assessment: Make) -> Assessment:
    return assessment(ada)


# --- Answers -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "level"), [("0", 0), ("5", 5), ("unsure", None), ("not-applicable", None)]
)
def test_an_answer_knows_its_level(value: str, level: int | None) -> None:
    assert Answer(value).level == level


def test_marks_tell_answers_apart() -> None:
    answers = [
        Answer("3"),
        Answer("4"),
        Answer("3", "month"),
        Answer("3", "", "month"),
        Answer("3", "", "", "month"),
        Answer("3", note="\x1f"),
    ]
    assert len({each.mark for each in answers}) == len(answers)


@pytest.mark.parametrize("value", ["0", "3", "unsure", "not-applicable"])
def test_an_answer_is_read_back_as_it_was_put_on(adas: Assessment, value: str) -> None:
    answer = Answer(value, "year", "https://a.example", "Mine")
    actions.save_ratings(assessment=adas, changes=[Change("python", answer, 0)])
    assert Answer.of(Rating.objects.get()) == answer


# --- Saving ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "seen", "kept", "is_conflict"),
    [
        ("2", 0, ("2", 1), False),
        ("2", 1, ("2", 1), False),
        ("3", 1, ("3", 2), False),
        ("3", 0, ("2", 1), True),
        ("3", 2, ("2", 1), True),
        ("3", None, ("3", 2), False),
    ],
)
def test_l5_5_what_becomes_of_a_change(
    adas: Assessment, sent: str, seen: int | None, kept: tuple[str, int], *, is_conflict: bool
) -> None:
    """A 2 is stored as revision 1; then `sent` comes from a window that knew revision `seen`."""
    actions.save_ratings(assessment=adas, changes=[Change("python", Answer("2"), 0)])
    saved = actions.save_ratings(assessment=adas, changes=[Change("python", Answer(sent), seen)])
    assert values(adas) == {"python": kept}
    conflicts = {code: row.value for code, row in saved.conflicts.items()}
    ratings = {code: (row.value, row.revision) for code, row in saved.ratings.items()}
    assert conflicts == ({"python": "2"} if is_conflict else {})
    assert ratings == ({} if is_conflict else {"python": kept})


def test_a_first_answer_needs_no_knowledge(adas: Assessment) -> None:
    """Nothing is stored, so a window that claims revision 3 is wrong, and asked about nothing."""
    saved = actions.save_ratings(assessment=adas, changes=[Change("python", Answer("2"), None)])
    assert (values(adas), saved.conflicts) == ({"python": ("2", 1)}, {})


def test_one_conflict_stops_no_other_answer(adas: Assessment) -> None:
    actions.save_ratings(assessment=adas, changes=[Change("python", Answer("2"), 0)])
    changes = [Change("python", Answer("4"), 0), Change("sql", Answer("1"), 0)]
    saved = actions.save_ratings(assessment=adas, changes=changes)
    assert ([*saved.conflicts], [*saved.ratings]) == (["python"], ["sql"])
    assert values(adas) == {"python": ("2", 1), "sql": ("1", 1)}


def test_the_moment_of_an_answer_is_that_of_its_last_change(adas: Assessment) -> None:
    for value, now in (("2", NOON), ("3", LATER), ("3", LATER + timedelta(hours=1))):
        change = Change("python", Answer(value), None)
        actions.save_ratings(assessment=adas, changes=[change], now=now)
    assert Rating.objects.get().rated_at == LATER


def test_t84_nothing_is_saved_after_submission(ada: User, assessment: Make) -> None:
    done = assessment(ada, answers={"python": "2"}, is_submitted=True)
    with pytest.raises(actions.AlreadySubmittedError) as refusal:
        actions.save_ratings(assessment=done, changes=[Change("python", Answer("5"), 1)])
    assert str(refusal.value) == (
        "This assessment is submitted and no longer changes. Retake it instead."
    )
    assert values(done) == {"python": ("2", 1)}


# --- Starting and changing the role ------------------------------------------------------------


def test_an_unknown_role_is_refused(ada: User) -> None:
    with pytest.raises(actions.UnknownRoleError, match=r"^Choose a role to compare with\.$"):
        actions.start_assessment(owner=Owner(ada, ""), key=uuid4(), role_code="baker")
    assert not Assessment.objects.exists()


def test_the_same_key_again_is_the_same_sitting(ada: User) -> None:
    key = uuid4()
    for moment in (NOON, LATER):
        actions.start_assessment(owner=Owner(ada, ""), key=key, role_code="ml-engineer", now=moment)
    assert list(Assessment.objects.values_list("pk", "started_at")) == [(key, NOON)]


def test_t90_a_key_is_of_one_owner(ada: User, ben: User, adas: Assessment) -> None:
    for owner in (Owner(ben, ""), Owner(None, "guest"), Owner(None, "")):
        with pytest.raises(actions.NotYoursError):
            actions.start_assessment(owner=owner, key=adas.pk, role_code="ml-engineer")


def test_a_sitting_is_pinned_to_the_release_that_was_current(ada: User, assessment: Make) -> None:
    before = assessment(ada)
    republish(lambda document: document.update(title="Newer"))
    assert (before.release_id, assessment(ada).release_id) == (1, 2)


def test_a_key_sent_again_under_a_newer_release_stays_with_its_own(
    ada: User, adas: Assessment
) -> None:
    def rename(document: Document) -> None:
        role_in(document, "data-engineer")["code"] = "data-plumber"
        document["advice"] = []

    republish(rename)
    with pytest.raises(actions.UnknownRoleError):
        actions.start_assessment(owner=Owner(ada, ""), key=adas.pk, role_code="data-plumber")
    adas.refresh_from_db()
    assert (adas.role_code, adas.release_id) == ("ml-engineer", 1)


def test_changing_the_role_drops_the_focus_and_keeps_ratings(ada: User, assessment: Make) -> None:
    made = assessment(ada, answers={"python": "2"})
    actions.focus_assessment(assessment=made, skill_codes=["python", "baking", "sql"])
    made.refresh_from_db()
    assert made.focus == ["python", "sql"]
    changed = actions.change_role(assessment=made, role_code="data-engineer")
    assert (changed.role_code, changed.focus) == ("data-engineer", [])
    assert values(changed) == {"python": ("2", 1)}


def test_t89_a_submitted_sitting_changes_neither_role_nor_focus(
    ada: User, assessment: Make
) -> None:
    done = assessment(ada, answers={"python": "2"}, is_submitted=True)
    with pytest.raises(actions.AlreadySubmittedError):
        actions.change_role(assessment=done, role_code="data-engineer")
    with pytest.raises(actions.AlreadySubmittedError):
        actions.focus_assessment(assessment=done, skill_codes=["sql"])
    done.refresh_from_db()
    assert (done.role_code, done.focus) == ("ml-engineer", [])


# --- Submitting --------------------------------------------------------------------------------


def test_submitting_freezes_what_was_answered(ada: User, assessment: Make) -> None:
    made = assessment(
        ada,
        answers={
            "python": Answer("4", evidence_url="https://a.example"),
            "sql": "0",
            "kubernetes": "unsure",
            "containers": "not-applicable",
            "prompt-engineering": "2",
        },
        now=NOON,
    )
    result = actions.submit_assessment(assessment=made, now=LATER)
    assert result.levels == {"python": 4, "sql": 0, "prompt-engineering": 2}
    assert result.verified == ["python"]
    assert (result.answered_count, result.needed_count, result.created_at) == (2, 26, LATER)
    assert set(result.fits) == set(current_release().framework.roles)
    own = result.fits["ml-engineer"]
    assert (own["low"], own["estimate"], own["high"]) == (result.low, result.estimate, result.high)
    assert (own["answered"], own["needed"], own["readiness"]) == (2, 26, result.readiness)
    assert len(own["blockers"]) == result.blocker_count
    made.refresh_from_db()
    assert made.submitted_at == LATER


def test_t83_submitting_twice_gives_the_first_result(ada: User, assessment: Make) -> None:
    made = assessment(ada, answers={"python": "4"}, now=NOON)
    first = actions.submit_assessment(assessment=made, now=LATER)
    again = actions.submit_assessment(assessment=made, now=LATER + timedelta(days=1))
    assert (again, again.created_at, Result.objects.count()) == (first, LATER, 1)


@pytest.mark.parametrize("answers", [{}, {"python": "unsure"}, {"prompt-engineering": "3"}])
def test_l7_6_without_a_level_nothing_is_submitted(
    ada: User, assessment: Make, answers: dict[str, str]
) -> None:
    made = assessment(ada, answers=answers)
    with pytest.raises(
        actions.NothingRatedError, match=r"^Rate at least one skill to see a result\.$"
    ):
        actions.submit_assessment(assessment=made)
    made.refresh_from_db()
    assert (made.submitted_at, Result.objects.count()) == (None, 0)


# --- Retaking ----------------------------------------------------------------------------------


@pytest.fixture
def done(ada: User, assessment: Make) -> Assessment:
    answers = {
        "python": Answer("4", "month", "https://a.example", "Mine"),
        "sql": "2",
        "kubernetes": "unsure",
    }
    return assessment(ada, answers=answers, is_submitted=True, now=NOON)


def test_a_retake_from_the_last_answers_copies_them_whole(ada: User, done: Assessment) -> None:
    new = actions.retake_assessment(assessment=done, key=uuid4(), keeps_answers=True, now=LATER)
    assert (new.learner, new.role_code, new.retake_of, new.started_at) == (
        ada,
        "ml-engineer",
        done,
        LATER,
    )
    copied = new.ratings.get(skill_code="python")
    assert (Answer.of(copied), copied.rated_at, copied.revision) == (
        Answer("4", "month", "https://a.example", "Mine"),
        NOON,
        1,
    )
    assert values(new) == {"python": ("4", 1), "sql": ("2", 1), "kubernetes": ("unsure", 1)}


def test_a_retake_never_touches_the_old_one(done: Assessment) -> None:
    new = actions.retake_assessment(assessment=done, key=uuid4(), keeps_answers=True)
    actions.save_ratings(assessment=new, changes=[Change("python", Answer("1"), 1)])
    assert values(done)["python"] == ("4", 1)
    assert Result.objects.get().levels == {"python": 4, "sql": 2}


def test_a_retake_from_blank_has_no_answers(done: Assessment) -> None:
    new = actions.retake_assessment(assessment=done, key=uuid4(), keeps_answers=False)
    assert values(new) == {}


def test_a_retake_sent_twice_is_one(done: Assessment) -> None:
    key = uuid4()
    new = actions.retake_assessment(assessment=done, key=key, keeps_answers=True)
    actions.save_ratings(assessment=new, changes=[Change("python", Answer("1"), 1)])
    again = actions.retake_assessment(assessment=done, key=key, keeps_answers=True)
    assert (again, values(again)["python"]) == (new, ("1", 2))


def test_t90_a_retake_under_somebody_elses_key_is_refused(
    ben: User, done: Assessment, assessment: Make
) -> None:
    bens = assessment(ben)
    with pytest.raises(actions.NotYoursError):
        actions.retake_assessment(assessment=done, key=bens.pk, keeps_answers=True)
    assert values(bens) == {}


def test_a_retake_for_another_role_asks_what_is_missing_first(done: Assessment) -> None:
    new = actions.retake_assessment(
        assessment=done,
        key=uuid4(),
        keeps_answers=True,
        role_code="data-engineer",
        focus=["data-storage", "baking"],
    )
    assert (new.role_code, new.focus) == ("data-engineer", ["data-storage"])


def test_a_retake_carries_answers_over_to_what_replaced_a_skill(done: Assessment) -> None:
    """A skill's own answer goes before that of one it replaced; dropped skills stay behind."""

    def replace(document: Document) -> None:
        for category in document["categories"]:
            for skill in category["skills"]:
                if skill["code"] == "kubernetes":
                    skill["replaced_by"] = "containers"
                if skill["code"] == "python":
                    skill["replaced_by"] = "sql"
        for role in document["roles"]:
            gone = {"kubernetes", "python"}
            role["requirements"] = [r for r in role["requirements"] if r["skill"] not in gone]

    republish(replace)
    new = actions.retake_assessment(assessment=done, key=uuid4(), keeps_answers=True)
    assert (new.release_id, values(new)) == (2, {"containers": ("unsure", 1), "sql": ("2", 1)})


def test_a_retake_of_a_withdrawn_role_is_refused(done: Assessment) -> None:
    republish(keep_roles("ai-engineer"))
    with pytest.raises(actions.UnknownRoleError):
        actions.retake_assessment(assessment=done, key=uuid4(), keeps_answers=True)
    assert Assessment.objects.count() == 1


# --- Guests ------------------------------------------------------------------------------------


def test_l2_2_claiming_moves_what_that_guest_has(
    ada: User, guest: Client, assessment: Make
) -> None:
    own = assessment(guest)
    others = actions.start_assessment(
        owner=Owner(None, "other"), key=uuid4(), role_code="ml-engineer"
    )
    key = own.guest_key
    assert actions.claim_guest_assessments(user=ada, guest_key=key) == 1
    assert actions.claim_guest_assessments(user=ada, guest_key=key) == 0
    own.refresh_from_db()
    others.refresh_from_db()
    assert (own.learner, own.guest_key) == (ada, "")
    assert (others.learner, others.guest_key) == (None, "other")


def test_an_empty_key_claims_nothing(ada: User, ben: User, assessment: Make) -> None:
    bens = assessment(ben)
    assert actions.claim_guest_assessments(user=ada, guest_key="") == 0
    bens.refresh_from_db()
    assert bens.learner == ben


def test_t130_guests_answers_go_after_thirty_days(
    ada: User, guest: Client, assessment: Make
) -> None:
    day = timedelta(days=1)
    gone = assessment(guest, answers={"python": "2"}, is_submitted=True, now=NOON - 30 * day)
    kept = assessment(guest, answers={"python": "2"}, now=NOON - 30 * day + timedelta(seconds=1))
    adas = assessment(ada, answers={"python": "2"}, now=NOON - 300 * day)
    out = StringIO()
    with time_machine.travel(NOON, tick=False):
        call_command("purge_guests", stdout=out)
    assert out.getvalue() == "Removed 1 assessment of guests.\n"
    assert {*Assessment.objects.all()} == {kept, adas}
    assert not Result.objects.filter(pk=gone.pk).exists()
    assert {*Rating.objects.values_list("assessment_id", flat=True)} == {kept.pk, adas.pk}


def test_purging_where_there_is_nothing(db: None) -> None:
    out = StringIO()
    call_command("purge_guests", stdout=out)
    assert out.getvalue() == "Removed 0 assessments of guests.\n"


# --- What waited for sign-in -------------------------------------------------------------------


def waiting(pk: UUID, *codes: str, seen: int | None = 0) -> dict[str, object]:
    answer = {"value": "3", "last_used": "", "evidence_url": "", "note": ""}
    changes = [{"skill_code": each, "answer": answer, "seen_revision": seen} for each in codes]
    return {"assessment": str(pk), "changes": changes}


def test_g_19_what_waited_is_stored(ada: User, adas: Assessment) -> None:
    pending = waiting(adas.pk, "python", "sql", "baking")
    assert actions.save_pending_answers(user=ada, pending=pending) == 2
    assert values(adas) == {"python": ("3", 1), "sql": ("3", 1)}


def test_g_19_it_overwrites_nothing_newer(ada: User, assessment: Make) -> None:
    made = assessment(ada, answers={"python": "5"})
    assert actions.save_pending_answers(user=ada, pending=waiting(made.pk, "python")) == 0
    assert values(made) == {"python": ("5", 1)}


def test_g_19_it_reaches_neither_others_nor_results(
    ada: User, ben: User, adas: Assessment, assessment: Make
) -> None:
    done = assessment(ben, answers={"python": "5"}, is_submitted=True)
    for pk in (adas.pk, done.pk, uuid4()):
        assert actions.save_pending_answers(user=ben, pending=waiting(pk, "sql")) == 0
    assert (values(adas), values(done)) == ({}, {"python": ("5", 1)})


# --- Speed -------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 26])
def test_a_retake_copies_in_a_fixed_number_of_queries(
    ada: User, assessment: Make, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    skills = [each.skill for each in current_release().framework.roles["ml-engineer"].requirements]
    done = assessment(ada, answers=dict.fromkeys(skills[:count], "2"), is_submitted=True)
    with django_assert_num_queries(11):
        actions.retake_assessment(assessment=done, key=uuid4(), keeps_answers=True)
