"""What can be done to an assessment: each action is one transaction, and no is a named error.

`now` is the moment it counts from; without one it is this moment.
"""

from assessments.actions.answers import Answer, Change, Saved, save_pending_answers, save_ratings
from assessments.actions.results import compile_result, fits_of, submit_assessment
from assessments.actions.rules import (
    AlreadySubmittedError,
    AssessmentError,
    NothingRatedError,
    NotYoursError,
    UnknownRoleError,
    UnknownSkillError,
)
from assessments.actions.sittings import (
    GUEST_LIFETIME,
    change_role,
    claim_guest_assessments,
    focus_assessment,
    purge_guest_assessments,
    retake_assessment,
    start_assessment,
)

__all__ = [
    "GUEST_LIFETIME",
    "AlreadySubmittedError",
    "Answer",
    "AssessmentError",
    "Change",
    "NotYoursError",
    "NothingRatedError",
    "Saved",
    "UnknownRoleError",
    "UnknownSkillError",
    "change_role",
    "claim_guest_assessments",
    "compile_result",
    "fits_of",
    "focus_assessment",
    "purge_guest_assessments",
    "retake_assessment",
    "save_pending_answers",
    "save_ratings",
    "start_assessment",
    "submit_assessment",
]
