"""What takes longer than a picture: clip, deck, embed, press kit; each with its choices."""

from dataclasses import replace
from datetime import date
from typing import Final

import streamlit as st

from geodata.errors import GeodataError
from layers.exports import REPLAY_FILE_NAME, Pace, export_of, formats, shots, snippet
from layers.picture import PRESETS, PictureOptions
from pages.press.desk import (
    Desk,
    chosen_size,
    chosen_theme,
    chosen_words,
    permalink,
)
from pages.press.picture import chosen_day, editable
from pages.press.progress import Task, show_error, show_task
from pages.press.selection import day, line, number, several_days, words_of
from pages.shared.choices import choose_one, choose_part
from pages.shared.download import download

_MOVING: Final = tuple(one for one in PRESETS if one[0] != "a")
_CLIPS: Final = tuple(suffix.removeprefix(".") for suffix in formats("clip"))
_MOST_SLIDES: Final = 40


def show_clip(desk: Desk) -> None:
    """A clip of two days and all between them."""
    left, right = st.columns([1, 2])
    with left:
        from_, to = _span(desk)
        kind = choose_part(
            "clip", desk.say("press_clip_kind"), words_of(desk.language, "clip_kind", _CLIPS)
        )
        look = replace(
            chosen_size(desk, _MOVING), languages=chosen_words(desk), theme=chosen_theme(desk)
        )
        pace = _pace(desk)
    with right:
        try:
            taken = shots(desk.record, from_, to, pace)
        except GeodataError as error:
            show_error(desk, error)
            return
        total = round(sum(shot.seconds for shot in taken), 1)
        st.write(
            desk.say(
                "press_clip_is",
                days=desk.say("span_days", count=len(taken)),
                seconds=desk.say("count_seconds", count=total),
            )
        )
        order = desk.order(desk.on(to), replace(look, permalink=permalink()), shots=taken)
        name = f"lines_of_control_{from_}_{to}_{look.width_px}x{look.height_px}.{kind}"
        mark = (desk.edition, order.link, order.options, taken)
        show_task(desk, Task(export_of("clip", name), order, mark, name))


def _span(desk: Desk) -> tuple[date, date]:
    """The first and the last day."""
    dates = desk.record.dates
    first = day("from", desk.say("press_from"), dates, desk.first, desk.language)
    later = [one for one in dates if one >= first]
    return first, day("to", desk.say("press_to"), later, later[-1], desk.language)


def _pace(desk: Desk) -> Pace:
    usual = Pace()
    names = words_of(desk.language, "step", ("stops", "days"))
    every_day = choose_one("step", desk.say("press_step"), names) == "days"
    return Pace(
        number("seconds", desk.say("press_seconds"), (0.1, 60.0), usual.seconds, 0.5),
        number("hold", desk.say("press_hold"), (0.0, 60.0), usual.hold_s, 0.5),
        number("last", desk.say("press_last"), (0.0, 60.0), usual.last_s, 0.5),
        every_day,
    )


def show_deck(desk: Desk) -> None:
    """A deck of chosen days."""
    st.caption(desk.say("press_deck_what"))
    dates = desk.record.dates
    pace = Pace(hold_s=1.0)
    great = [one.day for one in shots(desk.record, None, None, pace) if one.seconds > pace.seconds]
    usual = sorted({dates[0], *great, dates[-1]})[-_MOST_SLIDES:]
    days = several_days(
        "stops", desk.say("press_stops"), dates, usual, language=desk.language, most=_MOST_SLIDES
    )
    columns = st.columns(2)
    with columns[0]:
        words = chosen_words(desk, both=False)
    with columns[1]:
        theme = chosen_theme(desk)
    if not days:
        return
    look = PictureOptions(languages=words, theme=theme, permalink=permalink())
    order = desk.order(desk.on(days[-1]), look, days=tuple(days))
    name = f"lines_of_control_{days[0]}_{days[-1]}_{words[0]}.pptx"
    mark = (desk.edition, order.link, look, days)
    show_task(desk, Task(export_of("deck", name), order, mark, name))


def show_embed(desk: Desk) -> None:
    """The replay of locked days as a file, and the frame that shows it on a page."""
    st.caption(desk.say("press_embed_what"))
    columns = st.columns(2)
    with columns[0]:
        from_ = day("from", desk.say("press_from"), desk.record.dates, desk.first, desk.language)
    later = [one for one in desk.record.dates if one >= from_]
    with columns[1]:
        to = day("to", desk.say("press_to"), later, later[-1], desk.language)
    look = PictureOptions(languages=(desk.language,))
    locked = replace(desk.view, as_of=None, from_day=from_, to_day=to)
    order = desk.order(locked, look)
    export = export_of("replay", REPLAY_FILE_NAME)
    words = desk.say("press_get_embed")
    if not download(export, order, words, REPLAY_FILE_NAME, key="get_embed", type="primary"):
        return
    address = line("address", desk.say("press_address"), REPLAY_FILE_NAME, "embed")
    view = replace(desk.on(min(max(desk.view.as_of or to, from_), to)), language=desk.language)
    text = snippet(desk.order(view, look), (from_, to), address or REPLAY_FILE_NAME)
    st.markdown(f"**{desk.say('press_snippet')}**")
    st.code(text, language="html", wrap_lines=True)


def show_kit(desk: Desk) -> None:
    """Everything about one day in one file."""
    st.caption(desk.say("press_kit_what"))
    columns = st.columns(3)
    with columns[0]:
        asked = chosen_day(desk)
    with columns[1]:
        words = chosen_words(desk)
    with columns[2]:
        theme = chosen_theme(desk)
    look = PictureOptions(languages=words, theme=theme, permalink=permalink())
    view = desk.on(asked)
    own = editable(desk, view, words[:1])
    order = desk.order(view, look, words=own)
    mark = (desk.edition, order.link, look, own)
    name = f"lines_of_control_{asked}.zip"
    show_task(desk, Task(export_of("kit", name), order, mark, name))
