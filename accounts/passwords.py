"""Which passwords are refused, each with one sentence."""

from django.contrib.auth import password_validation as django_rules
from django.core.exceptions import BadRequest, ValidationError

from accounts.models import User

LONGEST = 4096
"""Characters. Longer ones are no passwords but a way to keep the hash function busy."""

HINT = "At least 8 characters; 15 or more are better. Pasting is fine."

SENTENCES = {
    "password_too_short": "Choose a password of at least 8 characters.",
    "password_too_common": "Many people use this password. Choose one that is harder to guess.",
    "password_too_similar": "This password is too close to your name or address. Choose another.",
    "password_is_product": "This password is the name of this site. Choose another.",
}


class ProductNameValidator:
    """Refuses the name of the product, however it is decorated with digits and signs."""

    def validate(self, password: str, user: User | None = None) -> None:
        letters = "".join(c for c in password.casefold() if c.isalpha())
        if letters == "careerfit":
            raise ValidationError("The password is our name.", code="password_is_product")


class PasswordRules:
    """Django's rules and ours in one: the first that is broken speaks, and only that one."""

    def __init__(self) -> None:
        self.rules = [
            django_rules.MinimumLengthValidator(min_length=8),
            django_rules.UserAttributeSimilarityValidator(user_attributes=["email", "name"]),
            ProductNameValidator(),
            django_rules.CommonPasswordValidator(),
        ]

    def validate(self, password: str, user: User | None = None) -> None:
        for rule in self.rules:
            try:
                rule.validate(password, user)
            except ValidationError as error:
                raise ValidationError(SENTENCES[error.code], code=error.code) from error

    def get_help_text(self) -> str:
        return HINT


def refuse_endless(password: str) -> None:
    """Answer 400 before hashing to a text that nobody types."""
    if len(password) > LONGEST:
        raise BadRequest(f"A password has at most {LONGEST} characters.")
