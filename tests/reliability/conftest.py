"""One real server for all tests of this folder, and one set of files to break."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server import Server, installed, sqlite_files
from tests.visitor import Visitor

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of them on one worker: a server is dear, and they measure time."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("server"))


@pytest.fixture(scope="session")
def _running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with installed(tmp_path_factory.mktemp("server") / "var") as server:
        server.start()
        yield server


@pytest.fixture
def server(_running: Server) -> Server:
    """A server that is ready, also after a test that killed it."""
    if not _running.is_running:
        _running.start()
    return _running


@pytest.fixture
def guest(server: Server) -> Iterator[Visitor]:
    visitor = Visitor(server.port)
    yield visitor
    visitor.close()


@pytest.fixture(scope="session")
def rounds() -> int:
    """How often to pull the plug: 5 in the suite; CAREERFIT_KILL_ROUNDS=30 is the full exercise."""
    return int(os.environ.get("CAREERFIT_KILL_ROUNDS", "5"))


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Server:
    """An installed SQLite database that nobody serves, whatever the suite runs on."""
    return sqlite_files(tmp_path_factory.mktemp("files") / "var")
