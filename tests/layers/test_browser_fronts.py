"""The browser's fronts against the topology's lines of contact, on every date of the theatre."""

from itertools import pairwise

import numpy as np

from geodata.record import open_record
from layers.web.payload import payload
from tests.node import answers


def arcs(contacts):
    """Arcs of several lines of contact."""
    return set(np.concatenate(list(contacts)).tolist()) if contacts else set()


def test_fronts_of_the_browser_are_the_lines_of_contact():
    record = open_record()
    document = payload(record)
    question = {"topology": document["topology"], "extent": document["theatre"]["extent"]}
    found = answers("fronts.js", question)

    dates = {day.isoformat(): record.topology.contact_arcs(day) for day in record.dates}
    assert list(found) == list(dates)
    fronts = {iso: arcs(list(contacts.values())) for iso, contacts in dates.items()}
    assert {iso: set(answer["fronts"]) for iso, answer in found.items()} == fronts
    assert {iso: set(answer["contested"]) for iso, answer in found.items()} == {
        iso: arcs([names for pair, names in contacts.items() if None in pair])
        for iso, contacts in dates.items()
    }
    assert any(answer["contested"] for answer in found.values())
    former = {after: fronts[before] - fronts[after] for before, after in pairwise(fronts)}
    assert {iso: set(found[iso]["former"]) for iso in former} == former
    # On most dates of the offensive some of the line gave way, and some held.
    assert sum(set() != gone != fronts[day] for day, gone in former.items()) > len(former) / 2
