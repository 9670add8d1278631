"""Writing into the log of a step: with keys alone, without scripts, and with the live count."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("browser-2")

Visit = Callable[..., Page]


def open_step(page: Page) -> None:
    """The step that the path of this person holds first among its links."""
    page.goto("/paths/")
    page.locator('main a[href^="/paths/"]:not([href$="/new/"])').first.click()
    address = page.locator('main a[href^="/steps/"]').first.get_attribute("href")
    page.goto(str(address))


def press_until(page: Page, key: str, name: str) -> None:
    """Press a key until the control of this name has the focus."""
    for _ in range(80):
        if page.evaluate("document.activeElement.name") == name:
            return
        page.keyboard.press(key)
    raise AssertionError(f"{name} is never reached")


def test_l10_3_the_count_follows_what_is_typed(visit: Visit) -> None:
    page = visit("ada")
    open_step(page)
    note, count = page.get_by_label("Note to yourself"), page.locator("#id_note_count")
    expect(count).to_have_text("")
    assert count.get_attribute("role") == "status"
    note.fill("One line\nand 😀")
    expect(count).to_have_text("3,986 characters left")
    note.fill("å" * 4001)
    expect(count).to_have_text("1 character too many")
    page.get_by_role("button", name="Add to the log").click()
    expect(page.locator(".problem-summary")).to_be_focused()
    expect(page.locator(".problem-summary")).to_contain_text(
        "Enter a note of at most 4,000 characters."
    )
    assert len(note.input_value()) == 4001
    note.fill("å" * 4000)
    expect(count).to_have_text("0 characters left")
    page.get_by_role("button", name="Add to the log").click()
    expect(page.locator("#status")).to_contain_text("Logged for ")
    assert page.locator(".log .note").first.inner_text() == "å" * 4000


def test_g_02_an_entry_is_added_changed_and_deleted_with_keys_alone(visit: Visit) -> None:
    page = visit("ada")
    open_step(page)
    press_until(page, "Tab", "hours")
    page.keyboard.type("1,5")
    press_until(page, "Tab", "note")
    page.keyboard.type("Typed, not clicked")
    press_until(page, "Tab", "evidence_url")
    page.keyboard.type("https://keys.example/ada")
    page.keyboard.press("Enter")
    entry = page.locator(".log > li").filter(has_text="Typed, not clicked")
    expect(entry).to_contain_text("1.5 hours")
    expect(entry.get_by_role("link", name="keys.example")).to_be_visible()
    entry.get_by_role("link", name="Change").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Change the entry of ")
    press_until(page, "Tab", "hours")
    page.keyboard.press("Control+a")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    expect(entry).to_contain_text("2 hours")
    entry.get_by_role("link", name="Delete").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Delete the entry").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("Deleted: the entry of ")
    expect(entry).to_have_count(0)


def test_g_01_the_log_works_without_scripts(visit: Visit) -> None:
    page = visit("ada", java_script_enabled=False)
    open_step(page)
    page.get_by_label("A link that shows it").fill("javascript:alert(1)")
    page.get_by_label("Note to yourself").fill("Without a script")
    page.get_by_role("button", name="Add to the log").click()
    assert page.title().startswith("Error: ")
    link = page.get_by_label("A link that shows it")
    assert link.input_value() == "javascript:alert(1)"
    link.fill("https://plain.example/")
    page.get_by_role("button", name="Add to the log").click()
    entry = page.locator(".log > li").filter(has_text="Without a script")
    expect(entry.get_by_role("link", name="plain.example")).to_have_attribute(
        "rel", "noopener nofollow ugc"
    )
    entry.get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete the entry").click()
    expect(entry).to_have_count(0)
