"""This package knows the questions of the command line: distances, fronts, what changed."""

import argparse

from geodata.commands import change, distance, front


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The commands that answer questions about numbers."""
    for question in (distance, change, front):
        question.add(commands)
