"""The prerequisite graph at level granularity: loops named step by step, and depth.

    node (s, n)   skill s reached level n, for n in 1..5
    edges         (s, n) needs (s, n − 1); (s, n) needs (t, m) where level n of s needs level m of t

    sql 2 needs pipelines 1, pipelines 1 needs sql 2   →  sql 2, pipelines 1, sql 2

Nothing here recurses: chains of thousands are walked with a stack of their own.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping

Node = tuple[str, int]
Graph = Mapping[Node, list[Node]]
Edge = tuple[Node, Node]


def graph_of(skills: Iterable[str], edges: Iterable[Edge]) -> Graph:
    """What each node needs: the level below it, then the given edges (node, needed node)."""
    graph = {
        (skill, level): [(skill, level - 1)] if level > 1 else []
        for skill in skills
        for level in range(1, 6)
    }
    for node, needed in edges:
        graph[node].append(needed)
    return graph


def order(graph: Graph) -> list[Node]:
    """The nodes, needed ones first (Kahn); nodes on a loop or behind one are left out."""
    missing = {node: len(needed) for node, needed in graph.items()}
    needed_by: dict[Node, list[Node]] = {node: [] for node in graph}
    for node, needed in graph.items():
        for each in needed:
            needed_by[each].append(node)
    done = [node for node, count in missing.items() if not count]
    for node in done:
        for later in needed_by[node]:
            missing[later] -= 1
            if not missing[later]:
                done.append(later)
    return done


def loops(graph: Graph, edges: Iterable[Edge]) -> Iterator[tuple[Edge, list[Node]]]:
    """One shortest loop per knot of nodes that need each other, with the given edge it starts at.

    All loops could be exponentially many; taking one out of each knot at a time finds them all.
    """
    in_order = set(order(graph))
    tangled = {
        node: [each for each in needed if each not in in_order]
        for node, needed in graph.items()
        if node not in in_order
    }
    knot_of = _knots(tangled)
    seen = set()
    for start, needed in edges:
        knot = knot_of.get(start)
        if knot is not None and knot == knot_of.get(needed) and knot not in seen:
            seen.add(knot)
            yield (start, needed), [start, *_way(tangled, needed, start)]


def _way(graph: Graph, start: Node, end: Node) -> list[Node]:
    """The shortest way from one node to another that is known to be reachable."""
    came_from = {start: start}
    queue = deque([start])
    while end not in came_from:
        node = queue.popleft()
        for needed in graph[node]:
            if needed not in came_from:
                came_from[needed] = node
                queue.append(needed)
    way = [end]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return way[::-1]


def _knots(graph: Graph) -> dict[Node, int]:
    """A number per node, the same for nodes that reach each other (Kosaraju, two walks)."""
    reverse: dict[Node, list[Node]] = {node: [] for node in graph}
    for node, needed in graph.items():
        for each in needed:
            reverse[each].append(node)
    knot_of: dict[Node, int] = {}
    for root in reversed(_finished(graph)):
        stack = [root] if root not in knot_of else []
        while stack:
            node = stack.pop()
            if node not in knot_of:
                knot_of[node] = len(knot_of) if node == root else knot_of[root]
                stack.extend(reverse[node])
    return knot_of


def _finished(graph: Graph) -> list[Node]:
    """The nodes in the order in which a depth-first walk leaves them."""
    finished, seen = [], set()
    for root in graph:
        stack = [(root, False)]
        while stack:
            node, is_left = stack.pop()
            if is_left:
                finished.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                stack.extend((each, False) for each in graph[node] if each not in seen)
    return finished


def longest_chain(graph: Graph) -> list[Node]:
    """The way down that crosses the most edges between skills, most demanding node first.

    Its depth is the number of skills met on the way: one more than the edges crossed. The level
    below in the same skill costs nothing. Nodes on a loop are left out.
    """
    depth: dict[Node, int] = {}
    below: dict[Node, Node] = {}
    for node in order(graph):
        depth[node] = 0
        for needed in graph[node]:
            through = depth[needed] + (needed[0] != node[0])
            if through > depth[node] or node not in below:
                depth[node], below[node] = max(through, depth[node]), needed
    chain = [max(depth, key=depth.__getitem__)] if depth else []
    while chain and chain[-1] in below:
        chain.append(below[chain[-1]])
    return chain
