"""Memory of a session beside the address: what was shown before a button was pressed."""

import streamlit as st

from pages.shared.link import link_theatre


def last_seen(name: str, now: object) -> object:
    """Return the value shown before this run, and set it to `now`.

    A button's run draws the page anew before the button is read: the person agreed to the value
    that was shown before.
    """
    seen = _seen()
    before = seen.get(name)
    seen[name] = now
    return before


def forget_seen() -> None:
    """Forget every value shown, because the upload that they belong to has been replaced."""
    _seen().clear()


def _seen() -> dict[str, object]:
    # What was shown of one theatre says nothing of another.
    seen: dict[str, object] = st.session_state.setdefault(f"last_seen_{link_theatre()}", {})
    return seen
