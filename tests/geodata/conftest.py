"""Fixtures: the theatre Syria 2024 and its loom, made once."""

import pytest

from geodata.theatre import load
from geodata.theatres.make_control import loom_of


@pytest.fixture(scope="session")
def syria():
    return load("syria_2024")


@pytest.fixture(scope="session")
def syria_loom(syria):
    return loom_of(syria)
