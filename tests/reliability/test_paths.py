"""Learning paths on a real server: many requests at once (T-86, G-22), and a power cut (T-94)."""

import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from html import unescape
from uuid import UUID, uuid4

import pytest

from tests.reliability.test_concurrency import at_once, key, tabs
from tests.reliability.test_power_cut import READY_SECONDS, damage
from tests.server import Server
from tests.visitor import Reply, Visitor, own_path

PARALLEL = 10
WRITERS = 3
ROLE = "mlops-engineer"
PASSWORD = "correct horse battery staple"
TERMS = {"role": ROLE, "second": "", "basis": "zero"}
Step = tuple[str, int]


def terms(**changes: str) -> dict[str, str]:
    today = datetime.now(UTC).date().isoformat()
    return {**TERMS, "hours": "6", "starts_on": today, **changes}


class Learner:
    """Somebody with an account and a path, in front of the running server."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.visitor = Visitor(server.port)
        name = f"p{uuid4().hex}"
        self.visitor.get("/account/signup/")
        account = {"name": name, "email": f"{name}@example.org", "password1": PASSWORD}
        assert self.visitor.post("/account/signup/", account).status == 303
        made = self.visitor.post("/paths/new/", terms(key=str(uuid4())))
        assert made.status == 303, made.text
        self.path = UUID(own_path(made.location).split("/")[2])

    def steps(self) -> list[tuple[str, int, int]]:
        """Skill, level and position of every stored step, in order."""
        return self.server.rows(
            "SELECT skill_code, to_level, position FROM roadmaps_pathstep WHERE path_id = %s"
            " ORDER BY position",
            [key(self.server, self.path)],
        )

    def said(self) -> dict[Step, str]:
        rows = self.server.rows(
            "SELECT skill_code, to_level, status FROM roadmaps_stepprogress WHERE learner_id ="
            " (SELECT learner_id FROM roadmaps_learningpath WHERE id = %s)",
            [key(self.server, self.path)],
        )
        return {(skill, level): status for skill, level, status in rows}

    def notes(self) -> Counter[str]:
        rows = self.server.rows(
            "SELECT note FROM roadmaps_logentry WHERE learner_id ="
            " (SELECT learner_id FROM roadmaps_learningpath WHERE id = %s)",
            [key(self.server, self.path)],
        )
        return Counter(note for (note,) in rows)

    def close(self) -> None:
        self.visitor.close()


def say(tab: Visitor, step: Step, status: str) -> Reply:
    return tab.post(f"/steps/{step[0]}/{step[1]}/status/save/", {"status": status})


def log(tab: Visitor, step: Step, note: str, pk: UUID) -> Reply:
    today = datetime.now(UTC).date().isoformat()
    sent = {"logged_on": today, "hours": "1", "note": note, "key": str(pk)}
    return tab.post(f"/steps/{step[0]}/{step[1]}/log/add/", sent)


def replan(tab: Visitor, path: UUID, hours: str) -> Reply:
    """Look at what other hours would change, and confirm exactly that."""
    wanted = terms(hours=hours)
    query = "&".join(f"{name}={value}" for name, value in wanted.items())
    shown = tab.get(f"/paths/{path}/re-plan/?preview=1&{query}")
    assert shown.status == 200, shown.text
    mark = unescape(re.search(r'name="mark" value="([^"]*)"', shown.text)[1])
    return tab.post(f"/paths/{path}/re-plan/", {**wanted, "mark": mark})


@pytest.fixture
def learner(server: Server) -> Iterator[Learner]:
    found = Learner(server)
    yield found
    found.close()


def test_t86_re_plans_and_step_changes_at_once(server: Server, learner: Learner) -> None:
    """Ten re-plans and ten words on steps: nothing doubled, nothing done is lost, none breaks."""
    steps = [(skill, level) for skill, level, _ in learner.steps()]
    done, doing = steps[:5], steps[5:10]
    planning, saying = tabs(learner.visitor, PARALLEL), tabs(learner.visitor, PARALLEL)
    words = [*((step, "done") for step in done), *((step, "doing") for step in doing)]
    acts = [
        *(partial(replan, tab, learner.path, str(2 + n)) for n, tab in enumerate(planning)),
        *(partial(say, tab, *word) for tab, word in zip(saying, words, strict=True)),
    ]
    replies = at_once(acts)
    plans, said = replies[:PARALLEL], replies[PARALLEL:]
    assert {reply.status for reply in plans} <= {303, 409, 422}
    assert [reply.status for reply in said] == [303] * PARALLEL
    assert learner.said() == dict(words)
    after = learner.steps()
    assert Counter((skill, level) for skill, level, _ in after) == Counter(steps)
    assert [position for *_, position in after] == list(range(len(steps)))
    ((hours,),) = server.rows(
        "SELECT hours_per_week FROM roadmaps_learningpath WHERE id = %s",
        [key(server, learner.path)],
    )
    stored = [n for n, reply in enumerate(plans) if reply.status == 303]
    assert float(hours) in ({2.0 + n for n in stored} or {6.0})
    # Whatever won, the path can be planned again, done steps first and each still once.
    assert replan(learner.visitor, learner.path, "20").status == 303
    last = [(skill, level) for skill, level, _ in learner.steps()]
    assert (set(last[:5]), sorted(last)) == (set(done), sorted(steps))


def test_t86_one_list_confirmed_ten_times(learner: Learner) -> None:
    """The same button in ten windows: each is told what became of it, and one plan is stored."""
    wanted = terms(hours="12")
    query = "&".join(f"{name}={value}" for name, value in wanted.items())
    shown = learner.visitor.get(f"/paths/{learner.path}/re-plan/?preview=1&{query}")
    mark = re.search(r'name="mark" value="([^"]*)"', shown.text)[1]
    before = [(skill, level) for skill, level, _ in learner.steps()]
    replies = at_once(
        [
            partial(tab.post, f"/paths/{learner.path}/re-plan/", {**wanted, "mark": mark})
            for tab in tabs(learner.visitor, PARALLEL)
        ]
    )
    assert {reply.status for reply in replies} <= {303, 409}
    assert replies[0].status == 303 or 303 in {reply.status for reply in replies}
    assert [(skill, level) for skill, level, _ in learner.steps()] == before


def test_g22_a_form_sent_twenty_times_makes_one(server: Server, learner: Learner) -> None:
    """One path and one entry of the log, and everybody is led to them."""
    opened = tabs(learner.visitor, 20)
    pk, entry = uuid4(), uuid4()
    sent = terms(role="data-scientist", key=str(pk))
    paths = at_once([partial(tab.post, "/paths/new/", sent) for tab in opened])
    assert {(each.status, own_path(each.location)) for each in paths} == {(303, f"/paths/{pk}/")}
    found = server.rows(
        "SELECT role_code FROM roadmaps_learningpath WHERE id = %s", [key(server, pk)]
    )
    assert found == [("data-scientist",)]
    skill, level, _ = learner.steps()[0]
    logged = at_once([partial(log, tab, (skill, level), "once", entry) for tab in opened])
    assert {each.status for each in logged} == {303}
    assert learner.notes() == {"once": 1}


class Writer(threading.Thread):
    """Somebody who logs work and calls steps done, and notes what they were told is saved."""

    def __init__(self, server: Server) -> None:
        super().__init__(daemon=True)
        self.learner = Learner(server)
        self.steps = [(skill, level) for skill, level, _ in self.learner.steps()]
        self.logged: list[str] = []
        self.done: list[Step] = []
        self.refused: list[int] = []

    def run(self) -> None:
        number = 0
        while not self.refused:
            note, step = f"entry {number}", self.steps[number % len(self.steps)]
            try:
                self._keep(log(self.learner.visitor, step, note, uuid4()), self.logged, note)
                if number < len(self.steps):
                    self._keep(say(self.learner.visitor, step, "done"), self.done, step)
            except ConnectionError:
                return
            number += 1

    def _keep(self, reply: Reply, known: list, what: object) -> None:
        (known if reply.status == 303 else self.refused).append(
            what if reply.status == 303 else reply.status
        )


def test_t94_what_was_logged_and_done_survives_kill_9(server: Server, rounds: int) -> None:
    """All of it that was acknowledged, and at most one more of each that was on its way."""
    for _ in range(max(1, rounds // 5)):
        writers = [Writer(server) for _ in range(WRITERS)]
        for writer in writers:
            writer.start()
        while not all(writer.done or not writer.is_alive() for writer in writers):
            time.sleep(0.01)
        time.sleep(0.3)
        server.kill()
        for writer in writers:
            writer.join(timeout=30)
        assert [writer.refused for writer in writers] == [[]] * WRITERS
        assert server.start() <= READY_SECONDS
        for writer in writers:
            notes, said = writer.learner.notes(), writer.learner.said()
            assert set(notes.values()) == {1}
            assert set(writer.logged) <= set(notes)
            assert len(notes) <= len(writer.logged) + 1
            assert set(writer.done) <= {step for step, status in said.items() if status == "done"}
            assert len(said) <= len(writer.done) + 1
        assert damage(server) == []
