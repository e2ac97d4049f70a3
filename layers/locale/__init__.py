"""Words: `Locale`, the catalogues it reads, and the sentences made of figures."""

from layers.locale.catalogue import languages, supported
from layers.locale.locale import Locale

__all__ = ["Locale", "languages", "supported"]
