"""Commands that answer questions about numbers, each in a module of its own."""

import argparse

from geodata.commands import change, distance, figures, front, trends


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands that answer questions about numbers."""
    for question in (figures, distance, change, front, trends):
        question.add(commands)
