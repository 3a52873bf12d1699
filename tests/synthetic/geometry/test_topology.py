import numpy as np

from mmref_core.synthetic.geometry.mesh import normals, triangles
from mmref_core.synthetic.geometry.topology import neighbour_mean, smoothed, subdivide_quads, subdivide_triangles

SQUARE = np.array([[0.0, 0, 0], [2, 0, 0], [2, 2, 0], [0, 2, 0]])


def test_a_subdivided_square_is_four_squares_of_the_same_plane() -> None:
    matrix, quads = subdivide_quads(4, np.array([[0, 1, 2, 3]]))
    finer = matrix @ SQUARE
    assert len(quads) == 4
    assert sorted(finer.tolist()) == sorted([x, y, 0.0] for x in (0.0, 1.0, 2.0) for y in (0.0, 1.0, 2.0))
    assert (normals(finer, triangles(quads))[:, 2] == 1).all()


def test_a_subdivided_triangle_keeps_its_facing() -> None:
    matrix, faces = subdivide_triangles(3, np.array([[0, 1, 2]]))
    finer = matrix @ SQUARE[:3]
    assert len(faces) == 4
    assert (normals(finer, faces)[:, 2] == 1).all()


def test_smoothing_goes_half_way_to_the_neighbours() -> None:
    matrix = neighbour_mean(3, np.array([[0, 1, 2]]))
    assert smoothed(matrix, np.array([[0.0], [2.0], [4.0]]), 1).ravel().tolist() == [1.5, 2.0, 2.5]
