"""Cartography of the theatre: builds its base map and frame; not needed to run."""
