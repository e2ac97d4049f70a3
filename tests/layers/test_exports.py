"""Exports: none leaves without the licence of every day that it draws."""

import ast
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geodata import tables
from geodata.errors import DateError, LicenceForbids
from geodata.record import Record
from geodata.tables import Provenance
from geodata.theatre import Licence, Use
from geodata.topology import Topology
from layers.__main__ import main
from layers.exports import (
    EXPORTS,
    PICTURE_KINDS,
    Order,
    Shot,
    export_of,
    formats,
    shots,
    strip_days,
)
from layers.exports.order import chart_dates
from layers.link import View
from tests.layers.export_orders import FORBIDDEN, SMALL, square_order
from tests.square import FIRST, FOUGHT, TAKEN

ROOT = Path(__file__).resolve().parent.parent.parent
NAMES = [f"{export.kind}{export.suffix}" for export in EXPORTS]
ASKING = [export for export in EXPORTS if export.uses]


def whole(order):
    """The order with all that any export needs, over all days."""
    record = order.record
    days = [record.daily_statistics(day) for day in record.dates]
    return replace(
        order,
        view=replace(order.view, from_day=FIRST, to_day=TAKEN),
        days=record.dates,
        shots=tuple(Shot(day, 0.1) for day in record.dates),
        table=tables.areas(Provenance(record.theatre, 7), days),
        snapshot=record.snapshot(TAKEN),
        content=b"as it came in",
    )


def closed_on(order, day, use):
    """The order with a licence of one source, which only the areas of one day name."""
    record = order.record
    dates = {
        at: tuple(replace(shape, source="Closed Agency") for shape in shapes)
        if at == day
        else shapes
        for at, shapes in record.topology.dates.items()
    }
    closed = Licence("areas", "Closed Agency", "closed", "", frozenset({use}), "Closed Agency")
    theatre = replace(record.theatre, licences=(closed,))
    topology = Topology(record.topology.arcs, dates, record.topology.grid_deg)
    return replace(order, record=Record(theatre, topology))


def test_only_our_own_template_leaves_without_a_licence():
    assert ["template.geojson"] == [
        f"{export.kind}{export.suffix}" for export in EXPORTS if not export.uses
    ]


def test_a_name_and_a_suffix_tell_one_export_from_all_others():
    assert len(NAMES) == len(set(NAMES))
    for export in EXPORTS:
        assert export is export_of(export.kind, f"any{export.suffix.upper()}")
        assert export.mime.count("/") == 1


@pytest.mark.parametrize("export", ASKING, ids=lambda export: f"{export.kind}{export.suffix}")
def test_what_a_licence_forbids_is_not_made(tmp_path, export):
    for use in export.uses:
        order = whole(square_order(tmp_path / use, licences=[FORBIDDEN | {"forbids": [use]}]))
        for attempt in (export.ask, export.make) if export.maker else (export.ask,):
            with pytest.raises(LicenceForbids, match=rf"does not allow .*{use}.* A paper"):
                attempt(order)


@pytest.mark.parametrize("export", ASKING, ids=lambda export: f"{export.kind}{export.suffix}")
def test_a_licence_is_asked_of_every_day_that_is_drawn(tmp_path, export):
    """The closed source is named on one day alone: the only, the middle or the last one."""
    day = {"map": TAKEN, "kit": TAKEN, "pair": FIRST, "change": FIRST}.get(export.kind, FOUGHT)
    order = whole(square_order(tmp_path))
    order = closed_on(replace(order, snapshot=None), day, export.uses[0])
    if export.kind in ("control", "original"):
        order = replace(order, snapshot=order.record.snapshot(day))
    with pytest.raises(LicenceForbids, match="Closed Agency"):
        export.ask(order)


def test_the_fronts_of_the_day_before_are_drawn_too(tmp_path):
    order = closed_on(square_order(tmp_path).on(TAKEN), FOUGHT, Use.PICTURES)
    export = export_of("map", ".png")
    export.ask(order)
    layers = order.view.layers | {"fronts_before"}
    with pytest.raises(LicenceForbids, match="Closed Agency"):
        export.ask(replace(order, view=replace(order.view, layers=layers)))


@pytest.mark.parametrize("kind", ["areas", "fronts"])
def test_a_chart_asks_for_the_days_between_its_ends(tmp_path, kind):
    order = closed_on(square_order(tmp_path), FOUGHT, Use.PICTURES)
    ends = {"from_day": FIRST, "to_day": TAKEN}
    with pytest.raises(LicenceForbids):
        export_of(kind, ".png").ask(replace(order, view=View(**ends)))
    export_of(kind, ".png").ask(replace(order, view=View(from_day=TAKEN, to_day=TAKEN)))


@pytest.mark.parametrize(
    ("view", "days"),
    [
        (View(), (FIRST, FOUGHT, TAKEN)),
        (View(as_of=FOUGHT), (FIRST, FOUGHT)),
        (View(from_day=FOUGHT), (FOUGHT, TAKEN)),
        (View(to_day=date(2024, 1, 4)), (FIRST, FOUGHT)),
        (View(from_day=date(2024, 1, 6)), (TAKEN,)),
    ],
)
def test_a_chart_asks_for_the_days_that_it_draws(tmp_path, view, days):
    record = square_order(tmp_path).record
    assert chart_dates(Order(record, view)) == days


def test_a_pair_without_a_first_day_draws_the_day_before(tmp_path):
    order = closed_on(square_order(tmp_path).on(TAKEN), FOUGHT, Use.PICTURES)
    with pytest.raises(LicenceForbids):
        export_of("pair", ".png").ask(order)


@pytest.mark.parametrize("kind", ["picture", "replay", "clip", "deck", "kit"])
def test_a_command_refuses_with_the_same_sentence(tmp_path, monkeypatch, capsys, kind):
    square_order(tmp_path, licences=[FORBIDDEN])
    monkeypatch.setattr("geodata.theatre.FOLDER", tmp_path)
    suffix = {"picture": ".png", "replay": ".html", "clip": ".mp4", "deck": ".pptx", "kit": ".zip"}
    path = tmp_path / f"out{suffix[kind]}"
    assert 1 == main([kind, "--theatre", "square", "-o", str(path)])
    said = capsys.readouterr()
    assert "the licence does not allow pictures" in said.err
    assert "A paper" in said.err
    assert ("", False) == (said.out, path.exists())


def test_data_files_hold_what_was_ordered(tmp_path):
    order = whole(square_order(tmp_path))
    table = tables.areas(
        Provenance(order.record.theatre, 7),
        [order.record.daily_statistics(day) for day in order.record.dates],
    )
    assert table.to_csv() == export_of("table", ".csv").make(order)
    assert table.to_json() == export_of("table", ".json").make(order)
    assert set(tables.TABLE_FORMATS) == set(formats("table"))
    assert b"as it came in" == export_of("original", ".bin").make(order)
    assert b'"effective_date"' in export_of("control", ".geojson").make(order)
    cut = replace(order, view=View(from_day=FOUGHT))
    content = export_of("topology", ".topojson").make(cut)
    assert (b"2024-01-01" in content, b"2024-01-05" in content) == (False, True)


def test_every_kind_of_picture_is_made_in_the_format_of_its_name(tmp_path):
    """By its first bytes, as the formats' specifications give them."""
    order = replace(whole(square_order(tmp_path, options=SMALL)), days=(FIRST, TAKEN))
    heads = {".png": b"\x89PNG", ".jpg": b"\xff\xd8\xff", ".webp": b"RIFF", ".pdf": b"%PDF"}
    for kind in PICTURE_KINDS:
        assert export_of(kind, ".png").make(order).startswith(heads[".png"])
    for suffix, head in heads.items():
        assert export_of("map", suffix).make(order).startswith(head)
    assert b"<svg" in export_of("map", ".svg").make(order)[:1000]


def test_a_strip_has_the_first_and_the_last_day_of_its_period(tmp_path):
    record = square_order(tmp_path).record
    assert (FIRST, FOUGHT, TAKEN) == strip_days(record, View())
    assert (FIRST, TAKEN) == strip_days(record, View(), count=2)
    assert (FOUGHT, TAKEN) == strip_days(record, View(from_day=date(2024, 1, 2)))
    assert (FIRST, FOUGHT) == strip_days(record, View(to_day=FOUGHT))


def test_a_day_that_is_not_on_the_record_is_told_before_anything_is_drawn(tmp_path):
    order = square_order(tmp_path)
    for kind, suffix in (("map", ".png"), ("kit", ".zip")):
        with pytest.raises(DateError, match="the first day of this map"):
            export_of(kind, suffix).ask(order.on(date(2023, 1, 1)))


# --- nothing goes round the registry --------------------------------------------------------------

# What draws or writes a file, and where alone it may be called outside of the exports.
MAKERS = {
    "draw", "draw_pair", "draw_change", "draw_multiples", "draw_chart", "standalone", "document",
    "write_areas", "to_csv", "to_json", "TABLE_FORMATS", "to_topojson",
}  # fmt: skip
BUTTONS = {"download_button"}


def called(path):
    """The names that a module calls or hands on as functions, also as attributes."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.ImportFrom):
            yield from (alias.name for alias in node.names)


def test_pages_reach_no_maker_of_files():
    found = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in (ROOT / "pages").rglob("*.py")
        for name in called(path)
        if name in MAKERS
    }
    assert set() == found, "let a page hand out files by pages/shared/download.py alone"


def test_a_page_has_download_buttons_in_one_place_only():
    found = {
        path.relative_to(ROOT).as_posix()
        for path in [ROOT / "app.py", *(ROOT / "pages").rglob("*.py")]
        if BUTTONS & set(called(path))
    }
    assert {"pages/shared/download.py"} == found


def test_the_makers_are_private_to_the_package():
    for export in EXPORTS:
        if export.maker:
            module, _, name = export.maker.partition(":")
            assert name.startswith("_")
            assert f"def {name}(" in (ROOT / "layers/exports" / f"{module}.py").read_text("utf-8")
    shown = {"layers.exports", "layers.exports.order"}
    for path in [*(ROOT / "pages").rglob("*.py"), *(ROOT / "layers").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith("layers.exports"):
                assert node.module in shown, f"{path.name} goes round the registry"


def test_the_pace_of_a_clip_names_the_days_that_are_asked_for(tmp_path):
    order = square_order(tmp_path)
    order = replace(order, shots=shots(order.record, FOUGHT, None))
    export = formats("clip")[".gif"]
    assert (FOUGHT, TAKEN) == export.dates(order)
