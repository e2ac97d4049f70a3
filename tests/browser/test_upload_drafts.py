"""Uploads that take longer, in a real browser: interrupted, of other names, of several days."""

import json
import re
import zipfile
from datetime import date

import pytest

from geodata.record import open_record
from geodata.validation import export
from tests.browser.replay_page import LAST, shown_day, wait_ready
from tests.browser.test_upload import as_file, drop, ready_sketch, twisted_and_taken

pytestmark = pytest.mark.browser

REMEMBER_SOCKETS = """
window.sockets = [];
window.WebSocket = class extends WebSocket {
    constructor(...given) { super(...given); window.sockets.push(this); }
};
"""


# Counts how often the page comes to rest.
COUNT_RUNS = """
app => {
  window.runs = 0;
  new MutationObserver(() => {
    if (app.dataset.testScriptState === "notRunning") window.runs += 1;
  }).observe(app, { attributeFilter: ["data-test-script-state"] });
}
"""


def fill(page, field, text):
    """Write into a field, and wait until the page has come to rest with it."""
    at_rest = page.locator("[data-testid=stApp][data-test-script-state=notRunning]")
    at_rest.wait_for()
    field.fill(text)
    at_rest.evaluate(COUNT_RUNS)
    field.press("Tab")
    page.wait_for_function("window.runs > 0")
    at_rest.wait_for()
    assert field.input_value() == text


def test_a_draft_survives_a_lost_connection_and_a_reload(app_url, open_page, tmp_path):
    page = open_page("about:blank")
    page.add_init_script(REMEMBER_SOCKETS)
    drop(page, app_url, as_file(tmp_path, twisted_and_taken))
    page.get_by_text("The border crosses itself").wait_for()
    page.wait_for_url(re.compile("draft="))

    # The connection is lost; Streamlit makes another by itself.
    page.evaluate("window.sockets.forEach(socket => socket.close())")
    page.wait_for_function(
        "window.sockets.length > 1 && window.sockets.at(-1).readyState === WebSocket.OPEN"
    )
    page.get_by_text("The border crosses itself").wait_for()
    page.get_by_role("button", name="Accept all fixes").click()
    page.get_by_text("Nothing forbids publishing").wait_for()
    note = page.get_by_role("textbox", name=re.compile("^Note"))
    fill(page, note, "East of the river")

    # A tab loaded anew knows nothing: the address brings everything back.
    page.reload()
    page.get_by_text("Nothing forbids publishing").wait_for()
    page.wait_for_function(
        "document.querySelector('input[aria-label^=Note]')?.value === 'East of the river'"
    )
    assert page.get_by_role("button", name="Take all fixes back").count() == 1

    # As does the same address in another window of the same person.
    other = open_page(page.url)
    other.get_by_text("Nothing forbids publishing").wait_for()


def test_a_file_with_other_names_is_asked_about(app_url, open_page, tmp_path):
    path = as_file(tmp_path, with_other_names)
    page = drop(open_page("about:blank"), app_url, path)
    page.get_by_role("heading", name="What the properties mean").wait_for()
    outcome = page.locator(".loc-table", has_text="What this would give")
    outcome.get_by_text("not clear yet").wait_for()

    choose(page, "Party", "bloc")
    # What is called nearly so is understood; the rest a person says.
    outcome.get_by_text("Syrian Democratic Forces (SDF)").wait_for()
    assert outcome.get_by_text("not clear yet").count() == 1
    choose(page, re.compile("What .*Men of the south"), "Suwayda local factions")
    outcome.get_by_text("not clear yet").wait_for(state="detached")
    assert ready_sketch(page) > 4

    page.get_by_role("button", name="Read the file this way").click()
    page.get_by_role("heading", name="What would change on 20 December 2024").wait_for()
    page.get_by_role("button", name="Change what they mean").wait_for()


def with_other_names(features):
    names = {party.code: party.name["en"] for party in open_record().theatre.parties}
    for one in features:
        code = one["properties"]["party"]
        bloc = "Men of the south" if code == "SUW" else names.get(code, "Contested")
        one["properties"] = {"bloc": bloc, "certain": "yes"}


def choose(page, label, option):
    # Labels that are hidden still name the box.
    page.get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("option", name=re.compile(f"^{re.escape(option)}")).click()


def test_several_days_are_published_at_once(start_app, open_page, tmp_path):
    url = start_app()
    page = drop(open_page("about:blank"), url, three_days(tmp_path))
    table = page.locator(".loc-table", has_text="The days, and what each would change")
    table.get_by_text("21 December 2024").wait_for()
    page.get_by_text("Errors forbid publishing these days: 20 December 2024.").wait_for()
    page.get_by_role("button", name="Leave out the days with errors (1)").click()
    page.get_by_role("button", name="Publish all 2 days").wait_for()

    publish_all(page)
    page.get_by_text("Published: 2 days").wait_for()
    page.get_by_role("link", name="Open the replay at 19 December 2024").click()
    wait_ready(page)
    assert shown_day(page) == date(2024, 12, 19)


def publish_all(page):
    fill(page, page.get_by_role("textbox", name=re.compile("^Source")), "a paper")
    note = page.get_by_role("textbox", name=re.compile("^Note"))
    fill(page, note, "Three days")
    page.get_by_role("button", name="Publish all 2 days").click()


def three_days(folder):
    path = folder / "days.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for day in (date(2024, 12, 19), date(2024, 12, 20), date(2024, 12, 21)):
            found = json.loads(export(open_record().snapshot(LAST)))
            for one in found["features"]:
                one["properties"]["effective_date"] = str(day)
            if day.day == 20:
                found["features"][0]["properties"]["party"] = "NOBODY"
            archive.writestr(f"{day}.geojson", json.dumps(found))
    return path


def test_on_a_phone_neither_days_nor_wizard_are_wider_than_the_screen(app_url, open_page, tmp_path):
    page = open_page(app_url, 390, 844, has_touch=True)
    wait_ready(page)
    page.goto(f"{app_url}/upload?lang=ar")
    page.locator("input[type=file]").set_input_files(three_days(tmp_path))
    page.locator(".st-key-upload_mapping").wait_for()
    page.locator(".st-key-upload_leave_out_bad").wait_for()

    wide = "document.querySelector('[data-testid=stMain]').scrollWidth"
    assert page.evaluate(wide) <= 390
