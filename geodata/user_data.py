"""Folders of a user's own data: the store, and the theatres that the user created."""

import os
import re
import sys
from pathlib import Path
from typing import Final

THEATRE_NAME: Final = re.compile("[a-z0-9_-]{1,60}")
"""What a theatre's folder may be called, for the name stands in links."""


def folder() -> Path:
    """Folder for the data of a user's programs on this system."""
    home = Path.home()
    if sys.platform == "darwin":
        data = home / "Library" / "Application Support"
    elif sys.platform == "win32":
        data = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    else:
        data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return data / "lines-of-control"


def own_theatres() -> Path:
    """Folder of the theatres that this user created."""
    return folder() / "theatres"


def theatres(built_in: Path) -> dict[str, Path]:
    """Folders of theatres by name, of the project and of this user; the project's come first.

    A folder whose name no link can hold is none.
    """
    roots = (own_theatres(), built_in)
    folders = (path.parent for root in roots for path in root.glob("*/theatre.json"))
    return {path.name: path for path in folders if THEATRE_NAME.fullmatch(path.name)}
