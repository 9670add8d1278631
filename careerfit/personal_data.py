"""Everything the product holds about one person, as they may download it."""

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.db.models import Prefetch

from accounts.models import User
from assessments.models import Assessment, Rating, Result, ShareLink
from taxonomy.queries import load_release

FORMULA_START = re.compile(r"""(?:^|(?<=[;,"'\t\r\n]))(?=[=+\-@\t\r\n＝＋－＠])""")
"""Where a spreadsheet could see a formula begin: before a sign that starts one, at the start of the
text or after what some spreadsheets take for the end of a cell."""
COLUMNS = (
    "assessment",
    "role",
    "release",
    "started_at",
    "submitted_at",
    "skill",
    "answer",
    "level",
    "last_used",
    "evidence_url",
    "note",
    "rated_at",
)


def personal_data(user: User) -> dict[str, Any]:
    """Account, assessments, ratings, results and share links. Five queries in all."""
    assessments = (
        Assessment.objects.filter(learner=user)
        .select_related("result")
        .prefetch_related(Prefetch("ratings", Rating.objects.order_by("pk")), "share_links")
    )
    return {"account": _account(user), "assessments": [_assessment(each) for each in assessments]}


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
        "last_login_at": user.last_login.isoformat() if user.last_login else None,
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
        "submitted_at": assessment.submitted_at.isoformat() if assessment.submitted_at else None,
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
        "revoked_at": link.revoked_at.isoformat() if link.revoked_at else None,
        "shows_name": link.shows_name,
    }


def as_json(user: User) -> str:
    return json.dumps(personal_data(user), ensure_ascii=False, indent=2)


def as_csv(user: User) -> str:
    """One row per answer, for a spreadsheet: UTF-8 with a mark, text safe from being a formula."""
    out = io.StringIO()
    out.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(_rows(personal_data(user)))
    return out.getvalue()


def _rows(data: dict[str, Any]) -> Iterator[list[object]]:
    for each in data["assessments"]:
        framework = load_release(each["release"]).framework
        role, skills = framework.roles.get(each["role"]), framework.skills
        head = [
            each["id"],
            role.name if role else each["role"],
            each["release"],
            each["started_at"],
            each["submitted_at"],
        ]
        for rating in each["ratings"]:
            skill = skills.get(rating["skill"])
            named = {**rating, "skill": skill.name if skill else rating["skill"]}
            cells = [*head, *(named[column] for column in COLUMNS[len(head) :])]
            yield [safe_cell(cell) for cell in cells]


def safe_cell(value: object) -> object:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay.

    "=1+1" → "'=1+1"     "x;=1+1" → "x;'=1+1"     3 → 3     None → ""
    """
    if isinstance(value, str):
        return FORMULA_START.sub("'", value)
    return "" if value is None else value
