"""This module knows what the gate is asked on the command line, and how it shows that it works."""

import argparse
import sys
from collections.abc import Collection
from pathlib import Path

from geodata.draft import PropertyMapping
from geodata.errors import UnknownName, UnreadableFile
from geodata.ingest.examination import Examination
from geodata.ingest.export import AREA_FORMATS
from geodata.reading import from_json
from geodata.reading.mapping import fitting
from geodata.store import Store, mappings
from geodata.store import commands as store
from geodata.validation import REPAIRS, Rule


def arguments(name: str, command: argparse.ArgumentParser) -> None:
    """The options of check, publish, import or export."""
    if name == "export":
        store.add_known_on(command)
        command.add_argument("--as-of", metavar="DAY", help="YYYY-MM-DD; default: the last day")
        command.add_argument(
            "-o", "--output", metavar="FILE", required=True, type=Path, help=", ".join(AREA_FORMATS)
        )
        return
    command.add_argument(
        "files", metavar="FILE", nargs="+", type=Path, help="a file, a folder or an archive"
    )
    command.add_argument(
        "--mapping", metavar="NAME", help="a saved mapping (or its file): which property says what"
    )
    command.add_argument(
        "--overlaps",
        choices=[str(one) for one in Rule],
        default=Rule.CONTESTED.value,
        help="who keeps ground that two parties hold, when that is repaired; default: contested",
    )
    if name == "check":
        command.add_argument(
            "--repair", metavar="OUT", type=Path, help="repair all, and write GeoJSON (or a folder)"
        )
    else:
        command.add_argument(
            "--repair", metavar="CODES", default="", help="all, or codes separated by commas"
        )
        command.add_argument(
            "--by", metavar="NAME", default=store.user(), help="default: who runs this"
        )
        required = name == "publish"
        command.add_argument("--note", metavar="TEXT", required=required, help="why, or from whom")
    if name != "import":
        command.add_argument(
            "--draw-areas", action="store_true", help="make areas of a CSV of place reports"
        )
        command.add_argument(
            "--effective-date", metavar="DAY", help="YYYY-MM-DD; default: as the file says"
        )


def founding(command: argparse.ArgumentParser) -> None:
    """The options of theatre new."""
    command.add_argument("name", metavar="NAME", help="such as libya_2019")
    command.add_argument(
        "--party", metavar="CODE=NAME", action="append", required=True, help="once for each party"
    )
    command.add_argument(
        "--extent",
        nargs=4,
        type=float,
        required=True,
        metavar=("WEST", "SOUTH", "EAST", "NORTH"),
        help="degrees, WGS 84",
    )
    command.add_argument("--border", metavar="FILE", type=Path, help="the land; default: all of it")
    command.add_argument("--title", metavar="TEXT", default="", help="default: NAME")
    command.add_argument(
        "--language", metavar="CODE", nargs="+", default=["en", "ar"],
        help="languages of names and events; default: en ar",
    )  # fmt: skip
    command.add_argument("--time-zone", metavar="ZONE", default="UTC", help="default: UTC")
    command.add_argument("--first-day", metavar="DAY", help="YYYY-MM-DD; default: today")
    command.add_argument(
        "--folder", metavar="FOLDER", type=Path, help="where to make it; default: your data folder"
    )


def mapping_of(given: argparse.Namespace, opened: Store) -> PropertyMapping | None:
    """The mapping that `--mapping` names: a file, or one that was saved on the upload page."""
    if given.mapping is None:
        return None
    path = Path(given.mapping)
    if not path.exists() and path.suffix != ".json":
        return mappings.named(opened.database, given.theatre, given.mapping).mapping
    try:
        return from_json(path.read_text(encoding="utf-8")).mapping
    except (OSError, ValueError) as error:
        raise UnreadableFile(f"The mapping {given.mapping} cannot be read: {error}") from error


def mappings_for(examination: Examination, opened: Store) -> list[str]:
    """Names of the saved mappings that were made for files of this shape."""
    name = examination.theatre.folder.name
    kept = [one.saved for one in mappings.kept(opened.database, name)]
    fit = (one.name for draft in examination.drafts for one in fitting(draft, kept))
    return list(dict.fromkeys(fit))


def repairs_of(given: argparse.Namespace) -> Collection[str] | None:
    """The repairs that were agreed to; None is all."""
    wanted = [code.strip() for code in given.repair.split(",") if code.strip()]
    unknown = [code for code in wanted if code not in (*REPAIRS, "all")]
    if unknown:
        raise UnknownName("repair", unknown[0], REPAIRS)
    return None if "all" in wanted else wanted


class Bar:
    """Progress as one line on stderr, only where a person is looking."""

    def __call__(self, done: int, of: int, what: str) -> None:
        """Show how many are done, of how many, and which is next."""
        if not sys.stderr.isatty():
            return
        text = f"{done}/{of} {what}"[:78]
        sys.stderr.write(f"\r{text:<78}" if done < of else "\r" + " " * 78 + "\r")
        sys.stderr.flush()
