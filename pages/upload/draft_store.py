"""Drafts of uploads on the server's disk: a tab that is loaded anew finds its own again.

Beside the store lies a folder with one folder for each draft. Its name is the hash of the token in
the address, so that who reads the disk cannot open it in a browser; only the person who began it
can. Nothing in it is code: what was chosen is JSON.
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
from geodata.validation import Rule
from pages.upload.state import MapChoice, Said, Upload

HOURS: Final = 24
MOST_DRAFTS: Final = 60
MOST_MB: Final = 2000
_STATE: Final = "draft.json"


class Shelf:
    """The drafts beside a store."""

    def __init__(self, store: Path | URL) -> None:
        if isinstance(store, Path):
            self.folder = store.with_name(f"{store.name}-drafts")
        else:
            # Where the store is elsewhere, drafts lie on the machine that was asked.
            name = sha256(store.render_as_string().encode()).hexdigest()[:16]
            self.folder = user_data.folder() / f"drafts-{name}"

    def keep(self, upload: Upload, person: str) -> None:
        """Write down an upload if anything of it has changed; a full disk is no reason to stop."""
        told = json.dumps({"person": person, **_told(upload)}, ensure_ascii=False, sort_keys=True)
        if told == upload.kept:
            return
        with suppress(OSError):
            self._write(upload, told)
            upload.kept = told

    def _write(self, upload: Upload, told: str) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = self._place(upload.token)
        if not place.exists():
            self._sweep(sum(len(content) for _, content in upload.files))
            made = Path(tempfile.mkdtemp(dir=self.folder))
            for at, (_, content) in enumerate(upload.files):
                (made / f"{at}.bin").write_bytes(content)
            (made / _STATE).write_text(told, encoding="utf-8")
            made.rename(place)
            return
        # One who is killed while writing leaves the draft as it was before.
        new = place / f"{_STATE}.new"
        new.write_text(told, encoding="utf-8")
        new.replace(place / _STATE)

    def find(self, token: str, person: str) -> Upload | None:
        """The upload of a token; None where it is gone, or another person's."""
        place = self._place(token)
        try:
            text = (place / _STATE).read_text(encoding="utf-8")
            told = json.loads(text)
            if told["person"] != person or _age_hours(place) > HOURS:
                return None
            contents = [(place / f"{at}.bin").read_bytes() for at in range(len(told["files"]))]
            upload = _upload(told, contents, token)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        (place / _STATE).touch()
        upload.kept = text
        return upload

    def drop(self, token: str) -> None:
        """Throw a draft away."""
        shutil.rmtree(self._place(token), ignore_errors=True)

    def _place(self, token: str) -> Path:
        return self.folder / sha256(token.encode(errors="replace")).hexdigest()[:32]

    def _sweep(self, coming: int) -> None:
        """Room for another draft: those that are too old go, and the oldest of too many."""
        drafts = sorted((one for one in self.folder.iterdir() if one.is_dir()), key=_age_hours)
        room = MOST_MB * 1_000_000 - coming
        for at, one in enumerate(drafts):
            room -= sum(file.stat().st_size for file in one.iterdir())
            if _age_hours(one) > HOURS or at >= MOST_DRAFTS - 1 or room < 0:
                shutil.rmtree(one, ignore_errors=True)


def _age_hours(place: Path) -> float:
    """Hours since a draft was last changed."""
    state = place / _STATE
    changed = (state if state.exists() else place).stat().st_mtime
    return (time.time() - changed) / 3600


def _told(upload: Upload) -> dict[str, Any]:
    choices = {
        str(at): {
            **asdict(one),
            "effective_date": one.effective_date and one.effective_date.isoformat(),
            "repairs": sorted(one.repairs, key=str),
            "rules": [[*pair, str(rule)] for pair, rule in sorted(one.rules.items())],
        }
        for at, one in upload.choices.items()
    }
    return {
        "files": [name for name, _ in upload.files],
        "mark": list(upload.mark),
        "at": upload.at,
        "together": upload.together,
        "choices": choices,
        "said_of_all": asdict(upload.said_of_all),
        "meanings": _mappings(upload.meanings.items()),
        "proposals": _mappings(upload.proposals.items()),
        "draw_areas": upload.draw_areas,
        "wizard_open": upload.wizard_open,
    }


def _mappings(items: Iterable[tuple[str, PropertyMapping]]) -> dict[str, Any]:
    return {shape: asdict(mapping) for shape, mapping in items}


def _upload(told: dict[str, Any], contents: list[bytes], token: str) -> Upload:
    return Upload(
        files=tuple(zip(told["files"], contents, strict=True)),
        mark=tuple(told["mark"]),
        token=token,
        at=told["at"],
        together=told["together"],
        choices={int(at): _choice(one) for at, one in told["choices"].items()},
        said_of_all=Said(**told["said_of_all"]),
        meanings={one: PropertyMapping(**each) for one, each in told["meanings"].items()},
        proposals={one: PropertyMapping(**each) for one, each in told["proposals"].items()},
        draw_areas=told["draw_areas"],
        wizard_open=told["wizard_open"],
    )


def _choice(told: dict[str, Any]) -> MapChoice:
    day = told["effective_date"]
    repairs = (one if isinstance(one, str) else (one[0], one[1]) for one in told["repairs"])
    return MapChoice(
        effective_date=date.fromisoformat(day) if day else None,
        repairs=frozenset(repairs),
        rules={(a, b): Rule(rule) for a, b, rule in told["rules"]},
        said=Said(**told["said"]),
        left_out=told["left_out"],
        published=told["published"],
    )
