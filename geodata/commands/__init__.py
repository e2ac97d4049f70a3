"""This package knows the questions of the command line: distances, fronts, what changed, trends."""

import argparse

from geodata.commands import change, distance, front, trends


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The commands that answer questions about numbers."""
    for question in (distance, change, front, trends):
        question.add(commands)
