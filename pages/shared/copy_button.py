"""Button that copies a text."""

from pathlib import Path
from typing import Final

from layers.locale import Locale
from pages.shared.bridge import SHARED, Component

_HERE: Final = Path(__file__).parent
_button = Component(
    "copy",
    SHARED,
    css=(_HERE / "copy_button.css").read_text(encoding="utf-8"),
    isolated=False,
)


def show_copy(text: str, key: str, locale: Locale) -> None:
    """Show a button that copies a text, and says whether it did."""
    words = {
        "copy": locale.say("copy_text"),
        "copied": locale.say("copy_done"),
        "failed": locale.say("copy_failed"),
    }
    _button.show(f"copy_{key}", {"text": text, **words})
