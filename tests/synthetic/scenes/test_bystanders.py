import numpy as np

from mmref_core.synthetic.geometry.materials import FabricPattern, ShaderMaterial, ShadingModel, StripCutout
from mmref_core.synthetic.geometry.mesh import rounded_box
from mmref_core.synthetic.geometry.solids import RenderGeometry, box, turn
from mmref_core.synthetic.scenes.bystanders import (
    BODY,
    DEPTHS,
    FAR_CELL,
    NEAR_CELL,
    POOL,
    Bystander,
    Bystanders,
    CaptureSite,
    coarse,
    draw_extras,
    plainly_coloured,
    shrunk,
)
from mmref_core.synthetic.scenes.places import BLOCK, OF_BLOCK, place
from mmref_core.synthetic.scenes.scenery_materials import SceneryPart, joined, plain
from mmref_core.synthetic.textures.canvas import SMOOTH

MARKET = place(BLOCK * OF_BLOCK.index("market"))
RED, BLUE = (0.4, 0.02, 0.02), (0.02, 0.02, 0.4)


def post(rng: np.random.Generator) -> RenderGeometry:
    return joined([SceneryPart(box([-0.2, 0, -0.2], [0.2, rng.uniform(1.5, 1.9), 0.2]), plain(rng, (0.2, 0.2, 0.2)))])[
        0
    ]


def test_passers_by_stand_behind_the_person_or_half_in_front_and_where_there_is_room() -> None:
    scene, company = CaptureSite(MARKET, 100.0, 7.0), Bystanders(post, seed=1)
    counts = []
    for seed in range(60):
        people, _ = draw_extras(np.random.default_rng(seed), company, scene)
        counts.append(len(people))
        for body in people:
            x, z = body.vertices[:, [0, 2]].mean(axis=0)
            assert -DEPTHS[1] - 0.3 < z < 1.4
            assert z < -0.5 or abs(x) > 0.25
            if z < 0:
                spot = np.array([[x, 0.0, z]], float) @ turn(scene.azimuth)
                assert MARKET.is_free(spot[:, [0, 2]], BODY - 0.1)[0]

    assert counts.count(0) > 5
    assert max(counts) >= 4


def test_who_passes_depends_on_the_seed_of_the_set_only() -> None:
    one, again, other = (Bystanders(post, seed).member(3).near.vertices for seed in (1, 1, 2))

    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)
    assert POOL >= 40


def test_people_further_off_are_smaller_and_spread_wider() -> None:
    scene = CaptureSite(MARKET, 100.0, 7.0)
    spots = np.array([scene.spot(np.random.default_rng(seed)) for seed in range(300)])
    near, far = spots[spots[:, 1] > -3], spots[spots[:, 1] < -8]

    assert len(near) > 40 and len(far) > 40
    assert np.abs(far[:, 0]).max() > 1.3 * np.abs(near[:, 0]).max()


def ball(*materials: ShaderMaterial) -> RenderGeometry:
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
    return RenderGeometry(np.concatenate(vertices), np.concatenate(faces).astype(np.int32), rows)


def test_coarse_geometry_has_fewer_faces_of_the_same_shape() -> None:
    whole = ball(ShaderMaterial(RED), ShaderMaterial(BLUE))
    simple = coarse(whole, FAR_CELL)

    assert len(simple.faces) < 0.4 * len(whole.faces)
    assert np.allclose(simple.vertices[:, :3].max(axis=0), whole.vertices[:, :3].max(axis=0), atol=FAR_CELL)
    assert {run.material for run in simple.runs} == {0, 1}


def test_from_afar_one_surface_wears_the_colours_of_all_and_what_is_cut_away_is_gone() -> None:
    strap = ShaderMaterial(RED, strip=StripCutout.TAIL, strip_values=(0.0, 0.1, 0.0))
    whole = ball(
        ShaderMaterial(RED), ShaderMaterial(BLUE, colour2=RED, pattern=FabricPattern.DOTS), strap, ShaderMaterial(BLUE)
    )
    far = plainly_coloured(whole)
    used = far.vertices[np.unique(far.faces)]

    assert len(far.runs) == 1
    assert far.materials[0, 0, 3] == ShadingModel.SCENERY
    assert np.allclose(used[used[:, 0] < 0.4][0, 9:12] * SMOOTH**2, RED, atol=1e-3)
    assert not ((used[:, 0] > 1.6) & (used[:, 0] < 2.4)).any()  # the strap
    assert used[used[:, 0] > 2.6][:, 1].min() >= 0


def test_skin_shrinks_and_cloth_does_not() -> None:
    whole = ball(ShaderMaterial(RED, ShadingModel.SKIN), ShaderMaterial(BLUE))
    smaller = shrunk(whole)

    assert smaller.vertices[smaller.vertices[:, 13] == 0, 1].max() < 0.245
    assert np.array_equal(smaller.vertices[smaller.vertices[:, 13] == 1], whole.vertices[whole.vertices[:, 13] == 1])


def test_a_passer_is_finer_near_by_than_from_afar() -> None:
    passer = Bystander.of(ball(ShaderMaterial(RED)))

    assert NEAR_CELL < FAR_CELL
    assert len(passer.near.faces) > 2 * len(passer.far.faces)
