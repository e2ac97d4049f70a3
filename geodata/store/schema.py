"""Tables of the store; `docs/store.md` explains them.

Content is named by its SHA-256, so a rollback points to areas that are already there.
"""

from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

from geodata.store.times import Instant

METADATA: Final = MetaData()
_SHA256: Final = 64

MIGRATIONS: Final = Table(
    "migrations",
    METADATA,
    Column("name", String(100), primary_key=True),
    Column("applied_at", Instant, nullable=False),
)

CONTENTS: Final = Table(
    "contents",
    METADATA,
    Column("sha256", String(_SHA256), primary_key=True),
    Column("areas", Integer, nullable=False),
)

AREAS: Final = Table(
    "areas",
    METADATA,
    Column("content", ForeignKey("contents.sha256"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("party", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("geometry", LargeBinary, nullable=False),
    Column("contested_between", Text),
)

ORIGINALS: Final = Table(
    "originals",
    METADATA,
    Column("sha256", String(_SHA256), primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
)

MAPPINGS: Final = Table(
    "mappings",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("theatre", String(100), nullable=False),
    Column("name", Text, nullable=False),
    Column("fingerprint", String(16), nullable=False),
    Column("json", Text, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Index("mappings_by_name", "theatre", "name", "id"),
)

REVISIONS: Final = Table(
    "revisions",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("theatre", String(100), nullable=False),
    Column("effective_date", Date, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("sha256", ForeignKey("contents.sha256")),
    Column("corrects", ForeignKey("revisions.id")),
    Column("restores", ForeignKey("revisions.id")),
    Column("original", ForeignKey("originals.sha256")),
    Column("original_name", Text),
    Column("previous_hash", String(_SHA256), nullable=False),
    Column("hash", String(_SHA256), nullable=False),
    CheckConstraint("kind in ('published', 'correction', 'rollback', 'withdrawal')"),
    Index("revisions_by_date", "theatre", "effective_date", "id"),
    Index("revisions_by_time", "theatre", "recorded_at", "id"),
    Index("revisions_by_content", "sha256"),
)

FIRST: Final = ("migrations", "contents", "areas", "originals", "revisions")
"""Tables of the first version."""
