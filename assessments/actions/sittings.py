"""From the start of a sitting to its end: whose it is, which role it is held against, how long."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assessments.actions.rules import UnknownRoleError, locked_open, owned
from assessments.models import Assessment, Owner, Rating
from assessments.queries import sitting
from taxonomy.queries import current_release, load_release

GUEST_LIFETIME = timedelta(days=30)
"""How long the answers of somebody without an account are kept; pages promise it."""


@transaction.atomic
def start_assessment(
    *, owner: Owner, key: UUID, role_code: str, now: datetime | None = None
) -> Assessment:
    """Begin a sitting under the current release.

    `key` comes with the form and becomes the id, so that a form sent twice starts one sitting; sent
    again with another role, the sitting under way is held against that one.
    Raises UnknownRoleError, and NotYoursError when the key is somebody else's.
    """
    assessment, _ = _begun(owner, key, role_code, now)
    if assessment.role_code == role_code or assessment.is_submitted:
        return assessment
    return change_role(assessment=assessment, role_code=role_code)


def _begun(
    owner: Owner, key: UUID, role_code: str, now: datetime | None, focus: Iterable[str] = ()
) -> tuple[Assessment, bool]:
    """The sitting with this key, begun under the current release unless it is there already.

    The second value says whether it is new. Raises UnknownRoleError and NotYoursError.
    """
    release = current_release()
    if role_code not in release.framework.roles:
        raise UnknownRoleError
    assessment, is_new = Assessment.objects.get_or_create(
        id=key,
        defaults={
            **owner.fields,
            "release_id": release.number,
            "role_code": role_code,
            "focus": [code for code in focus if code in release.framework.skills],
            "started_at": now or timezone.now(),
        },
    )
    return owned(assessment, owner), is_new


@transaction.atomic
def change_role(*, assessment: Assessment, role_code: str) -> Assessment:
    """Compare with another role of the same release; every rating stays.

    Raises UnknownRoleError and AlreadySubmittedError.
    """
    row = locked_open(assessment)
    if role_code not in sitting(row).framework.roles:
        raise UnknownRoleError
    row.role_code = role_code
    row.focus = []
    row.save(update_fields=["role_code", "focus"])
    return row


@transaction.atomic
def focus_assessment(*, assessment: Assessment, skill_codes: Iterable[str]) -> None:
    """Ask only these skills next, such as those that another role still lacks; ratings stay."""
    row = locked_open(assessment)
    known = sitting(row).framework.skills
    row.focus = [code for code in skill_codes if code in known]
    row.save(update_fields=["focus"])


@transaction.atomic
def retake_assessment(
    *,
    assessment: Assessment,
    key: UUID,
    keeps_answers: bool,
    role_code: str = "",
    focus: Iterable[str] = (),
    now: datetime | None = None,
) -> Assessment:
    """A new sitting under the current release, from the last answers or from blank.

    `focus` asks only those skills at first. Skills that the new release replaced carry over to what
    replaced them; skills it dropped stay with the old result.
    Raises UnknownRoleError, and NotYoursError when the key is somebody else's.
    """
    owner = Owner(assessment.learner, assessment.guest_key)
    new, is_new = _begun(owner, key, role_code or assessment.role_code, now, focus)
    if is_new:
        new.retake_of = assessment
        new.save(update_fields=["retake_of"])
        if keeps_answers:
            _copy_ratings(assessment, new)
    return new


def _copy_ratings(old: Assessment, new: Assessment) -> None:
    """Every answer that the new release still has a skill for.

    A skill's own answer goes before one that it inherits from a skill it replaced.
    """
    framework = load_release(new.release_id).framework
    own, inherited = {}, {}
    for rating in old.ratings.all():
        skill = framework.skills.get(rating.skill_code)
        if skill is not None and skill.replaced_by:
            inherited[skill.replaced_by] = rating
        elif skill is not None:
            own[skill.code] = rating
    copies = [_copy(rating, new, code) for code, rating in {**inherited, **own}.items()]
    Rating.objects.bulk_create(copies)


def _copy(rating: Rating, new: Assessment, skill_code: str) -> Rating:
    return Rating(
        assessment=new,
        skill_code=skill_code,
        answer=rating.answer,
        level=rating.level,
        last_used=rating.last_used,
        evidence_url=rating.evidence_url,
        note=rating.note,
        rated_at=rating.rated_at,
    )


@transaction.atomic
def claim_guest_assessments(*, user: object, guest_key: str) -> int:
    """Move what a guest has answered to their account; the guest key opens nothing afterwards."""
    if not guest_key:
        return 0
    guest = Assessment.objects.filter(learner=None, guest_key=guest_key)
    return guest.update(learner=user, guest_key="")


@transaction.atomic
def purge_guest_assessments(*, now: datetime | None = None) -> int:
    """Remove what guests started longer ago than GUEST_LIFETIME. Returns how many went."""
    until = (now or timezone.now()) - GUEST_LIFETIME
    old = Assessment.objects.filter(learner=None, started_at__lte=until)
    count = old.count()
    old.delete()
    return count
