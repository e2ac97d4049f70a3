"""This module knows the press desk on the command line: clip, deck, kit."""

import argparse
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from geodata.control import read_day
from geodata.store import Store
from geodata.store.commands import add_known_on, add_store, add_theatre, known_on, record_of
from layers.edition import edition_of
from layers.exports.clip import make_clip
from layers.exports.deck import make_deck
from layers.exports.kit import make_kit
from layers.exports.order import Order
from layers.exports.pace import Pace, shots
from layers.link import read_link
from layers.picture import LANGUAGES, PRESETS, THEMES, of_size


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The commands of the press desk."""
    clip = _command(commands, "clip", "days as a film: .mp4, .webm, .gif, or .zip of PNGs")
    _add_span(clip)
    usual = Pace()
    for name, value, text in (
        ("--seconds", usual.seconds, "seconds for each day shown"),
        ("--hold", usual.hold_s, "seconds longer where a great city changes hands"),
        ("--last", usual.last_s, "seconds on the last day"),
    ):
        clip.add_argument(name, type=float, default=value, help=f"{text}; default: {value:g}")
    clip.add_argument("--every-day", action="store_true", help="also days without a report")
    clip.add_argument("--size", choices=PRESETS, default="1920x1080", help="default: 1920x1080")
    clip.set_defaults(run=_clip)
    deck = _command(commands, "deck", "days as a PowerPoint file, text and tables to be edited")
    _add_span(deck)
    deck.add_argument("--days", nargs="+", metavar="DAY", help="only these; default: every stop")
    deck.set_defaults(run=_deck)
    kit = _command(commands, "kit", "pictures, data, words, sources of a day in one ZIP")
    kit.set_defaults(run=_kit)


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, text: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text)
    command.add_argument("-o", "--output", metavar="FILE", required=True, type=Path)
    command.add_argument(
        "--link",
        default="",
        help="the map as a page's link shows it, for example ?as_of=2024-11-30",
    )
    command.add_argument("--theme", choices=THEMES, default="light", help="default: light")
    words = ["+".join(one) for one in LANGUAGES]
    command.add_argument("--words", choices=words, default=words[0], help="default: en")
    add_theatre(command)
    add_store(command)
    add_known_on(command)
    return command


def _add_span(command: argparse.ArgumentParser) -> None:
    command.add_argument("--from", dest="from_", metavar="DAY", help="first day, YYYY-MM-DD")
    command.add_argument("--to", metavar="DAY", help="last day, YYYY-MM-DD")


def _order(given: argparse.Namespace, size: str = "1920x1080") -> Order:
    record = record_of(given)
    with Store.open(given.store) as store:
        edition = edition_of(store, given.theatre, known_on(given))
    look = of_size(size, theme=given.theme, languages=tuple(given.words.split("+")))
    view = replace(read_link(given.link), from_day=None, to_day=None)
    return Order(record, view, look, edition)


def _span(given: argparse.Namespace) -> tuple[date | None, date | None]:
    first, last = (read_day(text) if text else None for text in (given.from_, given.to))
    return first, last


def _clip(given: argparse.Namespace) -> str:
    order = _order(given, given.size)
    pace = Pace(given.seconds, given.hold, given.last, given.every_day)
    taken = shots(order.record, *_span(given), pace)
    made = make_clip(order, taken, given.output, progress=_show)
    return f"{_size(given.output)}, {len(taken)} days, {made.seconds:g} s"


def _deck(given: argparse.Namespace) -> str:
    order = _order(given)
    if given.days:
        days = sorted(read_day(text) for text in given.days)
    else:
        days = [shot.day for shot in shots(order.record, *_span(given))]
    given.output.write_bytes(make_deck(order, days, progress=_show))
    return f"{_size(given.output)}, {len(days)} days"


def _kit(given: argparse.Namespace) -> str:
    given.output.write_bytes(make_kit(_order(given), progress=_show))
    return _size(given.output)


def _size(path: Path) -> str:
    return f"{path}: {path.stat().st_size:,} bytes"


def _show(done: int, total: int) -> None:
    """Progress for whoever watches; scripts, which keep what is said, are spared it."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done}/{total}" + ("\n" if done == total else ""))
        sys.stderr.flush()
