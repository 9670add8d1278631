"""Server time of the pages people wait for, as a multiple of a bare response in the same run.

The WSGI application is called directly, in one thread, page by page, so that neither a network
nor a client's own work hides the ratio. A save changes a stored answer each time, so it writes and
syncs.
"""

import io
import os
import statistics
from collections.abc import Callable
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from bench.world import World, build_world, own_directory

ROUNDS = 300
WARM_UP = 30
BOUNDS = {"question page": 8, "answer save": 8, "result": 12, "path of 200 steps": 12}


def main() -> int:
    """Print a table; returns the number of pages over their bound."""
    with own_directory():
        return _measure()


def started() -> tuple[Any, World]:
    """The product's WSGI application in this process, over a world of its own."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "careerfit.settings"
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.ROOT_URLCONF = "bench.urls"
    settings.LOGGING_CONFIG = None
    django.setup()
    call_command("install", verbosity=0)
    world = build_world()
    from careerfit.wsgi import application

    return application, world


def _measure() -> int:
    application, world = started()
    times = {name: _times(application, make) for name, make in _requests(world).items()}
    bare = statistics.median(times.pop("bare response"))
    print(f"{'page':<18}{'median ms':>11}{'ratio':>8}{'bound':>7}")
    print(f"{'bare response':<18}{bare * 1000:>11.2f}{1:>8.1f}")
    over = 0
    for name, measured in times.items():
        median = statistics.median(measured)
        bound = BOUNDS.get(name)
        over += bool(bound and median / bare > bound)
        print(f"{name:<18}{median * 1000:>11.2f}{median / bare:>8.1f}{bound or '':>7}")
    return over


def _requests(world: World) -> dict[str, Callable[[int], dict[str, Any]]]:
    """For each page a function from the round's number to the WSGI environment of its request."""
    open_page = f"/assessments/{world.open_id}"
    submitted = f"/assessments/{world.submitted_id}"

    def get(path: str, query: str = "") -> Callable[[int], dict[str, Any]]:
        return lambda _: environ(world, "GET", path, query)

    def save(number: int) -> dict[str, Any]:
        fields = {
            "value-python": str((number + 1) % 5),
            "seen-python": str(number + 1),
            "was-python": "",
        }
        body = urlencode({**fields, "csrfmiddlewaretoken": world.csrf_token}).encode()
        return environ(world, "POST", f"{open_page}/ratings/python/save/", "", body)

    return {
        "bare response": get("/bare/"),
        "question page": get(f"{open_page}/questions/role/2/"),
        "answer save": save,
        "result": get(f"{submitted}/result/"),
        "path of 200 steps": get(f"/paths/{world.path_id}/"),
        "check answers": get(f"{open_page}/check/"),
        "compare": get(f"{submitted}/compare/", "role=ml-engineer&role=mlops-engineer"),
        "history": get("/history/"),
        "home": get("/home/"),
        "role page": get("/roles/ml-engineer/"),
    }


def environ(
    world: World, method: str, path: str, query: str = "", body: bytes = b""
) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost:8000",
        "HTTP_COOKIE": world.cookies,
        "HTTP_HX_REQUEST": "true" if method == "POST" else "",
        "CONTENT_TYPE": "application/x-www-form-urlencoded" if body else "",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def _times(application: Any, make: Callable[[int], dict[str, Any]]) -> list[float]:
    """Seconds per request; anything but a good answer stops the measurement."""
    measured = []
    for number in range(WARM_UP + ROUNDS):
        environ, statuses = make(number), []
        start = perf_counter()
        response = application(environ, lambda status, *rest, kept=statuses: kept.append(status))
        body = b"".join(response)
        response.close()
        measured.append(perf_counter() - start)
        if not statuses[0].startswith("200"):
            raise SystemExit(f"{environ['PATH_INFO']} answered {statuses[0]}: {body[:300]!r}")
    return measured[WARM_UP:]


if __name__ == "__main__":
    raise SystemExit(main())
