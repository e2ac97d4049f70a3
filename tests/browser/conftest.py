"""What tests in the browser share."""

import json

import pytest

from geodata.__main__ import main
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


class TwoValleys:
    """A user whose own theatre is called so, and has two parties.

    `environment` is the user's, for a process of the app.
    """

    def __init__(self, home) -> None:
        self._home = home
        self.environment = {"HOME": str(home), "XDG_DATA_HOME": str(home / "data")}
        parties = ("--party", "A=Party A", "--party", "B=Party B")
        extent = ("--extent", "10", "40", "12", "42")
        titles = ("--first-day", "2024-01-01", "--title", "Two valleys")
        self._run("theatre", "new", "two_valleys", *parties, *extent, *titles)

    def publish(self, effective_date: str, **held) -> None:
        """Publish a day: what each party holds, from one degree east to another; all is A's."""
        features = [
            {"type": "Feature",
             "properties": {"party": party, "status": "controlled", "basis": "assessed",
                            "source": "on paper"},
             "geometry": {"type": "Polygon", "coordinates":
                          [[[west, 40], [east, 40], [east, 42], [west, 42], [west, 40]]]}}
            for party, (west, east) in (held or {"A": (10, 12)}).items()
        ]  # fmt: skip
        path = self._home / "day.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        options = ["--theatre", "two_valleys", "--effective-date", effective_date]
        self._run("publish", str(path), *options, "--note", "a map", "--by", "Rima")

    def _run(self, *arguments) -> None:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self.environment.items():
                patch.setenv(name, value)
            assert main(arguments) == 0


@pytest.fixture
def two_valleys(tmp_path):
    return TwoValleys(tmp_path)
