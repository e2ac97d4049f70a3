"""An online map is off unless it is asked for by a name that exists."""

import pytest

from geodata.errors import UnknownName
from layers.web.payload import TILES_SETTING, tiles


@pytest.fixture(autouse=True)
def no_setting(monkeypatch):
    monkeypatch.delenv(TILES_SETTING, raising=False)


def test_it_is_off_by_default(monkeypatch):
    assert tiles() is None
    for nothing in ("", "   "):
        monkeypatch.setenv(TILES_SETTING, nothing)
        assert tiles() is None


@pytest.mark.parametrize("name", ["OpenStreetMap.Mapnik", "openstreetmap mapnik"])
def test_a_provider_is_found_by_name_with_its_attribution(name):
    data = tiles(name)
    assert "OpenStreetMap.Mapnik" == data["name"]
    assert "OpenStreetMap" in data["attribution"]
    assert all(f"{{{axis}}}" in data["url"] for axis in "xyz")
    assert 19 == data["max_zoom"]


def test_the_setting_names_the_provider(monkeypatch):
    monkeypatch.setenv(TILES_SETTING, " OpenTopoMap ")
    data = tiles()
    assert "OpenTopoMap" == data["name"]
    assert "{s}" in data["url"]
    assert "{{" not in data["url"]
    assert "abc" == data["subdomains"]


def test_a_sharper_tile_is_asked_for_where_there_is_one():
    url = tiles("Stadia.AlidadeSmooth")["url"]
    assert "{y}{r}." in url


def test_attribution_is_text_without_html():
    assert "<" not in tiles("OpenStreetMap.Mapnik")["attribution"]


def test_an_unknown_provider_is_refused_with_the_setting_and_the_nearest_names():
    with pytest.raises(UnknownName) as caught:
        tiles("OpenStreetMap.Mapnick")
    assert str(caught.value).startswith(
        'No tile provider (setting LINES_OF_CONTROL_TILES) is called "OpenStreetMap.Mapnick".'
    )
    assert "OpenStreetMap.Mapnik" in str(caught.value)


@pytest.mark.parametrize("name", ["Thunderforest.OpenCycleMap", "CartoDB.Positron"])
def test_a_provider_that_needs_a_key_is_refused(name):
    with pytest.raises(UnknownName, match="No tile provider without a key"):
        tiles(name)
