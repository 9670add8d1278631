"""Points from 0 to 100 as people read them: whole per cents, ranges, and tenths that add up."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import cycle, islice

Points = Fraction | float

TENTH = Fraction(1, 10)


def whole(points: Points) -> int:
    """Points as a whole number, halves away from zero, as people round."""
    exact = Fraction(points)
    ratio = Decimal(exact.numerator) / Decimal(exact.denominator)
    return int(ratio.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def band_words(low: Points, high: Points) -> str:
    """ "58 to 66 %", or "58 %" when both ends round to the same number."""
    ends = whole(low), whole(high)
    return f"{ends[0]} %" if ends[0] == ends[1] else f"{ends[0]} to {ends[1]} %"


def in_tenths(amounts: Sequence[Points], total: Points | None = None) -> list[Fraction]:
    """The amounts in tenths, nudged by about a tenth so that they add up to the total in tenths.

    1/3 1/3 1/3   →   0.4 0.3 0.3      and not 0.9 under a total of 1.0

    Zeros stay zero. `total` is the sum of the amounts unless given, where a caller has already
    rounded it.
    """
    exact = [Fraction(amount) * 10 for amount in amounts]
    wanted = whole(Fraction(total) * 10 if total is not None else sum(exact, Fraction(0)))
    found = [amount.numerator // amount.denominator for amount in exact]
    places = sorted(
        (place for place, amount in enumerate(exact) if amount),
        key=lambda place: (found[place] - exact[place], place),
    )
    missing = wanted - sum(found)
    if missing < 0:
        places.reverse()
    for place in islice(cycle(places), abs(missing)):
        found[place] += 1 if missing > 0 else -1
    return [tenths * TENTH for tenths in found]
