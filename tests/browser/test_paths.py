"""A learning path made, walked, re-planned and printed: ux.md L9, G-01, G-02, G-15, G-17, G-26."""

import re
import zlib
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from roadmaps.lines import step_name
from tests.browser.conftest import Visit
from tests.browser.people import NEW_PASSWORD, Counter, Posts, go_on, main, measured, sign_up
from tests.browser.world import World
from tests.visitor import Visitor, own_path

pytestmark = pytest.mark.xdist_group("browser-2")

ROLE, ROLE_NAME = "data-bi-analyst", "Data and BI analyst"
PATH = re.compile(r"/paths/[0-9a-f-]{36}/(#[a-z-]+)?$")
STEPS = """SELECT s.skill_code, s.to_level, s.skill_name, s.starts_on, s.ends_on
    FROM roadmaps_pathstep s JOIN roadmaps_learningpath p ON p.id = s.path_id
    JOIN accounts_user u ON u.id = p.learner_id WHERE u.email = %s ORDER BY s.position"""
PROGRESS = """SELECT r.skill_code, r.to_level, r.status, r.started_at, r.done_at
    FROM roadmaps_stepprogress r JOIN accounts_user u ON u.id = r.learner_id
    WHERE u.email = %s ORDER BY r.skill_code, r.to_level"""

Row = tuple[Any, ...]


@dataclass
class Learner:
    """Somebody with a new account and one path, in front of it."""

    world: World
    visitor: Visitor
    page: Page
    email: str
    path: str

    def steps(self) -> list[Row]:
        return self.world.server.rows(STEPS, [self.email])

    def progress(self) -> list[Row]:
        return self.world.server.rows(PROGRESS, [self.email])

    def said(self) -> dict[tuple[str, int], str]:
        return {(skill, level): status for skill, level, status, *_ in self.progress()}

    def say(self, step: Row, status: str) -> None:
        address = f"/steps/{step[0]}/{step[1]}/status/save/"
        assert self.visitor.post(address, {"status": status}).status == 303


@pytest.fixture
def learner(visit: Visit, world: World) -> Learner:
    visitor, name = Visitor(world.server.port), f"walker-{uuid4().hex[:12]}"
    visitor.get("/account/signup/")
    account = {"name": "Wanda", "email": f"{name}@example.org", "password1": NEW_PASSWORD}
    assert visitor.post("/account/signup/", account).status == 303
    form = visitor.get(f"/paths/new/?role={ROLE}").text
    today = re.search(r'name="starts_on" value="([0-9-]+)"', form)[1]
    terms = {"role": ROLE, "basis": "zero", "hours": "6", "starts_on": today}
    made = visitor.post("/paths/new/", {**terms, "key": str(uuid4())})
    assert made.status == 303, made.text
    page = visit(path="")
    page.context.add_cookies(cookies(world, visitor))
    return Learner(world, visitor, page, account["email"], own_path(made.location))


def cookies(world: World, visitor: Visitor) -> list[Any]:
    return [{"name": n, "value": v, "url": world.base} for n, v in visitor.cookies.items()]


def status_says(page: Page, words: str) -> None:
    """Wait for the page after a change, by what its status line tells."""
    expect(page.locator("#status")).to_contain_text(words)
    page.wait_for_load_state()


def first_ready(page: Page) -> tuple[str, str]:
    """The name of the first step that is ready, and what the status line calls it."""
    name = page.locator(".ready h3").first.inner_text()
    return name, re.sub(": from .* to ", " to ", name)


def ready_button(page: Page, word: str, name: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^{word} ?: {re.escape(name)}$"))


def finished(page: Page) -> list[str]:
    """The steps that the page lists as done."""
    shown = page.locator(".closed-steps").filter(has_text="done").locator("li > a")
    return [name.strip() for name in shown.all_text_contents()]


def test_g_02_make_finish_and_re_plan_by_keyboard(visit: Visit) -> None:
    page = visit()
    sign_up(page, "keys-path@example.org")
    page.goto(f"/roles/{ROLE}/")
    person = Counter(page)
    press_on = person.key
    person.to_main()
    person.tab_to("here.textContent.trim() === 'Make my path'")
    press_on("Enter")
    page.wait_for_url("**/paths/new/**")
    type_hours(person, "6")
    page.wait_for_url(PATH)
    status_says(page, f"Your path to {ROLE_NAME} is made.")
    name, told = first_ready(page)
    press_ready(person, "Start", f"{told}: started.")
    press_ready(person, "Done", f"{told}: done.")
    person.to_main()
    person.tab_to("here.textContent.trim() === 'Undo'", limit=1)
    press_on("Enter")
    status_says(page, f"{told}: started.")
    press_ready(person, "Done", f"{told}: done.")
    person.tab_to("here.closest('nav') && here.textContent.trim() === 'Path'")
    press_on("Enter")
    page.wait_for_url("**/paths/")
    person.to_main()
    person.tab_to("here.textContent.startsWith('Re-plan')")
    press_on("Enter")
    page.wait_for_url("**/re-plan/")
    type_hours(person, "12")
    expect(page.get_by_role("heading", level=1)).to_have_text("What would change?")
    page.wait_for_load_state()
    person.to_main()
    person.tab_to("here.tagName === 'SUMMARY'")
    press_on("Enter")
    expect(page.get_by_role("table", name="Earlier").get_by_role("row").nth(1)).to_be_visible()
    person.tab_to("here.textContent === 'Use this plan'")
    press_on("Enter")
    status_says(page, "Your path follows the new plan.")
    assert finished(page) == [name]
    measured("keys to make a path, finish a step, undo and re-plan", person.count)


def type_hours(person: Counter, hours: str) -> None:
    """Into the field, which Tab selects, and send the form."""
    person.to_main()
    person.tab_to("here.name === 'hours'")
    person.key(*hours, "Enter")


def press_ready(person: Counter, word: str, told: str) -> None:
    """The button of the first step that is ready."""
    person.to_main()
    person.tab_to(f"here.closest('.ready') && here.textContent.startsWith('{word}: ')")
    person.key("Enter")
    status_says(person.page, told)


def test_g_01_make_finish_and_re_plan_without_scripts(visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    sign_up(page, "plain-path@example.org")
    page.goto(f"/roles/{ROLE}/")
    main(page).get_by_role("link", name="Make my path").click()
    page.get_by_label("Hours a week").fill("6")
    go_on(page)
    status_says(page, f"Your path to {ROLE_NAME} is made.")
    name, told = first_ready(page)
    ready_button(page, "Start", name).click()
    status_says(page, f"{told}: started.")
    page.locator(".ready").get_by_role("link", name=name).click()
    page.get_by_label("Hours").fill("2.5")
    page.get_by_label("Note to yourself").fill("Read the first chapter")
    page.get_by_role("button", name="Add to the log").click()
    status_says(page, "Logged for ")
    expect(page.locator(".log > li")).to_contain_text("2.5 hours")
    page.get_by_role("group", name="Status of").get_by_role("button", name="Done").click()
    status_says(page, f"{told}: done.")
    page.get_by_role("button", name="Undo").click()
    status_says(page, f"{told}: started.")
    main(page).get_by_role("link", name=f"path to {ROLE_NAME}").click()
    ready_button(page, "Done", name).click()
    status_says(page, f"{told}: done.")
    main(page).get_by_role("link", name="Re-plan it").click()
    page.get_by_label("Hours a week").fill("12")
    go_on(page)
    page.get_by_text(re.compile(r"^Earlier: \d+ steps$")).click()
    expect(page.get_by_role("table", name="Earlier").get_by_role("row").nth(1)).to_be_visible()
    go_on(page)
    page.wait_for_url(PATH)
    status_says(page, "Your path follows the new plan.")
    assert finished(page) == [name]


def test_l9_1_g_17_one_post_for_a_status_and_one_press_back(learner: Learner) -> None:
    """Reload, Back and Forward send nothing more and show what is saved; Undo restores."""
    page, posts = learner.page, Posts(learner.page)
    page.goto("/paths/")
    page.goto(learner.path)
    skill, level, *_ = learner.steps()[2]
    switch = page.locator(f"#{skill}-{level}").get_by_role("group")
    doing = switch.get_by_role("button", name="Doing")
    doing.click()
    status_says(page, ": started.")
    expect(page.get_by_role("button", name="Undo")).to_be_in_viewport()
    page.reload()
    page.go_back()
    expect(doing).to_have_attribute("aria-pressed", "true")
    page.go_forward()
    expect(doing).to_have_attribute("aria-pressed", "true")
    assert len(posts.sent) == 1
    assert learner.said() == {(skill, level): "doing"}
    switch.get_by_role("button", name="Skip").click()
    status_says(page, ": skipped.")
    assert learner.said() == {(skill, level): "skipped"}
    page.get_by_role("button", name="Undo").click()
    status_says(page, ": started.")
    assert learner.said() == {(skill, level): "doing"}
    assert len(posts.sent) == 3


def test_l9_4_a_re_plan_tells_what_it_changes_and_keeps_what_is_done(learner: Learner) -> None:
    """Kept are two steps, one done and one begun, that the new role alone would not hold."""
    page, before = learner.page, learner.steps()
    preview_other_role(learner)
    dropped = listed(page, "Removed")
    done, doing = [step for step in before if name_of(step) in dropped][:2]
    learner.say(done, "done")
    learner.say(doing, "doing")
    progress = learner.progress()
    preview_other_role(learner)
    told = {name: listed(page, name) for name in ("Added", "Removed")}
    moved = {name.strip() for name in page.locator("details tbody th").all_text_contents()}
    assert (learner.steps(), learner.progress()) == (before, progress), "only looked at"
    go_on(page)
    page.wait_for_url(PATH)
    status_says(page, "Your path follows the new plan.")
    old, new = by_name(before), by_name(learner.steps())
    assert told == {"Added": new.keys() - old.keys(), "Removed": old.keys() - new.keys()}
    others = (old.keys() & new.keys()) - {name_of(done)}
    assert moved >= {name for name in others if old[name] != new[name]}
    assert moved <= others
    assert told["Removed"] == dropped - {name_of(done), name_of(doing)}
    assert all([moved, *told.values()])
    assert learner.progress() == progress
    assert finished(page) == [name_of(done)]
    begun = page.locator(f"#{doing[0]}-{doing[1]}").get_by_role("button", pressed=True)
    expect(begun).to_have_text("Doing")


def preview_other_role(learner: Learner) -> None:
    page = learner.page
    page.goto(f"{learner.path}re-plan/")
    page.get_by_label("Role", exact=True).select_option("data-engineer")
    page.get_by_label("Hours a week").fill("10")
    go_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("What would change?")


def name_of(step: Row) -> str:
    return step_name(step[2], step[1])


def by_name(steps: list[Row]) -> dict[str, Row]:
    """The days of each step."""
    return {name_of(step): step[3:] for step in steps}


def listed(page: Page, heading: str) -> set[str]:
    """The names in the list below a heading of the preview."""
    items = page.locator(f"h2:text-is('{heading}') + ul > li").all()
    return {item.inner_text().split("\n")[0].strip() for item in items}


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        ("0", "A path needs some time every week. Enter 0.5 or more."),
        ("abc", "Enter hours as a number, such as 6 or 1.5."),
    ],
)
def test_l9_6_g_15_hours_that_make_no_week(learner: Learner, hours: str, sentence: str) -> None:
    page = learner.page
    page.goto("/paths/new/?role=ml-engineer")
    field = page.get_by_label("Hours a week")
    field.fill(hours)
    main(page).get_by_role("button", name="Make my path").click()
    summary = page.locator(".problem-summary")
    expect(summary).to_be_focused()
    assert page.title().startswith("Error: ")
    assert field.input_value() == hours
    assert field.get_attribute("aria-invalid") == "true"
    described = field.get_attribute("aria-describedby").split()
    assert sentence in [page.locator(f"#{each}").inner_text() for each in described]
    summary.get_by_role("link", name=sentence).click()
    expect(field).to_be_focused()


def test_l9_6_hours_that_make_a_path(learner: Learner) -> None:
    page = learner.page
    for role, hours, said in (
        ("ml-engineer", "0.5", "0.5 hours a week"),
        ("data-engineer", "1,5", "1.5 hours a week"),
        ("ai-engineer", "40", "40 hours a week"),
    ):
        page.goto(f"/paths/new/?role={role}")
        page.get_by_label("Hours a week").fill(hours)
        go_on(page)
        page.wait_for_url(PATH)
        expect(main(page)).to_contain_text(f"At {said}, planned from")


def test_a_guest_is_led_back_to_make_a_path_from_their_result(visit: Visit, world: World) -> None:
    guest = Visitor(world.server.port)
    pk = guest.start(ROLE)
    for skill in guest.skills(pk):
        assert guest.save(pk, skill, "2").status == 200
    page = visit()
    page.context.add_cookies(cookies(world, guest))
    page.goto(f"/assessments/{pk}/first-result/")
    main(page).get_by_role("link", name="Make my path").click()
    page.wait_for_url("**/account/login/**")
    main(page).get_by_role("link", name="Make an account").click()
    page.wait_for_url("**/account/signup/**")
    sign_up(page, "led-back@example.org")
    page.wait_for_url(f"**/paths/new/?from={pk}")
    expect(page.get_by_label("Role", exact=True)).to_have_value(ROLE)
    basis = page.get_by_role("group", name="Levels to start from").get_by_role("radio")
    expect(basis.first).to_be_checked()
    expect(basis.first).to_have_value(str(pk))
    page.get_by_label("Hours a week").fill("6")
    go_on(page)
    page.wait_for_url(PATH)


def test_g_26_a_path_prints_its_steps_without_what_is_pressed(learner: Learner) -> None:
    """Read from the paper itself, finished steps included; a switch leaves its status alone."""
    done = learner.steps()[0]
    learner.say(done, "done")
    page = learner.page
    page.goto(learner.path)
    paper = {size: words_of(page.pdf(format=size)) for size in ("A4", "Letter")}
    page.emulate_media(media="print")
    for gone in (".masthead nav", ".colophon ul", ".btn", ".skip", "#ways-on"):
        assert page.locator(f"{gone}:visible").count() == 0, gone
    for pressed in page.locator("button:visible").all()[:20]:
        assert pressed.get_attribute("aria-pressed") == "true"
    for size, words in paper.items():
        missing = [name for step in learner.steps() if squeezed(name := name_of(step)) not in words]
        assert missing == [], size
        for gone in ("Sign out", "Skip to main content", "Re-plan it", "DoingDone"):
            assert squeezed(gone) not in words, (size, gone)


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


def words_of(pdf: bytes) -> str:
    """The text on the sheets of a PDF by Chromium, without spaces: glyphs, by each font's table."""
    bodies = {
        int(number): body
        for number, body in re.findall(
            rb"^(\d+) 0 obj\n(.*?)\nendobj$", pdf, re.DOTALL | re.MULTILINE
        )
    }
    fonts = {
        number: letters(unpacked(bodies[int(found[1])]))
        for number, body in bodies.items()
        if (found := re.search(rb"/ToUnicode (\d+) 0 R", body))
    }
    written = []
    for body in bodies.values():
        if re.search(rb"/Type /Page\b", body):
            names = dict(re.findall(rb"/(F\d+) (\d+) 0 R", body))
            sheet = unpacked(bodies[int(re.search(rb"/Contents (\d+) 0 R", body)[1])])
            written.append(read(sheet, {n: fonts[int(f)] for n, f in names.items()}))
    return squeezed("".join(written))


def unpacked(body: bytes) -> bytes:
    return zlib.decompress(body.partition(b"stream\n")[2])


def letters(table: bytes) -> dict[int, str]:
    """What each glyph of a font stands for."""
    found = {}
    for block in re.findall(rb"beginbfchar\n(.*?)endbfchar", table, re.DOTALL):
        for glyph, text in re.findall(rb"<(\w+)> <(\w+)>", block):
            found[int(glyph, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange\n(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(rb"<(\w+)> <(\w+)> <(\w+)>", block):
            start = int(first, 16)
            for glyph in range(start, int(last, 16) + 1):
                found[glyph] = chr(int(text, 16) + glyph - start)
    return found


def read(sheet: bytes, fonts: dict[bytes, dict[int, str]]) -> str:
    """The letters that are drawn, in their order; a ligature tells its letters beside it."""
    font: dict[int, str] = {}
    words = []
    pattern = rb"/(F\d+) [\d.]+ Tf|<FEFF(\w+)> >> BDC(?:.*?)EMC|<(\w+)> Tj"
    for name, told, glyphs in re.findall(pattern, sheet, re.DOTALL):
        if name:
            font = fonts[name]
        elif told:
            words.append(bytes.fromhex(told.decode()).decode("utf-16-be"))
        else:
            codes = (int(glyphs[at : at + 4], 16) for at in range(0, len(glyphs), 4))
            words.append("".join(font.get(code, "") for code in codes))
    return "".join(words)
