"""This module knows files on disk as they are handed to the gate."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from geodata.errors import UnreadableFile
from geodata.reading import Limits
from geodata.reading.content import promised
from geodata.reading.limits import MIB


@dataclass(frozen=True)
class File:
    """Where a file lies, and what it is called in reports."""

    path: Path
    name: str

    def opened(self) -> tuple[bytes, str]:
        """The bytes of the file, and its name; of a file that is too large only enough to tell.

        Raises
        ------
        UnreadableFile
            It cannot be opened.
        """
        try:
            with self.path.open("rb") as file:
                return file.read(Limits.from_environment().upload_mb * MIB + 1), self.name
        except OSError as error:
            raise _unreadable(self.path, error) from error


def files_in(paths: Sequence[Path]) -> list[File]:
    """The files, and of folders those that look like maps, in the order of their names.

    Raises
    ------
    UnreadableFile
        One does not exist, or a folder has no map in it.
    """
    return [file for path in paths for file in _files(path)]


def _files(path: Path) -> list[File]:
    if not path.is_dir():
        return [File(path, path.name)]
    try:
        inside = sorted(one for one in path.rglob("*") if one.is_file() and promised(one.name))
    except OSError as error:
        raise _unreadable(path, error) from error
    if not inside:
        raise UnreadableFile(
            f"The folder {path} has no map in it; expected files such as 2024-11-30.geojson. "
            f"docs/file-format.md says what can be read."
        )
    return [File(one, one.relative_to(path).as_posix()) for one in inside]


def _unreadable(path: Path, error: OSError) -> UnreadableFile:
    return UnreadableFile(
        f"{path} cannot be read: {error.strerror or error}. Check its name and its permissions."
    )
