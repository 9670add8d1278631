"""A database of its own for measurements, with one learner who has answered everything."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def own_directory() -> Iterator[Path]:
    """A var directory that holds the built assets and the key, and is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="careerfit-bench-") as name:
        for part in ("secret-key", "static"):
            source = ROOT / "var" / part
            copy = shutil.copytree if source.is_dir() else shutil.copy
            copy(source, Path(name) / part)
        os.environ["CAREERFIT_VAR"] = name
        os.environ.pop("DATABASE_URL", None)
        yield Path(name)


@contextmanager
def running_server() -> Iterator[str]:
    """The product as `make run` starts it, on files of its own; gives its address."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "careerfit.settings"
    import django

    django.setup()
    from tests.server import installed

    with (
        tempfile.TemporaryDirectory(prefix="careerfit-bench-") as name,
        installed(Path(name) / "var") as server,
    ):
        server.start()
        yield f"http://127.0.0.1:{server.port}"


@dataclass(frozen=True, slots=True)
class World:
    """Where to measure: an open and a submitted assessment, a path, and a signed-in session."""

    open_id: str
    submitted_id: str
    path_id: str
    cookies: str
    csrf_token: str


def build_world(role_code: str = "ml-engineer", earlier_attempts: int = 1) -> World:
    """One learner with an open assessment, and `earlier_attempts` submitted ones."""
    from uuid import uuid4

    from django.test import Client

    from accounts.models import User
    from assessments import actions
    from assessments.models import Owner

    user = User.objects.create_user(email="bench@example.org", password="x" * 20, name="Bench")
    owner = Owner(user, "")
    submitted = None
    for _ in range(earlier_attempts):
        submitted = actions.start_assessment(owner=owner, key=uuid4(), role_code=role_code)
        _answer_everything(submitted)
        actions.submit_assessment(assessment=submitted)
    started = actions.start_assessment(owner=owner, key=uuid4(), role_code=role_code)
    _answer_everything(started)
    path_id = _long_path(user, submitted)
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get("/home/", headers={"host": "localhost:8000"})
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    token = client.cookies["csrftoken"].value
    return World(str(started.pk), str(submitted.pk), path_id, cookies, token)


PATH_STEPS, PATH_DONE = 200, 60


def _long_path(user: object, basis: object) -> str:
    """A path of 200 steps under a release of its own, some of them done."""
    from decimal import Decimal
    from uuid import uuid4

    from django.utils import timezone

    from roadmaps.actions import create_path, set_step_status
    from roadmaps.drafts import Terms
    from tests.roadmaps.long_paths import publish_long_way

    role = publish_long_way(PATH_STEPS, basis.result.levels)
    terms = Terms((role,), Decimal(6), timezone.localdate(), (), basis)
    path = create_path(learner=user, key=uuid4(), terms=terms)
    steps = list(path.steps.all())
    if len(steps) != PATH_STEPS:
        raise SystemExit(f"The path has {len(steps)} steps and not {PATH_STEPS}.")
    for step in steps[:PATH_DONE]:
        set_step_status(learner=user, step=step.pair, status="done")
    return str(path.pk)


def _answer_everything(assessment: object) -> None:
    from assessments import actions, queries

    asked = queries.sitting(assessment).asked
    changes = [
        actions.Change(code, actions.Answer(str(position % 5)), 0)
        for position, code in enumerate(asked)
    ]
    actions.save_ratings(assessment=assessment, changes=changes)
