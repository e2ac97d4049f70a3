"""The contract of the map's messages, for tests of what is sent: schema, and what it cannot say."""

import json

from jsonschema import Draft202012Validator

from layers.web import make_contract

SCHEMA = make_contract.schema()
# The schema of a column's entries is written once for all; their number is not in it.
COLUMNS = {"places": ("lon", "lat", "rank", "kind", "governorate"), "place_reports": (
    "date", "slot", "confidence", "kind", "source", "note")}  # fmt: skip


def check(name: str, document) -> None:
    """Check a message as it is sent: as JSON."""
    message = json.loads(json.dumps(document, allow_nan=False))
    schema = {"$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"]}
    Draft202012Validator(schema).validate(message)


def check_payload(document) -> None:
    check("Payload", document)
    places = document["places"]
    assert {len(places["id"])} == {len(places[name]) for name in COLUMNS["places"]}
    assert {len(places["id"])} >= {len(names) for names in places["name"].values()}
    reports = document["place_reports"]
    assert {len(reports["place_id"])} == {len(reports[name]) for name in COLUMNS["place_reports"]}
    assert set(reports["source"]) | set(reports["note"]) == set(range(len(reports["texts"])))
    assert set(reports["place_id"]) <= set(places["id"])
    assert set(places["governorate"]) == set(document["governorates"])
    by_date = ("figures", "fronts_km", "reports", "headlines")
    objects = [document[name] for name in by_date] + [document["topology"]["objects"]]
    assert [document["dates"]] * 5 == [list(days) for days in objects]
    fallback = document["fallback_language"]
    assert document["words"].keys() == document["locales"].keys() >= {fallback}
    assert {True} == {fallback in texts for texts in all_texts(document)}


def all_texts(document):
    """Every text by language: all objects whose schema is `Texts`."""
    theatre = document["theatre"]
    yield from (theatre[name] for name in ("title", "credit", "attribution"))
    for party in (*document["parties"].values(), document["contested"]):
        yield from (party["name"], party["short"])
    for name in ("governorates", "categories", "headlines"):
        yield from document[name].values()
    yield from (event["text"] for event in document["events"])
    for layer in document["base"]["objects"].values():
        named = [shape["properties"] for shape in layer["geometries"]]
        yield from (properties["name"] for properties in named if "name" in properties)
