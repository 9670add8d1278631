"""What pages ask about people."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.utils import is_mfa_enabled

from accounts.models import User


@dataclass(frozen=True)
class SignInWays:
    """How this person signs in, as the preferences page tells it."""

    address: str
    is_address_confirmed: bool
    has_second_step: bool


def sign_in_ways(user: User) -> SignInWays:
    """Two queries, whatever the number of addresses and codes."""
    confirmed = EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists()
    return SignInWays(user.email, confirmed, is_mfa_enabled(user))
