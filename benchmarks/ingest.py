"""How fast the gate reads, checks and publishes; `python -m benchmarks.ingest`."""

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
import orjson

from benchmarks.generated import CENTRE, PARTIES, RADIUS_DEG, Floats, snapshots
from benchmarks.report import peak_mb, table
from geodata.ingest import check_file, create_theatre, import_files, publish
from geodata.store import Store
from geodata.theatre import Theatre, load
from geodata.validation import export

DAYS: Final = 770
GRID: Final = (200, 100)
"""Polygons of the large file, east and north: 20,000."""
STEPS: Final = 28
"""Points on each side of a polygon: the file has about 50 MB."""


def theatre(folder: Path) -> Theatre:
    """A theatre that holds what is generated, in a folder of its own."""
    lon, lat = CENTRE
    reach = RADIUS_DEG + 0.5
    extent = (lon - reach, lat - reach, lon + reach, lat + reach)
    parties = {code: f"Party {code}" for code in PARTIES}
    return load(folder=create_theatre("long", parties, extent, date(2023, 1, 1), root=folder))


def large_file(radius_deg: float = RADIUS_DEG, parties: Sequence[str] = PARTIES) -> bytes:
    """A coverage of winding quadrangles, whose neighbours share every point of their border."""
    random = np.random.default_rng(20241126)
    columns, rows = GRID
    x = np.linspace(CENTRE[0] - radius_deg, CENTRE[0] + radius_deg, columns * STEPS + 1)
    y = np.linspace(CENTRE[1] - radius_deg, CENTRE[1] + radius_deg, rows * STEPS + 1)
    # Nothing at a corner and little near it, so that no border meets another.
    reach = 0.4 * np.minimum(np.arange(STEPS), STEPS - np.arange(STEPS)) / STEPS
    level, upright = (
        random.uniform(-1, 1, (lines + 1, along * STEPS + 1))
        * np.append(np.tile(reach, along), 0)
        * step
        for lines, along, step in (
            (rows, columns, y[STEPS] - y[0]),
            (columns, rows, x[STEPS] - x[0]),
        )
    )
    features = [
        _feature(
            parties[(column // 20 + row // 20) % 3], _ring(x, y, level, upright, (column, row))
        )
        for column in range(columns)
        for row in range(rows)
    ]
    return orjson.dumps({"type": "FeatureCollection", "features": features})


def _ring(
    x: Floats, y: Floats, level: Floats, upright: Floats, at: tuple[int, int]
) -> list[list[float]]:
    column, row = at
    east = slice(column * STEPS, (column + 1) * STEPS + 1)
    north = slice(row * STEPS, (row + 1) * STEPS + 1)
    south_side, north_side = (
        np.column_stack([x[east], y[line * STEPS] + level[line, east]]) for line in (row, row + 1)
    )
    west_side, east_side = (
        np.column_stack([x[line * STEPS] + upright[line, north], y[north]])
        for line in (column, column + 1)
    )
    sides = (south_side, east_side, north_side[::-1], west_side[::-1])
    ring = np.concatenate([*(side[:-1] for side in sides), south_side[:1]])
    points: list[list[float]] = ring.round(7).tolist()
    return points


def _feature(party: str, ring: list[list[float]]) -> dict[str, object]:
    said = {
        "party": party,
        "status": "controlled",
        "basis": "assessed",
        "source": "generated",
        "effective_date": "2024-01-01",
    }
    return {
        "type": "Feature",
        "properties": said,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def one_large_file(folder: Path, of: Theatre) -> Iterator[list[str]]:
    """A file of 20,000 polygons: its report, and its publication."""
    content = large_file()
    begin = time.perf_counter()
    found = check_file(content, "large.geojson", of)
    took = time.perf_counter() - begin
    peak = peak_mb()
    size = f"{len(content) / 1e6:.0f} MB, {GRID[0] * GRID[1]:,} polygons"
    yield [
        f"report of {size}",
        f"{took:.1f}",
        f"{len(found.errors)} errors, {peak:,.0f} MB at most",
    ]
    with Store.open(folder / "large.sqlite", built_in=()) as store:
        begin = time.perf_counter()
        publish(found, store, "bench", "Large", 0)
        yield ["its publication", f"{time.perf_counter() - begin:.2f}", ""]


def long_series(folder: Path, of: Theatre, days: int) -> Iterator[list[str]]:
    """A folder of daily files imported, and the same again."""
    series = folder / "series"
    series.mkdir()
    for snapshot in snapshots(days):
        (series / f"{snapshot.effective_date}.geojson").write_bytes(export(snapshot))
    with Store.open(folder / "series.sqlite", built_in=()) as store:
        for what in ("import of", "the same again,"):
            begin = time.perf_counter()
            found = list(import_files([series], of, store, "bench", "Series"))
            took = time.perf_counter() - begin
            published = sum(one.revision is not None for one in found)
            yield [
                f"{what} {days} files of 3,000 vertices",
                f"{took:.1f}",
                f"{published} published",
            ]
        begin = time.perf_counter()
        store.topology(of.folder.name)
        yield ["their topology", f"{time.perf_counter() - begin:.1f}", ""]


def section(days: int = DAYS) -> str:
    """The table of the gate."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        of = theatre(folder)
        rows = [*one_large_file(folder, of), *long_series(folder, of, days)]
    return table(["what", "seconds", "with"], rows)


if __name__ == "__main__":
    print(section(int(sys.argv[1]) if len(sys.argv) > 1 else DAYS))
