"""Everything the product holds about one person, as they may download it."""

import json
from datetime import datetime
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.db.models import Prefetch

from accounts.models import User
from assessments.models import Assessment, Rating, Result, ShareLink
from roadmaps.models import LearningPath, LogEntry, PathStep, Reminder, StepProgress
from roadmaps.weekdays import DAYS


def personal_data(user: User) -> dict[str, Any]:
    """Account, assessments with all of theirs, paths, progress, log, reminder. Ten queries."""
    assessments = (
        Assessment.objects.filter(learner=user)
        .select_related("result")
        .prefetch_related(Prefetch("ratings", Rating.objects.order_by("pk")), "share_links")
    )
    progress = StepProgress.objects.filter(learner=user).order_by("skill_code", "to_level")
    reminder = Reminder.objects.filter(learner=user).first()
    return {
        "account": _account(user),
        "assessments": [_assessment(each) for each in assessments],
        "paths": [_path(each) for each in user.paths.prefetch_related("steps")],
        "progress": [_progress(each) for each in progress],
        "log": [_log_entry(each) for each in user.log_entries.all()],
        "weekly_mail": _weekly_mail(reminder) if reminder else None,
    }


def _account(user: User) -> dict[str, Any]:
    addresses = user.emailaddress_set.all()
    return {
        "name": user.name,
        "email": user.email,
        "time_zone": user.time_zone,
        "locale": user.locale,
        "theme": user.theme,
        "has_digit_keys": user.has_digit_keys,
        "joined_at": user.joined_at.isoformat(),
        "last_login_at": _moment(user.last_login),
        "addresses": [{"email": each.email, "is_confirmed": each.verified} for each in addresses],
        "has_two_step_sign_in": is_mfa_enabled(user),
    }


def _assessment(assessment: Assessment) -> dict[str, Any]:
    result = getattr(assessment, "result", None)
    return {
        "id": str(assessment.pk),
        "role": assessment.role_code,
        "release": assessment.release_id,
        "started_at": assessment.started_at.isoformat(),
        "submitted_at": _moment(assessment.submitted_at),
        "retake_of": str(assessment.retake_of_id) if assessment.retake_of_id else None,
        "focus": assessment.focus,
        "ratings": [_rating(each) for each in assessment.ratings.all()],
        "result": _result(result) if result else None,
        "share_links": [_share_link(each) for each in assessment.share_links.all()],
    }


def _rating(rating: Rating) -> dict[str, Any]:
    return {
        "skill": rating.skill_code,
        "answer": rating.answer,
        "level": rating.level,
        "last_used": rating.last_used,
        "evidence_url": rating.evidence_url,
        "note": rating.note,
        "rated_at": rating.rated_at.isoformat(),
    }


def _result(result: Result) -> dict[str, Any]:
    return {
        "levels": result.levels,
        "verified": result.verified,
        "low": result.low,
        "estimate": result.estimate,
        "high": result.high,
        "readiness": result.readiness,
        "fits": result.fits,
    }


def _share_link(link: ShareLink) -> dict[str, Any]:
    return {
        "created_at": link.created_at.isoformat(),
        "revoked_at": _moment(link.revoked_at),
        "shows_name": link.shows_name,
    }


def _path(path: LearningPath) -> dict[str, Any]:
    return {
        "id": str(path.pk),
        "roles": list(path.role_codes),
        "release": path.release_id,
        "assessment": str(path.basis_id) if path.basis_id else None,
        "hours_per_week": float(path.hours_per_week),
        "starts_on": path.starts_on.isoformat(),
        "planned_from": path.planned_from.isoformat(),
        "pauses": path.pauses,
        "created_at": path.created_at.isoformat(),
        "planned_at": path.planned_at.isoformat(),
        "steps": [_step(each) for each in path.steps.all()],
    }


def _step(step: PathStep) -> dict[str, Any]:
    return {
        "skill": step.skill_code,
        "name": step.skill_name,
        "to_level": step.to_level,
        "hours": step.hours,
        "needed_for": step.needed_for,
        "after": step.after,
        "serves": step.serves,
        "starts_on": step.starts_on.isoformat() if step.starts_on else None,
        "ends_on": step.ends_on.isoformat() if step.ends_on else None,
    }


def _progress(row: StepProgress) -> dict[str, Any]:
    return {
        "skill": row.skill_code,
        "to_level": row.to_level,
        "status": row.status,
        "started_at": _moment(row.started_at),
        "done_at": _moment(row.done_at),
        "changed_at": _moment(row.changed_at),
    }


def _log_entry(entry: LogEntry) -> dict[str, Any]:
    return {
        "id": str(entry.pk),
        "skill": entry.skill_code,
        "to_level": entry.to_level,
        "logged_on": entry.logged_on.isoformat(),
        "hours": float(entry.hours),
        "note": entry.note,
        "evidence_url": entry.evidence_url,
        "level": entry.level,
        "created_at": _moment(entry.created_at),
        "changed_at": _moment(entry.changed_at),
    }


def _weekly_mail(reminder: Reminder) -> dict[str, Any]:
    last = reminder.last_sent_on
    return {
        "day": DAYS[reminder.weekday],
        "chosen_at": _moment(reminder.created_at),
        "last_mail_for": last.isoformat() if last else None,
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def as_json(user: User) -> str:
    return json.dumps(personal_data(user), ensure_ascii=False, indent=2)
