"""The link in a weekly mail that ends the mails: RFC 8058."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from roadmaps.actions import choose_reminder
from roadmaps.models import Reminder
from roadmaps.permissions import stop_token
from tests.accounts.pages import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(ada: User, ben: User) -> str:
    """Ada's link; Ben gets the mail too."""
    for person in (ada, ben):
        choose_reminder(learner=person, weekday=0)
    return reverse("roadmaps:reminder_stop", args=[stop_token(ada.pk)])


@pytest.fixture
def stranger() -> Client:
    """A mail program: no session, no cookie, and tokens of forms are checked."""
    return Client(enforce_csrf_checks=True)


def test_looking_changes_nothing(url: str, stranger: Client) -> None:
    for _ in range(2):
        page = Page(stranger.get(url))
        assert page.one("h1").text == "Stop the weekly mail?"
        assert [each.text for each in page.all("button") if each.is_main] == [
            "Stop the weekly mail"
        ]
    stranger.head(url)
    assert Reminder.objects.count() == 2


def test_one_click_stops_it_without_a_redirect(url: str, stranger: Client, ben: User) -> None:
    response = stranger.post(url, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert Page(response).one("h1").text == "The weekly mail is off"
    assert Reminder.objects.get().learner == ben
    assert stranger.cookies.get("sessionid") is None


def test_one_click_as_multipart(url: str, stranger: Client) -> None:
    """The other of the two encodings that RFC 8058 names."""
    body = (
        '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--'
    )
    response = stranger.post(url, body, content_type="multipart/form-data; boundary=b")
    assert response.status_code == 200
    assert Reminder.objects.count() == 1


def test_g_17_the_button_leads_to_a_page_that_says_so(url: str, stranger: Client) -> None:
    response = stranger.post(url)
    assert (response.status_code, response["Location"]) == (303, url)
    page = Page(stranger.get(url))
    assert page.one("h1").text == "The weekly mail is off"
    assert [each for each in page.all("button") if each.is_main] == []


def test_it_works_twice(url: str, stranger: Client) -> None:
    for _ in range(2):
        assert stranger.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert stranger.post(url).status_code == 303
    assert Reminder.objects.count() == 1


def test_an_old_mail_stops_what_was_chosen_again(url: str, stranger: Client, ada: User) -> None:
    stranger.post(url)
    choose_reminder(learner=ada, weekday=3)
    stranger.post(url)
    assert not Reminder.objects.filter(learner=ada).exists()


def test_the_page_says_nothing_about_who(url: str, stranger: Client) -> None:
    text = stranger.get(url).content.decode()
    assert [word for word in ("Ada", "ada@example.org", "Ben") if word in text] == []
    nobody = reverse("roadmaps:reminder_stop", args=[stop_token(10**6)])
    stranger.post(url)
    one, other = Page(stranger.get(nobody)), Page(stranger.get(url))
    assert one.one("main").text == other.one("main").text
    assert stranger.get(url)["X-Robots-Tag"] == "noindex, nofollow"


def forged(ada: User) -> list[str]:
    good = stop_token(ada.pk)
    signature = good.partition(":")[2]
    return [
        *("x", ":", "1:", str(ada.pk), f"{ada.pk}:x", f"{ada.pk + 1}:{signature}"),
        *(good[:-1], f"{good}x", f"0{good}", good.upper(), f"%20{good}", f"{good}%00"),
        *("%00", "%ed%a0%80", "%d9%a1", "..%2f", "9" * 5_000, f"x:{'y' * 5_000}"),
        *(f"%d9%a1:{signature}", f"{ada.pk}:%ed%a0%80"),
    ]


def test_a_link_that_we_did_not_make_is_missing(url: str, stranger: Client, ada: User) -> None:
    """And the same page for all of them, which names nobody."""
    paths = [f"/reminders/stop/{token}/" for token in forged(ada)]
    for send in (stranger.get, stranger.post):
        replies = {path[:60]: send(path) for path in paths}
        statuses = {path: reply.status_code for path, reply in replies.items()}
        assert statuses == dict.fromkeys(statuses, 404)
        assert len({reply.content for reply in replies.values()}) == 1
    assert Reminder.objects.count() == 2


def test_a_token_of_another_kind_is_none(stranger: Client, ada: User, url: str) -> None:
    """A signature that we made for something else opens nothing here."""
    other = stop_token(ada.pk)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("roadmaps.permissions.SALT", "something else")
        other = stop_token(ada.pk)
    assert stranger.post(f"/reminders/stop/{other}/").status_code == 404
    assert Reminder.objects.count() == 2


def test_t140_it_lives_through_a_change_of_the_key(
    url: str, stranger: Client, settings: Settings
) -> None:
    former = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 60, [former]
    assert stranger.get(url).status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert stranger.post(url).status_code == 404
