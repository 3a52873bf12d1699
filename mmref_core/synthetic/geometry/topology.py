"""Mesh subdivision and smoothing as sparse matrices, which depend on connectivity alone."""

import numpy as np
from jaxtyping import Float, Int
from numpy import ndarray
from scipy.sparse import csr_matrix, diags, identity, vstack


def _edges(faces: Int[ndarray, "face corner"]) -> Int[ndarray, "side 2"]:
    corners = faces.shape[1]
    return np.concatenate([faces[:, [corner, (corner + 1) % corners]] for corner in range(corners)])


def subdivide_quads(count: int, quads: Int[ndarray, "quad 4"]) -> tuple[csr_matrix, Int[ndarray, "finer_quad 4"]]:
    """Return the matrix from `count` vertices to those of the subdivided mesh, and its quads; new vertices are means of
    the ends of edges and of the corners of faces.
    """
    unique, inverse = np.unique(np.sort(_edges(quads), axis=1), axis=0, return_inverse=True)
    inverse = inverse.ravel().reshape(4, -1)
    edges, faces = len(unique), len(quads)
    rows = np.concatenate(
        [
            np.arange(count),
            np.repeat(count + np.arange(edges), 2),
            np.repeat(count + edges + np.arange(faces), 4),
        ]
    )
    columns = np.concatenate([np.arange(count), unique.ravel(), quads.ravel()])
    shares = np.concatenate([np.ones(count), np.full(2 * edges, 0.5), np.full(4 * faces, 0.25)]).astype(np.float32)
    matrix = csr_matrix((shares, (rows, columns)), (count + edges + faces, count))
    centres, middles = count + edges + np.arange(faces), count + inverse
    finer = [np.stack([quads[:, side], middles[side], centres, middles[side - 1]], axis=1) for side in range(4)]
    return matrix, np.concatenate(finer)


def subdivide_triangles(count: int, faces: Int[ndarray, "face 3"]) -> tuple[csr_matrix, Int[ndarray, "finer_face 3"]]:
    """Return the matrix from `count` vertices to those and the edge midpoints, and four triangles for each."""
    unique, inverse = np.unique(np.sort(_edges(faces), axis=1), axis=0, return_inverse=True)
    edges = len(unique)
    halves = csr_matrix(
        (np.full(2 * edges, 0.5, np.float32), (np.repeat(np.arange(edges), 2), unique.ravel())), (edges, count)
    )
    first, second, third = count + inverse.ravel().reshape(3, -1)
    a, b, c = faces.T
    corners = ((a, first, third), (b, second, first), (c, third, second), (first, second, third))
    finer = np.concatenate([np.stack(corner, axis=1) for corner in corners])
    return vstack([identity(count, dtype=np.float32), halves]).tocsr(), finer


def neighbour_mean(count: int, faces: Int[ndarray, "face corner"]) -> csr_matrix:
    """Return the matrix that replaces each vertex by the mean of its neighbours."""
    sides = _edges(faces)
    sides = sides[sides[:, 0] != sides[:, 1]]
    rows, columns = np.concatenate([sides, sides[:, ::-1]]).T
    joined = csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), (count, count))
    joined.data[:] = 1
    degree = np.maximum(np.asarray(joined.sum(axis=1)).ravel(), 1)
    return (diags(1 / degree) @ joined).tocsr().astype(np.float32)


def smoothed(matrix: csr_matrix, values: Float[ndarray, "vertex axis"], times: int) -> Float[ndarray, "vertex axis"]:
    """Return values after Laplacian smoothing: moved half way to the mean of their neighbours, `times` times."""
    for _ in range(times):
        values = 0.5 * values + 0.5 * (matrix @ values)
    return values
