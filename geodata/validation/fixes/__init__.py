"""This package knows the repairs, one module for each stage."""
