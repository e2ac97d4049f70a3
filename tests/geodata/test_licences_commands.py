"""No command hands out data that a licence keeps: its file, its CSV, its JSON."""

import argparse

import pytest

from geodata import theatre as theatres
from geodata.__main__ import main, parser
from tests.square import SETTINGS, write_square

CLOSED = {
    "what": "Areas of control",
    "holder": "A paper",
    "licence": "all rights reserved",
    "url": "",
    "forbids": ["data"],
}
# What each command that hands out data is asked for; a new one must be added here.
ARGUMENTS = {
    "change": ["2024-01-01", "2024-01-05"],
    "distance": ["Southwest", "Northeast"],
    "export": [],
    "figures": [],
    "front": [],
    "topology": [],
    "trends": [],
}


def commands():
    """The subcommands by name."""
    [choices] = [
        action.choices
        for action in parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    ]
    return choices


def handing_out():
    """The subcommands that write a file or print a table, and how each is asked to."""
    options = {
        name: {option for action in command._actions for option in action.option_strings}
        for name, command in commands().items()
    }
    found = [(name, "--csv") for name, own in options.items() if "--csv" in own]
    found += [(name, "--json") for name, _ in found]
    return found + [(name, "-o") for name, own in options.items() if "--output" in own]


@pytest.fixture
def closed(tmp_path, monkeypatch):
    """Give a function that puts up the square with a licence that forbids its data."""
    monkeypatch.setattr(theatres, "FOLDER", tmp_path)

    def put_up(**entry):
        settings = SETTINGS | {"licences": [CLOSED | entry]}
        write_square(tmp_path / "square", settings=settings)

    return put_up


def test_every_command_that_hands_out_data_is_asked():
    assert {name for name, _ in handing_out()} == set(ARGUMENTS)


@pytest.mark.parametrize(("name", "way"), handing_out())
def test_forbidden_data_does_not_leave_by_a_command(closed, tmp_path, capsys, name, way):
    closed()
    path = tmp_path / ("out.geojson" if name == "export" else "out.topojson")
    asked = [way, str(path)] if way == "-o" else [way]
    assert 1 == main([name, "--theatre", "square", *ARGUMENTS[name], *asked])
    said = capsys.readouterr()
    assert "the licence does not allow data of it to be handed out" in said.err
    assert "A paper" in said.err
    assert "" == said.out
    assert not path.exists()


@pytest.mark.parametrize("name", [name for name in ARGUMENTS if name not in ("export", "topology")])
def test_figures_are_shown_on_the_terminal_as_on_a_page(closed, capsys, name):
    closed()
    assert 0 == main([name, "--theatre", "square", *ARGUMENTS[name]])
    assert capsys.readouterr().out


@pytest.mark.parametrize("extra", [["--to-front"], ["--matrix"]])
def test_each_kind_of_distance_asks(closed, capsys, extra):
    closed()
    places = ARGUMENTS["distance"]
    assert 1 == main(["distance", "--theatre", "square", *places, *extra, "--csv"])
    assert "A paper" in capsys.readouterr().err


def test_a_source_is_kept_only_with_the_days_that_name_it(closed, tmp_path, capsys):
    """The areas of the square name "on paper" as their source, on every day."""
    closed(source="on paper")
    asked = ["--theatre", "square", "--csv"]
    assert 1 == main(["trends", *asked])
    assert 1 == main(["figures", *asked])
    # Distances between places rest on no area.
    assert 0 == main(["distance", "Southwest", "Northeast", *asked])
    assert "A paper" in capsys.readouterr().err
