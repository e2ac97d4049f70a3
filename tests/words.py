"""Words that belong to no theatre, in both languages, as tests look for them."""

from layers.locale import Locale

ENGLISH, ARABIC = Locale(None, "en"), Locale(None, "ar")
