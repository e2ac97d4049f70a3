"""This module knows the gate on the command line: check, publish, import, export, theatre new."""

import argparse
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path
from typing import Any, Final

from geodata.control import read_day
from geodata.errors import TheatreError, UnknownName, UnreadableFile
from geodata.ingest.baseline import before_in
from geodata.ingest.examination import Examination, examine_many, repaired
from geodata.ingest.export import AREA_FORMATS, write_areas
from geodata.ingest.formatting import as_json, as_line, counted, lines, told
from geodata.ingest.options import Bar, arguments, founding, mapping_of, mappings_for, repairs_of
from geodata.ingest.publish import publish
from geodata.ingest.series import Imported, import_files
from geodata.ingest.theatre_create import found_theatre
from geodata.problems import Problem, Severity
from geodata.store import Store, prepare
from geodata.store import commands as store
from geodata.store.commands import Answer
from geodata.theatre import Theatre, load
from geodata.validation import Rule, export

STATES: Final = {"clean": 0, "problems": 1, "unreadable": 2, "refused": 3}
"""How a command of the gate ends, and its exit code; notes alone are clean."""
_NEW: Final = "a theatre to publish in: parties, extent, perhaps a border"


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The commands of the gate."""
    for name, run, text in (
        ("check", _check, "everything that is wrong with files, where, and what cures it"),
        ("publish", _publish, "files checked and, without an error, published"),
        ("import", _import, "a series of many days published, and taken up where it stopped"),
        ("export", _export, "the areas of a day as a file to edit and bring back"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        store.add_theatre(command)
        _common(command, run)
        store.add_store(command)
        arguments(name, command)
    theatre = commands.add_parser("theatre", help=_NEW, description=_NEW)
    actions = theatre.add_subparsers(dest="action", required=True, metavar="ACTION")
    new = actions.add_parser("new", help=_NEW, description=_NEW)
    _common(new, _found)
    founding(new)


def _common(command: argparse.ArgumentParser, run: Callable[[argparse.Namespace], Answer]) -> None:
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=run)


# --- check ---------------------------------------------------------------------------------------


def _check(given: argparse.Namespace) -> Answer:
    theatre = load(given.theatre)
    with Store.open(given.store) as opened:
        prepare(opened, theatre)
        found = _examined(given, theatre, opened)
        fitting = _fitting(given, found, opened)
    written: list[str] = []
    if given.repair is not None:
        found = [repaired(one, None, Rule(given.overlaps)) for one in found]
        written = _write_repaired(found, given.repair)
    answer = {
        "state": _state(found),
        "files": [told(one) for one in found],
        "mappings": fitting,
        **({"written": written} if given.repair else {}),
    }
    told_lines = [line for one in found for line in lines(one)]
    told_lines += [f'Saved for files of this shape: --mapping "{name}"' for name in fitting]
    return answer, "\n".join([*told_lines, *(f"Written: {name}" for name in written)])


def _fitting(given: argparse.Namespace, found: Collection[Examination], opened: Store) -> list[str]:
    """The saved mappings that might help with files that have errors."""
    wrong = [one for one in found if one.errors and given.mapping is None]
    return list(dict.fromkeys(name for one in wrong for name in mappings_for(one, opened)))


def _examined(given: argparse.Namespace, theatre: Theatre, opened: Store) -> list[Examination]:
    day = read_day(given.effective_date) if given.effective_date else None
    before = before_in(opened, theatre)
    return list(
        examine_many(
            given.files,
            theatre,
            day,
            mapping_of(given, opened),
            before=before,
            draw_areas=given.draw_areas,
            progress=Bar(),
        )
    )


def _state(found: Collection[Examination]) -> str:
    if any(not one.days and one.errors for one in found):
        return "unreadable"
    return _clean([problem for one in found for problem in one.problems])


def _clean(problems: Collection[Problem]) -> str:
    grave = any(one.severity is not Severity.NOTE for one in problems)
    return "problems" if grave else "clean"


def _write_repaired(found: Collection[Examination], out: Path) -> list[str]:
    """The days without an error as canonical GeoJSON; many of them into a folder."""
    days = [day for one in found for day in one.days]
    good = [day.report.snapshot for one in found for day in one.days if not one.errors_of(day)]
    written = []
    for snapshot in (one for one in good if one is not None):
        many = len(days) > 1 or out.is_dir()
        path = out / f"{snapshot.effective_date}.geojson" if many else out
        _write(path, export(snapshot))
        written.append(str(path))
    return written


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise UnreadableFile(
            f"{path} cannot be written: {error.strerror or error}. Name another file."
        ) from error


# --- publish, import -----------------------------------------------------------------------------


def _publish(given: argparse.Namespace) -> Answer:
    theatre, repairs = load(given.theatre), repairs_of(given)
    with Store.open(given.store) as opened:
        prepare(opened, theatre)
        against = opened.version(given.theatre)
        found = _examined(given, theatre, opened)
        if repairs is None or repairs:
            found = [repaired(one, repairs, Rule(given.overlaps)) for one in found]
        told_lines = [line for one in found for line in lines(one)]
        answer: dict[str, Any] = {"state": _state(found), "files": [told(one) for one in found]}
        if any(one.errors or not one.days for one in found):
            answer["state"] = "unreadable" if answer["state"] == "unreadable" else "refused"
            reason = "Nothing was published: errors remain. Repair them (--repair all), try again."
            return answer | {"revisions": []}, "\n".join([*told_lines, reason])
        revisions = publish(found, opened, given.by, given.note, against)
    answer |= {"state": "clean", "revisions": [store.told(one) for one in revisions]}
    return answer, "\n".join([*told_lines, *(f"Published {one}." for one in revisions)])


def _import(given: argparse.Namespace) -> Answer:
    theatre = load(given.theatre)
    note = given.note or f"Imported from {', '.join(path.name for path in given.files)}"
    with Store.open(given.store) as opened:
        prepare(opened, theatre)
        found = list(
            import_files(
                given.files,
                theatre,
                opened,
                given.by,
                note,
                mapping=mapping_of(given, opened),
                repairs=repairs_of(given),
                rule=Rule(given.overlaps),
                progress=Bar(),
            )
        )
    return _import_answer(found)


def _import_answer(found: list[Imported]) -> Answer:
    state = _clean([problem for one in found for problem in one.problems])
    if not any(one.effective_date for one in found):
        state = "unreadable"
    answer = {
        "state": state,
        "published": sum(one.revision is not None for one in found),
        "skipped": sum(one.skipped for one in found),
        "left_out": sum(one.revision is None and not one.skipped for one in found),
        "days": [_imported(one) for one in found if not one.skipped],
    }
    told_lines = []
    for one in found:
        if one.problems:
            told_lines.append(
                f"{one.file}, {one.effective_date or 'no day'}: {counted(one.problems)}"
                f"{'' if one.revision else ', left out'}"
            )
            told_lines += [f"  {as_line(problem)}" for problem in one.problems]
    told_lines.append(
        f"{answer['published']} days published, {answer['skipped']} skipped (published from the "
        f"same file before), {answer['left_out']} left out because of errors."
    )
    return answer, "\n".join(told_lines)


def _imported(one: Imported) -> dict[str, Any]:
    return {
        "file": one.file,
        "effective_date": one.effective_date and one.effective_date.isoformat(),
        "revision": one.revision and one.revision.id,
        "problems": [as_json(problem) for problem in one.problems],
    }


# --- export, theatre new -------------------------------------------------------------------------


def _export(given: argparse.Namespace) -> Answer:
    day = read_day(given.as_of) if given.as_of else date.max
    ending = given.output.suffix.lower()
    if ending not in AREA_FORMATS:
        raise UnknownName("format", ending or given.output.name, AREA_FORMATS)
    theatre = load(given.theatre)
    with Store.open(given.store) as opened:
        prepare(opened, theatre)
        snapshot = opened.as_of(given.theatre, day, store.known_on(given)).snapshot
    content = write_areas(theatre, snapshot, ending)
    _write(given.output, content)
    answer = {
        "file": str(given.output),
        "effective_date": snapshot.effective_date.isoformat(),
        "revision": snapshot.revision,
        "bytes": len(content),
    }
    return answer, (
        f"{given.output}: {len(snapshot.areas)} areas, effective {snapshot.effective_date}, "
        f"{len(content):,} bytes"
    )


def _found(given: argparse.Namespace) -> Answer:
    parties = {}
    for text in given.party:
        code, _, name = text.partition("=")
        parties[code.strip()] = name.strip() or code.strip()
    first = read_day(given.first_day) if given.first_day else date.today()
    west, south, east, north = given.extent
    try:
        folder = found_theatre(
            given.name,
            parties,
            (west, south, east, north),
            first,
            title=given.title,
            border=given.border,
            time_zone=given.time_zone,
            languages=given.language,
            root=given.folder,
        )
    except OSError as error:
        raise TheatreError(f"The theatre cannot be written: {error}. Name a --folder.") from error
    answer = {"name": given.name, "folder": str(folder), "parties": list(parties)}
    return answer, f"{folder}: a theatre without a day yet; parties: {', '.join(parties)}"


def exit_code(answer: dict[str, Any] | list[Any]) -> int:
    """How a command ends that gave an answer."""
    if not isinstance(answer, dict):
        return 0
    return 1 if answer.get("findings") else STATES.get(answer.get("state", ""), 0)
