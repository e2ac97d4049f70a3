"""Fixes of drafts, a module for each stage."""
