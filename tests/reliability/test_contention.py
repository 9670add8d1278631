"""T-97 in short: saturating and paced writers in their own processes on one SQLite file."""

import json
import subprocess
import sys

from django.conf import settings

from tests.server import Server

SECONDS = 4


def test_no_writer_is_ever_told_that_the_database_is_locked(files: Server) -> None:
    """No error, no lost answer. Figures of speed belong to the full run, on a quiet machine."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.reliability.contention", str(SECONDS)],
        cwd=settings.BASE_DIR,
        env=files.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    saturating, paced = (json.loads(line) for line in done.stdout.splitlines())
    assert (saturating["writers"], saturating["lost"], saturating["errors"]) == (16, 0, {})
    assert (paced["writers"], paced["lost"], paced["errors"]) == (32, 0, {})
    assert saturating["saves"] > 16
    assert paced["saves"] > 32
