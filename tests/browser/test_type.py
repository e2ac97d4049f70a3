"""The app is set in its own type, which it serves itself, whatever fonts a machine has."""

import tomllib
import urllib.error
import urllib.request

import pytest

from geodata.record import open_record
from layers.style import style
from layers.web.faces import FACES
from layers.web.plugin import standalone
from tests.browser.replay_page import wait_ready
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

LOADED = """family => [...document.fonts]
  .filter(face => face.family.replaceAll('"', "") === family && face.status === "loaded")
  .map(face => face.weight)"""
WOFF2 = (
    "performance.getEntriesByType('resource').map(it => it.name).filter(it => /woff2$/.test(it))"
)

PAGE_LANGUAGE = "() => [document.documentElement.lang, document.documentElement.dir]"


@pytest.fixture(scope="module")
def base_path_url(start_app):
    return start_app(STREAMLIT_SERVER_BASE_URL_PATH="maps/of/control")


def test_the_settings_name_the_faces_that_there_are():
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["theme"]["font"] == style().font_stack
    assert settings["theme"]["fontFaces"] == [
        {"family": style().family, "url": face.address, "weight": face.weights} for face in FACES
    ]


def test_a_face_may_be_kept_for_ever_and_another_address_gives_none(app_url):
    for face in FACES:
        with urllib.request.urlopen(f"{app_url}/{face.address}") as answer:  # noqa: S310
            assert answer.headers["Content-Type"] == "font/woff2"
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
            assert answer.headers.get("Content-Encoding") is None
            assert answer.read() == face.content
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{app_url}/type/regular-of-another-edition.woff2")  # noqa: S310


@pytest.mark.parametrize("path", ["/", "/compare", "/trends"])
def test_a_page_asks_for_the_type_before_its_program_runs(app_url, path):
    request = urllib.request.Request(f"{app_url}{path}", headers={"Accept-Encoding": "gzip"})  # noqa: S310
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        page = answer.read().decode()
        assert int(answer.headers["Content-Length"]) == len(page.encode())
    early, _, _ = page.partition('<script type="module"')
    assert [True] * 3 == [f'href="./{face.address}"' in early for face in FACES]
    assert "SourceSans" not in page
    assert '<div id="root">' in page


@pytest.mark.parametrize(
    ("server", "path"),
    [("app_url", "/compare"), ("base_path_url", "/replay"), ("base_path_url", "/compare")],
)
def test_maps_are_written_in_it_also_below_a_base_path(request, open_page, server, path):
    url = request.getfixturevalue(server)
    page = wait_ready(open_page(url + path))
    assert sorted(page.evaluate(LOADED, style().family)) == ["400 500", "600", "700"]
    own = [url for url in page.evaluate(WOFF2) if "/type/" in url]
    assert sorted(own) == sorted(f"{url}/{face.address}" for face in FACES)


@pytest.mark.parametrize("path", ["/trends", "/press", "/method"])
def test_pages_of_text_are_written_in_it(open_page, app_url, path):
    page = open_page(app_url + path)
    page.locator(".loc-nav a").first.wait_for()
    page.locator("h1").first.wait_for()
    for part in (".loc-nav a", "h1", "[data-testid=stMarkdownContainer]"):
        family = page.locator(part).first.evaluate("it => getComputedStyle(it).fontFamily")
        assert family.startswith(f'"{style().family}", sans-serif'), part
    page.wait_for_function(f"family => ({LOADED})(family).length > 0", arg=style().family)


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_a_file_opens_in_its_language_and_follows_the_reader(
    open_page, tmp_path, language, direction
):
    path = tmp_path / "replay.html"
    path.write_text(standalone(open_record(), language=language), encoding="utf-8")
    page = wait_ready(open_page(path.as_uri()))
    assert [language, direction] == page.evaluate(PAGE_LANGUAGE)
    assert language == page.locator(".loc").get_attribute("lang")
    assert sorted(page.evaluate(LOADED, style().family)) == ["400 500", "600", "700"]
    other = {"en": "ar", "ar": "en"}[language]
    page.locator(".loc-language").click()
    page.wait_for_function(f"other => ({PAGE_LANGUAGE})()[0] === other", arg=other)
    assert other == page.locator(".loc").get_attribute("lang")
    page.goto(f"{path.as_uri()}?lang={other}")
    wait_ready(page)
    assert other == page.evaluate(PAGE_LANGUAGE)[0] == page.locator(".loc").get_attribute("lang")
