"""Every persona on every route: T-01 to T-05, T-07, T-09, T-14, T-16, T-20, T-21.

Each test tries all routes at once and compares the whole table, so that the one that differs shows.
"""

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.security import world
from tests.security.routes import (
    LEARNER,
    LINK,
    OPEN,
    OWN_IN_QUERY,
    OWNER,
    PERSON,
    TABLE,
    VISITOR,
    named_urls,
    names,
)
from tests.security.world import BACKEND, Belongings, checksum, said

SIGN_IN = "/account/login/"
NOBODYS = [f"00000000-0000-4000-8000-00000000000{number}" for number in range(5)]
PRIVATE_PAGES = [*names(OWNER, LEARNER, method="GET"), *sorted(OWN_IN_QUERY)]
HTMX = {"HTTP_HX_REQUEST": "true"}
TAMPERED = {
    "role": world.OTHER_ROLE,
    "answers": "keep",
    "shows_name": "yes",
    f"value-{world.SKILL}": "0",
    f"keep-{world.SKILL}": "0",
    f"seen-{world.SKILL}": "1",
    "status": "done",
    "logged_on": "2026-09-02",
    "hours": "3",
    "note": "Changed",
    "day": "none",
}


def url_of(route: str, has: Belongings) -> str:
    row = TABLE[route]
    if row.reach in {OWNER, LEARNER, LINK} or route in OWN_IN_QUERY:
        return has.url(route)
    return reverse(route, args=row.args)


def answer(response: HttpResponse) -> tuple[int, str]:
    """Status and where it leads, without the query."""
    return response.status_code, getattr(response, "url", "").partition("?")[0]


def nobodys(url: str, has: Belongings) -> str:
    """The same address with an id that does not exist."""
    owned = (has.open, has.submitted, has.earlier, has.path, has.entry)
    for pk, nobodys_pk in zip(owned, NOBODYS, strict=True):
        url = url.replace(str(pk), nobodys_pk)
    skill, level = has.step
    return url.replace(f"/{skill}/{level}/", f"/no-such-skill/{level}/")


def words_in(response: HttpResponse, has: Belongings) -> list[str]:
    return [word for word in has.words if word in response.content.decode()]


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    """T-01: whoever adds a page says who may open it."""
    assert named_urls() == set(TABLE)


def test_anonymous_is_sent_to_sign_in(ada_has: Belongings) -> None:
    """T-02: and the redirect says nothing about what is there."""
    routes = names(PERSON, VISITOR, OWNER, LEARNER, method="GET")
    for method in (Client().get, Client().head):
        replies = {route: method(url_of(route, ada_has)) for route in routes}
        assert {route: answer(reply) for route, reply in replies.items()} == dict.fromkeys(
            routes, (302, SIGN_IN)
        )
        assert {reply.content for reply in replies.values()} == {b""}


def test_anonymous_changes_nothing(ada_has: Belongings) -> None:
    """T-02, T-04: POST is 403; answers of a lost session wait for sign-in and are not stored."""
    routes, before = names(PERSON, OWNER, LEARNER, method="POST"), checksum()
    replies = {route: Client().post(url_of(route, ada_has), TAMPERED) for route in routes}
    assert {route: answer(reply) for route, reply in replies.items()} == {
        **dict.fromkeys(routes, (403, "")),
        "assessments:question_page": (303, SIGN_IN),
    }
    assert [word for reply in replies.values() for word in words_in(reply, ada_has)] == []
    assert checksum() == before


def test_open_routes_let_anybody_in(db: None) -> None:
    """A page that should be open and asks for sign-in is as wrong as the opposite."""
    replies = {route: Client().get(url_of(route, None)) for route in names(OPEN, method="GET")}
    second_step = {"account_confirm_login_code", "mfa_authenticate"}  # nothing without a first
    asked = {route for route, reply in replies.items() if answer(reply) == (302, SIGN_IN)}
    assert asked == second_step
    statuses = {route: reply.status_code for route, reply in replies.items() if route not in asked}
    assert statuses == {**dict.fromkeys(statuses, 200), "account_logout": 302}


def test_the_owner_opens_every_page(ada_has: Belongings) -> None:
    """Otherwise the refusals in the other tests would prove nothing."""
    routes = names(method="GET")
    replies = {route: ada_has.client.get(url_of(route, ada_has)) for route in routes}
    assert {route: reply.status_code for route, reply in replies.items()} == {
        route: TABLE[route].status for route in routes
    }
    assert [route for route, reply in replies.items() if answer(reply) == (302, SIGN_IN)] == []


def test_a_guest_opens_what_is_theirs(guest_has: Belongings) -> None:
    routes = [*names(OWNER, LINK, VISITOR, method="GET")]
    replies = {route: guest_has.client.get(url_of(route, guest_has)) for route in routes}
    assert {route: answer(reply) for route, reply in replies.items()} == dict.fromkeys(
        routes, (200, "")
    )


def test_a_stranger_learns_nothing(ada_has: Belongings, ben_has: Belongings) -> None:
    """T-03, T-14, T-16: 404 and the very page of an id that nobody has, by htmx too."""
    for headers in ({}, HTMX):
        for route in PRIVATE_PAGES:
            real = ada_has.url(route)
            theirs = ben_has.client.get(real, **headers)
            nothing = ben_has.client.get(nobodys(real, ada_has), **headers)
            assert (route, theirs.status_code) == (route, 404)
            assert (route, *said(theirs)) == (route, *said(nothing))


def test_a_guest_learns_nothing(ada_has: Belongings, guest_has: Belongings) -> None:
    """T-03, T-16: asked to sign in, for what is there as for what is not."""
    for route in PRIVATE_PAGES:
        real = ada_has.url(route)
        theirs, nothing = guest_has.client.get(real), guest_has.client.get(nobodys(real, ada_has))
        wanted = (404, "") if route in OWN_IN_QUERY else (302, SIGN_IN)
        assert (route, *answer(theirs)) == (route, *wanted)
        assert (route, *said(theirs)) == (route, *said(nothing))


def test_a_stranger_changes_nothing(
    ada_has: Belongings, ben_has: Belongings, guest_has: Belongings
) -> None:
    """T-04, T-14: every table is as before, whatever is sent along."""
    routes, before = names(OWNER, LEARNER, method="POST"), checksum()
    for headers in ({}, HTMX):
        by_ben = {r: ben_has.client.post(ada_has.url(r), TAMPERED, **headers) for r in routes}
        by_guest = {r: guest_has.client.post(ada_has.url(r), TAMPERED, **headers) for r in routes}
        assert {r: reply.status_code for r, reply in by_ben.items()} == dict.fromkeys(routes, 404)
        assert {r: answer(reply) for r, reply in by_guest.items()} == {
            **dict.fromkeys(routes, (403, "")),
            **({} if headers else {"assessments:question_page": (303, SIGN_IN)}),
        }
        replies = [*by_ben.values(), *by_guest.values()]
        assert [word for reply in replies for word in words_in(reply, ada_has)] == []
    assert checksum() == before


def test_of_two_attempts_both_must_be_ones_own(ada_has: Belongings, ben_has: Belongings) -> None:
    """T-05: own parent, foreign child."""
    page = reverse("roadmaps:attempt_compare")
    pairs = (
        (ben_has.submitted, ada_has.submitted),
        (ada_has.earlier, ben_has.submitted),
        (ben_has.submitted, ben_has.open),
    )
    replies = [ben_has.client.get(f"{page}?before={one}&after={two}") for one, two in pairs]
    assert [reply.status_code for reply in replies] == [404, 404, 404]


def test_a_foreign_key_starts_nothing(ada_has: Belongings, ben_has: Belongings) -> None:
    """T-05: the id of a new sitting comes with the form, and somebody else's is refused."""
    before = checksum()
    start = reverse("assessments:role_choice")
    sent = {"role": world.OTHER_ROLE, "key": str(ada_has.open)}
    assert ben_has.client.post(start, sent).status_code == 404
    retake = reverse("assessments:assessment_retake", args=[ben_has.submitted])
    sent = {"answers": "keep", "key": str(ada_has.submitted)}
    assert ben_has.client.post(retake, sent).status_code == 404
    assert checksum() == before


def test_a_superuser_has_no_special_way(ada_has: Belongings) -> None:
    """T-09, section 4: what learners answered is theirs, also before staff."""
    boss = User.objects.create_superuser(email="boss@example.org", password=None, name="Boss")
    client = Client()
    client.force_login(boss, backend=BACKEND)
    replies = {route: client.get(ada_has.url(route)).status_code for route in PRIVATE_PAGES}
    assert replies == dict.fromkeys(PRIVATE_PAGES, 404)


def test_pages_of_one_person_hold_nothing_of_another(
    ada_has: Belongings, ben_has: Belongings
) -> None:
    """T-07, T-24: Ben's words are in the database while every page of Ada's is read."""
    pages = [ada_has.client.get(url_of(route, ada_has)) for route in names(method="GET")]
    everything = "".join(each.content.decode() for each in pages)
    assert [word for word in ada_has.words if word not in everything] == []  # the net catches
    assert [word for word in ben_has.words if word in everything] == []


def test_a_share_link_shows_no_private_word(ada_has: Belongings) -> None:
    """T-20: notes, links and the address stay private; Ada chose to show her name."""
    page = Client().get(ada_has.url("assessments:shared_result"))
    assert (page.status_code, words_in(page, ada_has)) == (200, ["SENTINEL-ADA-NAME"])
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_a_revoked_link_looks_like_one_that_never_was(ada_has: Belongings) -> None:
    """T-20"""
    url = ada_has.url("assessments:shared_result")
    ada_has.client.post(ada_has.url("assessments:share_revoke"))
    never = reverse("assessments:shared_result", args=["x" * len(ada_has.token)])
    revoked = Client().get(url)
    assert revoked.status_code == 404
    assert said(revoked) == said(Client().get(never))


def test_one_guest_is_a_stranger_to_another(guest_has: Belongings) -> None:
    """T-21: the other browser has a key of its own and finds nothing."""
    other, routes = world.guest(), names(OWNER, method="GET")
    for client in (other.client, Client()):
        replies = {route: answer(client.get(guest_has.url(route))) for route in routes}
        assert replies == dict.fromkeys(routes, (302, SIGN_IN))


def test_claimed_answers_leave_the_browser_at_sign_out(guest_has: Belongings) -> None:
    """T-21: claimed by an account, the sitting follows the account and not the session."""
    user = User.objects.create_user(email="new@example.org", password=world.PASSWORD, name="New")
    sign_in = {"login": user.email, "password": world.PASSWORD}
    guest_has.client.post(SIGN_IN, sign_in)
    url = guest_has.url("assessments:result_detail")
    assert guest_has.client.get(url).status_code == 200
    guest_has.client.post(reverse("account_logout"))
    assert answer(guest_has.client.get(url)) == (302, SIGN_IN)
