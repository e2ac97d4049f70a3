"""Properties of a file, and the preview of a mapping."""

import json

import pytest

from geodata.draft import PropertyMapping
from geodata.ingest import check_file, is_clear, preview_classifications, properties, read_maps
from geodata.theatre import load
from geodata.validation import export
from tests.geodata.ingests import day_file, edited
from tests.square import FIRST, FOUGHT, HELD, snapshot, write_square

WEEKLY = PropertyMapping(
    party="who", status=None, basis="how", date=None, party_values={"Gov": "A", "Reb": "B"},
    basis_values={"said": "claimed"},
)  # fmt: skip


@pytest.fixture(scope="module")
def square(tmp_path_factory):
    return load(folder=write_square(tmp_path_factory.mktemp("theatres") / "square"))


def foreign(features):
    for feature, who in zip(features, ("Gov", "Reb"), strict=True):
        feature["properties"] = {"who": who, "how": "said", "fill": "#cc0000", "when": str(FIRST)}


def only(content, name="a.geojson"):
    [draft] = read_maps([(name, content)]).drafts
    return draft


def test_properties_are_told_with_their_values():
    by_name = {item.name: item for item in properties([only(edited(day_file(FIRST), foreign))])}
    assert {"who": {"Gov": 1, "Reb": 1}, "how": {"said": 2}, "when": {str(FIRST): 2}} == {
        name: by_name[name].values for name in ("who", "how", "when")
    }
    assert ["fill"] == [item.name for item in by_name.values() if item.is_colour]


def test_a_preview_classifies_as_the_check_will(square):
    draft = only(edited(day_file(FIRST), foreign))
    assert [None, None] == [
        classification.party for classification in preview_classifications(draft, square, None)
    ]
    assert not is_clear(draft, square)
    read = preview_classifications(draft, square, WEEKLY)
    assert [("A", "controlled", "claimed"), ("B", "controlled", "claimed")] == [
        classification.key[:3] for classification in read
    ]
    assert is_clear(draft, square, WEEKLY)
    areas = (
        check_file(edited(day_file(FIRST), foreign), "a.geojson", square, FIRST, WEEKLY)
        .reports[0]
        .snapshot.areas
    )
    assert [classification.key[:3] for classification in read] == [
        tuple(row) for row in areas[["party", "status", "basis"]].to_numpy().tolist()
    ]


def test_colours_tell_the_party_where_nothing_else_does(square):
    def painted(features):
        for feature, fill in zip(features, ("#CC0000", "#00cc00"), strict=True):
            feature["properties"] = {"fill": fill}

    draft = only(edited(day_file(FIRST), painted))
    mapping = PropertyMapping(
        party=None, status=None, basis=None, date=None, colour="fill",
        colour_values={"#cc0000": "A", "#00cc00": "B"},
    )  # fmt: skip
    assert ["A", "B"] == [
        classification.party for classification in preview_classifications(draft, square, mapping)
    ]


def test_very_many_values_take_no_longer(square):
    def many(features):
        features[:] = [features[0] | {"properties": {"who": f"v{n}"}} for n in range(5000)]

    read = preview_classifications(only(edited(day_file(FIRST), many)), square, WEEKLY)
    assert (5000, {None}) == (len(read), {classification.party for classification in read})


def test_a_property_that_gives_the_day_makes_a_map_of_each(square):
    features = []
    for day in (FIRST, FOUGHT):
        for feature in json.loads(export(snapshot(day, HELD[FIRST])))["features"]:
            feature["properties"] = {"who": feature["properties"]["party"], "taken on": str(day)}
            features.append(feature)
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    raw = read_maps([("both.geojson", content)])
    assert [None] == [draft.effective_date for draft in raw.drafts]
    mapping = PropertyMapping(party="who", status=None, basis=None, date="taken on")

    mapped = raw.with_mappings({raw.shapes[0]: mapping})
    assert [FIRST, FOUGHT] == [draft.effective_date for draft in mapped.drafts]
    assert [mapping, mapping] == [draft.mapping for draft in mapped.drafts]
    assert ("both.geojson", content) == mapped.originals[1]
    # The command line reads the same.
    checked = check_file(content, "both.geojson", square, mapping=mapping)
    assert [FIRST, FOUGHT] == [day.effective_date for day in checked.days]
    assert () == checked.errors


def test_only_files_of_the_shape_are_read_as_it_was_said():
    raw = read_maps(
        [("a.geojson", edited(day_file(FIRST), foreign)), ("b.geojson", day_file(FIRST))]
    )
    shape = next(
        shape
        for shape, draft in zip(raw.shapes, raw.drafts, strict=True)
        if draft.file == "a.geojson"
    )
    mapped = raw.with_mappings({shape: WEEKLY})
    assert {"a.geojson": WEEKLY, "b.geojson": None} == {
        draft.file: draft.mapping for draft in mapped.drafts
    }
