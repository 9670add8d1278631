"""Who may do what with an account, and where a person may be sent."""

from django.core.exceptions import PermissionDenied
from django.utils.http import url_has_allowed_host_and_scheme


class SignInNeededError(PermissionDenied):
    """Somebody who is not signed in sent a change. Nothing was changed."""


def may_lead_to(path: str) -> bool:
    """True for a path of this site such as `/home/?a=1`; false for anything that names a host."""
    return path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
