"""A QR code as drawing in the page: the policy allows no picture that comes as a data address."""

import qrcode
from django import template

register = template.Library()

MARGIN = 4
"""Empty modules around the code, as readers expect."""


@register.inclusion_tag("accounts/_qr.html")
def qr(text: str, name: str) -> dict[str, object]:
    """Draw `text`; `name` is what a screen reader says in its place."""
    code = qrcode.QRCode(border=MARGIN)
    code.add_data(text)
    rows = code.get_matrix()
    dark = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on]
    return {"size": len(rows), "path": "".join(dark), "name": name}
