"""Markup of the pages: templates beside their modules, in which every text is escaped."""

from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_PAGES: Final = Path(__file__).parents[1]
_templates: Final = Environment(
    loader=FileSystemLoader(_PAGES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(path: str, **facts: object) -> str:
    """Return the HTML of a template, named by its path from the folder of the pages."""
    return _templates.get_template(path).render(facts)
