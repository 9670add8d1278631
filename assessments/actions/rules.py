"""What the rules refuse, each a named error with a sentence for people; and whose turn it is."""

from assessments.models import Assessment, Owner


class AssessmentError(Exception):
    """The rule says no; the text is a sentence for the person."""


class AlreadySubmittedError(AssessmentError):
    def __init__(self) -> None:
        super().__init__("This assessment is submitted and no longer changes. Retake it instead.")


class UnknownSkillError(AssessmentError):
    def __init__(self) -> None:
        super().__init__("This assessment does not ask about that skill.")


class UnknownRoleError(AssessmentError):
    def __init__(self) -> None:
        super().__init__("Choose a role to compare with.")


class NothingRatedError(AssessmentError):
    def __init__(self) -> None:
        super().__init__("Rate at least one skill to see a result.")


class NotYoursError(AssessmentError):
    def __init__(self) -> None:
        super().__init__("That assessment belongs to somebody else.")


def owned(assessment: Assessment, owner: Owner) -> Assessment:
    """The assessment, if it is this owner's. Raises NotYoursError."""
    if Owner(assessment.learner, assessment.guest_key).fields != owner.fields:
        raise NotYoursError
    return assessment


def locked(assessment: Assessment) -> Assessment:
    """The row as it is now, held until the transaction ends, so that save and submit take turns."""
    return Assessment.objects.select_for_update().get(pk=assessment.pk)


def locked_open(assessment: Assessment) -> Assessment:
    """The same, for a change of answers. Raises AlreadySubmittedError."""
    row = locked(assessment)
    if row.is_submitted:
        raise AlreadySubmittedError
    return row
