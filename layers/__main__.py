"""Replays, pictures, clips, decks and press kits by script: the same exports as the pages.

Exit codes: 0 done, 1 the question has no answer (no such day or theatre), 2 unusable arguments, or
a store, a theatre or a file cannot be read or written.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final, TypeAlias

from geodata.control import read_day
from geodata.errors import GeodataError
from geodata.store import Store
from geodata.store.commands import (
    add_known_on,
    add_store,
    add_theatre,
    exit_code,
    known_on,
    record_of,
)
from geodata.store.times import read_known_on
from geodata.theatre import BUILT_IN
from layers.edition import edition_of
from layers.exports import PICTURE_KINDS, Order, Pace, export_of, shots
from layers.link import View, read_link
from layers.picture import LANGUAGES, PRESETS, THEMES, PictureOptions, of_size

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
_DEFAULT_SIZE: Final = "1920x1080"


def add(commands: Commands) -> None:
    """Add the commands and their options."""
    replay = _command(commands, "replay", "one HTML file that replays the days offline", _replay)
    _add_span(replay)
    _add_picture(commands)
    clip = _command(commands, "clip", "days as a film: .mp4, .webm, .gif, or .zip of PNGs", _clip)
    _add_span(clip)
    _add_map(clip)
    default = Pace()
    for name, value, text in (
        ("--seconds", default.seconds, "seconds for each day shown"),
        ("--hold", default.hold_s, "seconds longer where a major city changes hands"),
        ("--last", default.last_s, "seconds on the last day"),
    ):
        clip.add_argument(name, type=float, default=value, help=f"{text}; default: {value:g}")
    clip.add_argument("--every-day", action="store_true", help="also days without a report")
    clip.add_argument("--size", choices=PRESETS, default=_DEFAULT_SIZE, help="default: 1920x1080")
    deck = _command(
        commands, "deck", "days as a PowerPoint file, text and tables to be edited", _deck
    )
    _add_span(deck)
    _add_map(deck)
    deck.add_argument("--days", nargs="+", metavar="DAY", help="only these; default: all dates")
    kit = _command(commands, "kit", "pictures, data, words, sources of a day in one ZIP", _kit)
    _add_map(kit)


def _command(
    commands: Commands, name: str, text: str, run: Callable[[argparse.Namespace], str]
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text)
    command.add_argument("-o", "--output", metavar="FILE", required=True, type=Path)
    add_theatre(command)
    add_store(command)
    add_known_on(command)
    # A link may name the theatre too: one that was typed is distinguished from the default.
    command.set_defaults(run=run, theatre=None)
    return command


def _add_span(command: argparse.ArgumentParser) -> None:
    command.add_argument("--from", dest="from_", metavar="DAY", help="first day, YYYY-MM-DD")
    command.add_argument("--to", metavar="DAY", help="last day, YYYY-MM-DD")


def _add_map(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--link",
        default="",
        help="the map as a page's link shows it, for example ?as_of=2024-11-30",
    )
    command.add_argument("--theme", choices=THEMES, default="light", help="default: light")
    words = ["+".join(languages) for languages in LANGUAGES]
    command.add_argument("--words", choices=words, default=words[0], help="default: en")


def _add_picture(commands: Commands) -> None:
    text = "a map, a comparison or a chart as .png, .jpg, .webp, .svg or .pdf"
    command = _command(commands, "picture", text, _picture)
    command.add_argument(
        "--link",
        default="",
        help="the map as a page's link shows it, for example ?as_of=2024-11-30; two days are "
        "?from=2024-11-26&to=2024-11-30",
    )
    command.add_argument("--kind", choices=PICTURE_KINDS, default="map", help="default: map")
    command.add_argument(
        "--days", nargs="+", metavar="DAY", help="the days of a strip; default: six of its link"
    )
    command.add_argument(
        "--preset",
        default=_DEFAULT_SIZE,
        metavar="SIZE",
        help=f"{', '.join(PRESETS)}, or WIDTHxHEIGHT in pixels; default: {_DEFAULT_SIZE}",
    )
    command.add_argument("--dpi", type=int, help="pixels per inch, for a size of your own")
    command.add_argument("--theme", choices=THEMES, help="default: the link's, or light")
    words = ["+".join(languages) for languages in LANGUAGES]
    command.add_argument(
        "--words", "--lang", dest="lang", choices=words, help="default: the link's, or en"
    )
    command.add_argument("--title", help="default: a headline from the numbers")
    command.add_argument("--subtitle", help="default: the title of the theatre")
    command.add_argument("--transparent", action="store_true", help="no colour behind the map")
    command.add_argument("--qr", action="store_true", help="the link also as a QR code")
    command.add_argument("--address", default="", metavar="URL", help="where the map is published")


def _follow_link(arguments: argparse.Namespace, commands: argparse.ArgumentParser) -> None:
    """Take theatre and instant of knowledge from the link; one that differs from an option ends."""
    view = read_link(getattr(arguments, "link", ""))
    for _, facts in view.problems:
        # Another theatre would be drawn in its place.
        if facts.get("key") == "theatre":
            commands.error(
                f'the link has theatre="{facts["found"]}", which is no name of a theatre; '
                f"a name has {facts['choices']}"
            )
    for name, linked in (("theatre", view.theatre), ("known_on", view.known_on)):
        typed = getattr(arguments, name)
        if typed and linked and not _same(name, typed, linked):
            commands.error(
                f"the link has {name}={linked}, and --{name.replace('_', '-')} {typed} asks for "
                f"another; give one of them"
            )
        setattr(arguments, name, typed or linked or None)
    arguments.theatre = arguments.theatre or BUILT_IN


def _same(name: str, typed: str, linked: str) -> bool:
    """Whether an option and a link say the same; an instant may be written in several ways."""
    if name == "known_on":
        return read_known_on(typed) == read_known_on(linked)
    return typed == linked


# --- what each command makes ---------------------------------------------------------------------


def _replay(arguments: argparse.Namespace) -> str:
    first, last = _span(arguments)
    order = _order(arguments, View(from_day=first, to_day=last), PictureOptions())
    return f"{_write_export('replay', order, arguments)}; opens from disk, needs no network"


def _picture(arguments: argparse.Namespace) -> str:
    # A name without a format is refused before anything is opened.
    export_of(arguments.kind, arguments.output.name)
    view = read_link(arguments.link)
    options = _picture_options(arguments, view)
    days = tuple(read_day(text) for text in arguments.days or ())
    order = replace(_order(arguments, view, options), days=days)
    size = f"{options.width_px} × {options.height_px} pixels"
    return f"{_write_export(arguments.kind, order, arguments)}, {size}"


def _clip(arguments: argparse.Namespace) -> str:
    order = _map_order(arguments, arguments.size)
    pace = Pace(arguments.seconds, arguments.hold, arguments.last, arguments.every_day)
    order = replace(order, shots=shots(order.record, *_span(arguments), pace))
    seconds = sum(shot.seconds for shot in order.shots)
    return f"{_write_export('clip', order, arguments)}, {len(order.shots)} days, {seconds:g} s"


def _deck(arguments: argparse.Namespace) -> str:
    order = _map_order(arguments)
    if arguments.days:
        days = sorted(read_day(text) for text in arguments.days)
    else:
        days = [shot.day for shot in shots(order.record, *_span(arguments))]
    order = replace(order, days=tuple(days))
    return f"{_write_export('deck', order, arguments, '.pptx')}, {len(days)} days"


def _kit(arguments: argparse.Namespace) -> str:
    return _write_export("kit", _map_order(arguments), arguments, ".zip")


def _write_export(kind: str, order: Order, arguments: argparse.Namespace, suffix: str = "") -> str:
    """Make an export into the file that was named, and say how large it is.

    With a `suffix` the kind has one format, whatever the file is called.
    """
    output: Path = arguments.output
    content = export_of(kind, suffix or output.name).make(order, _show_progress)
    output.write_bytes(content)
    return f"{output}: {len(content):,} bytes"


def _order(arguments: argparse.Namespace, view: View, options: PictureOptions) -> Order:
    record = record_of(arguments)
    with Store.open(arguments.store) as store:
        edition = edition_of(store, arguments.theatre, known_on(arguments))
    # The link of what is made opens what was known then, and never another edition.
    view = replace(view, known_on=arguments.known_on or "")
    return Order(record, view, options, edition)


def _map_order(arguments: argparse.Namespace, size: str = _DEFAULT_SIZE) -> Order:
    languages = tuple(arguments.words.split("+"))
    options = of_size(size, theme=arguments.theme, languages=languages)
    view = replace(read_link(arguments.link), from_day=None, to_day=None)
    return _order(arguments, view, options)


def _span(arguments: argparse.Namespace) -> tuple[date | None, date | None]:
    first, last = (read_day(text) if text else None for text in (arguments.from_, arguments.to))
    return first, last


def _picture_options(arguments: argparse.Namespace, view: View) -> PictureOptions:
    options: dict[str, object] = {
        "theme": arguments.theme or view.theme or "light",
        "languages": tuple((arguments.lang or view.language or "en").split("+")),
        "title": arguments.title,
        "subtitle": arguments.subtitle,
        "transparent": arguments.transparent,
        "qr": arguments.qr,
        "permalink": arguments.address,
    }
    if arguments.preset not in PRESETS and "x" in arguments.preset:
        width, _, height = arguments.preset.partition("x")
        if width.isdigit() and height.isdigit():
            size = {
                "width_px": int(width), "height_px": int(height), "dpi": arguments.dpi or 96,
            }  # fmt: skip
            return PictureOptions(**size, **options)  # type: ignore[arg-type]
    return of_size(arguments.preset, **options)


def _show_progress(done: int, total: int) -> None:
    """Show progress on a terminal; scripts, which keep what is printed, are spared it."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done}/{total}" + ("\n" if done == total else ""))
        sys.stderr.flush()


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    main = argparse.ArgumentParser(prog="python -m layers", description=__doc__)
    add(main.add_subparsers(dest="command", required=True, metavar="COMMAND"))
    return main


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code says how it went."""
    commands = parser()
    options = commands.parse_args(arguments)
    try:
        _follow_link(options, commands)
        answer = options.run(options)
    except (GeodataError, OSError) as error:
        print(f"layers: {error}", file=sys.stderr)
        return exit_code(error)
    print(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
