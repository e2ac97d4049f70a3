"""A page that runs the program of another version than its payload: it asks to be loaded anew."""

import base64

import pytest

from geodata.record import open_record
from layers.locale import Locale
from layers.web import packed, payload
from layers.web.modules import SOURCES, component
from layers.web.payload import VERSION

pytestmark = pytest.mark.browser

# Mounts the component of the replay as Streamlit does, on a page that has the program already.
MOUNT = """async ({ source, data, query }) => {
  history.replaceState(null, "", `${location.pathname}?${query}`);
  document.body.replaceChildren();
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const { default: mount } = await import(address);
  const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  const parentElement = document.createElement("div");
  parentElement.style.height = "100vh";
  document.body.append(parentElement);
  mount({ parentElement, data: bytes });
}"""


@pytest.fixture(scope="module")
def document():
    return payload(open_record())


@pytest.fixture
def mount(open_page, file_url, document):
    def mount(language: str, changes: dict):
        # The map that is there already writes its own language into the address when it rests.
        page = open_page(f"{file_url}?lang={language}")
        data = base64.b64encode(packed({**document, **changes})).decode()
        source = component(SOURCES / "replay_component.js")
        page.evaluate(MOUNT, {"source": source, "data": data, "query": f"lang={language}"})
        return page

    return mount


@pytest.mark.parametrize("language", ["en", "ar"])
def test_another_version_is_refused_with_what_to_do(mount, language):
    page = mount(language, {"version": VERSION + 1, "places": "in a form yet to come"})
    page.get_by_text(Locale(None, language).say("other_version"), exact=True).wait_for()
    assert page.locator(".loc").count() == 0


def test_a_language_that_the_map_lacks_is_answered_in_the_other(mount):
    page = mount("fr", {"version": VERSION - 1})
    page.get_by_text(Locale(None, "en").say("other_version"), exact=True).wait_for()


def test_the_same_version_is_shown(mount):
    mount("en", {}).locator(".loc[data-ready=true]").wait_for()
