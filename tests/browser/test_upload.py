"""An upload in a real browser: from the file chooser to the new snapshot date on the slider."""

import json
import re
from datetime import date

import pytest

from geodata.record import open_record
from geodata.validation import export
from tests.browser.replay_page import LAST, shown_day, slider, wait_ready

pytestmark = pytest.mark.browser

NEW = date(2024, 12, 20)
NASTY = '<img src=x onerror="document.title=1">'


def as_file(folder, change, day=NEW):
    """What is in force on the last day, dated anew and changed, as an editor would bring it."""
    with_day = json.loads(export(open_record().snapshot(LAST)))
    for feature in with_day["features"]:
        feature["properties"]["effective_date"] = str(day)
    change(with_day["features"])
    path = folder / f"control_{day}.geojson"
    path.write_text(json.dumps(with_day), encoding="utf-8")
    return path


def twisted_and_taken(features):
    """Ground on the border with Iraq that HTS takes, and a bow tie on the southern border."""
    added = [
        [[40.6, 34.8], [41.6, 34.8], [41.6, 35.3], [40.6, 35.3], [40.6, 34.8]],
        [[39.0, 33.0], [39.1, 33.1], [39.1, 33.0], [39.0, 33.1], [39.0, 33.0]],
    ]
    for ring in added:
        features.append(
            {
                "type": "Feature",
                "properties": {"party": "HTS", "status": "controlled", "basis": "assessed",
                               "source": "", "name": NASTY, "effective_date": str(NEW)},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        )  # fmt: skip


def drop(page, url, path):
    page.goto(f"{url}/")
    wait_ready(page)
    page.get_by_role("link", name="Upload").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_test_id("stFileUploader").get_by_text("Upload", exact=True).click()
    chooser.value.set_files(path)
    page.get_by_role("heading", name="What was found").wait_for()
    return page


def ready_sketch(page, at=0):
    """How many shapes the small map shows."""
    sketch = page.locator(".sketch[data-ready]").nth(at)
    sketch.wait_for()
    return int(sketch.get_attribute("data-ready"))


def publish(page, source, note):
    fields = page.get_by_test_id("stTextInput").locator("input")
    fields.nth(0).fill(source)
    fields.nth(1).fill(note)
    done = page.get_by_text(re.compile(r"Published for .*, as revision"))
    again = page.get_by_text("The preview has changed since you saw it.")
    page.locator(".st-key-upload_publish button").click()
    done.or_(again).first.wait_for()
    if again.count():
        # Quicker than a person: pressed before all of the preview was drawn.
        page.locator(".st-key-upload_publish button").click()


def test_a_file_is_fixed_previewed_published_and_on_every_slider(start_app, open_page, tmp_path):
    url = start_app()
    page = drop(open_page("about:blank"), url, as_file(tmp_path, twisted_and_taken))

    # The report: what is wrong, and choosing it zooms the map.
    page.get_by_text("The border crosses itself").wait_for()
    both = r"HTS-led forces\W+and \W*Syrian Democratic Forces \(SDF\)\W+both hold the same"
    page.get_by_text(re.compile(both)).click()
    page.get_by_text(re.compile("Fix: .Give the ground to one party")).wait_for()
    assert ready_sketch(page) > 8
    assert page.get_by_role("heading", name="Publish").count() == 0

    page.get_by_role("button", name="Accept all fixes").click()
    page.get_by_text("Nothing forbids publishing").wait_for()
    settle_for_hts(page)

    # The preview.
    page.get_by_role("heading", name="What would change on 20 December 2024").wait_for()
    page.get_by_text("Ground that changes hands").wait_for()
    assert ready_sketch(page, 1) > 8

    publish(page, "a paper", f"East of the river {NASTY}")
    page.get_by_text(re.compile(r"Published for .*, as revision 18")).wait_for()
    page.get_by_role("link", name="Open the replay at 20 December 2024").click()
    wait_ready(page)
    assert shown_day(page) == NEW
    page.get_by_text("as known on").wait_for(state="detached")

    # And for somebody who only looks.
    other = open_page(f"{url}/")
    wait_ready(other)
    slider(other).press("End")
    other.wait_for_function("look.deep('[role=slider]').ariaValueText.includes('20 December')")


def settle_for_hts(page):
    page.get_by_test_id("stSelectbox").first.locator("input").click()
    page.get_by_role("option", name="HTS-led forces keeps it").click()
    moved = page.locator(".loc-table", has_text="Ground that changes hands")
    moved.filter(has_text="HTS-led forces").wait_for()


def test_a_correction_leaves_a_mark_and_a_link_to_what_was_known_before(
    start_app, open_page, tmp_path
):
    url = start_app()

    def swap(features):
        by_party = {one["properties"]["party"]: one for one in features}
        by_party["SUW"]["properties"]["party"] = "SOR"

    page = drop(open_page("about:blank"), url, as_file(tmp_path, swap, LAST))
    page.get_by_text("This day has been published already").wait_for()
    publish(page, "a paper", "Suwayda was not SUW")
    page.get_by_text(re.compile(r"Published for .*, as revision 18")).wait_for()

    page.get_by_role("link", name="Open the replay at 12 December 2024").click()
    wait_ready(page)
    page.locator(".loc-under", has_text="corrected since first published").wait_for()

    page.get_by_role("link", name="History").click()
    page.get_by_text("correction").first.wait_for()
    page.get_by_text("no longer in force").click()
    page.get_by_role("link", name=re.compile("Corrected by revision 18")).wait_for()
    page.get_by_role("link", name="The map as it was known then").click()
    wait_ready(page)
    page.locator(".loc-under", has_text="as known on").wait_for()


def test_a_draft_survives_a_switch_to_another_page(app_url, open_page, tmp_path):
    page = drop(open_page("about:blank"), app_url, as_file(tmp_path, twisted_and_taken))
    page.get_by_role("link", name="History").click()
    page.get_by_role("heading", name="History").wait_for()
    page.get_by_role("link", name="Upload").click()

    page.get_by_text("The border crosses itself").wait_for()


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_on_a_phone_nothing_is_wider_than_the_screen(app_url, open_page, tmp_path, lang):
    page = open_page(f"{app_url}/upload?lang={lang}", 390, 844, has_touch=True)
    page.locator("input[type=file]").set_input_files(as_file(tmp_path, twisted_and_taken))
    ready_sketch(page)

    wide = "document.querySelector('[data-testid=stMain]').scrollWidth"
    assert page.evaluate(wide) <= 390
