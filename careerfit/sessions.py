"""Sessions in the database, asked for only by keys that can exist."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore


class SessionStore(DatabaseStore):
    """A cookie is input: a NUL in it would otherwise reach the database, and PostgreSQL raises."""

    def _validate_session_key(self, key: str | None) -> bool:
        return super()._validate_session_key(key) and key.isascii() and key.isalnum()
