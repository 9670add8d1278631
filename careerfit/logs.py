"""Log lines that stay one line, whatever a visitor put into a name or an address."""

import logging


class OneLineFormatter(logging.Formatter):
    """`time level logger message`; control characters in the message are written as escapes."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  (logging's name)
        line = super().formatMessage(record)
        return "".join(c if c.isprintable() else repr(c)[1:-1] for c in line)
