"""Find the order in which a Jacobian of fixed pattern is eliminated: see `linear`."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from holobiont.engine.law import Index
from holobiont.engine.linear import Block, Elimination, Group, Part, Sparse
from holobiont.engine.sparse import Pattern

#: Strongly connected parts up to this size are solved together with others of their depth.
_FEW = 8
#: Work on a state of the dense remainder, over that on a state of a cluster and its size.
_WORTH = 0.5


def with_diagonal(pattern: Pattern) -> tuple[Pattern, Index]:
    """Return the pattern with every diagonal entry present, and where the old entries went."""
    n = pattern.shape[0]
    keys = pattern.rows.astype(np.int64) * n + pattern.columns
    full = np.union1d(keys, np.arange(n, dtype=np.int64) * (n + 1))
    new = Pattern((full // n).astype(np.intp), (full % n).astype(np.intp), pattern.shape)
    return new, np.searchsorted(full, keys).astype(np.intp)


def plan(pattern: Pattern, kinds: Sequence[Hashable] | None = None) -> Elimination:
    """Find the order of elimination of a square pattern that holds its diagonal.

    States of the same kind (for instance one organism in several places) are eliminated together;
    each is a kind of its own when none are given.
    """
    n = pattern.shape[0]
    keys = pattern.rows.astype(np.int64) * n + pattern.columns
    diagonal = np.searchsorted(keys, np.arange(n, dtype=np.int64) * (n + 1)).astype(np.intp)
    numbers = {kind: i for i, kind in enumerate(dict.fromkeys(kinds or range(n)))}
    kind = np.array([numbers[k] for k in (kinds or range(n))], dtype=np.intp)
    count, label = connected_components(
        pattern.csr(np.ones(pattern.size)), directed=True, connection="strong"
    )
    level = _levels(pattern, label, count)
    sizes = np.bincount(label, minlength=count)
    parts = []
    for depth in range(int(level.max()) + 1 if n else 0):
        small = np.flatnonzero((level[label] == depth) & (sizes[label] <= _FEW))
        large = np.flatnonzero((level == depth) & (sizes > _FEW))
        groups = [small] if small.size else []
        groups += [np.flatnonzero(label == c) for c in large]
        parts += [_part(pattern, kind, group) for group in groups]
    return Elimination(pattern, diagonal, tuple(parts))


def _levels(pattern: Pattern, label: Index, count: int) -> Index:
    """Depth of each strong component: a component reads only shallower ones."""
    head, tail = label[pattern.rows], label[pattern.columns]
    edges = np.unique(np.stack([head, tail])[:, head != tail], axis=1)
    level = np.zeros(count, dtype=np.intp)
    for _ in range(count):
        raised = level.copy()
        np.maximum.at(raised, edges[0], level[edges[1]] + 1)
        if np.array_equal(raised, level):
            break
        level = raised
    return level


def _part(pattern: Pattern, kind: Index, group: Index) -> Part:
    inside = np.zeros(pattern.shape[0], dtype=bool)
    inside[group] = True
    entries = np.flatnonzero(inside[pattern.rows])
    own = inside[pattern.columns[entries]]
    outer, entries = entries[~own], entries[own]
    rows, columns = pattern.rows[entries], pattern.columns[entries]
    chosen = np.isin(kind[group], _clustered(kind[group], kind[rows], kind[columns]))
    easy, hard = group[chosen], group[~chosen]
    is_easy = np.zeros(pattern.shape[0], dtype=bool)
    is_easy[easy] = True
    easy, clusters = _by_width(easy, _connected(rows, columns, is_easy))
    place = np.zeros(pattern.shape[0], dtype=np.intp)
    place[easy], place[hard] = np.arange(easy.size), np.arange(hard.size)

    def between(row_easy: bool, column_easy: bool) -> Sparse:
        at = np.flatnonzero((is_easy[rows] == row_easy) & (is_easy[columns] == column_easy))
        shape = (easy.size if row_easy else hard.size, easy.size if column_easy else hard.size)
        return Sparse.of(place[rows[at]], place[columns[at]], entries[at], shape)

    states = np.concatenate([easy, hard])
    order = np.zeros(pattern.shape[0], dtype=np.intp)
    order[states] = np.arange(group.size)
    shape = (group.size, pattern.shape[0])
    hard_easy, hard_hard = between(False, True), between(False, False)
    return Part(
        easy,
        hard,
        states,
        _blocks(between(True, True), clusters),
        between(True, False),
        hard_easy,
        Block(hard_hard.pattern.shape, _flat(hard_hard.pattern), hard_hard.entries),
        _groups(hard_easy),
        Sparse.of(order[pattern.rows[outer]], pattern.columns[outer], outer, shape),
    )


def _flat(pattern: Pattern) -> Index:
    return np.asarray(pattern.rows * pattern.shape[1] + pattern.columns)


def _by_width(easy: Index, label: Index) -> tuple[Index, list[tuple[int, int]]]:
    """Sort states by the size of their cluster; also return the sizes, and how many have each."""
    _, row, counts = np.unique(label[easy], return_inverse=True, return_counts=True)
    width = counts[row]
    order = np.lexsort((row, width))
    sizes, states = np.unique(width, return_counts=True)
    return easy[order], [(int(w), int(n) // int(w)) for w, n in zip(sizes, states, strict=True)]


def _blocks(own: Sparse, clusters: Iterable[tuple[int, int]]) -> tuple[Block, ...]:
    """Cut the diagonal blocks out of a square block, those of one size together."""
    found, start = [], 0
    rows, columns = own.pattern.rows, own.pattern.columns
    for width, count in clusters:
        at = np.flatnonzero((rows >= start) & (rows < start + width * count))
        flat = (rows[at] - start) * width + (columns[at] - start) % width
        found.append(Block((count, width, width), flat, own.entries[at]))
        start += width * count
    return tuple(found)


def _groups(low: Sparse) -> tuple[Group, ...]:
    """Divide the hard states by the easy ones that act on them, as far as these are others."""
    rows, columns = low.pattern.rows, low.pattern.columns
    hard, easy = low.pattern.shape
    edges = coo_array((np.ones(rows.size), (rows, hard + columns)), shape=(hard + easy,) * 2)
    label: Index = connected_components(edges, directed=False)[1]
    found = []
    for each in np.unique(label[rows]):
        own = np.flatnonzero(label[:hard] == each)
        eaters = np.flatnonzero(label[hard:] == each)
        at = np.flatnonzero(label[rows] == each)
        to = np.searchsorted(own, rows[at]) * eaters.size + np.searchsorted(eaters, columns[at])
        block = Block((own.size, eaters.size), to, low.entries[at])
        found.append(Group(own, eaters, block))
    return tuple(found)


def _connected(rows: Index, columns: Index, chosen: Any) -> Index:
    """Return the cluster of each state: chosen ones that act on each other share one."""
    both = chosen[rows] & chosen[columns]
    edges = coo_array((np.ones(both.sum()), (rows[both], columns[both])), shape=(chosen.size,) * 2)
    label: Index = connected_components(edges, directed=False)[1]
    return label


def _clustered(kinds: Index, rows: Index, columns: Index) -> Index:
    """Choose kinds of states whose clusters stay small: independent ones, then some between them.

    A kind that joins clusters makes the dense remainder smaller by its own states, and the cluster
    larger; it is chosen where the work that the one saves is more than what the other costs.
    """
    neighbors = _neighbors(kinds, rows, columns)
    own = dict(zip(*(v.tolist() for v in np.unique(kinds, return_counts=True)), strict=True))
    chosen = _independent(neighbors)
    cluster = {k: k for k in chosen}
    size = {k: own[k] for k in chosen}
    rest = sorted(set(neighbors) - chosen, key=lambda k: (len(neighbors[k] & chosen), k))
    for k in rest:
        met = {cluster[j] for j in neighbors[k] if j in cluster}
        joined = own[k] + sum(size[c] for c in met)
        if joined**2 - sum(size[c] ** 2 for c in met) > own[k] * kinds.size * _WORTH:
            continue
        cluster = {j: k if c in met else c for j, c in cluster.items()} | {k: k}
        size[k] = joined
    return np.array(sorted(cluster), dtype=np.intp)


def _neighbors(kinds: Index, rows: Index, columns: Index) -> dict[int, set[int]]:
    neighbors: dict[int, set[int]] = {int(i): set() for i in kinds}
    pairs = np.unique(np.stack([rows, columns])[:, rows != columns], axis=1)
    for i, j in pairs.T.tolist():
        neighbors[i].add(j)
        neighbors[j].add(i)
    return neighbors


def _independent(neighbors: Mapping[int, set[int]]) -> set[int]:
    """Choose kinds of states that do not act on each other, as many as are found.

    A first choice takes the least connected. Then one is given up wherever that sets several free.
    """
    chosen = _apart(neighbors, neighbors)
    for i in sorted(chosen, key=lambda k: (len(neighbors[k]), k)):
        free = {k for k in neighbors[i] if neighbors[k] & chosen == {i}}
        instead = _apart(free, neighbors)
        if len(instead) > 1:
            chosen = (chosen - {i}) | instead
    return chosen


def _apart(kinds: Iterable[int], neighbors: Mapping[int, set[int]]) -> set[int]:
    """Choose some that are not neighbors, least connected first."""
    chosen: set[int] = set()
    blocked: set[int] = set()
    for i in sorted(kinds, key=lambda k: (len(neighbors[k]), k)):
        if i not in blocked:
            chosen.add(i)
            blocked |= neighbors[i]
    return chosen
