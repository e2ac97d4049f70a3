"""Files and folders on disk, as given to ingest."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from geodata.errors import UnreadableFile
from geodata.reading import Limits
from geodata.reading.content import promised
from geodata.reading.limits import MIB


@dataclass(frozen=True)
class File:
    """Path of a file, and its name in reports."""

    path: Path
    name: str

    def read(self) -> tuple[bytes, str]:
        """Read the bytes and the name of the file; of a too large file only up to the limit.

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
    """List files, and of folders those that look like maps, in the order of their names.

    Raises
    ------
    UnreadableFile
        A path does not exist, or a folder has no map in it.
    """
    return [file for path in paths for file in _files(path)]


def _files(path: Path) -> list[File]:
    if not path.is_dir():
        return [File(path, path.name)]
    try:
        inside = sorted(file for file in path.rglob("*") if file.is_file() and promised(file.name))
    except OSError as error:
        raise _unreadable(path, error) from error
    if not inside:
        raise UnreadableFile(
            f"The folder {path} has no map in it; expected files such as 2024-11-30.geojson. "
            f"docs/file-format.md says what can be read."
        )
    return [File(file, file.relative_to(path).as_posix()) for file in inside]


def _unreadable(path: Path, error: OSError) -> UnreadableFile:
    return UnreadableFile(
        f"{path} cannot be read: {error.strerror or error}. Check its name and its permissions."
    )
