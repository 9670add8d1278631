"""Redis as a cache and nothing more: when it is gone or hangs, every read is a miss."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


def _or_else(method: Callable[..., Any], answer: Callable[..., Any]) -> Callable[..., Any]:
    """`method`, giving what `answer` makes of the same arguments when Redis does not."""

    @wraps(method)
    def forgiving(self: RedisCache, *args: Any, **options: Any) -> Any:
        try:
            return method(self, *args, **options)
        except (RedisError, OSError) as error:
            logger.warning("Redis does not answer %s: %s", method.__name__, error)
            return answer(*args, **options)

    return forgiving


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache, answering as an empty cache while Redis is away.

    Nothing that matters lives here: sessions and the limits on passwords are in the database.
    """

    get = _or_else(RedisCache.get, lambda key, default=None, version=None: default)
    get_many = _or_else(RedisCache.get_many, lambda *_, **__: {})
    has_key = _or_else(RedisCache.has_key, lambda *_, **__: False)
    # A lock that cannot be taken must not stop the page, so "added" is the answer.
    add = _or_else(RedisCache.add, lambda *_, **__: True)
    set = _or_else(RedisCache.set, lambda *_, **__: None)
    set_many = _or_else(RedisCache.set_many, lambda data, *_, **__: list(data))
    touch = _or_else(RedisCache.touch, lambda *_, **__: False)
    delete = _or_else(RedisCache.delete, lambda *_, **__: False)
    delete_many = _or_else(RedisCache.delete_many, lambda *_, **__: None)
    incr = _or_else(RedisCache.incr, lambda key, delta=1, version=None: delta)
    clear = _or_else(RedisCache.clear, lambda: False)
