"""Ingest on the command line: check, publish, import, export, theatre new."""

import argparse
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path
from typing import Any, Final

from geodata.control import read_day
from geodata.errors import TheatreError, UnknownName, UnreadableFile
from geodata.ingest.checked_day import before_in
from geodata.ingest.checked_file import CheckedFile, check_files, fix_file
from geodata.ingest.export import AREA_FORMATS, write_areas
from geodata.ingest.formatting import (
    counted,
    file_as_json,
    file_as_lines,
    problem_as_json,
    problem_as_line,
)
from geodata.ingest.options import (
    ProgressBar,
    add_options,
    add_theatre_options,
    chosen_fixes,
    mapping_of,
    mappings_for,
)
from geodata.ingest.publish import publish
from geodata.ingest.series import ImportedDay, import_files
from geodata.ingest.theatre_create import create_theatre
from geodata.problems import Problem, Sentence, Severity
from geodata.store import Store, prepare
from geodata.store import commands as store
from geodata.store.commands import Answer
from geodata.theatre import Theatre, load
from geodata.validation import Rule, export

STATES: Final = {"clean": 0, "problems": 1, "unreadable": 2, "refused": 3}
"""Exit code by the state in which an ingest command ends; notes alone are clean."""
_NEW: Final = "a theatre to publish in: parties, extent, perhaps a border"


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the ingest commands."""
    for name, run, text in (
        ("check", _check, "every problem of files, where it is, and what fixes it"),
        ("publish", _publish, "files checked and, without an error, published"),
        ("import", _import, "a series of many days published, and taken up where it stopped"),
        ("export", _export, "the areas of a day as a file to edit and bring back"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        store.add_theatre(command)
        _common(command, run)
        store.add_store(command)
        add_options(name, command)
    theatre = commands.add_parser("theatre", help=_NEW, description=_NEW)
    actions = theatre.add_subparsers(dest="action", required=True, metavar="ACTION")
    new = actions.add_parser("new", help=_NEW, description=_NEW)
    _common(new, _create_theatre)
    add_theatre_options(new)


def _common(command: argparse.ArgumentParser, run: Callable[[argparse.Namespace], Answer]) -> None:
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=run)


# --- check ---------------------------------------------------------------------------------------


def _check(options: argparse.Namespace) -> Answer:
    theatre = load(options.theatre)
    with Store.open(options.store) as opened:
        prepare(opened, theatre)
        checked = _check_files(options, theatre, opened)
        fitting = _fitting(options, checked, opened)
    written: list[str] = []
    if options.fix is not None:
        checked = [fix_file(file, None, Rule(options.overlaps)) for file in checked]
        written = _write_fixed(checked, options.fix)
    answer = {
        "state": _state(checked),
        "files": [file_as_json(file, options.sentence) for file in checked],
        "mappings": fitting,
        **({"written": written} if options.fix else {}),
    }
    text_lines = [line for file in checked for line in file_as_lines(file, options.sentence)]
    text_lines += [f'Saved for files of this shape: --mapping "{name}"' for name in fitting]
    return answer, "\n".join([*text_lines, *(f"Written: {name}" for name in written)])


def _fitting(
    options: argparse.Namespace, files: Collection[CheckedFile], opened: Store
) -> list[str]:
    """Saved mappings that might help with files that have errors."""
    wrong = [file for file in files if file.errors and options.mapping is None]
    return list(dict.fromkeys(name for file in wrong for name in mappings_for(file, opened)))


def _check_files(options: argparse.Namespace, theatre: Theatre, opened: Store) -> list[CheckedFile]:
    day = read_day(options.effective_date) if options.effective_date else None
    before = before_in(opened, theatre)
    return list(
        check_files(
            options.files,
            theatre,
            day,
            mapping_of(options, opened),
            before=before,
            draw_areas=options.draw_areas,
            progress=ProgressBar(),
        )
    )


def _state(files: Collection[CheckedFile]) -> str:
    if any(not file.days and file.errors for file in files):
        return "unreadable"
    return _clean([problem for file in files for problem in file.problems])


def _clean(problems: Collection[Problem]) -> str:
    grave = any(problem.severity is not Severity.NOTE for problem in problems)
    return "problems" if grave else "clean"


def _write_fixed(files: Collection[CheckedFile], out: Path) -> list[str]:
    """Write the days without an error as canonical GeoJSON; several of them into a folder."""
    days = [day for file in files for day in file.days]
    good = [day.report.snapshot for file in files for day in file.days if not file.errors_of(day)]
    written = []
    for snapshot in (snapshot for snapshot in good if snapshot is not None):
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


def _publish(options: argparse.Namespace) -> Answer:
    theatre, fixes = load(options.theatre), chosen_fixes(options)
    with Store.open(options.store) as opened:
        prepare(opened, theatre)
        against = opened.version(options.theatre)
        checked = _check_files(options, theatre, opened)
        if fixes is None or fixes:
            checked = [fix_file(file, fixes, Rule(options.overlaps)) for file in checked]
        text_lines = [line for file in checked for line in file_as_lines(file, options.sentence)]
        answer: dict[str, Any] = {
            "state": _state(checked),
            "files": [file_as_json(file, options.sentence) for file in checked],
        }
        if any(file.errors or not file.days for file in checked):
            answer["state"] = "unreadable" if answer["state"] == "unreadable" else "refused"
            reason = "Nothing was published: errors remain. Fix them (--fix all), try again."
            return answer | {"revisions": []}, "\n".join([*text_lines, reason])
        revisions = publish(checked, opened, options.by, options.note, against)
    answer |= {
        "state": "clean",
        "revisions": [store.revision_as_json(revision) for revision in revisions],
    }
    return answer, "\n".join([*text_lines, *(f"Published {revision}." for revision in revisions)])


def _import(options: argparse.Namespace) -> Answer:
    theatre = load(options.theatre)
    note = options.note or f"Imported from {', '.join(path.name for path in options.files)}"
    with Store.open(options.store) as opened:
        prepare(opened, theatre)
        imported = list(
            import_files(
                options.files,
                theatre,
                opened,
                options.by,
                note,
                mapping=mapping_of(options, opened),
                fixes=chosen_fixes(options),
                rule=Rule(options.overlaps),
                progress=ProgressBar(),
            )
        )
    return _import_answer(imported, options.sentence)


def _import_answer(imported: list[ImportedDay], sentence: Sentence) -> Answer:
    state = _clean([problem for day in imported for problem in day.problems])
    if not any(day.effective_date for day in imported):
        state = "unreadable"
    answer = {
        "state": state,
        "published": sum(day.revision is not None for day in imported),
        "skipped": sum(day.skipped for day in imported),
        "left_out": sum(day.revision is None and not day.skipped for day in imported),
        "days": [_imported(day, sentence) for day in imported if not day.skipped],
    }
    text_lines = []
    for day in imported:
        if day.problems:
            text_lines.append(
                f"{day.file}, {day.effective_date or 'no day'}: {counted(day.problems)}"
                f"{'' if day.revision else ', left out'}"
            )
            text_lines += [f"  {problem_as_line(problem, sentence)}" for problem in day.problems]
    text_lines.append(
        f"{answer['published']} days published, {answer['skipped']} skipped (published from the "
        f"same file before), {answer['left_out']} left out because of errors."
    )
    return answer, "\n".join(text_lines)


def _imported(day: ImportedDay, sentence: Sentence) -> dict[str, Any]:
    return {
        "file": day.file,
        "effective_date": day.effective_date and day.effective_date.isoformat(),
        "revision": day.revision and day.revision.id,
        "problems": [problem_as_json(problem, sentence) for problem in day.problems],
    }


# --- export, theatre new -------------------------------------------------------------------------


def _export(options: argparse.Namespace) -> Answer:
    day = read_day(options.as_of) if options.as_of else date.max
    ending = options.output.suffix.lower()
    if ending not in AREA_FORMATS:
        raise UnknownName("format", ending or options.output.name, AREA_FORMATS)
    theatre = load(options.theatre)
    with Store.open(options.store) as opened:
        prepare(opened, theatre)
        snapshot = opened.as_of(options.theatre, day, store.known_on(options)).snapshot
    content = write_areas(theatre, snapshot, ending)
    _write(options.output, content)
    answer = {
        "file": str(options.output),
        "effective_date": snapshot.effective_date.isoformat(),
        "revision": snapshot.revision,
        "bytes": len(content),
    }
    return answer, (
        f"{options.output}: {len(snapshot.areas)} areas, effective {snapshot.effective_date}, "
        f"{len(content):,} bytes"
    )


def _create_theatre(options: argparse.Namespace) -> Answer:
    parties = {}
    for text in options.party:
        code, _, name = text.partition("=")
        parties[code.strip()] = name.strip() or code.strip()
    first = read_day(options.first_day) if options.first_day else date.today()
    west, south, east, north = options.extent
    try:
        folder = create_theatre(
            options.name,
            parties,
            (west, south, east, north),
            first,
            title=options.title,
            border=options.border,
            time_zone=options.time_zone,
            languages=options.language,
            root=options.folder,
        )
    except OSError as error:
        raise TheatreError(f"The theatre cannot be written: {error}. Name a --folder.") from error
    answer = {"name": options.name, "folder": str(folder), "parties": list(parties)}
    return answer, f"{folder}: a theatre without a day yet; parties: {', '.join(parties)}"


def exit_code(answer: dict[str, Any] | list[Any]) -> int:
    """Exit code of a command that gave an answer."""
    if not isinstance(answer, dict):
        return 0
    return 1 if answer.get("findings") else STATES.get(answer.get("state", ""), 0)
