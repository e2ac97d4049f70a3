"""Faces of the map's own type: files that a server sends, or rules that a document carries.

`type/make_type.py` builds the files. Letters that they lack are drawn in the machine's sans-serif.
"""

import base64
import hashlib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from layers.style import style

MIME: Final = "font/woff2"
_FOLDER: Final = Path(__file__).parent / "type"


@dataclass(frozen=True)
class Face:
    """One file of the type; `weights` is the CSS weight, or two, that it is drawn for."""

    weights: str
    stem: str

    @cached_property
    def content(self) -> bytes:
        """The woff2 file."""
        return (_FOLDER / f"{self.stem}.woff2").read_bytes()

    @cached_property
    def address(self) -> str:
        """Address below the page's folder; other contents have another address."""
        return f"type/{self.stem}-{hashlib.sha256(self.content).hexdigest()[:16]}.woff2"

    def rule(self, source: str) -> str:
        """CSS rule that takes the face from an address."""
        return (
            f'@font-face{{font-family:"{style().family}";font-weight:{self.weights};'
            f"src:url({source}) format('woff2');font-display:swap}}"
        )


FACES: Final = (Face("400 500", "regular"), Face("600", "semibold"), Face("700", "bold"))


# Starts before the scripts behind it are read: a browser unpacks faces in another thread meanwhile,
# and the map is painted once, in its own type. A face that it refuses leaves the machine's.
_LOADING: Final = "for (const face of document.fonts) face.load().catch(() => {});"


@cache
def embedded_faces() -> str:
    """Elements for the head of a document without a server: the faces, and the start of loading."""
    rules = "".join(
        face.rule(f"data:{MIME};base64,{base64.b64encode(face.content).decode()}") for face in FACES
    )
    return f"<style>{rules}</style><script>{_LOADING}</script>"
