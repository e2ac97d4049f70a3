"""This package knows whether a draft may be published, and how to cure what is wrong with it."""

from geodata.validation.checking import check
from geodata.validation.choice import REPAIRS, Rule
from geodata.validation.exporting import export
from geodata.validation.fixing import Repaired, repair
from geodata.validation.kinds import KINDS

__all__ = ["KINDS", "REPAIRS", "Repaired", "Rule", "check", "export", "repair"]
