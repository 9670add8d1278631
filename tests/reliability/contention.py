"""T-97: many processes writing one SQLite file through the product's own action and settings.

    CAREERFIT_VAR=/somewhere/empty python -m tests.reliability.contention [SECONDS]

Two loads, SECONDS each (60 without): 16 processes that save as fast as they can, then 32 that
together save 250 answers a second at random moments. Prints the figures of each load as one line
of JSON. The assessments stay in the database, so give it a folder of its own.
"""

import dataclasses
import json
import multiprocessing
import os
import random
import sys
import time
from collections import Counter
from typing import Any
from uuid import UUID, uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerfit.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  (needs the apps to be loaded)
from django.db import DatabaseError, connection  # noqa: E402

from assessments import actions  # noqa: E402
from assessments.models import Assessment, Owner, Rating  # noqa: E402

SATURATING = 16
PACED = 32
PACED_PER_SECOND = 250
SKILL = "python"


@dataclasses.dataclass(frozen=True, slots=True)
class Written:
    """What one process has seen: seconds per save, and the errors."""

    pk: UUID
    seconds: list[float]
    errors: list[str]


@dataclasses.dataclass(frozen=True, slots=True)
class Load:
    """What all processes of one load have seen. `lost` counts saves that the file does not hold."""

    writers: int
    saves: int
    lost: int
    errors: dict[str, int]
    p99_ms: float
    worst_ms: float


def load(writers: int, seconds: float, per_second: float = 0) -> Load:
    """Let `writers` processes save for `seconds`: without pause, or `per_second` all together."""
    context = multiprocessing.get_context("fork")
    gate, reports = context.Barrier(writers), context.SimpleQueue()
    plan = (seconds, per_second / writers, gate, reports)
    processes = [context.Process(target=write, args=(started(), *plan)) for _ in range(writers)]
    connection.close()
    for process in processes:
        process.start()
    written = [reports.get() for _ in processes]
    for process in processes:
        process.join()
    return summary(written)


def started() -> Assessment:
    """An assessment of a guest of its own."""
    key = uuid4()
    return actions.start_assessment(owner=Owner(None, key.hex), key=key, role_code="ml-engineer")


def write(assessment: Assessment, seconds: float, rate: float, gate: Any, reports: Any) -> None:
    """One process: one question of one assessment, answered again and again."""
    moment, taken, errors = random.Random(assessment.pk.int), [], []
    gate.wait()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(moment.expovariate(rate) if rate else 0)
        change = actions.Change(SKILL, actions.Answer("3", note=str(moment.random())), None)
        began = time.perf_counter()
        try:
            actions.save_ratings(assessment=assessment, changes=[change])
        except DatabaseError as error:
            errors.append(str(error))
        else:
            taken.append(time.perf_counter() - began)
        connection.close()  # as at the end of a request
    reports.put(Written(assessment.pk, taken, errors))


def summary(written: list[Written]) -> Load:
    revisions = dict(Rating.objects.values_list("assessment_id", "revision"))
    times = sorted(seconds for each in written for seconds in each.seconds)
    return Load(
        writers=len(written),
        saves=len(times),
        lost=sum(abs(len(each.seconds) - revisions.get(each.pk, 0)) for each in written),
        errors=dict(Counter(error for each in written for error in each.errors)),
        p99_ms=round(1000 * times[int(len(times) * 0.99)], 1),
        worst_ms=round(1000 * times[-1], 1),
    )


def main(seconds: float) -> None:
    call_command("install")
    for figures in (load(SATURATING, seconds), load(PACED, seconds, PACED_PER_SECOND)):
        sys.stdout.write(json.dumps(dataclasses.asdict(figures)) + "\n")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60.0)
