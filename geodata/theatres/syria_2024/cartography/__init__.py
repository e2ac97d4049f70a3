"""How the base map and the frame of the theatre are cut; needed to build them, not to run."""
