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


@cache
def embedded_rules() -> str:
    """CSS rules that hold the faces themselves, for a document without a server."""
    return "".join(
        face.rule(f"data:{MIME};base64,{base64.b64encode(face.content).decode()}") for face in FACES
    )
