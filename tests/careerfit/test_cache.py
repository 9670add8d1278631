"""The cache is a convenience: without Redis it is empty, and pages stand."""

import socket
import time

import pytest

from careerfit.cache import ForgivingRedisCache

OPTIONS = {"OPTIONS": {"socket_timeout": 0.3, "socket_connect_timeout": 0.3}}


def cache_at(port: int) -> ForgivingRedisCache:
    return ForgivingRedisCache(f"redis://127.0.0.1:{port}/0", OPTIONS)


@pytest.fixture
def gone() -> ForgivingRedisCache:
    """Redis is not there: nobody listens at the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return cache_at(port)


def test_t106_every_call_answers_as_an_empty_cache(gone: ForgivingRedisCache) -> None:
    answers = (
        gone.get("a"),
        gone.get("a", 7),
        gone.get_many(["a"]),
        gone.has_key("a"),
        gone.add("a", 1),
        gone.set("a", 1),
        gone.set_many({"a": 1, "b": 2}),
        gone.touch("a"),
        gone.delete("a"),
        gone.delete_many(["a"]),
        gone.incr("a", 3),
        gone.clear(),
        gone.get_or_set("a", 5),
    )
    assert answers == (
        None, 7, {}, False, True, None, ["a", "b"], False, False, None, 3, False, 5,
    )  # fmt: skip


def test_t106_a_hung_redis_costs_a_third_of_a_second() -> None:
    """A listener that takes the connection and never answers, as a stopped process does."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(8)
        began = time.monotonic()
        answer = cache_at(listener.getsockname()[1]).get("a", "miss")
        took = time.monotonic() - began
    assert answer == "miss"
    assert took < 1
