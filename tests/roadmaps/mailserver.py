"""A mail server of a few lines, which takes mail, refuses it, hangs up or says nothing."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Post:
    """What the server got, and how it behaves.

    `refuses` are recipients it will not have; `hangs_up` ends the line after the text was sent
    and before it says that it took it; `is_mute` never says a word.
    """

    port: int = 0
    taken: list[tuple[str, str]] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    hangs_up: bool = False
    is_mute: bool = False

    @property
    def recipients(self) -> list[str]:
        return [recipient for recipient, _ in self.taken]


class _Talk(socketserver.StreamRequestHandler):
    """One connection, as RFC 5321 has it."""

    timeout = 5

    def handle(self) -> None:
        post: Post = self.server.post  # type: ignore[attr-defined]
        if post.is_mute:
            self.rfile.read(1)
            return
        self._say("220 stub")
        recipient = ""
        while line := self.rfile.readline().decode().strip():
            word = line.partition(" ")[0].upper()
            if word == "QUIT":
                self._say("221 bye")
                return
            if word == "RCPT":
                recipient = line.partition("<")[2].partition(">")[0]
                self._say("550 nobody here" if recipient in post.refuses else "250 ok")
            elif word == "DATA":
                self._say("354 go on")
                text = self._read_text()
                post.taken.append((recipient, text))
                if post.hangs_up:
                    return
                self._say("250 taken")
            else:
                self._say("250 ok")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def _read_text(self) -> str:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        return b"".join(lines).decode()


@contextmanager
def mail_server() -> Iterator[Post]:
    """The server on a port of its own, as long as the block lasts."""
    post = Post()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk) as server:
        server.daemon_threads, server.post = True, post  # type: ignore[attr-defined]
        post.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield post
        server.shutdown()
        thread.join()
