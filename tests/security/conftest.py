import pytest

from tests.security import world
from tests.security.world import Belongings


@pytest.fixture
def ada_has(db: None) -> Belongings:
    return world.learner("ada")


@pytest.fixture
def ben_has(db: None) -> Belongings:
    return world.learner("ben")


@pytest.fixture
def guest_has(db: None) -> Belongings:
    return world.guest()
