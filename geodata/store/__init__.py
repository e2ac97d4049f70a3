"""This package knows what was published, by whom, when and why; nothing in it is ever changed."""

from geodata.store.opening import open_record, open_trends, prepare, remember
from geodata.store.revisions import Kind, Publication, Revision
from geodata.store.store import Store
from geodata.store.verify import Finding

__all__ = [
    "Finding",
    "Kind",
    "Publication",
    "Revision",
    "Store",
    "open_record",
    "open_trends",
    "prepare",
    "remember",
]
