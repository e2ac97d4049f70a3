"""This module knows how to copy a store while others write to it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from geodata.errors import StoreError


def copy(path: Path, to: Path) -> None:
    """The store as of one instant, as one new file that is complete as soon as it has its name.

    Raises
    ------
    StoreError
        The new file exists already, or cannot be written.
    """
    if to.exists():
        raise StoreError(f"{to} exists already; name a new file for the backup.")
    part = to.with_name(f"{to.name}.{os.getpid()}.part")
    try:
        # In one step, which reads one state of the file; writers go on meanwhile (WAL).
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(part)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
        _flush(part)
        part.rename(to)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(
            f"The backup {to} cannot be written ({error}); choose a folder that exists and has "
            f"room for it."
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    """The bytes on the disk, not only with the system, before the file gets its name."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
