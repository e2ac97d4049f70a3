"""Text can be read on its ground, and neighbours told apart, also by readers who see few hues.

Contrast is that of WCAG 2. Distance of colours is Euclidean in OKLab (Ottosson 2020): white and
black are 1 apart, and a difference that is just seen is about 0.02. Dichromacy is simulated with
the matrices of Machado, Oliveira and Fernandes (2009), severity 1, in linear RGB.
"""

from itertools import combinations, product

import numpy as np
import pytest

from geodata.record import open_record
from layers.palette import CONTESTED_SLOT, ROLES, THEMES, faint, party_colour, themes

READABLE = 4.5
# Names of countries and seas are large, spaced and never needed to read the map: WCAG's large text.
READABLE_WHEN_LARGE = 3.0
APART = 0.11
APART_FOR_FEW_HUES = 0.085
APART_AT_ALL = 0.04

SEEN_BY = {
    "everyone": np.eye(3),
    "protanopia": np.array([
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ]),
    "deuteranopia": np.array([
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]),
    "tritanopia": np.array([
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ]),
}  # fmt: skip
TO_CONES = np.array([
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
])  # fmt: skip
TO_LAB = np.array([
    [0.2104542553, 0.7936177850, -0.0040720468],
    [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
])  # fmt: skip
each_theme = pytest.mark.parametrize("theme", ["light", "dark"])


def channels(colour):
    """Red, green and blue from 0 to 1; the two digits of opacity are left out."""
    return np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])


def opacity(colour):
    return int(colour[7:9], 16) / 255 if len(colour) == 9 else 1.0


def over(colour, ground):
    """A colour laid on a ground, as channels."""
    return opacity(colour) * channels(colour) + (1 - opacity(colour)) * np.asarray(ground)


def linear(rgb):
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """WCAG 2 contrast of two colours given as channels, 1 to 21."""
    light, dark = sorted(
        (float(linear(rgb) @ [0.2126, 0.7152, 0.0722]) for rgb in (one, other)), reverse=True
    )
    return (light + 0.05) / (dark + 0.05)


def lab(colour, matrix):
    seen = np.clip(matrix @ linear(channels(colour)), 0, 1)
    return TO_LAB @ np.cbrt(TO_CONES @ seen)


def distance(one, other, by="everyone"):
    return float(np.linalg.norm(lab(one, SEEN_BY[by]) - lab(other, SEEN_BY[by])))


@pytest.fixture(scope="module")
def record():
    return open_record()


@pytest.fixture(scope="module")
def neighbours(record):
    """Give every two parties that meet on some day."""
    return sorted({
        pair for day in record.dates for pair in record.contact_km(day) if None not in pair
    })  # fmt: skip


# --- the measures themselves ---------------------------------------------------------------------


def test_contrast_is_that_of_the_guideline():
    white, black = channels("#ffffff"), channels("#000000")
    assert 21 == pytest.approx(contrast(white, black))
    assert 1 == pytest.approx(contrast(white, white))
    assert 4.54 == pytest.approx(contrast(channels("#767676"), white), abs=0.01)


def test_distance_is_that_of_oklab():
    assert 1 == pytest.approx(distance("#ffffff", "#000000"), abs=1e-4)
    assert [0.628, 0.225, 0.126] == pytest.approx(
        lab("#ff0000", SEEN_BY["everyone"]).tolist(), abs=0.001
    )


def test_red_and_green_of_one_lightness_are_one_colour_under_deuteranopia():
    red, green = "#c0504d", "#5f8a3c"
    assert distance(red, green) > 0.15
    assert distance(red, green, "deuteranopia") < 0.5 * distance(red, green)
    greys = [distance("#333333", "#cccccc", by) for by in SEEN_BY]
    assert greys == pytest.approx([greys[0]] * len(greys), abs=1e-3)


# --- text ----------------------------------------------------------------------------------------


@each_theme
@pytest.mark.parametrize("name", ["place", "division"])
def test_names_can_be_read_over_their_halo_on_any_ground(theme, name):
    colours = THEMES[theme]
    text = channels(colours["text"][name])
    fills = [*ROLES[theme].values(), colours["contested"]["stripe"], colours["ground"]["country"]]
    for fill in fills:
        assert contrast(text, over(colours["text"]["halo"], channels(fill))) >= READABLE, fill


@each_theme
def test_names_of_waters_can_be_read(theme):
    colours = THEMES[theme]
    text = channels(colours["text"]["water"])
    for water in ("sea", "lake"):
        ground = over(colours["text"]["halo"], channels(colours["ground"][water]))
        assert contrast(text, ground) >= READABLE


@each_theme
def test_names_of_countries_can_be_read_as_large_text(theme):
    colours = THEMES[theme]
    ground = channels(colours["ground"]["neighbour"])
    assert contrast(channels(colours["text"]["country"]), ground) >= READABLE_WHEN_LARGE


@each_theme
def test_a_distance_can_be_read_on_its_label(theme):
    measure = THEMES[theme]["measure"]
    assert contrast(channels(measure["text"]), channels(measure["label"])) >= READABLE


@each_theme
def test_the_front_stands_out_from_every_ground(theme):
    colours = THEMES[theme]
    for fill in ROLES[theme].values():
        halo = over(colours["front"]["halo"], channels(fill))
        assert contrast(channels(colours["front"]["line"]), halo) >= READABLE


# --- parties -------------------------------------------------------------------------------------


@each_theme
@pytest.mark.parametrize("by", SEEN_BY)
def test_neighbours_are_told_apart(record, neighbours, theme, by):
    fills = {party.code: party_colour(party.role, theme) for party in record.theatre.parties}
    least = APART if by == "everyone" else APART_FOR_FEW_HUES
    near = {
        pair: round(apart, 3)
        for pair in neighbours
        if (apart := distance(fills[pair[0]], fills[pair[1]], by)) < least
    }
    assert {} == near
    assert len(neighbours) > 15


@each_theme
def test_any_two_parties_differ_in_the_legend(record, theme):
    roles = [party.role for party in record.theatre.parties]
    near = [
        (a, b)
        for a, b in combinations(roles, 2)
        if distance(party_colour(a, theme), party_colour(b, theme)) < APART_AT_ALL
    ]
    assert [] == near


@each_theme
def test_every_party_stands_out_from_unmapped_ground(record, theme):
    ground = THEMES[theme]["ground"]
    for party, name in product(record.theatre.parties, ("country", "neighbour", "sea")):
        assert distance(party_colour(party.role, theme), ground[name]) > APART_AT_ALL, party.code


@each_theme
def test_stripes_are_seen_on_their_ground_and_hatches_on_theirs(theme):
    contested = THEMES[theme]["contested"]
    assert contrast(channels(contested["stripe"]), channels(contested["ground"])) >= 3
    for fill in ROLES[theme].values():
        assert distance(fill, faint(fill, theme)) > 0.05, fill


# --- the table -----------------------------------------------------------------------------------


def shape(found):
    return {key: shape(value) for key, value in found.items()} if isinstance(found, dict) else "#"


def test_both_themes_colour_the_same_things():
    assert shape(THEMES["light"]) == shape(THEMES["dark"])
    assert set(ROLES["light"]) == set(ROLES["dark"])


def test_every_party_of_the_theatre_has_a_slot_of_its_own(record):
    roles = {party.role for party in record.theatre.parties}
    assert roles <= set(ROLES["light"]) - {"other"}


def test_a_role_without_a_slot_takes_the_spare_one():
    assert ROLES["light"]["other"] == party_colour("seventh", "light")


def test_no_party_wears_the_stripes_of_contested_ground(record):
    for theme, colours in themes(record.theatre.parties).items():
        assert THEMES[theme]["contested"]["stripe"] == colours["parties"][CONTESTED_SLOT]
        assert ROLES[theme]["other"] == colours["parties"]["?"]
        assert set(colours["parties"]) == set(colours["faint"])
