"""This module knows how segments join to chains, cut where three meet or the two codes change."""

from dataclasses import dataclass

from geodata.tessellation.grid import IntArray

Pair = tuple[int, int]


@dataclass(frozen=True)
class Chain:
    """Nodes of one border in order, with the code to its left and to its right."""

    nodes: tuple[int, ...]
    left: int
    right: int


def chains(segments: IntArray) -> list[Chain]:
    """All chains of one day: open ones from their lowest node on, then closed rings likewise."""
    ahead: dict[int, list[tuple[int, Pair]]] = {}
    for start, end, left, right in segments.tolist():
        ahead.setdefault(start, []).append((end, (left, right)))
        ahead.setdefault(end, []).append((start, (right, left)))
    joints = [node for node in sorted(ahead) if _is_joint(ahead[node])]
    walk = _Walk(ahead, set(joints))
    found = [walk.along(node, step) for node in joints for step in ahead[node]]
    # What is left are rings; the lowest node of each comes first.
    found += [walk.along(node, ahead[node][0]) for node in sorted(set(ahead) - walk.joints)]
    return [chain for chain in found if chain is not None]


def _is_joint(steps: list[tuple[int, Pair]]) -> bool:
    """Whether chains end at a node with these steps away from it."""
    if len(steps) != 2:
        return True
    (_, (left, right)), (_, other) = steps
    return other != (right, left)


class _Walk:
    """Walks chains, each piece once."""

    def __init__(self, ahead: dict[int, list[tuple[int, Pair]]], joints: set[int]) -> None:
        self._ahead = ahead
        self.joints = joints
        self._done: set[Pair] = set()

    def along(self, start: int, step: tuple[int, Pair]) -> Chain | None:
        """The chain that leaves a node by a step, None if it was walked before."""
        node, (left, right) = step
        if (start, node) in self._done:
            return None
        nodes = [start]
        while True:
            self._done |= {(nodes[-1], node), (node, nodes[-1])}
            nodes.append(node)
            if node in self.joints or node == start:
                return Chain(tuple(nodes), left, right)
            one, two = self._ahead[node]
            node = two[0] if one[0] == nodes[-2] else one[0]
