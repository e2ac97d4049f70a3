"""Bridge between Python and the page: components, what they send, and messages by name.

The names of messages, and the type of each, are in `layers/web/src/bridge.js`.
"""

from pathlib import Path
from typing import Any, Final, Literal, TypedDict

import orjson
import streamlit as st

from layers.web.modules import SOURCES, component

Sent = Literal["state", "go", "clicked", "pulse"]
"""What a component sends: the state of a map, a link taken, a point clicked, a pulse of time."""
SHARED: Final = SOURCES / "shared.js"
"""Entry of a component whose program another one provides: it is sent by name, again and again."""


class Component:
    """Component of a page: its program, its style, and what it sends.

    Parameters
    ----------
    name
        Its name after `lines_of_control_`.
    entry
        Module whose default export mounts it; None where it is only a style.
    css
        Its style sheet.
    sends
        What it sends, if anything.
    isolated
        Whether the styles of the page leave it alone, and its own the page.
    preamble
        Script that runs before the module.
    """

    def __init__(
        self,
        name: str,
        entry: Path | None = None,
        *,
        css: str | None = None,
        sends: Sent | None = None,
        isolated: bool = True,
        preamble: str = "",
    ) -> None:
        # Streamlit returns what is sent under the names for which it was given a callback.
        self._callbacks: dict[str, Any] = {f"on_{sends}_change": _no_callback} if sends else {}
        self._sends = sends
        self._mount = st.components.v2.component(
            f"lines_of_control_{name}",
            js=preamble + component(entry) if entry else None,
            css=css,
            isolate_styles=isolated,
        )

    def show(self, key: str, data: object = None) -> Any:  # noqa: ANN401 - what a browser sends
        """Show the component and return what it has sent; None where it has sent nothing.

        `data` is what its program is handed: bytes, or what JSON can hold.
        """
        result = self._mount(key=key, data=data, **self._callbacks)
        return result.get(self._sends)


def _no_callback() -> None:
    """Do nothing: what was sent is read when the page is drawn anew."""


_publisher = Component("publisher", SHARED)
_subscriber = Component("subscriber", SHARED, sends="state")
_pulse = Component("pulse", SHARED, sends="pulse")


class Source(TypedDict):
    """Map that a message is about: of which page, and the mark of its data."""

    page: str
    map: str


def publish(name: Literal["change"], detail: bytes, source: Source, key: str) -> None:
    """Publish a message of Python about a map; it is retained while this is on the page.

    `detail` is a JSON document.
    """
    message = {**source, name: orjson.Fragment(detail)}
    _publisher.show(key, orjson.dumps({"name": name, "detail": message}))


def subscribe(source: Source, key: str) -> dict[str, Any]:
    """Return the newest state of a map, or nothing where it stands as the link has it.

    Call it inside the fragment that is to follow the map.
    """
    # A key of its own for each map: Streamlit forgets the state of one that is not shown.
    newest = _subscriber.show(f"{key}_{source['map']}", source)
    return dict(newest["state"]) if newest else {}


def show_pulse(key: str, interval_ms: int) -> None:
    """Run the fragment in which this is called again at every interval.

    `st.fragment(run_every=…)` does so too, but a run that falls between a link that was taken and
    the page to which it leads leaves that page empty; the bridge sends none then.
    """
    _pulse.show(key, interval_ms)
