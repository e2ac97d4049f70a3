"""The picture of a link: its choices, a preview, the file, and the words that go with it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import streamlit as st

from geodata.errors import GeodataError
from layers.exports import (
    MAX_STRIP_DAYS,
    PICTURE_KINDS,
    Export,
    Order,
    export_of,
    strip_days,
)
from layers.link import View
from layers.locale import Locale
from layers.locale.captions import alt_text, caption, span_headline
from layers.locale.text import of, say
from layers.moment import Moment, moment_of
from layers.picture import FORMATS, PictureOptions
from layers.picture.texts import heads
from pages.press.desk import Desk, chosen_size, chosen_theme, chosen_words, permalink, sides
from pages.press.progress import show_error
from pages.press.selection import day, line, several_days, switch, words_of
from pages.shared import data
from pages.shared.choices import choose_one, choose_part
from pages.shared.copy_button import show_copy
from pages.shared.download import download, permitted

_PREVIEW_PX: Final = 1100
_NO_ALPHA: Final = {"jpeg"}
_SMALLEST_PX: Final = 320


@dataclass(frozen=True)
class Wanted:
    """A picture that was asked for: what of which days, in which look."""

    kind: str
    view: View
    days: tuple[date, ...]
    look: PictureOptions

    @property
    def name(self) -> str:
        """How its file is called."""
        days = "_".join(sorted({one.isoformat() for one in (self.days[0], self.days[-1])}))
        size = f"{self.look.width_px}x{self.look.height_px}"
        return f"lines_of_control_{self.kind}_{days}_{size}{self.export.suffix}"

    @property
    def export(self) -> Export:
        """The export of this kind and format."""
        return export_of(self.kind, FORMATS[self.look.format].suffix)

    def order(self, desk: Desk) -> Order:
        """The order for it."""
        days = self.days if self.kind == "strip" else ()
        return desk.order(self.view, self.look, days=days)


def show_picture(desk: Desk) -> None:
    """Controls at the start of the line, the picture beside them, words beneath it."""
    with st.container(key="press_sheet"):
        left, right = st.columns([1, 3])
        with left, st.container(key="press_controls"):
            wanted = _asked(desk)
        with right:
            _show(desk, wanted)


def _asked(desk: Desk) -> Wanted:
    kind = choose_one(
        "kind", desk.say("press_kind"), words_of(desk.language, "kind", list(PICTURE_KINDS))
    )
    view, days = _view(desk, kind)
    look = replace(chosen_size(desk), languages=chosen_words(desk), theme=chosen_theme(desk))
    format_ = choose_part("format", desk.say("press_format"), {one: one.upper() for one in FORMATS})
    about = f"{kind}_{'_'.join(map(str, days))}_{look.language}"
    proposed = _proposed(desk, kind, view, look)
    title = line("title", desk.say("press_title"), proposed[0], about)
    subtitle = line("subtitle", desk.say("press_subtitle"), proposed[1], about)
    transparent = switch("transparent", desk.say("press_transparent"))
    return Wanted(
        kind,
        view,
        days,
        replace(
            look,
            format=format_,
            title=title,
            subtitle=subtitle,
            transparent=transparent and format_ not in _NO_ALPHA,
            qr=switch("qr", desk.say("press_qr")),
            permalink=permalink(),
        ),
    )


def _proposed(desk: Desk, kind: str, view: View, look: PictureOptions) -> tuple[str, str]:
    """Title and subtitle as the picture has them unless somebody writes others."""
    record, language = desk.record, look.language
    if kind == "map":
        head = heads(moment_of(record, view), look)[0]
        return head.title, head.subtitle
    theatre = of(record.theatre.title, language)
    if kind == "fronts":
        return say(language, "picture_chart_fronts"), theatre
    first, last = (record.effective(one or desk.first) for one in (view.from_day, view.to_day))
    title = span_headline(record, first, last, Locale(record.theatre, language))
    return title, "" if title == theatre else theatre


def _view(desk: Desk, kind: str) -> tuple[View, tuple[date, ...]]:
    """The view of a kind of picture, and the days it needs."""
    dates, language = desk.record.dates, desk.language
    if kind == "map":
        shown = chosen_day(desk)
        return desk.on(shown), (shown,)
    if kind == "strip":
        usual = strip_days(desk.record, desk.view)
        some = several_days(
            "days", desk.say("press_stops"), dates, usual, language=language, most=MAX_STRIP_DAYS
        ) or list(usual)
        return replace(desk.view, from_day=some[0], to_day=some[-1]), tuple(some)
    first = day("from", desk.say("press_from"), dates[:-1] or dates, desk.first, language)
    later = [one for one in dates if one > first] or [dates[-1]]
    last = day("to", desk.say("press_to"), later, later[-1], language)
    return replace(desk.view, from_day=first, to_day=last), (first, last)


def chosen_day(desk: Desk) -> date:
    """The day of a picture: a stop, or the day between two stops that the link asks for."""
    dates, linked = desk.record.dates, desk.view.as_of
    chosen = day("as_of", desk.say("press_day"), dates, dates[-1], desk.language)
    # The map of such a day says how old it is, and so does its picture.
    later = [one for one in dates if one > chosen]
    between = linked is not None and chosen < linked and (not later or linked < later[0])
    return linked if linked is not None and between else chosen


def _show(desk: Desk, wanted: Wanted) -> None:
    order = wanted.order(desk)
    if not permitted(wanted.export, order):
        return
    try:
        with st.spinner(desk.say("press_drawing"), show_time=False):
            preview = replace(order, options=_small(wanted.look))
            shown = data.picture(desk.edition, export_of(wanted.kind, ".png"), preview)
    except GeodataError as error:
        show_error(desk, error)
        return
    with st.container(key="press_preview"):
        st.image(shown, output_format="PNG")
    _show_files(desk, wanted, order)
    _show_words(desk, wanted)


def _small(look: PictureOptions) -> PictureOptions:
    """The same picture, small enough to be sent while somebody chooses."""
    largest = max(look.width_px, look.height_px)
    share = min(1.0, _PREVIEW_PX / largest)
    share = max(share, _SMALLEST_PX / min(look.width_px, look.height_px))
    text_px = look.ratio * 16 * share
    return replace(
        look,
        width_px=round(look.width_px * share),
        height_px=round(look.height_px * share),
        text_px=text_px,
        format="png",
    )


def _show_files(desk: Desk, wanted: Wanted, order: Order) -> None:
    look = wanted.look
    facts = {"format": look.format.upper(), "size": sides(look.width_px, look.height_px)}
    download(
        wanted.export,
        order,
        desk.say("press_download", **facts),
        wanted.name,
        key="press_download",
        make=lambda: data.picture(desk.edition, wanted.export, order),
        type="primary",
    )


def _show_words(desk: Desk, wanted: Wanted) -> None:
    st.caption(desk.say("press_words_help"))
    editable(desk, wanted.view, wanted.look.languages)


def editable(desk: Desk, view: View, languages: tuple[str, ...]) -> dict[str, str]:
    """Caption and alt text as proposed, to be changed; what stands in the fields."""
    proposed: dict[str, Callable[[Moment, Locale], str]] = {
        "caption": caption,
        "alt_text": alt_text,
    }
    found, moment = {}, moment_of(desk.record, view)
    for name, make in proposed.items():
        locales = [Locale(desk.record.theatre, language) for language in languages]
        text = "\n\n".join(make(moment, locale) for locale in locales)
        about = f"{view.as_of}_{view.from_day}_{view.to_day}_{'_'.join(languages)}"
        found[name] = st.text_area(
            desk.say(f"press_{name}"),
            text,
            height=130,
            key=f"press_{name}_{about}",
            # What was written beneath the picture goes into the press kit of the same day.
            persist_state="page",
        ).strip()
        show_copy(found[name], name, desk.locale)
    return found
