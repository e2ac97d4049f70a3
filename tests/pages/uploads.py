"""Files of the square as an editor would bring them, and what an editor does on the page."""

import json
from datetime import date
from typing import Any

from geodata.validation import export
from tests.square import HELD, TAKEN, snapshot

NEW_DAY = date(2024, 1, 7)
NASTY = '<script>alert("x")</script> **bold** \u202e'


def document(day: date = NEW_DAY, held: Any = None) -> dict[str, Any]:
    """Map of the square: as on its last day, or with changes."""
    return json.loads(export(snapshot(day, held or HELD[TAKEN])))


def as_bytes(found: dict[str, Any]) -> bytes:
    return json.dumps(found).encode()


def good(day: date = NEW_DAY) -> bytes:
    """A map on which A has taken the south-east too, without a fault."""
    return as_bytes(document(day, {"A": ("sw", "nw", "ne", "se")}))


def broken() -> bytes:
    """A map with an open ring, ground of B that A holds too, and HTML."""
    found = document()
    over = [[37.4, 34.9], [37.6, 34.9], [37.6, 35.1], [37.4, 35.1]]
    found["features"].append(
        {
            "type": "Feature",
            "properties": {"party": "A", "status": "controlled", "basis": "assessed",
                           "source": NASTY, "name": NASTY, "effective_date": str(NEW_DAY)},
            "geometry": {"type": "Polygon", "coordinates": [over]},
        }
    )  # fmt: skip
    return as_bytes(found)


def foreign() -> bytes:
    """Map of an unknown party: only a person can solve it."""
    found = document()
    found["features"][0]["properties"]["party"] = NASTY
    return as_bytes(found)


# --- on the page ---------------------------------------------------------------------------------


def drop(page, name, raw):
    page.file_uploader[0].set_value([(name, raw, "")]).run()
    assert [] == list(page.exception)


def press(page, key):
    page.button(key=key).click().run()
    assert [] == list(page.exception)


def problems(page):
    return [plain(option) for radio in page.radio for option in radio.options]


def plain(text):
    return text.replace("\\", "").replace("\u2068", "").replace("\u2069", "")


def html(page):
    found = []

    def walk(node):
        body = getattr(getattr(node, "proto", None), "body", "")
        if isinstance(body, str) and body.startswith("<div"):
            found.append(body)
        for child in getattr(node, "children", {}).values():
            walk(child)

    walk(page.main)
    return "\n".join(found).replace("\u00a0", " ")


def heads(page):
    return [head.value for head in page.header]


def fill(page, source="a paper", note="A took the south-east"):
    [source_field] = [one for one in page.text_input if one.key.startswith("upload_source")]
    [note_field] = [one for one in page.text_input if one.key.startswith("upload_note")]
    source_field.set_value(source)
    note_field.set_value(note)
    page.run()


def publish(page, **said):
    fill(page, **said)
    press(page, "upload_publish")


def one_at_a_time(page):
    page.button_group[0].set_value("single").run()
    assert [] == list(page.exception)
