"""Drafts of uploads on the server's disk: a reloaded tab finds its own draft again.

Beside the store lies a folder with a folder for each draft. Its name is the hash of the token in
the address, so that a reader of the disk cannot open it in a browser; only the person who began it
can. Nothing in it is code: the choices are JSON.
"""

import json
import shutil
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL

from geodata import user_data
from geodata.draft import PropertyMapping
from geodata.theatre import BUILT_IN
from geodata.validation import Rule
from pages.upload.state import MapChoice, Statement, Upload

HOURS: Final = 24
MAX_DRAFTS: Final = 60
MAX_MB: Final = 2000
_STATE: Final = "draft.json"


class DraftStore:
    """Store of drafts beside the store of revisions."""

    def __init__(self, store: Path | URL) -> None:
        if isinstance(store, Path):
            self.folder = store.with_name(f"{store.name}-drafts")
        else:
            # Where the store is elsewhere, drafts lie on the machine that was asked.
            name = sha256(store.render_as_string().encode()).hexdigest()[:16]
            self.folder = user_data.folder() / f"drafts-{name}"

    def save(self, upload: Upload, person: str) -> None:
        """Save an upload if it has changed; a full disk is no reason to stop."""
        text = json.dumps(
            {"person": person, **_as_json(upload)}, ensure_ascii=False, sort_keys=True
        )
        if text == upload.saved_text:
            return
        with suppress(OSError):
            self._write(upload, text)
            upload.saved_text = text

    def _write(self, upload: Upload, text: str) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = self._folder_of(upload.token)
        if not place.exists():
            self._sweep(sum(len(content) for _, content in upload.files))
            temporary = Path(tempfile.mkdtemp(dir=self.folder))
            for number, (_, content) in enumerate(upload.files):
                (temporary / f"{number}.bin").write_bytes(content)
            (temporary / _STATE).write_text(text, encoding="utf-8")
            temporary.rename(place)
            return
        # A process killed while writing leaves the draft as it was before.
        new = place / f"{_STATE}.new"
        new.write_text(text, encoding="utf-8")
        new.replace(place / _STATE)

    def find(self, token: str, person: str) -> Upload | None:
        """Find the upload of a token; None where it is gone, or another person's."""
        place = self._folder_of(token)
        try:
            text = (place / _STATE).read_text(encoding="utf-8")
            document = json.loads(text)
            if document["person"] != person or _age_hours(place) > HOURS:
                return None
            contents = [
                (place / f"{number}.bin").read_bytes() for number in range(len(document["files"]))
            ]
            upload = _upload(document, contents, token)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        (place / _STATE).touch()
        upload.saved_text = text
        return upload

    def drop(self, token: str) -> None:
        """Delete a draft."""
        shutil.rmtree(self._folder_of(token), ignore_errors=True)

    def _folder_of(self, token: str) -> Path:
        return self.folder / sha256(token.encode(errors="replace")).hexdigest()[:32]

    def _sweep(self, coming: int) -> None:
        """Make room for another draft: old drafts go, and the oldest of too many."""
        drafts = sorted(
            (folder for folder in self.folder.iterdir() if folder.is_dir()), key=_age_hours
        )
        room = MAX_MB * 1_000_000 - coming
        for newer, folder in enumerate(drafts):
            room -= sum(file.stat().st_size for file in folder.iterdir())
            if _age_hours(folder) > HOURS or newer >= MAX_DRAFTS - 1 or room < 0:
                shutil.rmtree(folder, ignore_errors=True)


def _age_hours(place: Path) -> float:
    """Hours since a draft was last changed."""
    state = place / _STATE
    changed = (state if state.exists() else place).stat().st_mtime
    return (time.time() - changed) / 3600


def _as_json(upload: Upload) -> dict[str, Any]:
    """Choices of an upload as JSON; keys stay as they are, so that older drafts are read."""
    choices = {
        str(map_index): {
            "effective_date": choice.effective_date and choice.effective_date.isoformat(),
            "repairs": sorted(choice.fixes, key=str),
            "rules": [[*pair, str(rule)] for pair, rule in sorted(choice.rules.items())],
            "said": asdict(choice.statement),
            "left_out": choice.left_out,
            "published": choice.published,
        }
        for map_index, choice in upload.choices.items()
    }
    return {
        "files": [name for name, _ in upload.files],
        "mark": list(upload.mark),
        "theatre": upload.theatre,
        "at": upload.map_index,
        "together": upload.together,
        "choices": choices,
        "said_of_all": asdict(upload.statement_of_all),
        "meanings": _mappings(upload.mappings.items()),
        "proposals": _mappings(upload.proposals.items()),
        "draw_areas": upload.draw_areas,
        "wizard_open": upload.wizard_open,
    }


def _mappings(items: Iterable[tuple[str, PropertyMapping]]) -> dict[str, Any]:
    return {shape: asdict(mapping) for shape, mapping in items}


def _upload(document: dict[str, Any], contents: list[bytes], token: str) -> Upload:
    return Upload(
        files=tuple(zip(document["files"], contents, strict=True)),
        mark=tuple(document["mark"]),
        token=token,
        theatre=document.get("theatre", BUILT_IN),
        map_index=document["at"],
        together=document["together"],
        choices={
            int(map_index): _choice(choice) for map_index, choice in document["choices"].items()
        },
        statement_of_all=Statement(**document["said_of_all"]),
        mappings={
            shape: PropertyMapping(**mapping) for shape, mapping in document["meanings"].items()
        },
        proposals={
            shape: PropertyMapping(**mapping) for shape, mapping in document["proposals"].items()
        },
        draw_areas=document["draw_areas"],
        wizard_open=document["wizard_open"],
    )


def _choice(document: dict[str, Any]) -> MapChoice:
    day = document["effective_date"]
    fixes = (fix if isinstance(fix, str) else (fix[0], fix[1]) for fix in document["repairs"])
    return MapChoice(
        effective_date=date.fromisoformat(day) if day else None,
        fixes=frozenset(fixes),
        rules={(a, b): Rule(rule) for a, b, rule in document["rules"]},
        statement=Statement(**document["said"]),
        left_out=document["left_out"],
        published=document["published"],
    )
