"""A name that would turn round what follows it turns round itself alone."""

import pytest

from geodata import theatre as theatres
from geodata.record import open_record
from layers.locale import Locale
from layers.moment import Moment
from layers.web.plugin import standalone
from pages.replay.panel import panel
from tests.browser.map_reading import ready
from tests.square import FOUGHT, PLACES, SETTINGS, texts, write_square

pytestmark = pytest.mark.browser

# An override that is never taken back.
OVERRIDE = "\u202e"
PARTY, PLACE = OVERRIDE + "Sides", OVERRIDE + "Towns"
# Left edge of the first place where each text is found, in the order in which they are asked for.
LEFT = """([element, wanted]) => wanted.map(text => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const start = node.data.indexOf(text);
    if (start < 0) continue;
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, start + text.length);
    return range.getBoundingClientRect().left;
  }
  return null;
})"""


@pytest.fixture
def record(tmp_path, monkeypatch):
    parties = [party | {"short": texts(PARTY, PARTY)} for party in SETTINGS["parties"]]
    parties[0] = SETTINGS["parties"][0]
    monkeypatch.setattr(theatres, "FOLDER", tmp_path)
    write_square(
        tmp_path / "square",
        places=[row | {"name_en": PLACE} for row in PLACES],
        settings=SETTINGS | {"parties": parties},
    )
    return open_record("square")


def reads_in_order(page, selector, wanted):
    found = page.evaluate(LEFT, [page.locator(selector).first.element_handle(), wanted])
    assert None not in found
    assert sorted(found) == found


def test_in_the_panel(open_page, record):
    page = open_page("about:blank")

    locale = Locale(record.theatre, "en")
    page.set_content(panel(Moment(record, FOUGHT), locale, [["sw", "ne"]]))

    changes, distances = ".item:has-text('→')", ".item:has-text('km')"
    reads_in_order(page, changes, [PLACE, PARTY, "→", "Contested"])
    reads_in_order(page, distances, [PLACE, "–", "km"])


def test_in_a_popup(open_page, record, tmp_path):
    path = tmp_path / "replay.html"
    path.write_text(standalone(record), encoding="utf-8")
    page = ready(open_page(f"{path.as_uri()}?as_of={FOUGHT}"))

    page.locator(".loc-event-mark").click()

    reads_in_order(page, ".loc-popup strong", [PLACE, " · ", "Fighting"])
