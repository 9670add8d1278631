"""Where a learner stands before a plan is made: levels, and what is done, begun or skipped."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Sum

from accounts.models import User
from assessments.models import Assessment, Owner
from assessments.queries import sitting
from roadmaps.models import LogEntry, StepProgress
from roadmaps.steps import Pair
from taxonomy.framework import Framework


@dataclass(frozen=True)
class Standing:
    """What one learner has done, in any path. `logged` holds hours per step."""

    progress: Mapping[Pair, StepProgress]
    logged: Mapping[Pair, Decimal]

    def _with(self, status: str) -> frozenset[Pair]:
        return frozenset(pair for pair, row in self.progress.items() if row.status == status)

    @cached_property
    def done(self) -> frozenset[Pair]:
        return self._with(StepProgress.Status.DONE)

    @cached_property
    def doing(self) -> frozenset[Pair]:
        return self._with(StepProgress.Status.DOING)

    @cached_property
    def skipped(self) -> frozenset[Pair]:
        return self._with(StepProgress.Status.SKIPPED)

    def status(self, pair: Pair) -> str:
        """ "to-do" where nothing is stored."""
        row = self.progress.get(pair)
        return row.status if row else "to-do"


def standing(learner: User) -> Standing:
    """Two queries, whatever the number of steps."""
    progress = {row.pair: row for row in StepProgress.objects.filter(learner=learner)}
    sums = (
        LogEntry.objects.filter(learner=learner)
        .order_by()
        .values_list("skill_code", "to_level")
        .annotate(total=Sum("hours"))
    )
    return Standing(progress, {(skill, level): total for skill, level, total in sums})


def levels_of(assessment: Assessment | None) -> dict[str, int]:
    """The levels that an assessment says: its result's, or its answers so far. At most one query.

    Nothing without an assessment. The rows come with their result.
    """
    if assessment is None:
        return {}
    if assessment.is_submitted:
        return dict(assessment.result.levels)
    return sitting(assessment).levels


def in_terms_of(framework: Framework, levels: Mapping[str, int]) -> dict[str, int]:
    """The levels under this framework's codes: what replaced a skill takes its level over.

    A skill's own level goes before one that it inherits; codes the framework does not know go.
    """
    own, inherited = {}, {}
    for code, level in levels.items():
        skill = framework.skills.get(code)
        if skill is not None and skill.replaced_by:
            inherited[skill.replaced_by] = level
        elif skill is not None:
            own[code] = level
    return {**inherited, **own}


def done_in_terms_of(framework: Framework, done: frozenset[Pair]) -> frozenset[Pair]:
    """Finished steps under this framework's codes; their levels carry over as they are."""
    skills = framework.skills
    return frozenset(
        (skills[code].replaced_by or code, level) for code, level in done if code in skills
    )


def latest_result(learner: User) -> Assessment | None:
    """The learner's latest submitted assessment, with its result."""
    owned = Assessment.objects.owned_by(Owner(learner, ""))
    return owned.submitted().select_related("result").order_by("-submitted_at", "-id").first()


def finished_between(before: Assessment, after: Assessment) -> list[Pair]:
    """The steps that their learner finished between handing in the two. One query, none for guests.

    A step that is taken back is not finished; one that is finished again counts where it was last.
    """
    if after.learner_id is None:
        return []
    done = StepProgress.objects.filter(
        learner=after.learner_id,
        done_at__gt=before.submitted_at,
        done_at__lte=after.submitted_at,
    )
    return list(done.order_by("done_at").values_list("skill_code", "to_level"))
