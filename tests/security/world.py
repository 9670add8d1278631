"""Two learners and a guest with everything that a visitor can have, and unique words in all of it.

A word such as SENTINEL-ADA-NOTE stands in one column of one person. Wherever it turns up, that
column has been shown.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments import actions, sharing
from assessments.models import Assessment, Owner
from assessments.permissions import GUEST_KEY
from roadmaps.actions import Work, add_log_entry, choose_reminder, create_path, set_step_status
from roadmaps.drafts import Terms
from roadmaps.permissions import stop_token
from roadmaps.planner import plan
from roadmaps.steps import Pair
from taxonomy.framework import Framework
from taxonomy.queries import current_release

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PASSWORD = "correct horse battery staple"
ROLE = "ml-engineer"
OTHER_ROLE = "data-engineer"
SKILL = "python"
NOBODYS = UUID("00000000-0000-4000-8000-00000000000f")
LONG_AGO = datetime(2026, 9, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Belongings:
    """What one visitor owns: three sittings, two of them submitted, and a share link.

    With an account also a path, a step that nobody else's path has, and an entry in its log.
    """

    client: Client
    user: User | None
    words: tuple[str, ...]
    earlier: UUID
    submitted: UUID
    open: UUID
    token: str
    path: UUID = NOBODYS
    step: Pair = ("no-such-skill", 1)
    entry: UUID = NOBODYS

    def args(self, route: str) -> tuple[list[object], str]:
        """Arguments and query of a route that lead to these belongings."""
        sitting = self.submitted if route in OF_A_RESULT else self.open
        pair = f"?before={self.earlier}&after={self.submitted}"
        if route in OF_A_PATH:
            return [self.path], ""
        if route in OF_A_STEP:
            return list(self.step), ""
        return {
            "assessments:question_page": ([self.open, "role", 1], ""),
            "assessments:rating_save": ([self.open, SKILL], ""),
            "assessments:shared_result": ([self.token], ""),
            "roadmaps:attempt_compare": ([], pair),
            "roadmaps:log_entry_change": ([self.entry], ""),
            "roadmaps:log_entry_delete": ([self.entry], ""),
            "roadmaps:reminder_stop": ([stop_token(self.user.pk if self.user else 0)], ""),
        }.get(route, ([sitting], ""))

    def url(self, route: str) -> str:
        args, query = self.args(route)
        return reverse(route, args=args) + query


OF_A_RESULT = {
    "assessments:result_detail",
    "assessments:share_link",
    "assessments:share_revoke",
    "assessments:assessment_retake",
}
OF_A_PATH = {
    "roadmaps:path_detail",
    "roadmaps:path_replan",
    "roadmaps:path_progress",
    "roadmaps:path_calendar",
    "roadmaps:path_delete",
}
OF_A_STEP = {"roadmaps:step_detail", "roadmaps:step_status_save", "roadmaps:log_entry_add"}
TARGETS = {"ada": "ml-engineer", "ben": "data-engineer"}
"""Whose path leads where: two roles, so that each has steps that the other has not."""


@cache
def password_hash() -> str:
    """The hash of PASSWORD, worked out once: it is slow on purpose."""
    return make_password(PASSWORD)


def learner(name: str) -> Belongings:
    word = name.upper()
    user = User.objects.create_user(
        email=f"sentinel-{name}@example.org", name=f"SENTINEL-{word}-NAME"
    )
    User.objects.filter(pk=user.pk).update(password=password_hash())
    user.refresh_from_db()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client = Client()
    client.force_login(user, backend=BACKEND)
    words = (f"SENTINEL-{word}-NAME", f"sentinel-{name}@example.org")
    return _with_path(_belongings(client, Owner(user, ""), word, words), name)


def _with_path(has: Belongings, name: str) -> Belongings:
    """A path from the submitted result, one step begun with work logged, and the weekly mail."""
    basis = Assessment.objects.get(pk=has.submitted)
    others = {pair for role in TARGETS.values() if role != TARGETS[name] for pair in _pairs(role)}
    terms = Terms((TARGETS[name],), Decimal(6), LONG_AGO.date(), (), basis)
    path = create_path(learner=has.user, key=uuid4(), terms=terms)
    step = next(row.pair for row in path.steps.all() if row.pair not in others)
    set_step_status(learner=has.user, step=step, status="doing")
    note, link = f"SENTINEL-{name.upper()}-LOG", f"https://sentinel-{name}-log.example/work"
    work = Work(LONG_AGO.date(), Decimal("1.5"), note, link, 2)
    entry = add_log_entry(learner=has.user, key=uuid4(), step=step, work=work)
    choose_reminder(learner=has.user, weekday=0)
    words = (*has.words, note, f"sentinel-{name}-log.example")
    return replace(has, path=path.pk, step=step, entry=entry.pk, words=words)


@cache
def _pairs(role: str) -> frozenset[Pair]:
    """The steps from zero to a role."""
    return frozenset(step.pair for step in plan(framework(), role, {}).steps)


def guest() -> Belongings:
    client = Client()
    client.get(reverse("assessments:role_choice"))
    client.post(reverse("assessments:role_choice"), {"role": ROLE, "key": uuid4()})
    return _belongings(client, Owner(None, client.session[GUEST_KEY]), "GUEST", ())


def _belongings(client: Client, owner: Owner, word: str, words: tuple[str, ...]) -> Belongings:
    earlier = _sitting(owner, word, LONG_AGO, "2")
    submitted = _sitting(owner, word, LONG_AGO + timedelta(days=40), "3")
    for days, assessment in ((0, earlier), (40, submitted)):
        moment = LONG_AGO + timedelta(days=days, minutes=9)
        actions.submit_assessment(assessment=assessment, now=moment)
    return Belongings(
        client=client,
        user=owner.user,
        words=(*words, f"SENTINEL-{word}-NOTE", f"sentinel-{word.lower()}-evidence.example"),
        earlier=earlier.pk,
        submitted=submitted.pk,
        open=_sitting(owner, word, datetime.now(UTC), "4").pk,
        token=sharing.create_share_link(assessment=submitted, shows_name=True),
    )


def _sitting(owner: Owner, word: str, now: datetime, level: str) -> Assessment:
    assessment = actions.start_assessment(owner=owner, key=uuid4(), role_code=ROLE, now=now)
    link = f"https://sentinel-{word.lower()}-evidence.example/work"
    answer = actions.Answer(level, "year", link, f"SENTINEL-{word}-NOTE")
    change = actions.Change(SKILL, answer, 0)
    actions.save_ratings(assessment=assessment, changes=[change], now=now)
    return assessment


def framework() -> Framework:
    """What everybody rates themselves against here."""
    return current_release().framework


def checksum(*left_out: str) -> dict[str, str]:
    """Table → hash of all its rows. Sessions are left out: reading renews their moments.

    `left_out` names further tables, such as the counted tries of passwords.
    """
    skipped = {"django_session", *left_out}
    tables = sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)})
    return {table: _hash(table) for table in tables if table not in skipped}


def _hash(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        rows = sorted(repr(row) for row in cursor.fetchall())
    return hashlib.sha256("\n".join(rows).encode(errors="surrogatepass")).hexdigest()


def said(response: Any) -> tuple[int, str]:
    """Status and body, as a stranger would compare them."""
    return response.status_code, response.content.decode()
