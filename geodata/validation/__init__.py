"""Validation of drafts: whether a draft may be published, and fixes for its problems."""

from geodata.validation.checking import check
from geodata.validation.choice import FIXES, Rule
from geodata.validation.exporting import export
from geodata.validation.fixes import Fixed, fix
from geodata.validation.kinds import KINDS

__all__ = ["FIXES", "KINDS", "Fixed", "Rule", "check", "export", "fix"]
