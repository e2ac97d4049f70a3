"""Frame of every page: style, language, theatre, edition and record, and errors as sentences."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from geodata.errors import GeodataError
from geodata.record import Record
from geodata.theatre import Theatre
from layers.link import View, read_link
from layers.locale import Locale
from pages.shared import data, link
from pages.shared.navigation import tab_title
from pages.shared.pages import BY_NAME, Entry
from pages.shared.style import plain, show_style


@dataclass(frozen=True, eq=False)
class Page:
    """What a page shows: the map of its link, in the language of its link.

    The map is opened when it is first asked for. `known_on` is the instant of which the link asks
    what was known then; None is now.
    """

    entry: Entry
    language: str
    theatre_name: str
    known_on: str | None

    @cached_property
    def _edition(self) -> tuple[data.Edition, GeodataError | None]:
        return data.edition_or_newest(self.known_on, self.theatre_name)

    @property
    def edition(self) -> data.Edition:
        """Edition shown: the one of the link, or the newest where there is none."""
        return self._edition[0]

    @property
    def doubt(self) -> GeodataError | None:
        """Why the edition is not the one of the link; None where it is."""
        return self._edition[1]

    @property
    def record(self) -> Record:
        """Days of the edition."""
        return data.record(self.edition)

    @property
    def theatre(self) -> Theatre:
        """Theatre shown."""
        return self.record.theatre

    @cached_property
    def locale(self) -> Locale:
        """Words of the theatre in the language of the page."""
        return Locale(self.theatre, self.language)

    @cached_property
    def link(self) -> View:
        """State of the map that the link asks for."""
        return read_link(st.query_params.to_dict())

    def say(self, key: str, /, **facts: object) -> str:
        """A sentence of the page."""
        return self.locale.say(key, **facts)

    def name_day(self, day: str) -> None:
        """Put the day shown into the title of the browser's tab."""
        st.set_page_config(page_title=tab_title(self.entry.name, self.language, day))


@contextmanager
def page(name: str, *, opens: bool = True, newest: bool = False) -> Iterator[Page]:
    """Draw the frame of a page and yield what it shows; an error becomes a sentence.

    Parameters
    ----------
    name
        Name of the page.
    opens
        Whether the page shows a map, so that what is wrong with its edition is shown.
    newest
        Whether it shows what is in force now, also where the link names an instant.
    """
    entry, words = BY_NAME[name], Locale(None, link.link_language())
    st.set_page_config(page_title=tab_title(name, words.language))
    show_style(name)
    if not entry.map:
        st.title(words.say(f"page_{name}"))
        if entry.lead:
            st.caption(words.say(entry.lead))
    known_on = None if newest else st.query_params.get("known_on")
    view = Page(entry, words.language, link.link_theatre(), known_on)
    try:
        _warn_of_theatre(view, words)
        if opens:
            _warn_of_edition(view)
        yield view
    except GeodataError as error:
        if entry.map:
            st.title(words.say(f"page_{name}"))
        st.error(words.say("broken", reason=plain(str(error))))
        st.stop()


def _warn_of_theatre(view: Page, words: Locale) -> None:
    """Warn of a theatre that does not exist."""
    if unknown := link.unknown_theatre():
        shown = words.text(data.theatre_titles()[view.theatre_name])
        facts = {"found": plain(unknown), "shown": plain(shown)}
        _warn(view.entry, words.say("unknown_theatre", **facts))


def _warn_of_edition(view: Page) -> None:
    """Warn of an instant of which nothing is known, and of a theatre without a day."""
    record = view.record
    if view.doubt:
        _warn(view.entry, plain(str(view.doubt)))
    if not record.dates and view.entry.nothing:
        st.info(view.say(view.entry.nothing))
        st.stop()


def _warn(entry: Entry, sentence: str) -> None:
    if entry.map:
        # A map fills the window: what is said of it floats above.
        st.toast(sentence, duration="long")
    else:
        st.warning(sentence)
