"""Options of the ingest commands, and their progress bar."""

import argparse
import sys
from collections.abc import Collection
from pathlib import Path

from geodata.draft import PropertyMapping
from geodata.errors import UnknownName, UnreadableFile
from geodata.ingest.checked_file import CheckedFile
from geodata.ingest.export import AREA_FORMATS
from geodata.reading import from_json
from geodata.reading.mapping import fitting
from geodata.store import Store, mappings
from geodata.store import commands as store
from geodata.validation import FIXES, Rule


def add_options(name: str, command: argparse.ArgumentParser) -> None:
    """Add the options of check, publish, import or export."""
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
        choices=[str(rule) for rule in Rule],
        default=Rule.CONTESTED.value,
        help="who keeps ground that two parties hold, when that is fixed; default: contested",
    )
    _add_fix(name, command)
    if name != "check":
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


def _add_fix(name: str, command: argparse.ArgumentParser) -> None:
    """Add `--fix`; `--repair` is its old name."""
    if name == "check":
        text = "fix all, and write GeoJSON (or a folder)"
        command.add_argument("--fix", "--repair", metavar="OUT", type=Path, help=text)
    else:
        text = "all, or codes separated by commas"
        command.add_argument("--fix", "--repair", metavar="CODES", default="", help=text)


def add_theatre_options(command: argparse.ArgumentParser) -> None:
    """Add the options of theatre new."""
    command.add_argument("name", metavar="NAME", help="for example libya_2019")
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


def mapping_of(options: argparse.Namespace, opened: Store) -> PropertyMapping | None:
    """Mapping that `--mapping` names: a file, or a mapping saved on the upload page."""
    if options.mapping is None:
        return None
    path = Path(options.mapping)
    if not path.exists() and path.suffix != ".json":
        return mappings.by_name(opened.database, options.theatre, options.mapping).mapping
    try:
        return from_json(path.read_text(encoding="utf-8")).mapping
    except (OSError, ValueError) as error:
        raise UnreadableFile(f"The mapping {options.mapping} cannot be read: {error}") from error


def mappings_for(checked_file: CheckedFile, opened: Store) -> list[str]:
    """Names of the saved mappings made for files of this shape."""
    name = checked_file.theatre.folder.name
    saved = [row.saved for row in mappings.stored(opened.database, name)]
    fit = (
        saved_mapping.name
        for draft in checked_file.drafts
        for saved_mapping in fitting(draft, saved)
    )
    return list(dict.fromkeys(fit))


def chosen_fixes(options: argparse.Namespace) -> Collection[str] | None:
    """Fixes that were agreed to; None is all."""
    wanted = [code.strip() for code in options.fix.split(",") if code.strip()]
    unknown = [code for code in wanted if code not in (*FIXES, "all")]
    if unknown:
        raise UnknownName("fix", unknown[0], FIXES)
    return None if "all" in wanted else wanted


class ProgressBar:
    """Progress bar: a line on stderr, only in a terminal."""

    def __call__(self, done: int, of: int, what: str) -> None:
        """Show how many are done, of how many, and what is next."""
        if not sys.stderr.isatty():
            return
        text = f"{done}/{of} {what}"[:78]
        sys.stderr.write(f"\r{text:<78}" if done < of else "\r" + " " * 78 + "\r")
        sys.stderr.flush()
