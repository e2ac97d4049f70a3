"""Two days compared in a browser: handles, divider, views; and in the app the numbers of Python."""

import os
from datetime import date

import pytest

from geodata import theatre as theatres
from geodata.change import compare
from geodata.record import open_record
from tests.browser.replay_page import LOOK, day_of, link, wait_link, wait_ready
from tests.browser.test_content_hostile import CUSTOM, IN_LEGEND, SCRIPT, write_hostile
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

DAYS = "from=2024-11-26&to=2024-11-30&lang=en"
ENDS = ("from", "to")
# Saraqib, taken between the two days.
LAT, LON = 35.8644, 36.8058
# Mounts a comparison on the data of a saved replay: a file has no server to ask.
MOUNT = """query => {
  document.querySelectorAll(".loc").forEach(element => element.remove());
  history.replaceState(null, "", `${location.pathname}?${query}`);
  const root = document.createElement("div");
  root.className = "loc-alone";
  document.body.append(root);
  const data = document.querySelector("script[type='application/json']").textContent;
  globalThis.shown = new LinesOfControl.CompareApp(root, JSON.parse(data));
}"""
# The colour that each map has at a place, and which of them a person sees and touches there.
AT = """([lat, lon]) => {
  const colours = {};
  let seen = null;
  for (const end of ["from", "to"]) {
    const { map, canvases } = shown.pair[end];
    const { element: canvas, context } = canvases.control;
    const point = map.latLngToContainerPoint([lat, lon]);
    const box = canvas.getBoundingClientRect(), frame = map.getContainer().getBoundingClientRect();
    const [x, y] = [frame.left + point.x, frame.top + point.y];
    const ratio = canvas.width / box.width;
    const pixel = context.getImageData((x - box.left) * ratio, (y - box.top) * ratio, 1, 1).data;
    colours[end] = [...pixel];
    seen ??= document.elementsFromPoint(x, y).find((element) => element.closest(".loc-half"));
  }
  return { ...colours, seen: seen.closest(".loc-half").classList[1].replace("loc-half-", "") };
}"""


@pytest.fixture
def mounted(open_page, file_url):
    """Give a function that shows a comparison without a server."""

    def mounted(query=DAYS, **options):
        page = open_page(file_url, **options)
        page.locator(".loc[data-ready=true]").wait_for()
        page.evaluate(MOUNT, query)
        page.evaluate(LOOK)
        return page

    return mounted


def handle(page, end):
    return page.locator(f".loc-handle-{end}")


def days(page):
    return tuple(day_of(handle(page, end).get_attribute("aria-valuenow")) for end in ENDS)


def split(page):
    return int(page.locator(".loc-divider").get_attribute("aria-valuenow"))


def test_each_side_of_the_divider_shows_its_own_day(mounted):
    page = mounted(f"{DAYS}&split=0")
    later = page.evaluate(AT, [LAT, LON])
    assert "to" == later["seen"]
    assert later["from"] != later["to"]
    palette = page.evaluate("() => shown.frame.palette.colours.parties")
    for end, party in zip(ENDS, ("SAA", "HTS"), strict=True):
        assert palette[party] == "#" + "".join(f"{value:02x}" for value in later[end][:3])
    page.locator(".loc-divider").focus()
    page.keyboard.press("End")
    assert 100 == split(page)
    assert "from" == page.evaluate(AT, [LAT, LON])["seen"]


def test_the_divider_moves_by_keys_and_by_dragging(mounted):
    page = mounted(f"{DAYS}&split=50", width=390, height=844)
    divider = page.locator(".loc-divider")
    divider.focus()
    page.keyboard.press("ArrowRight")
    assert 52 == split(page)
    page.keyboard.press("Shift+ArrowLeft")
    assert 42 == split(page)
    wait_link(page, "split", "42")
    assert (date(2024, 11, 26), date(2024, 11, 30)) == days(page)
    box = page.locator(".loc-pair").bounding_box()
    knob = page.locator(".loc-knob").bounding_box()
    y = knob["y"] + knob["height"] / 2
    page.mouse.move(knob["x"] + knob["width"] / 2, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.75, y, steps=4)
    page.mouse.up()
    assert 75 == split(page)


def test_the_handles_move_by_keys_and_never_pass_each_other(mounted):
    page = mounted()
    handle(page, "from").focus()
    page.keyboard.press("ArrowRight")
    assert (date(2024, 11, 27), date(2024, 11, 30)) == days(page)
    page.keyboard.press("Tab")
    assert handle(page, "to").evaluate("element => element === document.activeElement")
    page.keyboard.press("Shift+ArrowRight")
    assert (date(2024, 11, 27), date(2024, 12, 7)) == days(page)
    page.keyboard.press("Home")
    assert (date(2024, 11, 27), date(2024, 11, 27)) == days(page)
    page.keyboard.press("End")
    assert (date(2024, 11, 27), date(2024, 12, 12)) == days(page)
    assert "12 December 2024" == handle(page, "to").get_attribute("aria-valuetext")
    wait_link(page, "to", "2024-12-12")
    assert "2024-11-27" == link(page)["from"]


def test_dragging_a_handle_redraws_at_once_without_a_server(mounted):
    page = mounted(f"{DAYS}&view=change")
    track = page.locator(".loc-track").bounding_box()
    to = handle(page, "to").bounding_box()
    y = to["y"] + to["height"] / 2
    page.mouse.move(to["x"] + to["width"] / 2, y)
    page.mouse.down()
    seen = set()
    for share in (0.4, 0.6, 0.9):
        page.mouse.move(track["x"] + track["width"] * share, y)
        control = page.evaluate("() => shown.pair.to.canvases.control.element.toDataURL()")
        seen.add((days(page)[1], control))
    page.mouse.up()
    assert 3 == len(seen) == len({day for day, _ in seen})
    assert date(2024, 11, 26) == days(page)[0]


def test_presets_count_back_from_the_later_day(mounted):
    page = mounted("from=2024-11-26&to=2024-12-08")
    for name, first in (("day", 7), ("week", 1)):
        page.locator(f"[data-do={name}]").click()
        assert (date(2024, 12, first), date(2024, 12, 8)) == days(page)
    page.locator("[data-do=all]").click()
    assert date(2024, 11, 26) == days(page)[0]


def test_both_maps_move_as_one(mounted):
    page = mounted(f"{DAYS}&split=30")
    page.mouse.move(1000, 300)
    page.mouse.down()
    page.mouse.move(900, 380, steps=3)
    page.mouse.up()
    where = """() => shown.pair.views.map(({ map }) => {
      const { x, y } = map.latLngToContainerPoint([35, 37]);
      return [Math.round(x), Math.round(y), map.getZoom()];
    })"""
    zoom = page.evaluate(where)[0][2]
    page.mouse.wheel(0, -240)
    # The wheel is heard a moment later, and the way to the new zoom is animated.
    page.wait_for_function(
        f"""() => {{
          const halves = ({where})();
          const moving = shown.pair.views.some(({{ map }}) => map._animatingZoom);
          return !moving && halves[0][2] > {zoom} && new Set(halves.map(String)).size === 1;
        }}"""
    )
    before = page.evaluate(where)
    page.keyboard.press("2")
    widths = page.evaluate("() => shown.pair.views.map(({ map }) => map.getSize().x)")
    assert abs(widths[0] - widths[1]) <= 1
    left, right = page.evaluate(where)
    assert left[2] == right[2] == before[0][2]
    assert abs(left[0] - right[0]) <= 1
    assert left[1] == right[1]


# --- in the app ----------------------------------------------------------------------------------


def legend(page):
    rows = page.locator(".loc-legend tbody tr").all()
    return {cells[0]: cells[1:] for cells in (row.locator("td").all_inner_texts() for row in rows)}


def test_the_legend_of_the_change_has_the_measured_numbers(open_page, app_url):
    page = wait_ready(open_page(f"{app_url}/compare?{DAYS}&view=change"))
    page.locator(".loc-legend td", has_text="5,453").first.wait_for()
    record = open_record()
    maps = [record.snapshot(date(2024, 11, day)) for day in (26, 30)]
    names = {party.code: party.short["en"] for party in record.theatre.parties}
    rows = legend(page)
    for one in compare(*maps).parties:
        held = one.after_km2 - one.gained_km2
        numbers = [f"{km2:,.0f}" if km2 >= 0.5 else "–" for km2 in
                   (held, one.gained_km2, one.lost_km2)]  # fmt: skip
        assert numbers == rows[names[one.party]][:3]
    page.locator("h2", has_text="26 November 2024 to 30 November 2024").wait_for()
    page.locator("[data-do=swipe]").focus()
    page.keyboard.press("ArrowRight")
    page.locator("h2", has_text="26 November 2024 to 1 December 2024").wait_for()
    page.locator(".loc-briefing", has_text="26 November 2024 to 1 December 2024").wait_for()
    assert "change" == link(page)["view"]


NO_CLIPBOARD = """() => {
  navigator.clipboard.writeText = () => Promise.reject(new Error("no permission"));
  document.execCommand = () => false;
}"""


def test_the_briefing_is_copied_or_it_is_said_that_it_was_not(open_page, app_url):
    allowed = ["clipboard-read", "clipboard-write"]
    page = wait_ready(open_page(f"{app_url}/compare?{DAYS}", permissions=allowed))
    button = page.locator(".loc-copy", has_text="Copy the text")
    button.click()
    page.locator(".loc-copy", has_text="Copied").wait_for()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied == page.locator(".loc-briefing").inner_text()

    button.wait_for()
    page.evaluate(NO_CLIPBOARD)
    button.click()
    page.locator(".loc-copy", has_text="select the text by hand").wait_for()


def test_hostile_names_are_text(open_page, start_app, tmp_path):
    write_hostile(tmp_path / "theatres" / theatres.BUILT_IN)
    custom = CUSTOM.format(folder=str(tmp_path / "theatres"))
    (tmp_path / "sitecustomize.py").write_text(custom, encoding="utf-8")
    url = start_app(PYTHONPATH=os.pathsep.join([str(tmp_path), str(ROOT)]))
    page = open_page("about:blank")
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(f"{url}/compare?view=change&to=2024-01-03")
    page.locator(".loc[data-ready=true]").wait_for()
    page.locator(".loc-briefing").wait_for()

    assert set(IN_LEGEND) == set(legend(page))
    assert SCRIPT in page.locator(".loc-title").inner_text()
    assert SCRIPT in page.locator(".loc-briefing").inner_text()
    assert page.locator(".loc img, .st-key-report img, .st-key-report script").count() == 0
    assert [] == dialogs
    page.watch.complaints[:] = [
        line for line in page.watch.complaints if "requested does not seem to exist" not in line
    ]
