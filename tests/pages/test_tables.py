"""Every table that a page or a press kit hands out is the command line's, byte for byte."""

import ast
from pathlib import Path

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager

from geodata import theatre as theatres
from geodata.__main__ import main
from geodata.store import Store, open_record
from geodata.tables import COLUMNS, TABLE_FORMATS
from layers.edition import edition_of
from layers.exports import kit
from layers.exports.order import Order
from layers.link import View
from layers.picture import PictureOptions
from tests.pages.visits import forget, visit
from tests.square import CHANGES, EVENTS, FIRST, FOUGHT, TAKEN, change

ROOT = Path(__file__).resolve().parent.parent.parent
CASUALTIES = EVENTS[0] | {"event_id": "e2", "category": "casualties", "text_en": "=Two, it said."}
RULE = change("se", TAKEN, "B", "A", default_rule="true", note="passed by")
SPAN = (str(FIRST), str(TAKEN))
TO_FRONT = ["distance", "sw", "ne", "--daily"]

TRENDS = {
    "area": ["trends", "--table", "areas"],
    "contested": ["trends", "--table", "contested_or_claimed"],
    "fronts": ["trends", "--table", "fronts"],
    "control_changes": ["trends", "--table", "control_changes"],
    "events": ["trends", "--table", "events"],
    "casualties": ["trends", "--table", "casualties"],
    "nearness": [*TO_FRONT, "--to-front"],
}
CHANGE = ("parties", "flows", "governorates", "places", "fronts", "advances")
KIT = {"control": "areas", "front": "fronts", "places": "places", "events": "events"}


@pytest.fixture
def theatre(squares):
    """A square with an event of casualties and a default rule."""
    squares(events=[*EVENTS, CASUALTIES], changes=[*CHANGES, RULE])


@pytest.fixture
def files_of(theatre, monkeypatch):
    """Give a function that opens a page and gives the bytes of its downloads by file name."""
    makers = {}
    add_deferred = MediaFileManager.add_deferred

    def remember(self, data, *arguments, file_name=None, **options):
        makers[file_name] = data
        return add_deferred(self, data, *arguments, file_name=file_name, **options)

    monkeypatch.setattr(MediaFileManager, "add_deferred", remember)

    def files_of(page, **query):
        visit(page, **query)
        return {name: make() for name, make in makers.items()}

    return files_of


@pytest.fixture
def by_command(theatre, tmp_path):
    """Give a function that gives the bytes of the file which a command writes."""

    def by_command(*arguments, ending="csv"):
        path = tmp_path / f"out.{ending}"
        assert 0 == main([*arguments, "-o", str(path)])
        return path.read_bytes()

    return by_command


def equal_files(files, by_command, commands):
    """Compare the files of a page with those of the command line, in every format of tables."""
    endings = [suffix.removeprefix(".") for suffix in TABLE_FORMATS]
    assert {"csv", "json"} <= set(endings)
    assert {f"{name}.{ending}" for name in commands for ending in endings} <= files.keys()
    for name, arguments in commands.items():
        for ending in endings:
            assert by_command(*arguments, ending=ending) == files[f"{name}.{ending}"], name


def test_trends(files_of, by_command):
    files = files_of("pages/trends/trends.py", cities="sw,ne", lang="ar")
    commands = {f"lines_of_control_{name}": arguments for name, arguments in TRENDS.items()}
    equal_files(files, by_command, commands)
    assert b"'=Two, it said." in files["lines_of_control_casualties.csv"]


def test_trends_as_known_once_and_to_a_party(files_of, by_command):
    files = files_of("pages/trends/trends.py", cities="sw,ne", to="A", known_on="2099-12-31")
    known = ["--known-on", "2099-12-31"]
    commands = {
        "lines_of_control_area": [*TRENDS["area"], *known],
        "lines_of_control_nearness": [*TO_FRONT, "--to-party", "A", *known],
    }
    equal_files(files, by_command, commands)


@pytest.mark.parametrize(("claimed", "options"), [("1", []), ("0", ["--without-claimed"])])
def test_compare(files_of, by_command, claimed, options):
    query = {"from": SPAN[0], "to": SPAN[1], "claimed": claimed}
    files = files_of("pages/compare/compare.py", **query)
    stem = f"{theatres.load().id}_{FIRST}_{TAKEN}"
    commands = {f"{stem}_{name}": ["change", *SPAN, *options, "--table", name] for name in CHANGE}
    equal_files(files, by_command, commands)


def test_distances(files_of, by_command):
    files = files_of("pages/distances/distances.py", pairs="sw~ne", matrix="sw,ne,se", lang="ar")
    commands = {
        "lines_of_control_distances": ["distance", "sw", "ne"],
        "lines_of_control_matrix": ["distance", "sw", "ne", "se", "--matrix"],
    }
    equal_files(files, by_command, commands)


def test_the_press_kit(by_command):
    with Store.open() as store:
        record = open_record(theatres.BUILT_IN, store=store)
        edition = edition_of(store, theatres.BUILT_IN)
    order = Order(record, View(as_of=FOUGHT), PictureOptions(), edition)
    for name, table in kit.tables(order).items():
        asked = ("figures", "--as-of", str(FOUGHT), "--table", KIT[name])
        assert by_command(*asked) == table.to_csv(), name


def test_every_named_table_has_a_command(by_command):
    asked = [
        *TRENDS.values(),
        *(["change", *SPAN, "--table", name] for name in CHANGE),
        *(["figures", "--table", name] for name in KIT.values()),
        *(["front", "--table", name] for name in ("fronts", "forward_edges", "contested_width")),
        ["distance", "sw", "ne"],
    ]
    heads = set()
    for arguments in asked:
        lines = by_command(*arguments).decode("utf-8-sig").splitlines()
        heads.add(next(line for line in lines if not line.startswith("#")))
    assert heads == {",".join(columns) for columns in COLUMNS.values()}


def test_tables_are_made_in_one_place():
    """No other module puts together a table of figures."""
    made = []
    for floor in ("geodata", "layers", "pages"):
        for path in (ROOT / floor).rglob("*.py"):
            if path.parent == ROOT / "geodata" / "tables":
                continue
            tree = ast.parse(path.read_text(encoding="utf-8"))
            names = {
                alias.asname or alias.name
                for node in ast.walk(tree)
                if isinstance(node, ast.ImportFrom)
                and (node.module or "").startswith("geodata.tab")
                for alias in node.names
                if alias.name == "Table"
            }
            made += [
                f"{path.relative_to(ROOT)}:{node.lineno}"
                for node in ast.walk(tree)
                if isinstance(node, ast.Call)
                and (
                    (isinstance(node.func, ast.Name) and node.func.id in names)
                    or (
                        isinstance(node.func, ast.Attribute)
                        and node.func.attr in ("Table", "table")
                    )
                )
            ]
    assert [] == made


@pytest.fixture(autouse=True)
def fresh_caches():
    forget()
    yield
    forget()
