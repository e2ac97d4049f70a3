"""Folders of a user's own data: the store, and the theatres that the user created."""

import os
import sys
from pathlib import Path


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
    """Folders of theatres by name, of the project and of this user; the project's come first."""
    roots = (own_theatres(), built_in)
    return {path.parent.name: path.parent for root in roots for path in root.glob("*/theatre.json")}
