"""Store on the command line: history, rollback, withdraw, verify, backup."""

import argparse
import getpass
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Final

from geodata.control import read_day
from geodata.errors import (
    PublicationError,
    StoreError,
    TheatreError,
    TopologyError,
    UnreadableFile,
)
from geodata.record import Record
from geodata.store.opening import open_record, prepare
from geodata.store.revisions import Publication, Revision
from geodata.store.store import Store
from geodata.store.times import read_known_on, written
from geodata.theatre import BUILT_IN, load

Answer = tuple[dict[str, Any] | list[Any], str]
"""Answer of a command: for JSON, and as text."""
_UNREADABLE: Final = (StoreError, UnreadableFile, TheatreError, TopologyError, OSError)


def exit_code(error: Exception) -> int:
    """Exit code of a command that failed.

    3: refused, nothing was published; 2: something could not be read or written; 1: the question
    has no answer.
    """
    if isinstance(error, PublicationError):
        return 3
    return 2 if isinstance(error, _UNREADABLE) else 1


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of the store."""
    for name, run, text in (
        ("history", _history, "every revision: when, who, why, what it corrects"),
        ("rollback", _rollback, "an older revision in force again, as a new one"),
        ("withdraw", _withdraw, "take a day out of the map; what was published of it is kept"),
        ("verify", _verify, "prove that nothing was changed since it was published"),
        ("backup", _backup, "copy the store into one file, also while others publish"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("--json", action="store_true", help="print JSON")
        command.set_defaults(run=run)
        add_store(command)
        _arguments(name, command)


def _arguments(name: str, command: argparse.ArgumentParser) -> None:
    if name == "history":
        add_theatre(command)
        add_known_on(command)
    if name == "rollback":
        command.add_argument("revision", metavar="REVISION", type=int, help="see history")
    if name == "withdraw":
        add_theatre(command)
        command.add_argument("day", metavar="DAY", help="YYYY-MM-DD, a day of the map")
    if name in ("rollback", "withdraw"):
        command.add_argument("--note", metavar="TEXT", required=True, help="why")
        command.add_argument("--by", metavar="NAME", default=user(), help="default: who runs this")
        command.add_argument(
            "--against",
            metavar="REVISION",
            type=int,
            help="refuse if anything newer than this was published; default: the newest there is",
        )
    if name == "backup":
        command.add_argument("file", metavar="FILE", help="a new file")


def add_theatre(command: argparse.ArgumentParser) -> None:
    """Add the option that names a theatre."""
    command.add_argument("--theatre", default=BUILT_IN, help=f"default: {BUILT_IN}")


def add_store(command: argparse.ArgumentParser) -> None:
    """Add the option that names a store."""
    command.add_argument(
        "--store",
        metavar="FILE",
        help="default: $LINES_OF_CONTROL_STORE, or a file in your data folder",
    )


def add_known_on(command: argparse.ArgumentParser) -> None:
    """Add the option that names an instant of knowledge."""
    command.add_argument(
        "--known-on",
        metavar="TIME",
        help="as our map said then: YYYY-MM-DD (its end, UTC) or YYYY-MM-DDThh:mm",
    )


def record_of(options: argparse.Namespace) -> Record:
    """Record chosen by `--theatre`, `--store` and `--known-on`."""
    return open_record(options.theatre, known_on(options), options.store)


def known_on(options: argparse.Namespace) -> datetime | None:
    """Instant that `--known-on` names."""
    return read_known_on(options.known_on) if options.known_on else None


def user() -> str:
    """Name of the user, "" if the system does not give it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def _history(options: argparse.Namespace) -> Answer:
    instant = known_on(options)
    with Store.open(options.store) as store:
        history = store.history(options.theatre)
    shown = [revision for revision in history if instant is None or revision.recorded_at <= instant]
    return [revision_as_json(revision) for revision in shown], "\n".join(map(_line, shown))


def revision_as_json(revision: Revision) -> dict[str, Any]:
    """Revision, ready for JSON."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(revision).items()
    }


def _line(revision: Revision) -> str:
    links = [
        f"{word} {number}"
        for word, number in (("corrects", revision.corrects), ("restores", revision.restores))
        if number is not None
    ]
    more = f" ({', '.join(links)})" if links else ""
    return (
        f"{revision.id:>6}  {revision.effective_date}  {revision.kind:<10}  "
        f"{written(revision.recorded_at)}  {revision.recorded_by}: {revision.note}{more}"
    )


def _rollback(options: argparse.Namespace) -> Answer:
    with Store.open(options.store) as store:
        theatre = store.revision(options.revision).theatre
        against = store.version(theatre) if options.against is None else options.against
        revision = store.rollback(
            options.revision, recorded_by=options.by, note=options.note, against=against
        )
    text = f"Published {revision}; it restores revision {revision.restores}."
    return revision_as_json(revision), text


def _withdraw(options: argparse.Namespace) -> Answer:
    day = read_day(options.day)
    with Store.open(options.store) as store:
        prepare(store, load(options.theatre))
        against = store.version(options.theatre) if options.against is None else options.against
        revision = store.publish(
            Publication(options.theatre, day, None, options.by, options.note, against=against)
        )
    return revision_as_json(revision), f"Published {revision}; the map has no {day} any more."


def _verify(options: argparse.Namespace) -> Answer:
    with Store.open(options.store) as store:
        findings, last = store.verify(), store.last()
    answer = {
        "revisions": last.id if last else 0,
        "last_hash": last.hash if last else None,
        "findings": [asdict(finding) for finding in findings],
    }
    lines = [f"{finding}" for finding in findings] or [
        f"{answer['revisions']} revisions, their areas and files are as they were published.",
        f"The hash of the last: {answer['last_hash']}",
    ]
    return answer, "\n".join(lines)


def _backup(options: argparse.Namespace) -> Answer:
    with Store.open(options.store) as store:
        to = store.backup(options.file)
    with Store.open(to, built_in=()) as copy:
        last = copy.last()
    answer = {
        "file": str(to),
        "bytes": to.stat().st_size,
        "revisions": last.id if last else 0,
    }
    return answer, f"{to}: {answer['revisions']} revisions, {answer['bytes']:,} bytes"
