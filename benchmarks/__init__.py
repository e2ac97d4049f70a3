"""Benchmarks: how fast it is, next to the other ways of doing the same."""
