"""`python -m bench`: every measurement in turn. `python -m bench.server_time` runs one."""

import subprocess
import sys

PARTS = ("plans", "server_time", "weight", "path_weight", "lighthouse")


def main() -> int:
    """Run each part in a process of its own; returns how many did not hold their bounds."""
    failed = 0
    for part in PARTS:
        print(f"\n== {part.replace('_', ' ')} ==", flush=True)
        failed += (
            subprocess.run([sys.executable, "-m", f"bench.{part}"], check=False).returncode > 0
        )
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
