"""Who may open which route: one row for every named URL, or the build fails (T-01).

reach      anonymous visitor                          somebody else            owner
OPEN       as everybody                               as everybody             as everybody
PERSON     GET to sign-in, POST 403                   their own page           their own page
VISITOR    GET to sign-in                             their own page           their own page
OWNER      GET to sign-in, POST 403                   404, as if it were not   the page
LEARNER    as OWNER, but only an account can own one: a guest is a visitor
LINK       whoever has the link, until it is revoked
"""

from dataclasses import dataclass
from enum import Enum

from django.urls import URLPattern, URLResolver, get_resolver

Reach = Enum("Reach", "OPEN PERSON VISITOR OWNER LEARNER LINK")


@dataclass(frozen=True)
class Row:
    """How far a route reaches, what it answers to, and with which arguments it is tried.

    `status` is what the owner's GET is answered with (the POST, where there is no GET).
    """

    reach: Reach
    methods: str = "GET"
    args: tuple[object, ...] = ()
    status: int = 200


OPEN, PERSON, VISITOR, OWNER, LEARNER, LINK = Reach
BOTH = "GET POST"

TABLE = {
    "landing": Row(OPEN, status=302),  # people with an account go home
    "home": Row(PERSON),
    "help": Row(OPEN),
    "gallery": Row(OPEN),
    "your_data": Row(PERSON),
    "your_data_download": Row(PERSON, args=("json",)),
    "account_delete": Row(PERSON, BOTH),
    "health_live": Row(OPEN),
    "health_ready": Row(OPEN),
    "accounts:preferences": Row(PERSON, BOTH),
    "accounts:theme_set": Row(OPEN, "POST", status=303),
    "accounts:sessions_end": Row(PERSON, "POST", status=303),
    "account_login": Row(OPEN, BOTH, status=302),
    "account_logout": Row(OPEN, BOTH),
    "account_inactive": Row(OPEN),
    "account_signup": Row(OPEN, BOTH, status=302),
    "account_reauthenticate": Row(PERSON, BOTH),
    "account_email": Row(PERSON, BOTH),
    "account_email_verification_sent": Row(OPEN),
    "account_change_password": Row(PERSON, BOTH),
    "account_set_password": Row(PERSON, BOTH, status=302),
    "account_reset_password": Row(OPEN, BOTH),
    "account_reset_password_done": Row(OPEN),
    "account_reset_password_from_key": Row(OPEN, BOTH, args=("1", "abc-def")),
    "account_reset_password_from_key_done": Row(OPEN),
    "account_confirm_email": Row(OPEN, BOTH, args=("no-such-key",)),
    "account_confirm_login_code": Row(OPEN, BOTH, status=302),
    "mfa_index": Row(PERSON),
    "mfa_authenticate": Row(OPEN, BOTH, status=302),
    "mfa_reauthenticate": Row(PERSON, BOTH, status=302),
    "mfa_activate_totp": Row(PERSON, BOTH, status=302),
    "mfa_deactivate_totp": Row(PERSON, BOTH, status=404),
    "mfa_view_recovery_codes": Row(PERSON, status=404),
    "mfa_generate_recovery_codes": Row(PERSON, BOTH, status=302),
    "mfa_download_recovery_codes": Row(PERSON, status=404),
    "taxonomy:role_list": Row(OPEN),
    "taxonomy:role_detail": Row(OPEN, args=("ml-engineer",)),
    "taxonomy:skill_list": Row(OPEN),
    "taxonomy:skill_detail": Row(OPEN, args=("python",)),
    "taxonomy:source_list": Row(OPEN),
    "assessments:role_choice": Row(OPEN, BOTH),
    "assessments:assessment_detail": Row(OWNER),
    "assessments:question_page": Row(OWNER, BOTH),
    "assessments:rating_save": Row(OWNER, "POST"),
    "assessments:role_change": Row(OWNER, BOTH),
    "assessments:answer_check": Row(OWNER),
    "assessments:assessment_submit": Row(OWNER, "POST", status=303),
    "assessments:first_result": Row(OWNER),
    "assessments:result_detail": Row(OWNER),
    "assessments:role_ranking": Row(OWNER),
    "assessments:role_compare": Row(OWNER),
    "assessments:assessment_focus": Row(OWNER, "POST", status=303),
    "assessments:assessment_retake": Row(OWNER, "POST", status=303),
    "assessments:share_link": Row(OWNER, BOTH),
    "assessments:share_revoke": Row(OWNER, "POST", status=303),
    "assessments:shared_result": Row(LINK),
    "assessments:history": Row(VISITOR),
    "roadmaps:attempt_compare": Row(VISITOR),
    "roadmaps:path_list": Row(PERSON),
    "roadmaps:path_create": Row(PERSON, BOTH),
    "roadmaps:path_detail": Row(LEARNER),
    "roadmaps:path_replan": Row(LEARNER, BOTH),
    "roadmaps:path_progress": Row(LEARNER),
    "roadmaps:path_calendar": Row(LEARNER),
    "roadmaps:path_delete": Row(LEARNER, BOTH),
    "roadmaps:step_detail": Row(LEARNER),
    "roadmaps:step_status_save": Row(LEARNER, "POST", status=303),
    "roadmaps:log_entry_add": Row(LEARNER, "POST", status=303),
    "roadmaps:log_entry_change": Row(LEARNER, BOTH),
    "roadmaps:log_entry_delete": Row(LEARNER, BOTH),
    "roadmaps:evidence_list": Row(PERSON),
    "roadmaps:reminder": Row(PERSON, BOTH),
    "roadmaps:reminder_stop": Row(LINK, BOTH),
}
WITHOUT_TOKEN = {"roadmaps:reminder_stop"}
"""Routes that a program posts to without a form: the signed token in the address stands for it."""
OWN_IN_QUERY = {"roadmaps:attempt_compare"}
"""Routes that name belongings in the query: reached like VISITOR, but strangers' ids are 404."""


def names(*reaches: Reach, method: str = "") -> list[str]:
    """The routes of these reaches, of one method if it is named."""
    return [
        name
        for name, row in TABLE.items()
        if (row.reach in reaches or not reaches) and (not method or method in row.methods.split())
    ]


def named_urls(
    patterns: list[URLPattern | URLResolver] | None = None, namespace: str = ""
) -> set[str]:
    """Every name in the URL map, with its namespace. A nameless route is listed by its pattern."""
    found = set()
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLResolver):
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            found |= named_urls(each.url_patterns, inner)
        else:
            found.add(f"{namespace}{each.name}" if each.name else str(each.pattern))
    return found
