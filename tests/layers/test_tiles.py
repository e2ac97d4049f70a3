"""An online map is off unless it is asked for by a name that exists."""

import pytest

from geodata.errors import UnknownName
from layers.tiles import SETTING, tile_layer


@pytest.fixture(autouse=True)
def no_setting(monkeypatch):
    monkeypatch.delenv(SETTING, raising=False)


def test_it_is_off_by_default(monkeypatch):
    assert tile_layer() is None
    for nothing in ("", "   "):
        monkeypatch.setenv(SETTING, nothing)
        assert tile_layer() is None


@pytest.mark.parametrize("name", ["OpenStreetMap.Mapnik", "openstreetmap mapnik"])
def test_a_provider_is_found_by_name_with_its_attribution(name):
    data = tile_layer(name).data
    assert "OpenStreetMap.Mapnik" == data["name"]
    assert "OpenStreetMap" in data["attribution"]
    assert all(f"{{{axis}}}" in data["url"] for axis in "xyz")
    assert 19 == data["max_zoom"]


def test_the_setting_names_the_provider(monkeypatch):
    monkeypatch.setenv(SETTING, " OpenTopoMap ")
    data = tile_layer().data
    assert "OpenTopoMap" == data["name"]
    assert "{s}" in data["url"]
    assert "{{" not in data["url"]
    assert "abc" == data["subdomains"]


def test_a_sharper_tile_is_asked_for_where_there_is_one():
    url = tile_layer("Stadia.AlidadeSmooth").data["url"]
    assert "{y}{r}." in url


def test_attribution_is_text_without_html():
    assert "<" not in tile_layer("OpenStreetMap.Mapnik").data["attribution"]


def test_an_unknown_provider_is_refused_with_the_setting_and_the_nearest_names():
    with pytest.raises(UnknownName) as caught:
        tile_layer("OpenStreetMap.Mapnick")
    assert str(caught.value).startswith(
        'No tile provider (setting LINES_OF_CONTROL_TILES) is called "OpenStreetMap.Mapnick".'
    )
    assert "OpenStreetMap.Mapnik" in str(caught.value)


@pytest.mark.parametrize("name", ["Thunderforest.OpenCycleMap", "CartoDB.Positron"])
def test_a_provider_that_needs_a_key_is_refused(name):
    with pytest.raises(UnknownName, match="No tile provider without a key"):
        tile_layer(name)
