"""What signing in and up means for the whole house: allauth asks this adapter at each step.

It stands on the roof because a sign-in reaches into `assessments`, where a guest's answers wait.
"""

import logging
from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from accounts.actions import TooManyTriesError, count_try, forget_try
from accounts.models import User
from accounts.permissions import may_lead_to
from assessments.actions import claim_guest_assessments, save_pending_answers
from assessments.permissions import GUEST_KEY
from careerfit.errors import too_many_tries

PENDING_ANSWERS = "pending_answers"
"""Session key of answers that were posted after a session had ended."""

security_log = logging.getLogger("careerfit.security")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "duplicate_email": "This is your address already. Enter another one.",
        "email_password_mismatch": "The e-mail address or the password is wrong.",
        "enter_current_password": "The current password is wrong.",
        "incorrect_code": "This code is wrong or too old. Enter the one your app shows now.",
        "incorrect_password": "The password is wrong.",
        "rate_limited": "Too many tries. Wait a few minutes.",
    }

    # --- A person comes in -------------------------------------------------------------------

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        security_log.info("Signed in: person %s from %s", user.pk, self.get_client_ip(request))

    def post_login(self, request: HttpRequest, user: User, **how: Any) -> HttpResponse:
        """What waited in the guest's session belongs to the person from here on."""
        session = request.session
        claim_guest_assessments(user=user, guest_key=session.pop(GUEST_KEY, ""))
        if pending := session.pop(PENDING_ANSWERS, None):
            saved = save_pending_answers(user=user, pending=pending)
            if saved:
                messages.success(request, "The answers you sent before signing in are saved.")
        return super().post_login(request, user, **how)

    # --- Guessing ----------------------------------------------------------------------------

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count every entrance that takes a password in the database, in place of the cache."""
        email, client = credentials.get("email", ""), self.get_client_ip(request)
        try:
            self._counted = count_try(email=email, client=client)
        except TooManyTriesError as error:
            security_log.warning("Sign-in limited: from %s", client)
            raise ImmediateHttpResponse(too_many_tries(request, error.seconds)) from error

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user = super().authenticate(request, **credentials)
        if user is not None:
            forget_try(tries=self._counted)
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        security_log.warning("Sign-in refused: from %s", self.get_client_ip(request))

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Too many wrong codes of the second step are answered like too many passwords."""
        if code == "too_many_login_attempts":
            raise ImmediateHttpResponse(too_many_tries(self.request, 15 * 60))
        return super().validation_error(code, *args)

    # --- The address -------------------------------------------------------------------------

    def can_delete_email(self, email_address: EmailAddress) -> bool:
        """Never the one that signs in."""
        return email_address.email != email_address.user.email

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Two people may wait for one address; the first to confirm has it."""
        try:
            with transaction.atomic():
                return super().confirm_email(request, email_address)
        except IntegrityError:
            messages.error(request, "This address could not be confirmed. Another account uses it.")
            return False

    # --- Where a person goes -----------------------------------------------------------------

    def is_safe_url(self, url: str | None) -> bool:
        return bool(url) and may_lead_to(url)

    def is_ajax(self, request: HttpRequest) -> bool:
        """One kind of answer for everybody: pages, whatever a header asks for."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:preferences")

    # --- Mail: links name the configured site, never the host of a request --------------------

    def get_reset_password_from_key_url(self, key: str) -> str:
        path = reverse("account_reset_password_from_key", args=["UID", "KEY"])
        return settings.SITE_URL + path.replace("UID-KEY", quote(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        path = reverse("account_confirm_email", args=[emailconfirmation.key])
        return settings.SITE_URL + path

    def send_confirmation_mail(self, request: HttpRequest, confirmation: Any, signup: bool) -> None:
        """Somebody else's address gets another mail and no link; the page says the same."""
        address = confirmation.email_address
        if User.objects.filter(email=address.email).exclude(pk=address.user_id).exists():
            self.send_account_already_exists_mail(address.email)
        else:
            super().send_confirmation_mail(request, confirmation, signup)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one mail. A mail server that fails is logged and never stops the page."""
        mail = self.render_mail(template_prefix, email, {**context, "site_url": settings.SITE_URL})
        try:
            mail.send()
        except OSError:  # smtplib's errors are OSErrors too
            security_log.exception("A mail could not be sent: %s", template_prefix)


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": "Switch on two-step sign-in first.",
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "unverified_email": "Confirm your e-mail address first, then switch on two-step sign-in.",
    }
