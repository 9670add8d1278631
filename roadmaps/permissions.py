"""Who may stop a weekly mail: whoever holds the link in it."""

from django.core.signing import BadSignature, Signer

SALT = "roadmaps.reminder_stop"


def stop_token(learner_id: int) -> str:
    """What a mail carries to end the mails.

    It never expires: a mail may be opened years later, and all that the link can do is stop more.
    """
    return Signer(salt=SALT).sign(str(learner_id))


def learner_of(token: str) -> int | None:
    """Whose mails the token stops; None for one that we did not make."""
    if not token.isascii():
        return None
    try:
        return int(Signer(salt=SALT).unsign(token))
    except (BadSignature, ValueError):
        return None
