"""How much each step opens up: what all the steps behind it are worth, less the further away.

    unlock(step) = Σ value(descendant) · 0.5^(distance − 1)      distance: fewest steps on the way

    a ─► b ─► d       values 0, 2, 3, 8        a: 2 + 3 + 8/2 = 9,  d one time, at distance 2
    └──► c ───┘                                b: 8    c: 8    d: 0

Every pair of steps counts, so the sets of descendants are kept as bits of whole numbers, one set
per distance ("ring"), and a ring is worth the sum over the binary digits of the values of how many
steps in it have that digit. Nothing is rounded and nothing is cut off.
"""

from collections.abc import Sequence
from typing import TypeAlias

Plane = tuple[int, int]
Rings: TypeAlias = "tuple[int, Rings] | None"
"""The steps in the nearest ring, and the rings behind it; several steps may share those."""


def unlocks(
    values: Sequence[int], dependents: Sequence[Sequence[int]], in_order: Sequence[int]
) -> tuple[list[int], int]:
    """The unlock of each step, and how many binary places these whole numbers have.

    ([18, 16, 16, 0], 1)   for the drawing:  18 / 2 = 9, 16 / 2 = 8
    """
    bit, planes = _bits(values, in_order)
    rings: dict[int, Rings] = {}
    sums: dict[int, tuple[int, int]] = {}
    for step in reversed(in_order):
        later = dependents[step]
        if len(later) == 1:
            behind, (total, depth) = rings[later[0]], sums[later[0]]
            sums[step] = (values[later[0]] << depth) + total, depth + 1
        else:
            merged = _merged([rings[each] for each in later])
            behind, sums[step] = _chain(merged), _summed(merged, planes)
        rings[step] = bit[step], behind
    deepest = max((depth for _, depth in sums.values()), default=0)
    scaled = [total << deepest - depth for total, depth in map(sums.__getitem__, range(len(sums)))]
    return scaled, max(deepest - 1, 0)


def _bits(values: Sequence[int], in_order: Sequence[int]) -> tuple[dict[int, int], list[Plane]]:
    """One bit per step that is worth something, and per binary digit the bits that have it.

    Late steps get the low bits, so that the sets of what is behind them stay short.
    """
    worth = [step for step in reversed(in_order) if values[step]]
    bit = dict.fromkeys(in_order, 0)
    bit.update((step, 1 << place) for place, step in enumerate(worth))
    digits = range(max(values, default=0).bit_length())
    planes = ((n, sum(bit[step] for step in worth if values[step] >> n & 1)) for n in digits)
    return bit, [plane for plane in planes if plane[1]]


def _merged(chains: list[Rings]) -> list[int]:
    """Rings around several starts at once: each step in the nearest ring that has it."""
    merged, seen = [], 0
    going = [chain for chain in chains if chain]
    while going:
        ring = 0
        behind = []
        for nearest, rest in going:
            ring |= nearest
            if rest:
                behind.append(rest)
        merged.append(ring & ~seen)
        seen |= ring
        going = behind
    while merged and not merged[-1]:
        merged.pop()
    return merged


def _chain(rings: list[int]) -> Rings:
    chain: Rings = None
    for ring in reversed(rings):
        chain = ring, chain
    return chain


def _summed(rings: list[int], planes: list[Plane]) -> tuple[int, int]:
    """What the rings are worth, each half as much as the one before, in units of the last."""
    total = 0
    for ring in rings:
        total *= 2
        if ring:
            total += sum((ring & plane).bit_count() << digit for digit, plane in planes)
    return total, len(rings)
