"""Time to plan a learning path: the shipped roles, and generated frameworks of growing size.

Processor time, best of several rounds, so that a busy machine changes little. The generated
frameworks have five prerequisites per skill, at most eight skills deep as published ones are, and
a role that asks for 25 skills or for all of them. The exponent says how time grows with the number
of prerequisites: 1 is in proportion, and n·log n is 1.13 over this range.
"""

import math
import random
from pathlib import Path
from time import process_time

from roadmaps.planner import plan
from taxonomy import documents
from taxonomy.framework import FORMAT, Framework

SHIPPED = Path(__file__).parent.parent / "taxonomy" / "data" / "ai-careers.yaml"
ROUNDS = 15
DEPTH = 8
SIZES = (125, 250, 500, 1000)
"""Skills; five times as many prerequisites."""
SMALL_BOUND_MS, LARGE_BOUND_MS = 5, 500

Figure = tuple[str, float, float | None]


def main() -> int:
    """Print a table; returns how many figures are over their bound."""
    figures = [_shipped(), *_grown(asked=25), *_grown(asked=None)]
    print(f"{'what':<58}{'measured':>10}{'bound':>8}")
    for what, measured, bound in figures:
        print(f"{what:<58}{measured:>10.2f}{bound or '':>8}")
    return sum(bool(bound and measured > bound) for _, measured, bound in figures)


def _shipped() -> Figure:
    framework = Framework.from_document(documents.read_yaml(SHIPPED.read_text()))
    slowest = max(_milliseconds(framework, code) for code in framework.roles)
    return (
        f"shipped framework, slowest of {len(framework.roles)} roles, ms",
        slowest,
        SMALL_BOUND_MS,
    )


def _grown(asked: int | None) -> list[Figure]:
    """One figure per size, and the exponent from the smallest to the largest."""
    figures: list[Figure] = [_generated(60, 110, asked, SMALL_BOUND_MS)]
    grown = [
        _generated(size, 5 * size, asked, LARGE_BOUND_MS if size == SIZES[-1] else None)
        for size in SIZES
    ]
    growth = math.log(grown[-1][1] / grown[0][1]) / math.log(SIZES[-1] / SIZES[0])
    whose = f"a role of {asked or 'all'} skills"
    return [
        *figures,
        *grown,
        (f"{whose}: exponent, {SIZES[0]} to {SIZES[-1]} skills", growth, None),
    ]


def _generated(skills: int, needs: int, asked: int | None, bound: float | None) -> Figure:
    framework = _framework(skills, needs, asked or skills)
    steps = len(plan(framework, "role", {}).steps)
    what = f"{skills:,} skills, {needs:,} needs, {asked or skills:,} asked, {steps:,} steps, ms"
    return what, _milliseconds(framework, "role"), bound


def _milliseconds(framework: Framework, role_code: str) -> float:
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        plan(framework, role_code, {})
        times.append(process_time() - start)
    return min(times) * 1000


def _framework(skills: int, needs: int, asked: int) -> Framework:
    """Eight layers of skills; each need goes from a skill to one of a lower layer."""
    chance = random.Random(skills)
    layers = [range(n * skills // DEPTH, (n + 1) * skills // DEPTH) for n in range(DEPTH)]
    found = set()
    while len(found) < needs:
        low, high = sorted(chance.sample(range(DEPTH), 2))
        edge = chance.choice(layers[high]), chance.choice(layers[low])
        found.add((edge[0], chance.randint(1, 4), edge[1], chance.randint(1, 4)))
    needed: dict[int, list[dict[str, object]]] = {n: [] for n in range(skills)}
    for skill, level, other, at in sorted(found):
        needed[skill].append({"level": level, "skill": f"s{other}", "at": at})
    entries = [
        {"code": f"s{n}", "name": f"S{n}", "size": "SML"[n % 3], "needs": needed[n]}
        for n in range(skills)
    ]
    role = {"code": "role", "name": "Role", "requirements": _wishes(chance, skills, asked)}
    everything = {"code": "all", "name": "All", "skills": entries}
    return Framework.from_document(
        {"format": FORMAT, "title": "Generated", "categories": [everything], "roles": [role]}
    )


def _wishes(chance: random.Random, skills: int, asked: int) -> list[dict[str, object]]:
    return [
        {
            "skill": f"s{n}",
            "level": chance.randint(1, 4),
            "weight": chance.randint(1, 5),
            "must_have": chance.random() < 0.3,
        }
        for n in sorted(chance.sample(range(skills), asked))
    ]


if __name__ == "__main__":
    raise SystemExit(main())
