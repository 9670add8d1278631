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
    """Where to measure: ids of an open and of a submitted assessment, and a signed-in session."""

    open_id: str
    submitted_id: str
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
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get("/home/", headers={"host": "localhost:8000"})
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    token = client.cookies["csrftoken"].value
    return World(str(started.pk), str(submitted.pk), cookies, token)


def _answer_everything(assessment: object) -> None:
    from assessments import actions, queries

    asked = queries.sitting(assessment).asked
    changes = [
        actions.Change(code, actions.Answer(str(position % 5)), 0)
        for position, code in enumerate(asked)
    ]
    actions.save_ratings(assessment=assessment, changes=changes)
