"""Make reference_postgis.json: the theatre's figures once more, by an engine that is not ours.

PostGIS reads the GeoJSON that `python -m geodata export` writes, and works out areas, lines of
contact, distances and changes, on its `geography` type with the WGS 84 spheroid; the questions are
in reference_postgis.sql. To make it again, with psql on the path and a database in which you may
create extensions (PGHOST, PGPORT, PGDATABASE and PGUSER say which), in the project's folder:

    PYTHONPATH=. .venv/bin/python tests/data/make_reference_postgis.py
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from geodata.record import open_record

REFERENCE = Path(__file__).with_suffix("").with_name("reference_postgis.json")
QUESTIONS = REFERENCE.with_suffix(".sql")
PAIRS = (
    ("2024-11-26", "2024-11-27"), ("2024-11-26", "2024-11-30"), ("2024-11-26", "2024-12-08"),
    ("2024-11-26", "2024-12-12"), ("2024-11-28", "2024-11-29"), ("2024-11-29", "2024-11-30"),
    ("2024-11-30", "2024-12-05"), ("2024-11-30", "2024-12-08"), ("2024-12-03", "2024-12-04"),
    ("2024-12-04", "2024-12-05"), ("2024-12-06", "2024-12-07"), ("2024-12-07", "2024-12-08"),
    ("2024-12-08", "2024-12-12"),
)  # fmt: skip
PLACES = ("aleppo", "hama", "homs", "damascus", "idlib", "daraa", "deir-ez-zor", "manbij", "raqqa")
TABLES = """
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE TEMP TABLE told_area (day text, party text, geojson text);
CREATE TEMP TABLE place (id text, lon float8, lat float8);
CREATE TEMP TABLE pair (earlier text, later text);
"""


def exported(day: str, folder: Path) -> list[dict]:
    """The features that our own export gives for a day."""
    path = folder / f"{day}.geojson"
    command = [sys.executable, "-m", "geodata", "export", "--as-of", day, "-o", str(path)]
    store = ["--store", str(folder / "store.sqlite")]
    subprocess.run([*command, *store], check=True, stdout=subprocess.DEVNULL)
    return json.loads(path.read_text(encoding="utf-8"))["features"]


def filled(table: str, rows: Iterable[tuple[object, ...]]) -> str:
    """What psql reads to fill a table."""
    lines = ("\t".join(str(cell) for cell in row) for row in rows)
    return "\n".join([f"COPY {table} FROM STDIN;", *lines, "\\.", ""])


def tables(folder: Path) -> str:
    """What psql reads to have all that is asked about."""
    record = open_record()
    days = [day.isoformat() for day in record.dates]
    areas = [
        (day, one["properties"]["party"], json.dumps(one["geometry"]))
        for day in days
        for one in exported(day, folder)
    ]
    points = [(p.place_id, p.lon, p.lat) for p in record.theatre.places if p.place_id in PLACES]
    return TABLES + filled("told_area", areas) + filled("place", points) + filled("pair", PAIRS)


def answers(sql: str) -> dict[str, list[str]]:
    """What psql says, a line a row, by the name of the question."""
    command = ["psql", "-X", "-q", "-A", "-t", "-F", " ", "-v", "ON_ERROR_STOP=1"]
    done = subprocess.run(command, input=sql, text=True, check=True, stdout=subprocess.PIPE)
    found: dict[str, list[str]] = {}
    for line in done.stdout.splitlines():
        if line.startswith("--"):
            name = line.removeprefix("--")
        else:
            found.setdefault(name, []).append(line)
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        answered = answers(tables(Path(folder)) + QUESTIONS.read_text(encoding="utf-8"))
    figures = {
        name: [[*words[:-1], round(float(words[-1]), 6)] for words in map(str.split, lines)]
        for name, lines in answered.items()
        if name != "engine"
    }
    parts = [
        f"{json.dumps(name)}: [\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]"
        for name, rows in {"engine": answered["engine"], **figures}.items()
    ]
    REFERENCE.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
