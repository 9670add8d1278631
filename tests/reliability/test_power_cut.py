"""T-94, L5-8: the process group is killed during saves, and nothing acknowledged is missing."""

import random
import sqlite3
import threading
import time
from contextlib import closing
from uuid import UUID

from tests.reliability.test_concurrency import stored
from tests.server import Server
from tests.visitor import Visitor

WRITERS = 4
READY_SECONDS = 5.0


class Writer(threading.Thread):
    """Somebody who answers one question over and over, and notes what they were told is saved."""

    def __init__(self, server: Server) -> None:
        super().__init__(daemon=True)
        self.visitor = Visitor(server.port)
        self.pk: UUID = self.visitor.start()
        self.skill = self.visitor.skills(self.pk)[0]
        self.acknowledged = 0
        self.refused: list[int] = []

    def run(self) -> None:
        number = 1
        while True:
            value = str(number % 6)
            try:
                reply = self.visitor.save(
                    self.pk, self.skill, value, keep=value, note=f"answer {number}"
                )
            except ConnectionError:
                return
            if reply.status != 200:
                self.refused.append(reply.status)
                return
            self.acknowledged = number
            number += 1


def write_until_killed(server: Server, seconds: float) -> list[Writer]:
    """Kill the server `seconds` after everybody's first save. The writers end by themselves."""
    writers = [Writer(server) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    while not all(writer.acknowledged or not writer.is_alive() for writer in writers):
        time.sleep(0.01)
    time.sleep(seconds)
    server.kill()
    for writer in writers:
        writer.join(timeout=30)
    return writers


def test_acknowledged_saves_survive_kill_9(server: Server, rounds: int) -> None:
    """What is there is the last acknowledged answer, or the one that was on its way."""
    moment = random.Random(94)
    for _ in range(rounds):
        writers = write_until_killed(server, moment.uniform(0.1, 0.7))
        assert [writer.refused for writer in writers] == [[]] * WRITERS
        assert server.start() <= READY_SECONDS
        for writer in writers:
            assert writer.acknowledged > 0
            level, note, revision = stored(server, writer.pk)[writer.skill]
            assert revision in {writer.acknowledged, writer.acknowledged + 1}
            assert (level, note) == (revision % 6, f"answer {revision}")
        assert damage(server) == []


def test_the_page_shows_every_saved_answer_after_a_kill(server: Server, guest: Visitor) -> None:
    """L5-8: killed between saves, the same session finds its answers on the page again."""
    pk = guest.start()
    first, second, *_ = guest.skills(pk)
    assert guest.save(pk, first, "4").status == 200
    server.kill()
    guest.close()
    server.start()
    assert guest.save(pk, second, "1").status == 200
    page = guest.get(f"/assessments/{pk}/questions/first/1/").text
    checked = {
        (skill, value)
        for skill in (first, second)
        for value in "012345"
        if any(
            f'name="value-{skill}" value="{value}"' in label and " checked" in label
            for label in page.split("<label")
        )
    }
    assert checked == {(first, "4"), (second, "1")}


def damage(server: Server) -> list[tuple[str, ...]]:
    """What the file says is wrong with it. PostgreSQL keeps its own house."""
    if server.database_url:
        return []
    with closing(sqlite3.connect(server.database, timeout=20)) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchall()
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    return [row for row in found if row != ("ok",)] + broken
