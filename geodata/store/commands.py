"""This module knows the store on the command line: history, rollback, withdraw, verify, backup."""

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
"""What a command found: for machines, and for people."""
_UNREADABLE: Final = (StoreError, UnreadableFile, TheatreError, TopologyError, OSError)


def exit_code(error: Exception) -> int:
    """How a command ends that could not do what was asked.

    3: refused, nothing was published; 2: something could not be read or written; 1: the question
    has no answer.
    """
    if isinstance(error, PublicationError):
        return 3
    return 2 if isinstance(error, _UNREADABLE) else 1


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The commands of the store."""
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
    """The option that names a theatre."""
    command.add_argument("--theatre", default=BUILT_IN, help=f"default: {BUILT_IN}")


def add_store(command: argparse.ArgumentParser) -> None:
    """The option that names a store."""
    command.add_argument(
        "--store",
        metavar="FILE",
        help="default: $LINES_OF_CONTROL_STORE, or a file in your data folder",
    )


def add_known_on(command: argparse.ArgumentParser) -> None:
    """The option that asks what was known on an instant."""
    command.add_argument(
        "--known-on",
        metavar="TIME",
        help="as our map said then: YYYY-MM-DD (its end, UTC) or YYYY-MM-DDThh:mm",
    )


def record_of(given: argparse.Namespace) -> Record:
    """The record that `--theatre`, `--store` and `--known-on` ask for."""
    return open_record(given.theatre, known_on(given), given.store)


def known_on(given: argparse.Namespace) -> datetime | None:
    """The instant that `--known-on` names."""
    return read_known_on(given.known_on) if given.known_on else None


def user() -> str:
    """Who runs this, "" if the system does not say."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def _history(given: argparse.Namespace) -> Answer:
    instant = known_on(given)
    with Store.open(given.store) as store:
        history = store.history(given.theatre)
    shown = [one for one in history if instant is None or one.recorded_at <= instant]
    return [told(one) for one in shown], "\n".join(map(_line, shown))


def told(revision: Revision) -> dict[str, Any]:
    """A revision, ready for JSON."""
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


def _rollback(given: argparse.Namespace) -> Answer:
    with Store.open(given.store) as store:
        theatre = store.revision(given.revision).theatre
        against = store.version(theatre) if given.against is None else given.against
        made = store.rollback(
            given.revision, recorded_by=given.by, note=given.note, against=against
        )
    return told(made), f"Published {made}; it restores revision {made.restores}."


def _withdraw(given: argparse.Namespace) -> Answer:
    day = read_day(given.day)
    with Store.open(given.store) as store:
        prepare(store, load(given.theatre))
        against = store.version(given.theatre) if given.against is None else given.against
        made = store.publish(
            Publication(given.theatre, day, None, given.by, given.note, against=against)
        )
    return told(made), f"Published {made}; the map has no {day} any more."


def _verify(given: argparse.Namespace) -> Answer:
    with Store.open(given.store) as store:
        findings, last = store.verify(), store.last()
    answer = {
        "revisions": last.id if last else 0,
        "last_hash": last.hash if last else None,
        "findings": [asdict(found) for found in findings],
    }
    lines = [f"{found}" for found in findings] or [
        f"{answer['revisions']} revisions, their areas and files are as they were published.",
        f"The hash of the last: {answer['last_hash']}",
    ]
    return answer, "\n".join(lines)


def _backup(given: argparse.Namespace) -> Answer:
    with Store.open(given.store) as store:
        to = store.backup(given.file)
    with Store.open(to, seeded=()) as copy:
        last = copy.last()
    answer = {
        "file": str(to),
        "bytes": to.stat().st_size,
        "revisions": last.id if last else 0,
    }
    return answer, f"{to}: {answer['revisions']} revisions, {answer['bytes']:,} bytes"
