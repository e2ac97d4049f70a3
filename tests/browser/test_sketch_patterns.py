"""Small maps tell contested and claimed ground by a pattern, as the replay does."""

import pytest

from geodata.record import open_record
from geodata.theatre import load
from layers.locale import Locale

pytestmark = pytest.mark.browser

NEAR = """(canvas, [red, green, blue]) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let found = 0;
  for (let at = 0; at < data.length; at += 4) {
    const off = [red, green, blue].map((value, i) => Math.abs(data[at + i] - value));
    if (data[at + 3] === 255 && Math.max(...off) <= 6) found += 1;
  }
  return found;
}"""
# Contested ground's two colours at 90 %, over what was there before at 30 %.
STRIPE, BETWEEN = (74, 74, 74), (231, 227, 218)
ALEPPO_CONTESTED = 4
"""The revision of 29 November 2024, on which Aleppo was fought over."""


def test_contested_ground_is_striped_and_has_its_sign(app_url, open_page):
    page = open_page(f"{app_url}/history?lang=en&revision={ALEPPO_CONTESTED}", height=2400)
    page.locator(".sketch[data-ready]").wait_for()
    canvas = page.locator(".sketch canvas")

    assert canvas.evaluate(NEAR, STRIPE) > 60
    assert canvas.evaluate(NEAR, BETWEEN) > 20
    signs = page.locator(".signs li", has_text="Contested")
    assert signs.count() == 1
    assert "repeating-linear-gradient" in signs.locator(".swatch").evaluate(
        "(swatch) => getComputedStyle(swatch).backgroundImage"
    )


def test_the_signs_are_named_in_the_language_of_the_page(app_url, open_page):
    page = open_page(f"{app_url}/history?lang=ar&revision={ALEPPO_CONTESTED}", height=2400)
    page.locator(".sketch[data-ready]").wait_for()

    shown = page.locator(".signs li").all_inner_texts()
    locale = Locale(load(), "ar")
    held = open_record().snapshot(open_record().dates[3]).areas["party"]
    assert {locale.party(code) for code in held} == set(shown)
