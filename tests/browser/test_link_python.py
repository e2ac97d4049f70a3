"""The same link read and written by the browser's code and by Python's."""

from datetime import date
from pathlib import Path

import pytest

from layers.link import LAYERS, View, read_link, write_link

pytestmark = pytest.mark.browser

ASSETS = Path(__file__).resolve().parent.parent.parent / "layers" / "web" / "assets"
# As the replay reads them: a theatre of two weeks and four places.
PROGRAM = """
([sources, links]) => {
  const made = new Function(sources + "; return { readLink, writeLink, isoDay, dayNumber };")();
  const days = ["2024-11-26", "2024-12-12"].map(made.dayNumber);
  const places = ["idlib", "aleppo", "homs", "hama"];
  const replay = {
    firstDay: days[0], lastDay: days[1], horizon: days[1], words: { en: {}, ar: {} }, tiles: {},
    distances: [["idlib", "aleppo"]],
    placeCalled: (name) => places.includes(name) ? { id: name } : undefined,
  };
  return links.map((link) => {
    const { state } = made.readLink(link, replay);
    return { ...state, day: made.isoDay(state.day), layers: [...state.layers],
             written: made.writeLink("", state) };
  });
}
"""
LINKS = [
    "",
    "?as_of=2024-11-30",
    "?as_of=2024-11-31",
    "?as_of=2024-12-08&at=36.2021,37.1343,8.25&lang=ar&theme=dark&view=clean",
    "?at=33.51,36.29,13.5",
    "?at=33.51,36.29,13&at=1,2,3",
    "?at=33.51,36.29",
    "?at=+33.51 , 36.29,7",
    "?at=1_0,36.29,7",
    "?at=-33.51,-136.29,0",
    "?at=86,36.29,7",
    "?layers=none",
    "?layers=",
    "?layers=moon",
    "?layers=moon,places,,fronts",
    "?layers=tiles,fronts_before",
    "?distances=",
    "?distances=idlib~aleppo,homs~hama",
    "?distances=idlib%7Ealeppo%2Choms~hama",
    "?distances=idlib",
    "?lang=fr&theme=red",
    "?lang=&theme=",
    "?" + "&".join(f"layers={name}" for name in LAYERS),
]


def test_both_read_and_write_the_same(open_page):
    sources = "\n".join((ASSETS / name).read_text("utf-8") for name in ("words.js", "link.js"))
    found = open_page("about:blank").evaluate(PROGRAM, [sources, LINKS])
    for link, state in zip(LINKS, found, strict=True):
        view = read_link(link)
        assert state["day"] == (view.as_of or date(2024, 12, 12)).isoformat(), link
        assert set(state["layers"]) == view.layers, link
        assert seen(state["view"]) == (view.centre, view.zoom), link
        pairs = (("idlib", "aleppo"),) if view.distances is None else view.distances
        assert tuple(map(tuple, state["distances"])) == pairs, link
        assert (state["language"], state["theme"]) == (view.language, view.theme), link
        assert state["clean"] == view.clean, link
        shown = View(**{**view.__dict__, "as_of": date.fromisoformat(state["day"])})
        assert write_link(View(**{**shown.__dict__, "distances": pairs})) == state["written"], link


def seen(view):
    return ((view["lon"], view["lat"]), view["zoom"]) if view else (None, None)
