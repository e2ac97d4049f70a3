"""What tests in the browser share."""

import pytest

from geodata.record import open_record
from layers.web.plugin import standalone


@pytest.fixture(scope="session")
def replay_file(tmp_path_factory):
    """The replay of the built-in theatre as a saved file, which has no server to ask."""
    path = tmp_path_factory.mktemp("replay") / "replay.html"
    path.write_text(standalone(open_record()), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def file_url(replay_file):
    """Its address."""
    return replay_file.as_uri()
