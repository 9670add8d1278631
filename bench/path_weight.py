"""What the page of a path of 200 steps weighs on its way to the browser, compressed as served."""

from bench.server_time import environ, started
from bench.world import PATH_DONE, PATH_STEPS, own_directory

KB = 1024
BOUND = 30


def main() -> int:
    """Print the figure with its bound; returns 1 when it is over."""
    with own_directory():
        application, world = started()
        request = environ(world, "GET", f"/paths/{world.path_id}/")
        request["HTTP_ACCEPT_ENCODING"] = "gzip"
        head: list[tuple[str, list[tuple[str, str]]]] = []
        response = application(request, lambda status, headers, *_: head.append((status, headers)))
        body = b"".join(response)
        ((status, headers),) = head
        if not status.startswith("200") or ("Content-Encoding", "gzip") not in headers:
            raise SystemExit(f"The page answered {status}, {headers}")
        size = len(body) + sum(len(name) + len(value) + 4 for name, value in headers)
        what = f"path of {PATH_STEPS} steps, {PATH_DONE} of them done, KB"
        print(f"{what:<44}{size / KB:>8.1f}{BOUND:>6}")
        return size > BOUND * KB


if __name__ == "__main__":
    raise SystemExit(main())
