"""How far a path is: the worked example, then the laws for generated paths, logs and pauses."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmaps.progress import LogLine, Planned, StepHours, Week, progress
from roadmaps.progress_words import answer, weeks_sentence
from tests.strategies import EXAMPLES

SQL_1, SQL_2, CHARTS = ("sql", 1), ("sql", 2), ("charts", 1)
START, TODAY = date(2027, 1, 4), date(2027, 2, 2)
BREAK = (date(2027, 1, 18), date(2027, 1, 24))
PLANNED = Planned(START, 6, (BREAK,))
STEPS = (StepHours(SQL_1, 12, "doing"), StepHours(SQL_2, 20))


def day(month, number):
    return date(2027, month, number)


def log(*lines):
    return [LogLine(pair, on, Fraction(hours)) for pair, on, hours in lines]


LOG = log(
    (SQL_1, day(1, 5), 4),
    (SQL_1, day(1, 10), 3),
    (SQL_1, day(1, 12), 2),
    (SQL_2, day(1, 31), 6),
    (SQL_2, day(2, 1), 1),
)
EXAMPLE = progress(PLANNED, STEPS, LOG, TODAY)


def test_the_worked_example():
    assert EXAMPLE.weeks == (
        Week(day(1, 4), Fraction(6), Fraction(7)),
        Week(day(1, 11), Fraction(6), Fraction(2)),
        Week(day(1, 25), Fraction(6), Fraction(6)),
    )
    assert EXAMPLE.weeks_on_plan == 2
    assert EXAMPLE.this_week == Week(day(2, 1), Fraction(6), Fraction(1))
    assert EXAMPLE.per_week == Fraction(16 * 7, 23)
    assert [step.left for step in EXAMPLE.steps] == [3, 13]
    # 16 hours at 16 hours in 23 days, the first of them tomorrow
    assert EXAMPLE.ends_on == day(2, 2) + timedelta(23)


def test_a_week_with_paused_days_is_planned_for_the_others():
    planned = Planned(START, 7, ((day(1, 6), day(1, 8)), (day(1, 7), day(1, 9))))
    (week,) = progress(planned, STEPS, log((SQL_1, day(1, 4), 3)), day(1, 11)).weeks
    assert (week.planned, week.is_on_plan) == (3, True)


def test_a_step_done_without_a_log_counts_with_its_planned_hours():
    steps = (
        StepHours(SQL_1, 12, "done", day(1, 6)),
        StepHours(SQL_2, 20, "done", day(1, 13)),
        StepHours(CHARTS, 4),
    )
    found = progress(PLANNED, steps, log((SQL_2, day(1, 12), 5)), day(1, 19))
    assert [week.hours for week in found.weeks] == [12, 5]
    assert (found.hours_done, found.hours_asked, found.hours_left) == (32, 36, 4)


def test_weeks_after_the_last_step_are_not_counted():
    steps = (StepHours(SQL_1, 12, "done", day(1, 12)), StepHours(SQL_2, 20, "skipped"))
    found = progress(PLANNED, steps, LOG[:3], TODAY)
    assert [week.starts_on for week in found.weeks] == [START]
    assert (found.this_week, found.ends_on, found.hours_left) == (None, None, 0)


def test_the_pace_looks_past_a_break_and_not_before_the_start():
    long_break = Planned(START, 6, ((day(1, 11), day(4, 11)),))
    found = progress(long_break, STEPS, log((SQL_1, day(1, 10), 5)), day(4, 18))
    assert found.per_week == Fraction(5 * 7, 14)
    early = log((SQL_1, date(2026, 12, 31), 9))
    assert progress(PLANNED, STEPS, early, TODAY).per_week is None
    assert progress(PLANNED, STEPS, early, TODAY).hours_logged == 9


def test_the_first_evening_is_no_pace_of_its_own():
    assert progress(PLANNED, STEPS, log((SQL_1, START, 3)), START).per_week == 3


def test_hours_in_a_pause_count_for_the_step_and_not_for_the_pace():
    found = progress(PLANNED, STEPS, log((SQL_1, day(1, 20), 8)), TODAY)
    assert (found.steps[0].logged, found.per_week) == (8, None)


def test_a_path_that_starts_later_has_no_weeks_yet():
    found = progress(PLANNED, STEPS, LOG, date(2027, 1, 3))
    assert (found.weeks, found.this_week, found.per_week, found.ends_on) == ((), None, None, None)


def test_a_pace_that_no_calendar_holds_has_no_end():
    (last,) = (StepHours(SQL_1, 32_000, "doing"),)
    found = progress(Planned(START, 6), [last], log((SQL_1, TODAY, Fraction(1, 10))), TODAY)
    assert found.per_week == Fraction(1, 40)
    assert found.ends_on is None
    assert answer(found, START, None, TODAY).endswith(
        "less than 0.1 hours a week, no calendar goes as far as the end of the path."
    )


# --- In words ------------------------------------------------------------------------------------


def said(steps, lines=(), *, starts_on=START, planned_end=None, today=TODAY):
    found = progress(replace(PLANNED, starts_on=starts_on), steps, lines, today)
    return answer(found, starts_on, planned_end, today)


def test_each_state_has_its_own_words():
    done, skipped = StepHours(SQL_1, 12, "done", day(1, 6)), StepHours(SQL_2, 20, "skipped")
    to_do = StepHours(CHARTS, 1)
    assert said([]) == "This path has no steps: you hold every level that it leads to."
    assert said([skipped]) == "Every step of this path is skipped, so nothing is planned."
    assert said([done]) == "The only step is done, 12 planned hours in all."
    assert said([done, replace(skipped, status="done", done_on=day(1, 7))]) == (
        "All 2 steps are done, 32 planned hours in all."
    )
    assert said([done, skipped]) == (
        "The only step is done, 12 planned hours in all. 1 more is skipped."
    )
    assert said([to_do]) == (
        "No step is done yet; 1 step with 1 planned hour is ahead of you. "
        "Log your hours with the steps, and this page says where your pace leads."
    )
    assert said([done, to_do, skipped], starts_on=day(3, 1)) == (
        "Your path starts on 1 March 2027. 1 of 2 steps and 12 of 13 planned hours are done."
    )
    assert said([done, to_do], log((SQL_1, day(1, 4), 5)), today=day(3, 1)) == (
        "1 of 2 steps and 12 of 13 planned hours are done. "
        "Nothing was logged in the last 4 weeks outside pauses, so there is no pace to go by."
    )


@pytest.mark.parametrize(
    ("planned_end", "words"),
    [
        (None, "."),
        (day(2, 18), ", as planned."),
        (day(2, 17), ", 1 week later than planned."),
        (day(3, 23), ", 4 weeks earlier than planned."),
    ],
)
def test_the_pace_is_held_against_the_plan(planned_end, words):
    assert answer(EXAMPLE, START, planned_end, TODAY) == (
        "No step is done yet; 2 steps with 32 planned hours are ahead of you. "
        "At your present pace, about 4.9 hours a week, "
        f"the path ends around 25 February 2027{words}"
    )


def test_weeks_in_words():
    assert weeks_sentence(EXAMPLE) == (
        "You were on plan in 2 of 3 weeks. In this one, 1 of 6 hours so far."
    )
    first = progress(PLANNED, STEPS, [], START)
    assert weeks_sentence(first) == (
        "No week that counts is over yet. In this one, 0 of 6 hours so far."
    )
    in_break = progress(PLANNED, STEPS, LOG, day(1, 20))
    assert weeks_sentence(in_break) == "You were on plan in 1 of 2 weeks."


# --- Laws ----------------------------------------------------------------------------------------

law = settings(max_examples=EXAMPLES, deadline=None)
days = st.dates(date(2026, 11, 1), date(2027, 6, 30))
amounts = st.integers(0, 240).map(lambda tenths: Fraction(tenths, 10))
breaks = st.lists(
    st.tuples(days, st.integers(0, 40)).map(lambda p: (p[0], p[0] + timedelta(p[1]))), max_size=4
)


@st.composite
def step_lists(draw, statuses=("to-do", "doing", "done", "skipped")):
    found = []
    for n in range(draw(st.integers(1, 6))):
        status = draw(st.sampled_from(statuses))
        done_on = draw(days) if status == "done" else None
        found.append(StepHours((f"s{n}", 1), draw(st.integers(1, 160)), status, done_on))
    return found


lines = st.lists(
    st.builds(LogLine, st.integers(0, 7).map(lambda n: (f"s{n}", 1)), days, amounts), max_size=12
)
plans = st.builds(Planned, days, st.integers(1, 40), breaks.map(tuple))


def no_later(one, other):
    """None is never, as long as something is left."""
    return other is None or (one is not None and one <= other)


@law
@given(plans, step_lists(("to-do", "doing")), lines, days, days, amounts)
def test_more_logged_hours_never_end_later(planned, steps, lines, today, on, more):
    before = progress(planned, steps, lines, today)
    after = progress(planned, steps, [*lines, LogLine(steps[0].pair, on, more)], today)
    assert no_later(after.ends_on, before.ends_on)
    assert after.weeks_on_plan >= before.weeks_on_plan


@law
@given(plans, step_lists(), lines, days, st.data())
def test_a_finished_step_never_ends_the_path_later(planned, steps, lines, today, data):
    which = data.draw(st.integers(0, len(steps) - 1))
    done = replace(steps[which], status="done", done_on=today)
    before = progress(planned, steps, lines, today)
    after = progress(planned, [*steps[:which], done, *steps[which + 1 :]], lines, today)
    assert after.hours_left <= before.hours_left
    assert not after.hours_left or no_later(after.ends_on, before.ends_on)


@law
@given(plans, step_lists(), lines, days, st.integers(1, 90), st.integers(0, 60))
def test_a_pause_to_come_never_ends_the_path_earlier(planned, steps, lines, today, gap, length):
    first = today + timedelta(gap)
    longer = replace(planned, pauses=(*planned.pauses, (first, first + timedelta(length))))
    before, after = (progress(each, steps, lines, today) for each in (planned, longer))
    assert after.per_week == before.per_week
    assert no_later(before.ends_on, after.ends_on)


@law
@given(plans, step_lists(("done", "skipped")), lines, days)
def test_with_nothing_open_nothing_is_left(planned, steps, lines, today):
    found = progress(planned, steps, lines, today)
    assert (found.hours_left, found.ends_on, found.this_week) == (0, None, None)
    assert found.hours_done == found.hours_asked
    last = max((step.done_on for step in steps if step.done_on), default=None)
    assert all(week.ends_on <= last for week in found.weeks)


@law
@given(plans, step_lists(), lines, days)
def test_every_week_that_counts_is_over_and_carries_work(planned, steps, lines, today):
    found = progress(planned, steps, lines, today)
    for week in found.weeks:
        assert week.ends_on < today
        assert (week.starts_on - planned.starts_on).days % 7 == 0
        free = [
            not any(
                first <= week.starts_on + timedelta(n) <= last for first, last in planned.pauses
            )
            for n in range(7)
        ]
        assert week.planned == Fraction(planned.hours_per_week * sum(free), 7) > 0


@law
@given(
    plans,
    step_lists(("to-do", "doing")),
    lines,
    days,
    st.integers(0, 60),
    st.integers(0, 27),
    st.integers(1, 20),
)
def test_the_end_is_where_counting_day_by_day_leads(planned, steps, lines, today, age, ago, hours):
    """The slow way: look back for 28 days that carry work, then work it off from tomorrow on."""
    planned = replace(planned, starts_on=today - timedelta(age))
    lines = [*lines, LogLine(steps[0].pair, today - timedelta(min(ago, age)), Fraction(hours))]
    found = progress(planned, steps, lines, today)

    def is_free(on):
        return not any(first <= on <= last for first, last in planned.pauses)

    recent, on = [], today
    while on >= planned.starts_on and len(recent) < 28:
        recent += [on] if is_free(on) else []
        on -= timedelta(1)
    own = {step.pair for step in steps}
    worked = sum(line.hours for line in lines if line.pair in own and line.on in recent)
    assert (found.per_week is None) == (not worked)
    if not worked:
        return
    a_day, left, on = worked / max(len(recent), 7), found.hours_left, today
    while left > 0:
        on += timedelta(1)
        left -= a_day if is_free(on) else 0
    assert found.ends_on == on


@law
@given(plans, step_lists(), lines, days, st.randoms())
def test_the_order_of_the_log_and_other_steps_play_no_part(planned, steps, lines, today, chance):
    mixed = [*lines, LogLine(("elsewhere", 2), today, Fraction(9))]
    chance.shuffle(mixed)
    assert progress(planned, steps, mixed, today) == progress(planned, steps, lines, today)
