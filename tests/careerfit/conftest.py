"""The roof's pages speak of paths too."""

from tests.roadmaps.conftest import make_path

__all__ = ["make_path"]
