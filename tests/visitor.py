"""Somebody in front of a running server: real HTTP, cookies, tokens, nothing of Django."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode, urlsplit
from uuid import UUID

ROLE = "ml-engineer"
IDLE_SECONDS = 1
"""After this long a new connection is opened: the server ends idle ones after 2 seconds."""


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: dict[str, str]
    text: str

    @property
    def location(self) -> str:
        return self.headers.get("Location", "")


class Visitor:
    """One browser: keeps cookies, sends the token that its cookie holds, follows no redirect."""

    def __init__(self, port: int, cookies: Mapping[str, str] | None = None) -> None:
        self.port, self.cookies = port, dict(cookies or {})
        self._connection: HTTPConnection | None = None
        self._used_at = 0.0

    def twin(self) -> "Visitor":
        """Another tab: the same cookies over a connection of its own."""
        return Visitor(self.port, self.cookies)

    def get(self, path: str) -> Reply:
        return self._send("GET", path, None, {})

    def post(self, path: str, fields: Mapping[str, str], *, htmx: bool = False) -> Reply:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://127.0.0.1:{self.port}",
            "X-CSRFToken": self.cookies.get("csrftoken", ""),
        }
        if htmx:
            headers["HX-Request"] = "true"
        return self._send("POST", path, urlencode(fields), headers)

    def start(self, role: str = ROLE) -> UUID:
        """Begin an assessment, as a guest unless signed in, and give its id."""
        self.get("/start/")
        reply = self.post("/start/", {"role": role})
        assert reply.status == 303, reply.text
        return UUID(reply.location.split("/")[2])

    def save(self, pk: UUID, skill: str, value: str, **more: str) -> Reply:
        """Save one answer as the question page does. `more` are further fields: note, seen, was."""
        fields = {"value": value, **more}
        named = {f"{name}-{skill}": text for name, text in fields.items()}
        return self.post(f"/assessments/{pk}/ratings/{skill}/save/", named, htmx=True)

    def submit(self, pk: UUID) -> Reply:
        return self.post(f"/assessments/{pk}/submit/", {})

    def skills(self, pk: UUID) -> list[str]:
        """Codes of the skills that the first page asks."""
        return re.findall(r'id="q-([a-z0-9-]+)"', self.get(self._first(pk)).text)

    def close(self) -> None:
        if self._connection:
            self._connection.close()
            self._connection = None

    def _first(self, pk: UUID) -> str:
        return f"/assessments/{pk}/questions/first/1/"

    def _send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Reply:
        """One request. Raises OSError when the server went away before it answered."""
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if time.monotonic() - self._used_at > IDLE_SECONDS:
            self.close()
        if self._connection is None:
            self._connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            self._connection.request(method, path, body, {**headers, "Cookie": jar})
            answer = self._connection.getresponse()
            text = answer.read().decode()
            self._used_at = time.monotonic()
        except (OSError, HTTPException) as error:
            self.close()
            raise ConnectionError(str(error)) from error
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.will_close:
            self.close()
        return Reply(answer.status, dict(answer.headers), text)


def own_path(location: str) -> str:
    """The path of a redirect, whether it names the host or not."""
    return urlsplit(location).path
