"""The picture of a link: its choices, a preview, the file, and the words that go with it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import streamlit as st

from geodata.errors import GeodataError
from layers.exports import PICTURE_KINDS, Export, Order, export_of, strip_days
from layers.link import View
from layers.locale import Locale
from layers.locale.captions import alt_text, caption, span_headline
from layers.moment import Moment, moment_of
from layers.picture import FORMATS, PictureOptions
from layers.picture.options import MIN_PX
from layers.picture.texts import heads
from pages.press.options import (
    choose_size,
    choose_theme,
    choose_words,
    permalink,
    sides,
    view_on,
)
from pages.press.selection import line, several_days, switch, words_of
from pages.shared import data
from pages.shared.choices import choose_day, choose_one, choose_part
from pages.shared.copy_button import show_copy
from pages.shared.download import download, permitted, show_refusal
from pages.shared.page import Page

_PREVIEW_PX: Final = 1100
_NO_ALPHA: Final = {"jpeg"}


@dataclass(frozen=True)
class ChosenPicture:
    """A picture as chosen: its kind, view, days and options."""

    kind: str
    view: View
    days: tuple[date, ...]
    options: PictureOptions

    @property
    def name(self) -> str:
        """Name of its file."""
        days = "_".join(sorted({day.isoformat() for day in (self.days[0], self.days[-1])}))
        size = f"{self.options.width_px}x{self.options.height_px}"
        return f"lines_of_control_{self.kind}_{days}_{size}{self.export.suffix}"

    @property
    def export(self) -> Export:
        """The export of this kind and format."""
        return export_of(self.kind, FORMATS[self.options.format].suffix)

    def order(self, page: Page) -> Order:
        """The order for it."""
        days = self.days if self.kind == "strip" else ()
        return data.order(page.edition, view=self.view, options=self.options, days=days)


def show_picture(page: Page) -> None:
    """Show controls at the start of the line, the picture beside them, words beneath it."""
    with st.container(key="press_order"):
        left, right = st.columns([1, 3])
        with left, st.container(key="press_controls"):
            picture = _choose_picture(page)
        with right:
            _show(page, picture)


def _choose_picture(page: Page) -> ChosenPicture:
    kinds = words_of(page.locale, "kind", list(PICTURE_KINDS))
    kind = choose_one("kind", page.say("press_kind"), kinds)
    view, days = _view(page, kind)
    options = replace(choose_size(page), languages=choose_words(page), theme=choose_theme(page))
    formats = {name: name.upper() for name in FORMATS}
    format_ = choose_part("format", page.say("press_format"), formats)
    about = f"{kind}_{'_'.join(map(str, days))}_{options.language}"
    proposed = _proposed(page, kind, view, options)
    title = line("title", page.say("press_title"), proposed[0], about)
    subtitle = line("subtitle", page.say("press_subtitle"), proposed[1], about)
    transparent = switch("transparent", page.say("press_transparent"))
    options = replace(
        options,
        format=format_,
        title=title,
        subtitle=subtitle,
        transparent=transparent and format_ not in _NO_ALPHA,
        qr=switch("qr", page.say("press_qr")),
        permalink=permalink(),
    )
    return ChosenPicture(kind, view, days, options)


def _proposed(page: Page, kind: str, view: View, options: PictureOptions) -> tuple[str, str]:
    """Title and subtitle as the picture has them unless others are written."""
    record, locale = page.record, options.locale(page.theatre)
    if kind == "map":
        head = heads(moment_of(record, view), options)[0]
        return head.title, head.subtitle
    theatre = locale.text(page.theatre.title)
    if kind == "fronts":
        return locale.say("picture_chart_fronts"), theatre
    first, last = (record.effective(day or record.dates[0]) for day in (view.from_day, view.to_day))
    title = span_headline(record, first, last, locale)
    return title, "" if title == theatre else theatre


def _view(page: Page, kind: str) -> tuple[View, tuple[date, ...]]:
    """The view of a kind of picture, and the days it needs."""
    dates, locale = page.record.dates, page.locale
    if kind == "map":
        day = choose_picture_day(page)
        return view_on(page, day), (day,)
    if kind == "strip":
        usual = strip_days(page.record, page.link)
        days = several_days("days", page.say("press_dates"), dates, usual, locale) or list(usual)
        return replace(page.link, from_day=days[0], to_day=days[-1]), tuple(days)
    first = choose_day("from", page.say("press_from"), dates[:-1] or dates, dates[0], locale)
    later = [day for day in dates if day > first] or [dates[-1]]
    last = choose_day("to", page.say("press_to"), later, later[-1], locale)
    return replace(page.link, from_day=first, to_day=last), (first, last)


def choose_picture_day(page: Page) -> date:
    """The day of a picture: an effective date, or the day after it that the link asks for."""
    dates, linked = page.record.dates, page.link.as_of
    chosen = choose_day("as_of", page.say("press_day"), dates, dates[-1], page.locale)
    # The map of such a day says how old it is, and so does its picture.
    later = [day for day in dates if day > chosen]
    between = linked is not None and chosen < linked and (not later or linked < later[0])
    return linked if linked is not None and between else chosen


def _show(page: Page, picture: ChosenPicture) -> None:
    order = picture.order(page)
    if not permitted(picture.export, order):
        return
    try:
        with st.spinner(page.say("press_drawing"), show_time=False):
            preview = replace(order, options=_small(picture.options))
            image = data.picture(page.edition, export_of(picture.kind, ".png"), preview)
    except GeodataError as error:
        show_refusal(error, page.locale)
        return
    with st.container(key="press_preview"):
        st.image(image, output_format="PNG")
    _show_files(page, picture, order)
    st.caption(page.say("press_words_help"))
    edit_words(page, picture.view, picture.options.languages)


def _small(options: PictureOptions) -> PictureOptions:
    """Options of the same picture, small enough to be sent again with every choice."""
    longer_px = max(options.width_px, options.height_px)
    shorter_px = min(options.width_px, options.height_px)
    share = max(min(1.0, _PREVIEW_PX / longer_px), MIN_PX / shorter_px)
    return replace(
        options,
        width_px=round(options.width_px * share),
        height_px=round(options.height_px * share),
        text_px=options.ratio * 16 * share,
        format="png",
    )


def _show_files(page: Page, picture: ChosenPicture, order: Order) -> None:
    options = picture.options
    size = sides(options.width_px, options.height_px)
    download(
        picture.export,
        order,
        page.say("press_download", format=options.format.upper(), size=size),
        picture.name,
        key="press_download",
        make=lambda: data.picture(page.edition, picture.export, order),
        type="primary",
    )


def edit_words(page: Page, view: View, languages: tuple[str, ...]) -> dict[str, str]:
    """Show caption and alt text as proposed, to be changed; return what stands in the fields."""
    proposed: dict[str, Callable[[Moment, Locale], str]] = {
        "caption": caption,
        "alt_text": alt_text,
    }
    words, moment = {}, moment_of(page.record, view)
    for name, write in proposed.items():
        locales = [Locale(page.theatre, language) for language in languages]
        text = "\n\n".join(write(moment, locale) for locale in locales)
        about = f"{view.as_of}_{view.from_day}_{view.to_day}_{'_'.join(languages)}"
        words[name] = st.text_area(
            page.say(f"press_{name}"),
            text,
            height=130,
            key=f"press_{name}_{about}",
            # What was written beneath the picture goes into the press kit of the same day.
            persist_state="page",
        ).strip()
        show_copy(words[name], name, page.locale)
    return words
