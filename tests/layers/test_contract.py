"""The messages of the map keep their written contract."""

import json
import re
from datetime import date

import pytest
from jsonschema import Draft202012Validator, ValidationError

from geodata.record import open_record
from layers.edition import Edition
from layers.web import make_contract, payload
from layers.web.payload import VERSION, tiles
from tests.contract import check, check_payload
from tests.square import PLACES

SCHEMA = make_contract.schema()


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$defs"]["Payload"]["properties"]["version"]["const"] == VERSION


def test_every_field_is_described():
    missing = [
        f"{name}.{field}"
        for name, node in SCHEMA["$defs"].items()
        for field, part in node.get("properties", {}).items()
        if not part.get("description") and "$ref" not in part
    ]
    assert missing == []
    assert [name for name, node in SCHEMA["$defs"].items() if not node["description"]] == []


def test_every_definition_is_used_and_no_field_beyond_them_is_sent():
    text = json.dumps(SCHEMA)
    used = set(re.findall(r'"#/\$defs/(\w+)"', text))
    assert used == set(SCHEMA["$defs"])
    opened = {
        name
        for name, node in SCHEMA["$defs"].items()
        if "properties" in node and node.get("additionalProperties") is not False
    }
    # A theatre's own base map may say more; the type of a geometry says what else it has.
    assert opened == {"BaseTopology", "BaseProperties", "GeoJsonGeometry"}


def test_a_type_is_written_as_typescript_writes_it():
    number, text = {"type": "number"}, {"type": "string"}
    either = {"anyOf": [text, {"type": "null"}]}
    written = {
        "[number, number]": {"type": "array", "items": number, "minItems": 2, "maxItems": 2},
        "number[][]": {"type": "array", "items": {"type": "array", "items": number}},
        "Array<string | null>": {"type": "array", "items": either},
        "Record<string, Place[]>": {
            "type": "object",
            "additionalProperties": {"type": "array", "items": {"$ref": "#/$defs/Place"}},
        },
        "Record<IsoDate, number>": {
            "type": "object",
            "propertyNames": {"$ref": "#/$defs/IsoDate"},
            "additionalProperties": number,
        },
        '{ a: 1; b?: "x" | "y" }': {
            "type": "object",
            "required": ["a"],
            "properties": {"a": {"const": 1}, "b": {"enum": ["x", "y"]}},
        },
    }
    assert list(written) == [make_contract.type_of(node) for node in written.values()]


def test_the_built_in_theatre_keeps_the_contract():
    check_payload(payload(open_record()))


def test_a_part_of_an_edition_with_tiles_keeps_the_contract(monkeypatch):
    monkeypatch.setenv("LINES_OF_CONTROL_TILES", "OpenStreetMap.Mapnik")
    edition = Edition("1 December 2024, 12:00 UTC", ("2024-11-30",), 7)
    check_payload(payload(open_record(), date(2024, 11, 29), date(2024, 12, 2), edition))
    assert tiles()


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"changes": [], "events": []},
        {"places": [row | {"name:ku": "x", "name:pt-BR": "y"} for row in PLACES]},
        {"places": [row | {"governorate": ""} for row in PLACES]},
    ],
    ids=["square", "no change", "two languages more", "no governorate"],
)
def test_a_theatre_on_paper_keeps_the_contract(square, files):
    check_payload(payload(square(**files)))


def test_a_theatre_in_one_language_more_keeps_the_contract(square, with_french):
    document = payload(square())
    assert "fr" in document["words"]
    check_payload(document)


@pytest.mark.parametrize(
    ("part", "value"),
    [("version", 1), ("version", VERSION + 1), ("dates", []), ("names", {})],
)
def test_what_breaks_the_contract_is_found(square, part, value):
    with pytest.raises(ValidationError):
        check("Payload", payload(square()) | {part: value})
