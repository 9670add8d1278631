"""Hours of steps: in words, and as a bar of what was logged against what was planned."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()

Amount = Decimal | Fraction | int
NARROWEST = 1.5
"""Per cent of the bar: a quarter of an hour is still seen beside a step of 160 hours."""


@register.filter
def hours(amount: Amount) -> str:
    """With one decimal where there is one.   1.5 → "1.5 hours"   1.0 → "1 hour" """
    return f"{number(amount)} hour{'' if number(amount) == '1' else 's'}"


@register.filter
def number(amount: Amount) -> str:
    """ "1.5", "1", "1,204"."""
    return f"{float(amount):,.1f}".removesuffix(".0")


@register.filter
def counts(amount: Amount) -> str:
    """The ending of the verb: one hour no longer counts, two no longer count."""
    return "s" if amount == 1 else ""


@register.simple_tag
@lru_cache(maxsize=2048)
def hour_bar(planned: Amount, logged: Amount, most: Amount, is_open: bool) -> SafeString:
    """Kept once drawn: a long path shows two hundred of them, and most look like another."""
    return render_to_string("figures/_hour_bar.html", drawn(planned, logged, most, is_open))


def drawn(planned: Amount, logged: Amount, most: Amount, is_open: bool) -> dict[str, object]:
    """Blue what is logged, amber what an open step is still planned for, a tick at the plan.

    `most` is the number of hours that the whole width stands for, the same in every bar of a table.
    """
    worked, plan = _place(logged, most), _place(planned, most)
    if logged:
        worked = max(worked, NARROWEST)
    return {
        "logged": worked,
        "missing": round(plan - worked, 1) if is_open and plan > worked else 0,
        "tick": plan,
        "sentence": f"{number(logged)} of {number(planned)} planned hours logged",
    }


def _place(amount: Amount, most: Amount) -> float:
    return round(100 * float(amount) / float(most), 1) if most else 0.0
