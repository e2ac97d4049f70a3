"""Downloads: the one place where a page hands out a file, made by the registry of exports."""

from collections.abc import Callable

import streamlit as st

from geodata.errors import GeodataError, LicenceForbids
from layers.exports import Export, Order, formats
from layers.locale import Locale
from pages.shared.style import plain


def download(
    export: Export,
    order: Order,
    label: str,
    file_name: str,
    *,
    key: str,
    make: Callable[[], bytes] | None = None,
    **button: object,
) -> bool:
    """Show the button of a file, or the sentence why it is not handed out.

    Parameters
    ----------
    make
        Where the registry has made the file already, or makes it in a worker process; without it,
        the file is made here when it is asked for.
    button
        Further options of the button.
    """
    if not permitted(export, order):
        return False
    st.download_button(
        label,
        make or (lambda: export.make(order)),
        file_name=file_name,
        mime=export.mime,
        on_click="ignore",
        key=key,
        **button,  # type: ignore[arg-type]
    )
    return True


def download_table(order: Order, stem: str, *, key: str) -> None:
    """Show the buttons of a table as CSV and JSON, or once why there are none."""
    exports = formats("table")
    if not permitted(exports[".csv"], order):
        return
    for suffix, export in exports.items():
        name = suffix.removeprefix(".")
        label = name.upper()
        download(export, order, label, f"{stem}{suffix}", key=f"{name}_{key}")


def permitted(export: Export, order: Order) -> bool:
    """Whether a licence allows an export; if not, say whose does not."""
    try:
        export.ask(order)
    except GeodataError as error:
        show_refusal(error, order.locale)
        return False
    return True


def show_refusal(error: Exception | None, locale: Locale) -> None:
    """Say why a file is not made."""
    if isinstance(error, LicenceForbids):
        st.error(locale.say("press_forbidden", whose=plain(error.whose)))
    else:
        st.error(locale.say("press_failed", reason=plain(str(error))))
