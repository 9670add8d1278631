"""The product as `make run` starts it, on files of its own, for tests to kill and start again."""

import os
import re
import shlex
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from django.conf import settings

READY_LIMIT = 15
"""Seconds after which a start counts as failed; the promise of 5 has a test of its own."""

POSTGRES_URL = os.environ.get("DATABASE_URL", "")


class DidNotStartError(Exception):
    """The process ended, or did not get ready; the text is what it wrote."""


def command(port: int) -> list[str]:
    """What the `run` recipe of the Makefile executes, word for word."""
    makefile = (settings.BASE_DIR / "Makefile").read_text()
    recipe = re.search(r"@exec \$\(BIN\)/gunicorn (.*?[^\\])\n", makefile, re.DOTALL)[1]
    words = shlex.split(recipe.replace("\\\n", " ").replace("$(PORT)", str(port)))
    return [str(Path(sys.executable).with_name("gunicorn")), *words]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One gunicorn in a process group of its own, with its files under `var`."""

    def __init__(self, var: Path, database_url: str = "") -> None:
        self.var, self.database_url, self.port = var, database_url, free_port()
        self.database = var / "careerfit.sqlite3"
        self.log = var / "log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "DJANGO_ALLOW_ASYNC_UNSAFE"}
        }
        own = {"CAREERFIT_VAR": str(self.var), "DJANGO_SETTINGS_MODULE": "careerfit.settings"}
        if self.database_url:
            own["DATABASE_URL"] = self.database_url
        return {**inherited, **own}

    def manage(self, *words: str) -> None:
        """Run one management command on this server's files."""
        subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=settings.BASE_DIR,
            env=self.environment,
            check=True,
            capture_output=True,
        )

    def start(self) -> float:
        """Start, wait until it is ready, and say how many seconds that took."""
        began = time.monotonic()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command(self.port),
                cwd=settings.BASE_DIR,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while not self._is_ready():
            took = time.monotonic() - began
            if self._process.poll() is not None or took > READY_LIMIT:
                self.kill()
                raise DidNotStartError(self.log.read_text())
            time.sleep(0.02)
        return time.monotonic() - began

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """End the whole process group as a power cut would: no handler of ours runs."""
        if self._process:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def copied_to(self, var: Path) -> "Server":
        """Another server on a copy of this one's files, while nobody writes them. SQLite only."""
        shutil.copytree(self.var, var, symlinks=True)
        return Server(var)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """What the database answers, asked past the product. Values are marked with %s."""
        if self.database_url:
            with psycopg.connect(self.database_url) as connection:
                return connection.execute(sql, values).fetchall()
        with closing(sqlite3.connect(self.database, timeout=20)) as connection:
            return connection.execute(sql.replace("%s", "?"), values).fetchall()

    def _is_ready(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/health/ready/")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()


@contextmanager
def installed(var: Path) -> Iterator[Server]:
    """A server that has everything but is not started; whatever runs in the end is killed."""
    with _own_database() as url:
        server = _prepared(var, url)
        try:
            yield server
        finally:
            server.kill()


def sqlite_files(var: Path) -> Server:
    """The files of an installed product on SQLite, also when the suite runs on PostgreSQL."""
    return _prepared(var, "")


def _prepared(var: Path, database_url: str) -> Server:
    var.mkdir()
    (var / "secret-key").write_text(settings.SECRET_KEY)
    (var / "static").symlink_to(settings.STATIC_ROOT)
    server = Server(var, database_url)
    server.manage("install")
    return server


@contextmanager
def _own_database() -> Iterator[str]:
    """The address of a fresh PostgreSQL database; nothing where the suite runs on SQLite."""
    if not POSTGRES_URL.startswith("postgres"):
        yield ""
        return
    name = f"careerfit_server_{uuid4().hex[:12]}"
    given = urlsplit(POSTGRES_URL)
    with psycopg.connect(given._replace(path="/postgres").geturl(), autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        try:
            yield given._replace(path=f"/{name}").geturl()
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
