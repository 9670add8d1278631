"""Who visits the pages and what they have: the demo's people, and guests made by real requests."""

import re
import sqlite3
from contextlib import closing
from functools import cache, cached_property
from uuid import UUID

import psycopg

from careerfit.demo import PASSWORD, PEOPLE
from roadmaps.permissions import stop_token
from tests.server import Server
from tests.visitor import Visitor

ROLE = "ml-engineer"
EMAILS = {person.email.partition("@")[0]: person.email for person in PEOPLE}
"""ada has three results, ben one, chen an open assessment, dana nothing and an Arabic name."""


class World:
    """One server with the demo's people; guests come when a test first asks for them."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.base = f"http://127.0.0.1:{server.port}"
        self.cookies = cache(self._cookies)

    def _cookies(self, who: str) -> dict[str, str]:
        """What the browser of `who` keeps; one signed-in session each is enough for reading."""
        if who == "anonymous":
            return {}
        if who in EMAILS:
            return self.signed_in(EMAILS[who], PASSWORD)
        return getattr(self, who)[1]

    def signed_in(self, email: str, password: str) -> dict[str, str]:
        visitor = Visitor(self.server.port)
        visitor.get("/account/login/")
        reply = visitor.post("/account/login/", {"login": email, "password": password})
        assert reply.status == 303, reply.text
        visitor.close()
        return visitor.cookies

    @cached_property
    def guest(self) -> tuple[str, dict[str, str]]:
        """A guest who has answered nine of the first twelve questions, one with a link."""
        visitor = Visitor(self.server.port)
        pk = visitor.start(ROLE)
        skills = self.first_skills(visitor, str(pk))
        for number, skill in enumerate(skills[:9]):
            more = {"evidence_url": "https://git.example.org/work"} if number == 3 else {}
            value = "unsure" if number == 5 else str(number % 5 if number != 3 else 4)
            assert visitor.save(pk, skill, value, **more).status == 200
        visitor.close()
        return str(pk), visitor.cookies

    @cached_property
    def blank(self) -> tuple[str, dict[str, str]]:
        """A guest who has chosen a role and answered nothing."""
        return self._started()

    @cached_property
    def filling(self) -> tuple[str, dict[str, str]]:
        """Another one, who will answer in the course of a test."""
        return self._started()

    def _started(self) -> tuple[str, dict[str, str]]:
        visitor = Visitor(self.server.port)
        pk = visitor.start(ROLE)
        visitor.close()
        return str(pk), visitor.cookies

    @cached_property
    def handed_in(self) -> tuple[str, dict[str, str]]:
        """A guest with a submitted result."""
        visitor = Visitor(self.server.port)
        pk = visitor.start(ROLE)
        for number, skill in enumerate(visitor.skills(pk)):
            assert visitor.save(pk, skill, str(number + 1)).status == 200
        assert visitor.submit(pk).status == 303
        visitor.close()
        return str(pk), visitor.cookies

    @staticmethod
    def first_skills(visitor: Visitor, pk: str) -> list[str]:
        """Codes of the first twelve questions, in the order they are asked."""
        pages = [f"/assessments/{pk}/questions/first/{number}/" for number in (1, 2, 3)]
        return [
            c for page in pages for c in re.findall(r'id="q-([a-z0-9-]+)"', visitor.get(page).text)
        ]

    @cached_property
    def attempts(self) -> dict[str, list[str]]:
        """Ids of the demo people's assessments, the latest first."""
        rows = self.server.rows(
            "SELECT u.email, a.id FROM assessments_assessment a"
            " JOIN accounts_user u ON u.id = a.learner_id ORDER BY a.started_at DESC"
        )
        found: dict[str, list[str]] = {name: [] for name in EMAILS}
        for email, pk in rows:
            if (name := email.partition("@")[0]) in found:
                found[name].append(str(UUID(str(pk))))
        return found

    @cached_property
    def path(self) -> str:
        """The id of Ada's path: some steps done, one under way."""
        return self._only("roadmaps_learningpath")

    @cached_property
    def entry(self) -> str:
        """The id of the newest entry in Ada's log that has a note."""
        return self._only("roadmaps_logentry", "AND r.note <> ''")

    def _only(self, table: str, more: str = "") -> str:
        (pk, *_), *_ = self.server.rows(
            f"SELECT r.id FROM {table} r JOIN accounts_user u ON u.id = r.learner_id"
            f" WHERE u.email = %s {more} ORDER BY r.created_at DESC",
            [EMAILS["ada"]],
        )
        return str(UUID(str(pk)))

    @cached_property
    def stop_token(self) -> str:
        """What the weekly mail would carry to Dana, who has not chosen one."""
        ((pk,),) = self.server.rows(
            "SELECT id FROM accounts_user WHERE email = %s", [EMAILS["dana"]]
        )
        return stop_token(pk)

    def write(self, sql: str, *values: str) -> None:
        """Change rows past the product, as a bad import might. Values are marked with %s."""
        if self.server.database_url:
            with psycopg.connect(self.server.database_url) as connection:
                connection.execute(sql, values)
            return
        with closing(sqlite3.connect(self.server.database, timeout=20)) as connection, connection:
            connection.execute(sql.replace("%s", "?"), values)

    def sent_path(self, subject: str) -> str:
        """The path of the link in the newest mail with this subject, as the console printed it."""
        log = self.server.log.read_text()
        mail = log.rpartition(f"Subject: {subject}")[2]
        return re.search(r"http://localhost:8000(/\S+)", mail)[1]
