"""Store of revisions: published by whom, when and why; append-only, each sealed by its hash."""

from geodata.store.opening import open_record, open_trends, prepare, update_measures
from geodata.store.revisions import Publication, Revision, RevisionKind
from geodata.store.store import Store
from geodata.store.verify import Finding

__all__ = [
    "Finding",
    "Publication",
    "Revision",
    "RevisionKind",
    "Store",
    "open_record",
    "open_trends",
    "prepare",
    "update_measures",
]
