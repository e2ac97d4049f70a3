"""What properties mean: guessed from names and values, saved, and suggested again."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.draft import PropertyMapping
from geodata.reading import SavedMapping, fingerprint, from_json, read, suggested, to_json
from geodata.reading.mapping import fitting, values_of
from geodata.terms import CONTESTED_CODE
from geodata.theatre import load
from tests.geodata.reading_files import collection, feature

PARTIES = load().parties


def drafts(*properties, name="a.geojson"):
    return read(collection(*[feature(properties) for properties in properties]), name).drafts


def test_own_names_need_no_mapping():
    mapping = suggested(drafts({"party": "SAA", "status": "controlled", "basis": "assessed"}))
    assert (mapping.party, mapping.status, mapping.basis) == ("party", "status", "basis")
    assert mapping.party_values == {}


def test_values_are_matched_with_codes_and_names_in_any_language():
    names = {party.code: party.name for party in PARTIES}
    mapping = suggested(
        drafts(
            {"Faction": names["HTS"]["en"].upper(), "certainty": "Disputed"},
            {"Faction": names["SAA"]["ar"], "certainty": "confirmed"},
            {"Faction": "sdf", "certainty": "confirmed"},
            {"Faction": "Martians", "certainty": "confirmed"},
            {"Faction": "Disputed area", "certainty": "confirmed"},
            {"Faction": "متنازع عليها", "certainty": "confirmed"},
            {"Faction": "Uncontested", "certainty": "confirmed"},
            {"Faction": "Not disputed", "certainty": "confirmed"},
            {"Faction": "SNA contested", "certainty": "confirmed"},
        ),
        PARTIES,
    )
    assert mapping.party == "Faction"
    assert mapping.party_values == {
        names["HTS"]["en"].upper(): "HTS",
        names["SAA"]["ar"]: "SAA",
        "sdf": "SDF",
        "SNA contested": "SNA",
        "Disputed area": CONTESTED_CODE,
        "متنازع عليها": CONTESTED_CODE,
    }
    assert (mapping.status, mapping.status_values["Disputed"]) == ("certainty", "contested")


def test_colours_are_the_last_resort():
    colours = {"fill": "#cc0000", "stroke": "#000000"}
    assert suggested(drafts({**colours, "side": "North"})).colour is None
    mapping = suggested(drafts(colours))
    assert values_of(drafts(colours)[0], mapping.colour) == {"#cc0000": 1}
    assert (mapping.party, mapping.colour) == (None, "fill")


def test_dates_are_found_by_name_and_by_what_they_hold():
    mapping = suggested(drafts({"owner": "A", "start": "2024-11-30", "end": "2024-12-08"}))
    assert (mapping.date, mapping.valid_to) == ("start", "end")
    assert suggested(drafts({"owner": "A", "start": "here"})).date is None


def test_files_of_one_shape_have_one_fingerprint():
    first, second = drafts({"owner": "A", "n": 1}), drafts({"n": 5, "owner": "B"}, {"owner": "C"})
    assert fingerprint(first[0]) == fingerprint(second[0])
    assert fingerprint(drafts({"owner": "A", "m": 1})[0]) != fingerprint(first[0])


def test_a_saved_mapping_is_suggested_for_the_next_file_of_its_shape():
    weekly = drafts({"owner": "A", "n": 1})
    mine = PropertyMapping(party="n", party_values={"1": "SAA"})
    saved = SavedMapping("weekly file", fingerprint(weekly[0]), mine)
    restored = from_json(to_json(saved))
    assert restored == saved
    assert suggested(drafts({"owner": "B", "n": 2}), PARTIES, [restored]) == mine
    assert fitting(drafts({"owner": "B"})[0], [restored]) == []


@given(st.dictionaries(st.text(), st.text()), st.text())
def test_every_mapping_survives_saving(values, name):
    saved = SavedMapping(name, "0" * 16, PropertyMapping(party=name, party_values=values))
    assert from_json(to_json(saved)) == saved


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"name": "a", "mapping": 3}'])
def test_what_is_no_saved_mapping_is_refused_in_words(text):
    with pytest.raises(ValueError, match=r"not a saved mapping.*save the mapping again"):
        from_json(text)


def test_members_of_a_later_version_are_left_out():
    saved = SavedMapping("a", "0" * 16, PropertyMapping())
    document = json.loads(to_json(saved))
    document["mapping"]["invented_later"] = 1
    assert from_json(json.dumps(document)) == saved


def test_values_are_counted_for_the_wizard():
    (draft,) = drafts({"owner": "A"}, {"owner": "B"}, {"owner": "A"}, {})
    assert values_of(draft, "owner") == {"A": 2, "B": 1}
    assert values_of(draft, None) == {}
