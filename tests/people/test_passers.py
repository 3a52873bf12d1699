import numpy as np

from mmref_core.people.geometry import Geometry
from mmref_core.people.materials import Material, Pattern, Strip, Surface
from mmref_core.people.mesh import rounded_box
from mmref_core.people.passers import FAR_CELL, NEAR_CELL, Passer, coarse, plainly_coloured, shrunk
from mmref_core.people.textures.canvas import SMOOTH

RED, BLUE = (0.4, 0.02, 0.02), (0.02, 0.02, 0.4)


def ball(*materials: Material) -> Geometry:
    """A ball of half a metre across for each material, side by side; the lower half of the last one is cut away."""
    vertices, faces = [], []
    for number in range(len(materials)):
        mesh = rounded_box([0.5, 0.5, 0.5], 2.0, 40).moved([number, 0, 0])
        points = mesh.vertices
        normals = (points - [number, 0, 0]) / 0.25
        cut = points[:, 1] if number == len(materials) - 1 else np.ones(len(points))
        columns = [points, normals, points, points, cut[:, None], np.full((len(points), 1), number)]
        faces.append(mesh.faces + sum(len(own) for own in vertices))
        vertices.append(np.concatenate(columns, axis=1).astype(np.float32))
    rows = np.stack([material.row() for material in materials])
    return Geometry(np.concatenate(vertices), np.concatenate(faces).astype(np.int32), rows)


def test_coarse_geometry_has_fewer_faces_of_the_same_shape() -> None:
    whole = ball(Material(RED), Material(BLUE))
    simple = coarse(whole, FAR_CELL)

    assert len(simple.faces) < 0.4 * len(whole.faces)
    assert np.allclose(simple.vertices[:, :3].max(axis=0), whole.vertices[:, :3].max(axis=0), atol=FAR_CELL)
    assert {run.material for run in simple.runs} == {0, 1}


def test_from_afar_one_surface_wears_the_colours_of_all_and_what_is_cut_away_is_gone() -> None:
    strap = Material(RED, strip=Strip.TAIL, strip_values=(0.0, 0.1, 0.0))
    whole = ball(Material(RED), Material(BLUE, colour2=RED, pattern=Pattern.DOTS), strap, Material(BLUE))
    far = plainly_coloured(whole)
    used = far.vertices[np.unique(far.faces)]

    assert len(far.runs) == 1
    assert far.materials[0, 0, 3] == Surface.SCENERY
    assert np.allclose(used[used[:, 0] < 0.4][0, 9:12] * SMOOTH**2, RED, atol=1e-3)
    assert not ((used[:, 0] > 1.6) & (used[:, 0] < 2.4)).any()  # the strap
    assert used[used[:, 0] > 2.6][:, 1].min() >= 0


def test_skin_shrinks_and_cloth_does_not() -> None:
    whole = ball(Material(RED, Surface.SKIN), Material(BLUE))
    smaller = shrunk(whole)

    assert smaller.vertices[smaller.vertices[:, 13] == 0, 1].max() < 0.245
    assert np.array_equal(smaller.vertices[smaller.vertices[:, 13] == 1], whole.vertices[whole.vertices[:, 13] == 1])


def test_a_passer_is_finer_near_by_than_from_afar() -> None:
    passer = Passer.of(ball(Material(RED)))

    assert NEAR_CELL < FAR_CELL
    assert len(passer.near.faces) > 2 * len(passer.far.faces)
