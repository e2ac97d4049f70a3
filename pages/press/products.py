"""What takes longer than a picture: clip, deck, embed, press kit; each with its choices."""

from dataclasses import replace
from datetime import date
from typing import Final

import streamlit as st

from geodata.errors import GeodataError
from layers.exports import REPLAY_FILE_NAME, Pace, export_of, formats, shots, snippet
from layers.link_table import parameter
from layers.picture import PRESETS, PictureOptions
from pages.press.options import choose_size, choose_theme, choose_words, permalink, view_on
from pages.press.picture import choose_picture_day, edit_words
from pages.press.progress import Task, show_task
from pages.press.selection import line, number, several_days, words_of
from pages.shared import data
from pages.shared.choices import choose_day, choose_one, choose_part
from pages.shared.download import download, show_refusal
from pages.shared.page import Page

_SCREENS: Final = tuple(preset for preset in PRESETS if preset[0] != "a")
_CLIPS: Final = tuple(suffix.removeprefix(".") for suffix in formats("clip"))
_STEPS: Final = parameter("step", "press").values
_MAX_SLIDES: Final = parameter("dates", "press").facts["max_items"]


def show_clip(page: Page) -> None:
    """Show the choices of a clip of two days and all between them, and the clip."""
    left, right = st.columns([1, 2])
    with left:
        from_, to = _span(page)
        names = words_of(page.locale, "clip_kind", _CLIPS)
        kind = choose_part("clip", page.say("press_clip_kind"), names)
        options = replace(
            choose_size(page, _SCREENS), languages=choose_words(page), theme=choose_theme(page)
        )
        pace = _pace(page)
    with right:
        try:
            taken = shots(page.record, from_, to, pace)
        except GeodataError as error:
            show_refusal(error, page.locale)
            return
        days = page.say("span_days", count=len(taken))
        total_s = round(sum(shot.seconds for shot in taken), 1)
        seconds = page.say("count_seconds", count=total_s)
        st.write(page.say("press_clip_is", days=days, seconds=seconds))
        options = replace(options, permalink=permalink())
        order = data.order(page.edition, view=view_on(page, to), options=options, shots=taken)
        size = f"{options.width_px}x{options.height_px}"
        name = f"lines_of_control_{from_}_{to}_{size}.{kind}"
        mark = (page.edition, order.link, options, taken)
        show_task(page, Task(export_of("clip", name), order, mark, name))


def _span(page: Page) -> tuple[date, date]:
    """The first and the last day."""
    dates = page.record.dates
    first = choose_day("from", page.say("press_from"), dates, dates[0], page.locale)
    return first, _last_day(page, first)


def _last_day(page: Page, first: date) -> date:
    later = [day for day in page.record.dates if day >= first]
    return choose_day("to", page.say("press_to"), later, later[-1], page.locale)


def _pace(page: Page) -> Pace:
    names = words_of(page.locale, "step", _STEPS)
    every_day = choose_one("step", page.say("press_step"), names) == "days"
    return Pace(
        number("seconds", page.say("press_seconds"), 0.5),
        number("hold", page.say("press_hold"), 0.5),
        number("last", page.say("press_last"), 0.5),
        every_day,
    )


def show_deck(page: Page) -> None:
    """Show the choices of a deck of chosen days, and the deck."""
    st.caption(page.say("press_deck_what"))
    dates = page.record.dates
    pace = Pace(hold_s=1.0)
    longer = [
        shot.day for shot in shots(page.record, None, None, pace) if shot.seconds > pace.seconds
    ]
    usual = sorted({dates[0], *longer, dates[-1]})[-_MAX_SLIDES:]
    days = several_days("dates", page.say("press_dates"), dates, usual, page.locale)
    columns = st.columns(2)
    with columns[0]:
        words = choose_words(page, both=False)
    with columns[1]:
        theme = choose_theme(page)
    if not days:
        return
    options = PictureOptions(languages=words, theme=theme, permalink=permalink())
    view = view_on(page, days[-1])
    order = data.order(page.edition, view=view, options=options, days=tuple(days))
    name = f"lines_of_control_{days[0]}_{days[-1]}_{words[0]}.pptx"
    mark = (page.edition, order.link, options, days)
    show_task(page, Task(export_of("deck", name), order, mark, name))


def show_embed(page: Page) -> None:
    """Show the replay of locked days as a file, and the frame that shows it on a page."""
    st.caption(page.say("press_embed_what"))
    columns, dates = st.columns(2), page.record.dates
    with columns[0]:
        from_ = choose_day("from", page.say("press_from"), dates, dates[0], page.locale)
    with columns[1]:
        to = _last_day(page, from_)
    options = PictureOptions(languages=(page.language,))
    locked = replace(page.link, as_of=None, from_day=from_, to_day=to)
    order = data.order(page.edition, view=locked, options=options)
    export = export_of("replay", REPLAY_FILE_NAME)
    label = page.say("press_get_embed")
    if not download(export, order, label, REPLAY_FILE_NAME, key="get_embed", type="primary"):
        return
    address = line("address", page.say("press_address"), REPLAY_FILE_NAME, "embed")
    shown = min(max(page.link.as_of or to, from_), to)
    view = replace(view_on(page, shown), language=page.language)
    frame = data.order(page.edition, view=view, options=options)
    st.markdown(f"**{page.say('press_snippet')}**")
    text = snippet(frame, (from_, to), address or REPLAY_FILE_NAME)
    st.code(text, language="html", wrap_lines=True)


def show_kit(page: Page) -> None:
    """Show the choices of a press kit, everything about one day in one file, and the kit."""
    st.caption(page.say("press_kit_what"))
    columns = st.columns(3)
    with columns[0]:
        day = choose_picture_day(page)
    with columns[1]:
        languages = choose_words(page)
    with columns[2]:
        theme = choose_theme(page)
    options = PictureOptions(languages=languages, theme=theme, permalink=permalink())
    view = view_on(page, day)
    words = edit_words(page, view, languages[:1])
    order = data.order(page.edition, view=view, options=options, words=words)
    mark = (page.edition, order.link, options, words)
    name = f"lines_of_control_{day}.zip"
    show_task(page, Task(export_of("kit", name), order, mark, name))
