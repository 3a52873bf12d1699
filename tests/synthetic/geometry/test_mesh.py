import numpy as np
import pytest

from mmref_core.synthetic.geometry.mesh import (
    Mesh,
    VertexAttributes,
    grid_faces,
    make_skinned_mesh,
    normals,
    one_hot,
    rounded_box,
    triangles,
    tube,
)


def test_normals_of_a_closed_box_are_unit_and_point_outwards() -> None:
    box = rounded_box([0.1, 0.2, 0.3])
    outward = normals(box.vertices, box.faces)
    assert np.allclose(np.linalg.norm(outward, axis=1), 1, atol=1e-5)
    assert ((outward * box.vertices).sum(axis=1) > 0).all()


def test_normals_of_one_triangle_follow_the_right_hand() -> None:
    vertices = np.array([[0.0, 0, 0], [2, 0, 0], [0, 1, 0], [5, 5, 5]])
    outward = normals(vertices, np.array([[0, 1, 2]]))
    assert outward[:3].tolist() == [[0, 0, 1]] * 3
    assert outward[3].tolist() == [0, 0, 0]


def test_a_tube_shows_its_outside() -> None:
    mesh = tube(np.array([[0.0, 0, 0], [0, 1, 0], [0, 2, 0]]), 0.1)
    away_from_axis = mesh.vertices * [1, 0, 1]
    assert np.allclose(np.linalg.norm(away_from_axis, axis=1), 0.1)
    assert ((normals(mesh.vertices, mesh.faces) * away_from_axis).sum(axis=1) > 0.09).all()


def test_a_quad_with_a_repeated_corner_gives_one_triangle() -> None:
    assert triangles(np.array([[0, 1, 2, 2], [3, 4, 5, 6]])).tolist() == [[0, 1, 2], [3, 4, 5], [3, 5, 6]]


@pytest.mark.parametrize(("closed", "count"), [(True, 2 * 3 * 4), (False, 2 * 3 * 3)])
def test_a_grid_has_two_triangles_a_cell(closed: bool, count: int) -> None:
    assert len(grid_faces(4, 4, closed)) == count


def test_a_part_loses_what_lies_far_behind_its_cut_line() -> None:
    strip = Mesh(np.array([[0.0, 0, 0], [1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 2, 0]]), np.array([[0, 1, 2], [2, 3, 4]]))
    layout = VertexAttributes(cut=np.array([0.5, 0.5, -0.1, -0.5, -0.5]))
    part = make_skinned_mesh(strip, np.ones((5, 1)), "cloth", layout)
    assert part.faces.tolist() == [[0, 1, 2]]
    assert part.vertices.tolist() == strip.vertices[:3].tolist()
    assert part.cut.tolist() == pytest.approx([0.5, 0.5, -0.1])


def test_one_hot_weights_are_the_shares_given() -> None:
    weights = one_hot(("root", "neck", "head"), 2, {"head": 0.7, "neck": 0.3})
    assert weights == pytest.approx(np.array([[0, 0.3, 0.7]] * 2))
    with pytest.raises(ValueError, match="tail"):
        one_hot(("root",), 1, {"tail": 1.0})
