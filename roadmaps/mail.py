"""The weekly mail as a message: plain text, links to this site alone, nothing that watches."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template import Context, Engine
from django.urls import reverse

from accounts.models import User
from roadmaps.permissions import stop_token
from roadmaps.weekly import Weekly


def reminder_mail(learner: User, weekly: Weekly) -> EmailMessage:
    """The mail to this learner. Mail programs show its headers as a button that ends the mails."""
    stop = settings.SITE_URL + reverse("roadmaps:reminder_stop", args=[stop_token(learner.pk)])
    context = {"weekly": weekly, "site_url": settings.SITE_URL, "stop_url": stop}
    return EmailMessage(
        subject=_one_line(_text("subject", context)),
        body=_text("message", context),
        to=[learner.email],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
            "Auto-Submitted": "auto-generated",
        },
    )


def _text(part: str, context: dict[str, object]) -> str:
    """A part of the mail. It is no HTML, so nothing in it is escaped."""
    template = Engine.get_default().get_template(f"roadmaps/email/reminder_{part}.txt")
    return template.render(Context(context, autoescape=False))


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
